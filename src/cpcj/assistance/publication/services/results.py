"""Results of a record that is taken in: held by the register where it would write them alike.

What was reached comes as the draft of an update: it is published by this register once it was
submitted and approved like any other. Until something changes the file's own words stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from cpcj.assistance.iati import activity as iati
from cpcj.assistance.iati.results import normal
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.publication.reached import results_of
from cpcj.assistance.results.models import (
    Figure,
    Indicator,
    Period,
    Result,
    ResultType,
    Target,
    Unit,
    Update,
)
from cpcj.assistance.results.rules.breakdown import AXES, CROSS
from cpcj.assistance.results.services.framework import (
    DUE_AFTER,
    Described,
    Told,
    Typed,
    axes_of,
    columns,
    said_rows,
    stored_indicator,
)
from cpcj.frame.services import Change

_TYPES: Final = {"1": ResultType.OUTPUT, "2": ResultType.OUTCOME}
_UNITS: Final = {"1": Unit.NUMBER, "2": Unit.PERCENTAGE, "5": Unit.TEXT}
_HUNDRED: Final = Decimal(100)
Row = tuple[str, str]


def hold_result(change: Change, activity: Activity, said: iati.Result | str) -> None:
    """Write a result of a file as the register holds it, inside a service.

    Args:
        change: of the service.
        activity: what it is a result of.
        said: the result; or the name of what in it could not be read without a loss.

    Raises:
        PortfolioError: the register has no place for something in it; nothing is written.
    """
    if isinstance(said, str):
        raise PortfolioError(gettext("The portfolio has no place for: %s") % said)
    with transaction.atomic():
        made = _result(change, activity, said)
        written = [
            one
            for one, key in zip(
                results_of([activity.pk], drafts=True).get(activity.pk, ()),
                _with_indicators(activity), strict=True,
            )
            if key == made.pk
        ]  # fmt: skip
        if [normal(one) for one in written] != [normal(said)]:
            raise PortfolioError(gettext("It would not be written as it stands in the file."))


def _with_indicators(activity: Activity) -> list[int]:
    rows = Result.objects.filter(activity=activity, indicators__isnull=False)
    return list(rows.order_by("type", "place", "pk").distinct().values_list("pk", flat=True))


def _result(change: Change, activity: Activity, said: iati.Result) -> Result:
    if said.type not in _TYPES:
        raise PortfolioError(gettext("A result is an outcome or an output."))
    title, description, translations = _worded(said.title, said.description, activity.language)
    result = Result(
        activity=activity, type=_TYPES[said.type], title=title[:300], description=description,
        translations=translations, place=Result.objects.filter(activity=activity).count(),
    )  # fmt: skip
    result.save()
    for one in said.indicators:
        _indicator(change, result, one)
    return result


def _worded(
    title: iati.Words, description: iati.Words, language: str
) -> tuple[str, str, dict[str, dict[str, str]]]:
    """Return title and description in the record's language, and both in further ones."""
    if not title.get(language) or not {*title, *description} <= set(LANGUAGES):
        raise PortfolioError(gettext("It has no title in the language of its record."))
    others = sorted({*title, *description} - {language})
    return title[language], description.get(language, ""), {
        one: {
            name: words[one]
            for name, words in (("title", title), ("description", description))
            if one in words
        }
        for one in others
    }  # fmt: skip


