"""Periodic updates: begun, filled in, submitted, returned, approved for good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.portfolio.services.faults import PortfolioError, reason, text
from cpcj.assistance.results import names
from cpcj.assistance.results.models import (
    BaselineRow,
    Figure,
    Indicator,
    Measured,
    Period,
    Snapshot,
    Target,
    Update,
    UpdateStatus,
)
from cpcj.assistance.results.rules.states import OPEN, UPDATE
from cpcj.assistance.results.rules.values import Value
from cpcj.assistance.results.services.framework import (
    Told,
    axes_of,
    breakdown_faults,
    columns,
    fraction,
    said_rows,
)
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import TransitionRefusedError

_SUBMIT, _APPROVE = Permission.RESULTS_SUBMIT, Permission.RESULTS_APPROVE


def hold(update: Update) -> Update:
    """Return an update as it is stored now, locked."""
    held: Update = (
        Update.objects.select_for_update(of=("self",))
        .select_related("period__activity")
        .get(pk=update.pk)
    )
    return held


@service(permission=_SUBMIT)
def begin(change: Change, period: Period, *, correction: str = "") -> Update:
    """Begin an update about a period; after an approved one, a correction of it.

    Raises:
        PortfolioError: another is under way, or a correction has no reason.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    latest = Update.objects.filter(period=period).order_by("-version").first()
    if latest is not None and latest.status != UpdateStatus.APPROVED:
        raise PortfolioError(gettext("An update about this period is under way."))
    update = Update(
        period=period, version=latest.version + 1 if latest else 1,
        correction=reason(correction) if latest else "",
        narrative=latest.narrative if latest else "",
        unit=period.activity.unit, made_by_id=change.actor.pk,
    )  # fmt: skip
    update.save()
    if latest is not None:
        _copy_figures(latest, update)
    change.created(update, ("period_id", "version"))
    return update


def _copy_figures(old: Update, new: Update) -> None:
    fields = ("indicator_id", "axis", "key", "numerator", "denominator", "words", "comment")
    Figure.objects.bulk_create(
        Figure(update=new, **row) for row in Figure.objects.filter(update=old).values(*fields)
    )


@service(permission=_SUBMIT, on="update")
def enter(
    change: Change, update: Update, *, told: Mapping[int, Told], narrative: str
) -> Update:  # fmt: skip
    """Enter figures, in the place of those that were entered; a draft may be incomplete.

    Args:
        change: given by the service.
        update: the update, a draft or returned.
        told: what is reported, by the indicator's key.
        narrative: what happened.

    Raises:
        PortfolioError: it is no longer open, or a value is not one of its unit.
    """
    held = hold(update)
    if held.status not in OPEN:
        raise PortfolioError(
            gettext("This cannot be done while the update is: %s.") % names.status_name(held.status)
        )
    before = _plain(Figure.objects.filter(update=held)), held.narrative
    figures = list(_figures(held, told))
    Figure.objects.filter(update=held).delete()
    Figure.objects.bulk_create(figures)
    held.narrative = text(narrative)
    held.save(update_fields=["narrative"])
    after = _plain(Figure.objects.filter(update=held)), held.narrative
    if before == after:
        change.nothing()
    else:
        change.did(note="figures", update=held.pk, before=before, after=after)
    return held


def _figures(held: Update, told: Mapping[int, Told]) -> Iterable[Figure]:
    indicators = Indicator.objects.filter(result__activity=held.period.activity_id).in_bulk()
    axes = axes_of(indicators)
    for key, one in told.items():
        indicator = indicators.get(key)
        if indicator is None:
            raise PortfolioError(gettext("An indicator belongs to another activity."))
        for axis, row, typed in said_rows(indicator, axes.get(key, {}), one):
            yield Figure(
                update=held, indicator=indicator, axis=axis, key=row,
                **columns(typed, indicator.unit),
            )  # fmt: skip


@service(permission=_SUBMIT, on="update")
def submit(change: Change, update: Update) -> Update:
    """Submit an update: every indicator has its value, and rows stand to totals as they must.

    Raises:
        PortfolioError: something is missing or does not add up, or it is not open.
    """
    held = hold(update)
    problems = faults(held)
    if problems:
        raise PortfolioError(" ".join(problems))
    held.submitted_by_id, held.submitted_at = change.actor.pk, timezone.now()
    held.return_reason = ""
    return _applied(change, held, "submit", ("submitted_by_id", "submitted_at", "return_reason"))


