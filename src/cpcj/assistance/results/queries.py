"""Results as a user sees them: what each indicator comes to, with everything that contributes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.results.models import (
    BaselineRow,
    Figure,
    Indicator,
    OverTime,
    Period,
    Target,
    Update,
    UpdateStatus,
)
from cpcj.assistance.results.rules.aggregation import Measure, Reported, Stretch, Total, totals
from cpcj.assistance.results.rules.values import Value, progress
from cpcj.assistance.results.services.framework import fraction, measure_of
from cpcj.assistance.results.services.reporting import stored_value
from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class Of:
    """A period of an indicator: what was to be reached, what was, and how far that is.

    ``progress`` is a part of one; None where it cannot be said.
    """

    period: Period
    target: Value | None
    total: Total
    progress: Fraction | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator as it stands.

    Attributes:
        indicator: the record, with its result.
        baseline: where it stood before; None where nothing is recorded.
        total: what it comes to over all time.
        target: over all time: of a flow the sum of the periods' targets, of a stock the latest.
        progress: how far it is; None where it cannot be said.
        periods: the same, period by period of its activity.
        rows: baseline and target over all time by axis and row, each None where there is none.
    """

    indicator: Indicator
    baseline: Value | None
    total: Total
    target: Value | None
    progress: Fraction | None
    periods: tuple[Of, ...]
    rows: Mapping[tuple[str, str], tuple[Value | None, Value | None]]


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is counted in programmes: six questions to the store, whatever their size."""

    measures: tuple[Measure, ...]
    reported: tuple[Reported, ...]
    indicators: Mapping[int, Indicator]


def in_force(
    user: Actor, *programmes: int | None, until: dt.date | None = None
) -> dict[int, Update]:
    """Return the approved updates that hold, by period: of each period the last version.

    With ``until``, of the periods that are over by that day.
    """
    found: dict[int, Update] = {}
    updates = (
        Update.objects.visible_to(user)
        .filter(period__activity__programme__in=programmes, status=UpdateStatus.APPROVED)
        .select_related("period")
        .order_by("version")
    )
    if until is not None:
        updates = updates.filter(period__ends_on__lte=until)
    for one in updates:
        found[one.period_id] = one
    return found


def held(user: Actor, *programmes: int | None, until: dt.date | None = None) -> Held:
    """Return what is counted in programmes, as far as the user sees it.

    With ``until``, of the periods that are over by that day.
    """
    indicators: dict[int, Indicator] = {
        one.pk: one
        for one in Indicator.objects.visible_to(user)
        .filter(result__activity__programme__in=programmes)
        .select_related("result__activity")
        .prefetch_related("dimensions")
    }
    measures = []
    for one in indicators.values():
        measure = measure_of(one)
        if measure.into is not None and measure.into not in indicators:
            measure = Measure(
                measure.key, measure.activity, measure.unit, measure.additive, measure.stock
            )
        measures.append(measure)
    updates = {one.pk: one for one in in_force(user, *programmes, until=until).values()}
    values: dict[tuple[int, int], Value] = {}
    rows: dict[tuple[int, int], dict[tuple[str, str], Value]] = defaultdict(dict)
    figures = Figure.objects.filter(update__in=list(updates)) if updates else ()
    for figure in figures:
        place = figure.update_id, figure.indicator_id
        if figure.axis:
            rows[place][figure.axis, figure.key] = stored_value(figure)
        else:
            values[place] = stored_value(figure)
    reported = tuple(
        Reported(
            indicator, Stretch(updates[update].period.starts_on, updates[update].period.ends_on),
            value, rows.get((update, indicator), {}),
        )
        for (update, indicator), value in values.items()
        if indicator in indicators
    )  # fmt: skip
    return Held(tuple(measures), reported, indicators)


def baseline_of(one: Indicator) -> Value | None:
    """Return an indicator's baseline; None where none is recorded."""
    if one.baseline_year is None:
        return None
    return Value(fraction(one.baseline), fraction(one.baseline_of), one.baseline_words)


