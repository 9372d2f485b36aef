"""The framework of results: results, indicators, links, periods, targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError, line, text
from cpcj.assistance.portfolio.services.parts import translations_of
from cpcj.assistance.results import names
from cpcj.assistance.results.models import (
    Dimension,
    Figure,
    Indicator,
    OverTime,
    Period,
    Result,
    ResultType,
    Target,
    Unit,
)
from cpcj.assistance.results.rules.aggregation import Measure, link_fault
from cpcj.assistance.results.rules.breakdown import AXES
from cpcj.assistance.results.rules.values import Value, ValueFault, checked
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service

_RECORD = Permission.PORTFOLIO_RECORD
_WORDS = ("title", "description", "translations")
Translations = Mapping[str, Mapping[str, object]]
"""By further language code, title and description."""
MOST_INDICATORS = 200
"""Indicators of one activity."""
DUE_AFTER = dt.timedelta(days=30)
"""After a period ends, its report is due."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it was typed."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: str = ""
    comment: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return self.numerator is None and self.denominator is None and not self.words.strip()


@dataclass(frozen=True, slots=True)
class Described:
    """An indicator as it is asked for.

    Attributes:
        title, description, unit, counted, ascending, additive, stock: as in
            :class:`~cpcj.assistance.results.models.Indicator`.
        baseline_year, baseline: where it stood before; None for none.
        axes: whether the rows make up the total, by axis.
        translations: title and description by further language.
    """

    title: str
    unit: str
    description: str = ""
    counted: str = ""
    ascending: bool = True
    additive: bool = True
    stock: bool = False
    baseline_year: int | None = None
    baseline: Typed | None = None
    axes: Mapping[str, bool] = field(default_factory=dict)
    translations: Translations = field(default_factory=dict)


def measure_of(one: Indicator) -> Measure:
    """Return an indicator as far as adding up needs it."""
    return Measure(
        key=one.pk, activity=one.result.activity_id, unit=one.unit, additive=one.additive,
        stock=one.over_time == OverTime.STOCK, into=one.contributes_to_id,
    )  # fmt: skip


def value_of(unit: str, typed: Typed, what: str) -> Value:
    """Return a typed value of a unit.

    Raises:
        PortfolioError: it is none.
    """
    try:
        return checked(unit, typed.numerator, typed.denominator, typed.words)
    except ValueFault as fault:
        raise PortfolioError(f"{what}: {names.VALUE_FAULTS[fault.code]}") from fault


def columns(typed: Typed, unit: str) -> dict[str, object]:
    """Return the columns of a checked value."""
    return {
        "numerator": None if unit == Unit.TEXT else typed.numerator,
        "denominator": typed.denominator if unit == Unit.PERCENTAGE else None,
        "words": text(typed.words) if unit == Unit.TEXT else "",
        "comment": text(typed.comment, 2000),
    }


@service(permission=_RECORD, on="activity")
def add_result(
    change: Change,
    activity: Activity,
    *,
    type: str,  # noqa: A002 - the standard's word
    title: str,
    description: str = "",
    translations: Translations | None = None,
) -> Result:
    """Add an outcome or output.

    Raises:
        PortfolioError: it has no title, or no type that is known.
    """
    if type not in ResultType.values:
        raise PortfolioError(gettext("A result is an outcome or an output."))
    place = Result.objects.filter(activity=activity).count()
    result = Result(
        activity=activity, type=type, title=line(title, gettext("Title")),
        description=text(description), place=place,
        translations=translations_of(translations or {}, activity.language),
    )  # fmt: skip
    result.save()
    change.created(result, ("type", "title"))
    return result


def stored_indicator(result: Result, given: Described) -> Indicator:
    """Write an indicator inside a service.

    Raises:
        PortfolioError: something in it is wrong.
    """
    if given.unit not in Unit.values:
        raise PortfolioError(gettext("There is no such unit: %s") % given.unit[:20])
    if unknown := sorted(set(given.axes) - set(AXES)):
        raise PortfolioError(gettext("Nothing is broken down along %s.") % ", ".join(unknown))
    if given.axes and given.unit not in (Unit.NUMBER, Unit.PERCENTAGE):
        raise PortfolioError(gettext("Only numbers and percentages are broken down."))
    if Indicator.objects.filter(result__activity=result.activity).count() >= MOST_INDICATORS:
        raise PortfolioError(gettext("At most %s indicators of one activity.") % MOST_INDICATORS)
    base: dict[str, object] = {}
    if given.baseline is not None and not given.baseline.empty:
        if given.baseline_year is None or not 1945 <= given.baseline_year <= 2100:
            raise PortfolioError(gettext("Say of which year the baseline is."))
        value_of(given.unit, given.baseline, gettext("Baseline"))
        held = columns(given.baseline, given.unit)
        base = {
            "baseline_year": given.baseline_year,
            "baseline": held["numerator"],
            "baseline_of": held["denominator"],
            "baseline_words": held["words"],
            "baseline_comment": held["comment"],
        }
    indicator = Indicator(
        result=result, title=line(given.title, gettext("Title")),
        description=text(given.description), unit=given.unit, counted=given.counted.strip()[:100],
        ascending=given.ascending, additive=given.additive and given.unit != Unit.TEXT,
        over_time=OverTime.STOCK if given.stock else OverTime.FLOW,
        place=Indicator.objects.filter(result=result).count(),
        translations=translations_of(given.translations, result.activity.language), **base,
    )  # fmt: skip
    indicator.save()
    Dimension.objects.bulk_create(
        Dimension(indicator=indicator, axis=axis, whole=given.axes[axis])
        for axis in AXES
        if axis in given.axes
    )
    return indicator


