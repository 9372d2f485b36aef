"""Results as the standard tells them: indicators with baselines, targets and approved figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.db.models import Prefetch

from cpcj.assistance.iati import activity as iati
from cpcj.assistance.results.models import (
    BaselineRow,
    Figure,
    Indicator,
    Period,
    Result,
    ResultType,
    Target,
    Unit,
    Update,
    UpdateStatus,
)
from cpcj.assistance.results.rules.breakdown import dimensions

_TYPES: Final = {ResultType.OUTPUT: "1", ResultType.OUTCOME: "2"}
_MEASURES: Final = {Unit.NUMBER: "1", Unit.PERCENTAGE: "2", Unit.YES_NO: "5", Unit.TEXT: "5"}
_QUALITATIVE: Final = (Unit.YES_NO, Unit.TEXT)
_PLACES: Final = Decimal("0.0001")

Rows = Mapping[tuple[int, int], list[Any]]
"""Targets or figures by period and indicator."""


def results_of(
    activities: Collection[int], *, drafts: bool = False
) -> Mapping[int, tuple[iati.Result, ...]]:
    """Return the results of activities by their keys; a result without indicators is none yet.

    With ``drafts``, figures that were not approved yet stand in them too.
    """
    beside: tuple[Prefetch[Any], ...] = (
        Prefetch("indicators", Indicator.objects.order_by("place", "pk")),
        Prefetch("indicators__baseline_rows", BaselineRow.objects.order_by("axis", "key")),
    )
    results = (
        Result.objects.filter(activity__in=activities)
        .select_related("activity")
        .order_by("activity", "type", "place", "pk")
        .prefetch_related(*beside)
    )
    periods: dict[int, list[Period]] = defaultdict(list)
    for period in Period.objects.filter(activity__in=activities).order_by("starts_on", "pk"):
        periods[period.activity_id].append(period)
    targets, figures = _targets(activities), _figures(activities, drafts=drafts)
    found: dict[int, list[iati.Result]] = defaultdict(list)
    for result in results:
        indicators = tuple(
            _indicator(one, result.activity.language, periods[result.activity_id], targets, figures)
            for one in result.indicators.all()
        )
        if indicators:
            found[result.activity_id].append(
                iati.Result(
                    type=_TYPES[ResultType(result.type)],
                    title=result.words("title", result.activity.language),
                    indicators=indicators,
                    description=result.words("description", result.activity.language),
                    aggregated=all(one.aggregated for one in indicators),
                )
            )
    return {key: tuple(own) for key, own in found.items()}


def _targets(activities: Collection[int]) -> Rows:
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for one in Target.objects.filter(period__activity__in=activities).order_by("axis", "key"):
        found[one.period_id, one.indicator_id].append(one)
    return found


def _figures(activities: Collection[int], *, drafts: bool) -> Rows:
    """Return the figures of the latest approved update of each period, or of the latest at all."""
    updates = Update.objects.filter(period__activity__in=activities).order_by("version")
    counted = updates if drafts else updates.filter(status=UpdateStatus.APPROVED)
    latest = {one.period_id: one.pk for one in counted}
    period_of = {update: period for period, update in latest.items()}
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for one in Figure.objects.filter(update__in=latest.values()).order_by("axis", "key"):
        found[period_of[one.update_id], one.indicator_id].append(one)
    return found


def _indicator(
    one: Indicator, language: str, periods: Iterable[Period], targets: Rows, figures: Rows
) -> iati.Indicator:
    unit = Unit(one.unit)
    baselines: tuple[iati.Baseline, ...] = ()
    if one.baseline_year:
        said = measured(
            unit, one.baseline, one.baseline_of, one.baseline_words, one.baseline_comment, language
        )
        rows = (_measured(unit, row, language) for row in one.baseline_rows.all())
        baselines = tuple(iati.Baseline(one.baseline_year, each) for each in (said, *rows))
    return iati.Indicator(
        measure=_MEASURES[unit],
        title=one.words("title", language),
        ascending=one.ascending,
        aggregated=one.additive,
        description=one.words("description", language),
        baselines=baselines,
        periods=tuple(
            iati.Period(
                period.starts_on,
                period.ends_on,
                tuple(
                    _measured(unit, row, language) for row in targets.get((period.pk, one.pk), ())
                ),
                tuple(
                    _measured(unit, row, language) for row in figures.get((period.pk, one.pk), ())
                ),
            )
            for period in periods
            if targets.get((period.pk, one.pk)) or figures.get((period.pk, one.pk))
        ),
    )


def _measured(unit: Unit, row: Any, language: str) -> iati.Measured:
    said = measured(unit, row.numerator, row.denominator, row.words, row.comment, language)
    return said._replace(dimensions=dimensions(row.axis, row.key))


def measured(
    unit: Unit,
    numerator: Decimal | None,
    denominator: Decimal | None,
    words: str,
    comment: str,
    language: str = "en",
) -> iati.Measured:
    """Return a value as the standard writes it.

    Numbers as they are; a percentage with four decimal places at most; what is measured in words,
    or by yes and no, as a comment, for the standard knows no value of it.

    Args:
        unit: of the indicator.
        numerator: the number; of a percentage, the part.
        denominator: of a percentage, the whole.
        words: of an indicator in words.
        comment: what is to be said about it.
        language: what words and comment are written in.
    """
    said = [(language, words), (language, comment)]
    if unit == Unit.YES_NO and numerator is not None:
        said[0] = ("en", "yes" if numerator else "no")
    by_language: dict[str, str] = {}
    for code, part in said:
        if part:
            by_language[code] = f"{by_language[code]}. {part}" if code in by_language else part
    if unit in _QUALITATIVE:
        return iati.Measured("", comment=by_language)
    value = numerator
    if unit == Unit.PERCENTAGE and numerator is not None and denominator:
        value = (numerator * 100 / denominator).quantize(_PLACES)
    return iati.Measured("" if value is None else f"{value.normalize():f}", comment=by_language)