def _indicator(change: Change, result: Result, said: iati.Indicator) -> None:
    activity = result.activity
    if said.measure not in _UNITS:
        raise PortfolioError(gettext("There is no such unit: %s") % said.measure)
    unit, language = _UNITS[said.measure], activity.language
    title, description, translations = _worded(said.title, said.description, language)
    years = {one.year for one in said.baselines}
    if len(years) > 1:
        raise PortfolioError(gettext("It has baselines of several years."))
    before = _told((one.measured for one in said.baselines), unit, language)
    targets = [(one, _told(one.targets, unit, language)) for one in said.periods]
    actuals = [(one, _told(one.actuals, unit, language)) for one in said.periods]
    facts = [before, *(told for _one, told in actuals)]
    axes = sorted(
        {axis for told in (*facts, *(told for _one, told in targets)) for axis, _row in told.rows},
        key=lambda axis: (CROSS in axis, axis),
    )
    made = stored_indicator(
        result,
        Described(
            title=title, unit=unit, description=description, ascending=said.ascending,
            additive=said.aggregated, stock=unit == Unit.PERCENTAGE,
            baseline_year=min(years) if years else None, baseline=before.total,
            baseline_rows=before.rows, axes={axis: _whole(axis, facts) for axis in axes},
            translations=translations,
        ),
    )  # fmt: skip
    for period, told in targets:
        held = _period(activity, period.start, period.end)
        Target.objects.bulk_create(
            Target(period=held, indicator=made, axis=axis, key=row, **columns(typed, unit))
            for axis, row, typed in _rows(made, told)
        )
    for period, told in actuals:
        if rows := _rows(made, told):
            held = _period(activity, period.start, period.end)
            update = _draft(change, held)
            Figure.objects.bulk_create(
                Figure(update=update, indicator=made, axis=axis, key=row, **columns(typed, unit))
                for axis, row, typed in rows
            )


def _rows(made: Indicator, told: Told) -> list[tuple[str, str, Typed]]:
    return list(said_rows(made, axes_of([made.pk]).get(made.pk, {}), told))


def _draft(change: Change, period: Period) -> Update:
    found: Update | None = Update.objects.filter(period=period).first()
    if found is None:
        found = Update(period=period, unit=period.activity.unit, made_by_id=change.actor.pk)
        found.save()
    return found


def _period(activity: Activity, start: dt.date, end: dt.date) -> Period:
    """Return the period of a record that has these days, made where there is none.

    Raises:
        PortfolioError: it would overlap another, or ends before it begins.
    """
    others = Period.objects.filter(activity=activity)
    found: Period | None = others.filter(starts_on=start, ends_on=end).first()
    if found is not None:
        return found
    if end < start:
        raise PortfolioError(gettext("It is planned to end before it begins."))
    if others.filter(starts_on__lte=end, ends_on__gte=start).exists():
        raise PortfolioError(gettext("It overlaps a period that is recorded."))
    made = Period(activity=activity, starts_on=start, ends_on=end, due_on=end + DUE_AFTER)
    made.save()
    return made


def _told(values: Iterable[iati.Measured], unit: Unit, language: str) -> Told:
    """Return values of a file as they would be typed: of a percentage, as a part of a hundred."""
    found: dict[Row, Typed] = {}
    for one in values:
        row = _row(one.dimensions)
        if row in found or not set(one.comment) <= {language}:
            raise PortfolioError(gettext("It says a value twice, or in several languages."))
        comment = one.comment.get(language, "")
        if unit == Unit.TEXT:
            found[row] = Typed(words=comment)
        else:
            number = _number(one.value)
            found[row] = Typed(
                number, _HUNDRED if unit == Unit.PERCENTAGE else None, comment=comment
            )
    total = found.pop(("", ""), Typed())
    return Told(total, found)


def _number(said: str) -> Decimal | None:
    if not said.strip():
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        raise PortfolioError(gettext("“%s” is no number.") % said[:20]) from None


def _row(dimensions: tuple[Row, ...]) -> Row:
    """Return the axis and row of a value's dimensions, at most two.

    Raises:
        PortfolioError: there is no such axis.
    """
    by_axis = dict(dimensions)
    known = [axis for axis in AXES if axis in by_axis]
    if len(known) != len(dimensions) or len(known) > 2:
        raise PortfolioError(gettext("Nothing is broken down along %s.") % ", ".join(by_axis))
    return CROSS.join(known), CROSS.join(by_axis[axis] for axis in known)


def _whole(axis: str, facts: Iterable[Told]) -> bool:
    """Tell whether the rows along an axis made up the total wherever it was broken down."""
    sums = [
        (
            sum((Fraction(one.numerator or 0) for one in rows), Fraction(0)),
            Fraction(told.total.numerator or 0),
        )
        for told in facts
        if (rows := [typed for (one, _row), typed in told.rows.items() if one == axis])
    ]
    return bool(sums) and all(rows == total for rows, total in sums)