@service(permission=_RECORD)
def add_indicator(change: Change, result: Result, *, given: Described) -> Indicator:
    """Add an indicator to a result.

    Raises:
        PortfolioError: something in it is wrong.
    """
    require(change.actor, _RECORD, result.activity)
    indicator = stored_indicator(result, given)
    change.created(indicator, ("title", "unit", "additive", "over_time"))
    return indicator


@service(permission=_RECORD)
def reword(
    change: Change,
    one: Result | Indicator,
    *,
    title: str,
    description: str = "",
    translations: Translations | None = None,
) -> Result | Indicator:
    """Write the title and description of a result or indicator otherwise, or in more languages.

    What was approved keeps the words it was approved with.

    Raises:
        PortfolioError: it has no title.
    """
    activity = one.activity if isinstance(one, Result) else one.result.activity
    require(change.actor, _RECORD, activity)
    held = type(one).objects.select_for_update().get(pk=one.pk)
    before = change.values(held, *_WORDS)
    held.title, held.description = line(title, gettext("Title")), text(description)
    held.translations = translations_of(translations or {}, activity.language)
    if change.values(held, *_WORDS) == before:
        change.nothing()
        return one
    held.save(update_fields=_WORDS)
    change.altered(held, before)
    worded: Result | Indicator = held
    return worded


@service(permission=_RECORD)
def remove_indicator(change: Change, indicator: Indicator) -> None:
    """Take an indicator away that nothing was reported about.

    Raises:
        PortfolioError: something was, or has a target in a fixed period.
    """
    require(change.actor, _RECORD, indicator.result.activity)
    if Figure.objects.filter(indicator=indicator).exists():
        raise PortfolioError(gettext("Something was reported about it: it stays."))
    if any(target.period.approved() for target in indicator.targets.select_related("period")):
        raise PortfolioError(gettext("It has a target in a period that was approved: it stays."))
    change.removed(indicator, change.values(indicator, "title", "unit"))
    indicator.delete()


@service(permission=_RECORD)
def link(change: Change, indicator: Indicator, *, to: Indicator | None) -> Indicator:
    """Say to which indicator of the activity above one contributes, or to none.

    Raises:
        PortfolioError: the two cannot be linked.
    """
    require(change.actor, _RECORD, indicator.result.activity)
    held: Indicator = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("result__activity")
        .get(pk=indicator.pk)
    )
    if held.contributes_to_id == (to.pk if to else None):
        change.nothing()
        return held
    if to is not None:
        above = held.result.activity.parent_id
        if fault := link_fault(measure_of(held), measure_of(to), above):
            raise PortfolioError(str(names.LINK_FAULTS[fault]))
    before = change.values(held, "contributes_to_id")
    held.contributes_to = to
    held.save(update_fields=["contributes_to"])
    change.altered(held, before)
    return held


@service(permission=_RECORD, on="activity")
def add_period(
    change: Change,
    activity: Activity,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    due_on: dt.date | None = None,
) -> Period:
    """Add a period that is reported on.

    Raises:
        PortfolioError: it ends before it begins, or overlaps another.
    """
    if ends_on < starts_on:
        raise PortfolioError(gettext("It is planned to end before it begins."))
    others = Period.objects.filter(activity=activity)
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise PortfolioError(gettext("It overlaps a period that is recorded."))
    period = Period(
        activity=activity,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on or ends_on + DUE_AFTER,
    )
    period.save()
    change.created(period)
    return period


@service(permission=_RECORD)
def set_targets(change: Change, period: Period, *, targets: Mapping[int, Typed]) -> Period:
    """Set what is to be reached in a period, by the indicator's key; what is empty has none.

    Raises:
        PortfolioError: the period is fixed, or a value is not one of its unit.
    """
    require(change.actor, _RECORD, period.activity)
    if period.approved():
        raise PortfolioError(gettext("The period was approved: its targets stay."))
    indicators = Indicator.objects.filter(result__activity=period.activity_id).in_bulk()
    if set(targets) - set(indicators):
        raise PortfolioError(gettext("An indicator belongs to another activity."))
    rows: Sequence[Target] = []
    for key, typed in targets.items():
        if not typed.empty:
            value_of(indicators[key].unit, typed, indicators[key].title)
            held = columns(typed, indicators[key].unit)
            rows = [*rows, Target(period=period, indicator=indicators[key], **held)]
    fields = ("indicator", "numerator", "denominator", "words", "comment")
    before = list(Target.objects.filter(period=period).values_list(*fields))
    Target.objects.filter(period=period).delete()
    Target.objects.bulk_create(rows)
    after = list(Target.objects.filter(period=period).values_list(*fields))
    change.did(note="targets", period=period.pk, before=before, after=after)
    return period


def fraction(value: Decimal | None) -> Fraction | None:
    """Return a stored number exactly."""
    return None if value is None else Fraction(value)
