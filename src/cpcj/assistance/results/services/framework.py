"""The framework of results: results, indicators, links, periods, targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError, line, text
from cpcj.assistance.portfolio.services.parts import translations_of
from cpcj.assistance.results import names
from cpcj.assistance.results.models import (
    BaselineRow,
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
from cpcj.assistance.results.rules.breakdown import (
    AXES,
    CROSSED,
    BreakdownFault,
    check,
    rows_of,
)
from cpcj.assistance.results.rules.values import Value, ValueFault, checked
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.resolutions.vocabulary.states import states

_RECORD = Permission.PORTFOLIO_RECORD
_WORDS = ("title", "description", "translations")
_BASELINE = {
    "baseline": "numerator", "baseline_of": "denominator", "baseline_words": "words",
    "baseline_comment": "comment",
}  # fmt: skip
"""Columns of an indicator's baseline, with those of a value."""
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
class Told:
    """What is said of an indicator, as baseline, target or figure: in all, and by axis and row."""

    total: Typed
    rows: Mapping[tuple[str, str], Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Described:
    """An indicator as it is asked for.

    Attributes:
        title, description, unit, counted, ascending, additive, stock: as in
            :class:`~cpcj.assistance.results.models.Indicator`.
        baseline_year, baseline: where it stood before; None for none.
        baseline_rows: the baseline's rows by axis and row.
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
    baseline_rows: Mapping[tuple[str, str], Typed] = field(default_factory=dict)
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


def axes_of(indicators: Iterable[int]) -> dict[int, dict[str, bool]]:
    """Return by indicator along what it is broken down, and whether the rows make up the total."""
    found: dict[int, dict[str, bool]] = {}
    rows = Dimension.objects.filter(indicator__in=list(indicators))
    for key, axis, whole in rows.values_list("indicator", "axis", "whole"):
        found.setdefault(key, {})[axis] = whole
    return found


def said_rows(
    indicator: Indicator, axes: Collection[str], told: Told
) -> Iterator[tuple[str, str, Typed]]:
    """Give what is said of an indicator, checked, by axis and row; in all first, without an axis.

    Raises:
        PortfolioError: a value is not one of its unit, a row is none of the indicator's, or there
            are rows and no total.
    """
    given = {row: typed for row, typed in told.rows.items() if not typed.empty}
    if told.total.empty:
        if given:
            raise PortfolioError(gettext("%s: rows need a total above them.") % indicator.title)
        return
    value_of(indicator.unit, told.total, indicator.title)
    yield "", "", told.total
    known = {axis: frozenset(rows_of(axis, states())) for axis, _row in given if axis in axes}
    for (axis, row), typed in given.items():
        if row not in known.get(axis, ()):
            raise PortfolioError(
                gettext("%(title)s is not broken down by “%(row)s”.")
                % {"title": indicator.title, "row": f"{axis} {row}"[:100]}
            )
        value_of(indicator.unit, typed, f"{indicator.title}, {names.key_name(axis, row)}")
        yield axis, row, typed


def breakdown_faults(
    indicator: Indicator, axes: Mapping[str, bool], told: Mapping[tuple[str, str], Value]
) -> Iterator[str]:
    """Say in words which rows do not stand to their total as their axis asks.

    Args:
        indicator: what they are of.
        axes: whether the rows must make up the total, by axis.
        told: values by axis and row, the total without either.
    """
    for axis, whole in axes.items():
        rows = [value for (one, _row), value in told.items() if one == axis]
        try:
            check(told["", ""], rows, axis, whole=whole)
        except BreakdownFault as fault:
            yield (
                f"{indicator.title}, {names.axis_name(axis)}: {names.BREAKDOWN_FAULTS[fault.code]}."
            )


def exactly(rows: Iterable[tuple[str, str, Typed]]) -> dict[tuple[str, str], Value]:
    """Return checked values exactly, by axis and row."""
    return {
        (axis, row): Value(fraction(one.numerator), fraction(one.denominator), one.words)
        for axis, row, one in rows
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
    if unknown := sorted(set(given.axes) - {*AXES, *CROSSED}):
        raise PortfolioError(gettext("Nothing is broken down along %s.") % ", ".join(unknown))
    if given.axes and given.unit not in (Unit.NUMBER, Unit.PERCENTAGE):
        raise PortfolioError(gettext("Only numbers and percentages are broken down."))
    if Indicator.objects.filter(result__activity=result.activity).count() >= MOST_INDICATORS:
        raise PortfolioError(gettext("At most %s indicators of one activity.") % MOST_INDICATORS)
    indicator = Indicator(
        result=result, title=line(given.title, gettext("Title")),
        description=text(given.description), unit=given.unit, counted=given.counted.strip()[:100],
        ascending=given.ascending, additive=given.additive and given.unit != Unit.TEXT,
        over_time=OverTime.STOCK if given.stock else OverTime.FLOW,
        place=Indicator.objects.filter(result=result).count(),
        translations=translations_of(given.translations, result.activity.language),
    )  # fmt: skip
    indicator.save()
    Dimension.objects.bulk_create(
        Dimension(indicator=indicator, axis=axis, whole=given.axes[axis])
        for axis in (*AXES, *CROSSED)
        if axis in given.axes
    )
    told = Told(given.baseline or Typed(), given.baseline_rows)
    _store_baseline(indicator, given.baseline_year, told)
    return indicator


def _store_baseline(indicator: Indicator, year: int | None, told: Told) -> None:
    """Write a baseline with its rows in the place of what is held; nothing where none is told."""
    axes = axes_of([indicator.pk]).get(indicator.pk, {})
    rows = list(said_rows(indicator, axes, told))
    if rows and (year is None or not 1945 <= year <= 2100):
        raise PortfolioError(gettext("Say of which year the baseline is."))
    if rows and (wrong := list(breakdown_faults(indicator, axes, exactly(rows)))):
        raise PortfolioError(" ".join(wrong))
    held = columns(told.total, indicator.unit) if rows else columns(Typed(), indicator.unit)
    indicator.baseline_year = year if rows else None
    for name, column in _BASELINE.items():
        setattr(indicator, name, held[column])
    indicator.save(update_fields=["baseline_year", *_BASELINE])
    BaselineRow.objects.filter(indicator=indicator).delete()
    BaselineRow.objects.bulk_create(
        BaselineRow(indicator=indicator, axis=axis, key=row, **columns(typed, indicator.unit))
        for axis, row, typed in rows
        if axis
    )


def _baseline(indicator: Indicator) -> list[object]:
    rows = BaselineRow.objects.filter(indicator=indicator).order_by("axis", "key")
    return [
        *(getattr(indicator, name) for name in ("baseline_year", *_BASELINE)),
        list(rows.values_list("axis", "key", "numerator", "denominator")),
    ]


@service(permission=_RECORD)
def set_baseline(
    change: Change, indicator: Indicator, *, year: int | None, told: Told
) -> Indicator:
    """Say where an indicator stood before, in all and by row; where nothing is told, it has none.

    What was approved keeps the baseline it was approved with.

    Raises:
        PortfolioError: a value is not one of its unit, rows do not go with the total, or there is
            no year.
    """
    require(change.actor, _RECORD, indicator.result.activity)
    held: Indicator = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("result__activity")
        .get(pk=indicator.pk)
    )
    before = _baseline(held)
    _store_baseline(held, year, told)
    held.refresh_from_db()
    after = _baseline(held)
    if before == after:
        change.nothing()
    else:
        change.did(note="baseline", indicator=held.pk, before=before, after=after)
    return held


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
def set_targets(change: Change, period: Period, *, targets: Mapping[int, Told]) -> Period:
    """Set what is to be reached in a period, by the indicator's key; what is empty has none.

    A target may be set for some rows alone ("120 women"): they stay at or below the total.

    Raises:
        PortfolioError: the period is fixed, a value is not one of its unit, or rows are more than
            their total.
    """
    require(change.actor, _RECORD, period.activity)
    if period.approved():
        raise PortfolioError(gettext("The period was approved: its targets stay."))
    indicators = Indicator.objects.filter(result__activity=period.activity_id).in_bulk()
    if set(targets) - set(indicators):
        raise PortfolioError(gettext("An indicator belongs to another activity."))
    axes = axes_of(targets)
    rows: list[Target] = []
    for key, told in targets.items():
        one, own = indicators[key], axes.get(key, {})
        said = list(said_rows(one, own, told))
        if said and (
            wrong := list(breakdown_faults(one, dict.fromkeys(own, False), exactly(said)))
        ):
            raise PortfolioError(" ".join(wrong))
        rows += [
            Target(period=period, indicator=one, axis=axis, key=row, **columns(typed, one.unit))
            for axis, row, typed in said
        ]
    fields = ("indicator", "axis", "key", "numerator", "denominator", "words", "comment")
    before = list(Target.objects.filter(period=period).values_list(*fields))
    Target.objects.filter(period=period).delete()
    Target.objects.bulk_create(rows)
    after = list(Target.objects.filter(period=period).values_list(*fields))
    change.did(note="targets", period=period.pk, before=before, after=after)
    return period


def fraction(value: Decimal | None) -> Fraction | None:
    """Return a stored number exactly."""
    return None if value is None else Fraction(value)