def faults(update: Update) -> list[str]:
    """Return what keeps an update from being submitted, in words."""
    indicators = Indicator.objects.filter(result__activity=update.period.activity_id).in_bulk()
    axes = axes_of(indicators)
    told: dict[int, dict[tuple[str, str], Value]] = {}
    for figure in Figure.objects.filter(update=update):
        own = told.setdefault(figure.indicator_id, {})
        own[figure.axis, figure.key] = stored_value(figure)
    found = []
    if not indicators:
        found.append(gettext("There is no indicator to report on."))
    for key, indicator in indicators.items():
        if key in told:
            found += breakdown_faults(indicator, axes.get(key, {}), told[key])
        else:
            found.append(gettext("%s: there is no value.") % indicator.title)
    return found


def stored_value(one: Measured) -> Value:
    """Return a stored value exactly."""
    return Value(fraction(one.numerator), fraction(one.denominator), one.words)


@service(permission=_APPROVE, on="update")
def return_(change: Change, update: Update, *, why: str) -> Update:
    """Return an update with a reason.

    Raises:
        PortfolioError: no reason, or it was not submitted.
    """
    held = hold(update)
    held.return_reason = reason(why)
    return _applied(change, held, "return", ("return_reason",))


@service(permission=_APPROVE, on="update")
def approve(change: Change, update: Update) -> Update:
    """Approve an update: it and its period never change again.

    Raises:
        PortfolioError: the same person submitted it, or it was not submitted.
    """
    held = hold(update)
    if held.submitted_by_id is not None and held.submitted_by_id == change.actor.pk:
        raise PortfolioError(gettext("Another person approves what you submitted."))
    held.approved_by_id, held.approved_at = change.actor.pk, timezone.now()
    content = snapshot(held)
    _applied(change, held, "approve", ("approved_by_id", "approved_at"))
    Snapshot(update=held, content=content, digest=digest(content)).save()
    return held


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a snapshot's canonical JSON."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()


def snapshot(update: Update) -> dict[str, Any]:
    """Return an update with all it is about, as JSON holds it."""
    period, activity = update.period, update.period.activity
    targets = _plain(Target.objects.filter(period=period))
    figures = _plain(Figure.objects.filter(update=update))
    before = _plain(BaselineRow.objects.filter(indicator__result__activity=activity))
    indicators = (
        Indicator.objects.filter(result__activity=activity)
        .select_related("result")
        .prefetch_related("dimensions")
        .order_by("result__type", "result__place", "result_id", "place", "pk")
    )
    content = {
        "activity": activity.identifier,
        "title": activity.title,
        "period": [period.starts_on, period.ends_on],
        "version": update.version,
        "correction": update.correction,
        "narrative": update.narrative,
        "submitted": [update.submitted_by_id, update.submitted_at],
        "approved": [update.approved_by_id, update.approved_at],
        "indicators": [
            {
                "indicator": one.pk,
                "result": one.result.title,
                "type": one.result.type,
                "title": one.title,
                "unit": one.unit,
                "counted": one.counted,
                "ascending": one.ascending,
                "additive": one.additive,
                "over_time": one.over_time,
                "contributes_to": one.contributes_to_id,
                "baseline": [
                    one.baseline_year, one.baseline, one.baseline_of, one.baseline_words,
                ],
                "baseline_rows": [row for row in before if row["indicator_id"] == one.pk],
                "axes": {each.axis: each.whole for each in one.dimensions.all()},
                "targets": [row for row in targets if row["indicator_id"] == one.pk],
                "figures": [row for row in figures if row["indicator_id"] == one.pk],
            }
            for one in indicators
        ],
    }  # fmt: skip
    plain: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def _plain(rows: Any) -> list[dict[str, Any]]:
    fields = ("indicator_id", "axis", "key", "numerator", "denominator", "words", "comment")
    return list(rows.order_by("indicator_id", "axis", "key").values(*fields))


def _applied(change: Change, held: Update, deed: str, also: tuple[str, ...]) -> Update:
    if held.status not in UPDATE.transition(deed).sources:
        raise PortfolioError(
            gettext("This cannot be done while the update is: %s.") % names.status_name(held.status)
        )
    try:
        UPDATE.apply(change, held, deed, also=also)
    except TransitionRefusedError as error:
        raise PortfolioError(str(error)) from error
    return held
