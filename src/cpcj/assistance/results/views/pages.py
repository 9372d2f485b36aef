"""Results of a record, and a periodic update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from cpcj.assistance.portfolio.views.base import found, ways
from cpcj.assistance.portfolio.visibility import keeps
from cpcj.assistance.results import names, queries
from cpcj.assistance.results.models import (
    Figure,
    Indicator,
    Period,
    Result,
    Snapshot,
    Update,
    UpdateStatus,
)
from cpcj.assistance.results.pictures import progress_bar
from cpcj.assistance.results.rules.states import OPEN, UPDATE
from cpcj.assistance.results.services.reporting import faults, stored_value
from cpcj.frame.permissions import Permission, allows, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from fractions import Fraction

    from django.http import HttpRequest, HttpResponse

    from cpcj.assistance.portfolio.models import Activity
    from cpcj.assistance.results.queries import Held, Of, Standing


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of results: words, how far it is, and what lies in it only in part."""

    name: str
    target: str
    actual: str
    bar: Any
    reached: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator as the page shows it."""

    one: Indicator
    unit: str
    baseline: str
    rows: tuple[Row, ...]
    total: Row
    own: str
    from_below: int
    axes: tuple[tuple[str, bool, tuple[tuple[str, str, str, str], ...]], ...]
    may_remove: bool


@require_safe
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show the results of a record: each indicator, its periods, its total, its rows."""
    one = found(request, identifier)
    counted = queries.held(request.user, one.programme_id)
    standings = queries.standings(request.user, one, counted)
    reported = _reported(one) if keeps(request.user) else frozenset()
    by_result: dict[int, list[Shown]] = {}
    for standing in standings:
        shown = _shown(standing, counted, standing.indicator.pk not in reported)
        by_result.setdefault(standing.indicator.result_id, []).append(shown)
    results = Result.objects.visible_to(request.user).filter(activity=one)
    context: dict[str, Any] = {
        **ways(request),
        "one": one,
        "title": "",
        "results": [(result, by_result.get(result.pk, [])) for result in results],
        "may_submit": allows(request.user, Permission.RESULTS_SUBMIT),
        "periods": _periods(request, one),
        "today": timezone.localdate(),
    }
    return render(request, "results/activity.html", context)


def _reported(one: Activity) -> frozenset[int]:
    figures = Figure.objects.filter(indicator__result__activity=one)
    return frozenset(figures.values_list("indicator", flat=True))


def _periods(request: HttpRequest, one: Activity) -> list[tuple[Period, list[Update], bool]]:
    updates: dict[int, list[Update]] = {}
    seen = Update.objects.visible_to(request.user).filter(period__activity=one)
    for update in seen.order_by("version"):
        updates.setdefault(update.period_id, []).append(update)
    rows = Period.objects.visible_to(request.user).filter(activity=one)
    return [
        (
            period,
            updates.get(period.pk, []),
            any(u.status == UpdateStatus.APPROVED for u in updates.get(period.pk, [])),
        )
        for period in rows
    ]


def _shown(standing: Standing, counted: Held, may_remove: bool) -> Shown:  # noqa: FBT001 - one row
    one, unit = standing.indicator, standing.indicator.unit
    whole = {each.axis: each.whole for each in one.dimensions.all()}
    by_axis: dict[str, list[tuple[str, str, str, str]]] = {}
    for axis, key in sorted({*standing.total.rows, *standing.rows}):
        before, target = standing.rows.get((axis, key), (None, None))
        reached = standing.total.rows.get((axis, key))
        by_axis.setdefault(axis, []).append(
            (
                names.key_name(axis, key),
                names.value_words(unit, before),
                names.value_words(unit, target),
                names.value_words(unit, reached),
            )
        )
    own = standing.total.own
    return Shown(
        one=one,
        unit=names.unit_name(unit),
        baseline=names.value_words(unit, standing.baseline) if standing.baseline else "",
        rows=tuple(_row(unit, of, counted) for of in standing.periods),
        total=Row(
            "", names.value_words(unit, standing.target),
            names.value_words(unit, standing.total.value), _bar(standing.progress),
            _percent(standing.progress),
        ),
        own=names.value_words(unit, own) if standing.total.from_below and own else "",
        from_below=standing.total.from_below,
        axes=tuple(
            (names.axis_name(axis), whole.get(axis, False), tuple(rows))
            for axis, rows in by_axis.items()
        ),
        may_remove=may_remove,
    )  # fmt: skip


def _row(unit: str, of: Of, counted: Held) -> Row:
    left_out = tuple(
        f"{counted.indicators[key].result.activity.identifier} {_span(*during)}"
        for key, during in of.total.left_out
        if key in counted.indicators
    )
    return Row(
        _span(of.period.starts_on, of.period.ends_on),
        names.value_words(unit, of.target), names.value_words(unit, of.total.value),
        _bar(of.progress), _percent(of.progress), left_out,
    )  # fmt: skip


def _span(start: dt.date, end: dt.date) -> str:
    return f"{start.isoformat()} – {end.isoformat()}"


def _bar(reached: Fraction | None) -> Any:
    return progress_bar(reached, rtl=get_language_bidi())


def _percent(reached: Fraction | None) -> str:
    return "" if reached is None else f"{round(100 * reached)} %"


@require_safe
def update(request: HttpRequest, key: int) -> HttpResponse:
    """Show a periodic update with its figures; an approved one as it was approved."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    seen = Update.objects.visible_to(request.user).select_related(
        "period__activity__programme", "period__activity__parent", "submitted_by", "approved_by"
    )
    one = get_object_or_404(seen, pk=key)
    deeds = [
        transition.name
        for transition in UPDATE.available(one, request.user)
        if not (transition.name == "approve" and one.submitted_by_id == request.user.pk)
    ]
    office = keeps(request.user)
    open_ = one.status in OPEN and allows(request.user, Permission.RESULTS_SUBMIT)
    context = {
        **ways(request),
        "update": one,
        "one": one.period.activity,
        "status": names.status_name(one.status),
        "figures": _figures(request, one),
        "deeds": [(deed, names.DEEDS[deed]) for deed in deeds],
        "open": open_,
        "faults": faults(one) if open_ else [],
        "snapshot": Snapshot.objects.visible_to(request.user).filter(update=one).first(),
        "office": office,
    }
    return render(request, "results/update.html", context)


def _figures(
    request: HttpRequest, one: Update
) -> Sequence[tuple[Indicator, str, str, list[tuple[str, str]]]]:
    totals: dict[int, Figure] = {}
    rows: dict[int, list[tuple[str, str]]] = {}
    seen = Figure.objects.visible_to(request.user).filter(update=one).select_related("indicator")
    for figure in seen:
        unit = figure.indicator.unit
        if figure.axis:
            label = f"{names.axis_name(figure.axis)}: {names.key_name(figure.axis, figure.key)}"
            words = names.value_words(unit, stored_value(figure))
            rows.setdefault(figure.indicator_id, []).append((label, words))
        else:
            totals[figure.indicator_id] = figure
    return [
        (
            figure.indicator,
            names.value_words(figure.indicator.unit, stored_value(figure)),
            figure.comment,
            rows.get(key, []),
        )
        for key, figure in totals.items()
    ]