def standings(user: Actor, activity: Activity, known: Held | None = None) -> list[Standing]:
    """Return the indicators of a programme, project or activity as they stand."""
    counted = held(user, activity.programme_id) if known is None else known
    own = [one for one in counted.indicators.values() if one.result.activity_id == activity.pk]
    own.sort(key=lambda one: (one.result.type, one.result.place, one.result_id, one.place, one.pk))
    periods = list(Period.objects.visible_to(user).filter(activity=activity))
    targets: dict[tuple[int, int], Value] = {}
    goals: dict[int, dict[tuple[str, str], list[Value]]] = defaultdict(lambda: defaultdict(list))
    planned = Target.objects.visible_to(user).filter(period__in=periods)
    for each in planned.order_by("period__starts_on", "pk"):
        if each.axis:
            goals[each.indicator_id][each.axis, each.key].append(stored_value(each))
        else:
            targets[each.indicator_id, each.period_id] = stored_value(each)
    before: dict[int, dict[tuple[str, str], Value]] = defaultdict(dict)
    for row in BaselineRow.objects.visible_to(user).filter(indicator__in=[one.pk for one in own]):
        before[row.indicator_id][row.axis, row.key] = stored_value(row)
    overall = totals(counted.measures, counted.reported)
    by_period = {
        period.pk: totals(
            counted.measures, counted.reported, Stretch(period.starts_on, period.ends_on)
        )
        for period in periods
    }
    return [
        _standing(
            one, periods, targets, overall, by_period, _rows(one, before[one.pk], goals[one.pk])
        )
        for one in own
    ]


def _rows(
    one: Indicator,
    before: Mapping[tuple[str, str], Value],
    goals: Mapping[tuple[str, str], list[Value]],
) -> dict[tuple[str, str], tuple[Value | None, Value | None]]:
    return {
        row: (before.get(row), _target(one, goals.get(row, [])))
        for row in sorted({*before, *goals})
    }


def _standing(
    one: Indicator,
    periods: Iterable[Period],
    targets: Mapping[tuple[int, int], Value],
    overall: Mapping[int, Total],
    by_period: Mapping[int, Mapping[int, Total]],
    by_row: Mapping[tuple[str, str], tuple[Value | None, Value | None]],
) -> Standing:
    baseline = baseline_of(one)
    rows = []
    for period in periods:
        target, total = targets.get((one.pk, period.pk)), by_period[period.pk][one.pk]
        rows.append(Of(period, target, total, _progress(one, baseline, target, total)))
    target = _target(one, [row.target for row in rows if row.target is not None])
    total = overall[one.pk]
    return Standing(
        one, baseline, total, target, _progress(one, baseline, target, total), tuple(rows), by_row
    )


def _target(one: Indicator, given: list[Value]) -> Value | None:
    if not given:
        return None
    if one.over_time == OverTime.STOCK or one.unit not in ("number", "percentage"):
        return given[-1]
    total = given[0]
    for value in given[1:]:
        total = total.plus(value)
    return total


def _progress(
    one: Indicator, baseline: Value | None, target: Value | None, total: Total
) -> Fraction | None:
    if target is None or total.value is None:
        return None
    # A flow counts what was reached since the beginning: it does not begin at the baseline.
    begin = baseline if one.over_time == OverTime.STOCK or one.unit == "percentage" else None
    return progress(begin, target, total.value, ascending=one.ascending)


def overdue(user: Actor, day: dt.date) -> list[Period]:
    """Return the periods whose report was due and that no update was approved about."""
    approved = Update.objects.filter(status=UpdateStatus.APPROVED)
    found = (
        Period.objects.visible_to(user)
        .filter(due_on__lt=day)
        .exclude(pk__in=approved.values("period"))
        .select_related("activity")
        .order_by("due_on", "pk")
    )
    return list(found[:100])
