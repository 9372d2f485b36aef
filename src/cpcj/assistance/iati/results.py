"""Results read from a record, whole or not at all: what has no place in :class:`Result` is not cut.

A result that holds a reference, a document, a location or anything else that the shapes of
:mod:`cpcj.assistance.iati.activity` do not, is none that could be written again as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from cpcj.assistance.iati.activity import Baseline, Indicator, Measured, Period, Result, Words
from cpcj.assistance.iati.reading import text_of

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_VALUE: Final = (frozenset({"value"}), frozenset({"dimension", "comment"}))
_WORDS: Final[tuple[frozenset[str], frozenset[str]]] = (frozenset(), frozenset({"narrative"}))
_DAY: Final[tuple[frozenset[str], frozenset[str]]] = (frozenset({"iso-date"}), frozenset())
_HELD: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "result": (
        frozenset({"type", "aggregation-status"}), frozenset({"title", "description", "indicator"}),
    ),
    "indicator": (
        frozenset({"measure", "ascending", "aggregation-status"}),
        frozenset({"title", "description", "baseline", "period"}),
    ),
    "baseline": (frozenset({"year", "iso-date", "value"}), _VALUE[1]),
    "period": (frozenset(), frozenset({"period-start", "period-end", "target", "actual"})),
    "target": _VALUE,
    "actual": _VALUE,
    "dimension": (frozenset({"name", "value"}), frozenset()),
    "period-start": _DAY,
    "period-end": _DAY,
    "title": _WORDS,
    "description": _WORDS,
    "comment": _WORDS,
    "narrative": (frozenset({_LANG}), frozenset()),
}  # fmt: skip
"""Attributes and children that are held, by the element's name."""


class NotHeldError(ValueError):
    """A result says something that the shapes have no place for."""


def result_of(element: etree._Element, language: str) -> Result:
    """Return a result as it was written.

    Args:
        element: a ``result``, valid against the schema.
        language: what words without a language are written in.

    Raises:
        NotHeldError: it says something that would be lost.
    """
    _only_known(element)
    return Result(
        type=element.get("type", ""),
        title=_words(element, "title", language),
        description=_words(element, "description", language),
        aggregated=_flag(element, "aggregation-status", usual=False),
        indicators=tuple(_indicator(one, language) for one in element.iterchildren("indicator")),
    )


def normal(result: Result) -> Result:
    """Return a result with its values in one order and one writing, to compare it with another."""
    return replace(
        result,
        indicators=tuple(
            replace(
                one,
                baselines=tuple(
                    replace(base, measured=value)
                    for value, base in sorted(
                        ((_normal(base.measured), base) for base in one.baselines),
                        key=lambda pair: _order(pair[0]),
                    )
                ),
                periods=tuple(
                    sorted(
                        (
                            replace(
                                period, targets=_all(period.targets), actuals=_all(period.actuals)
                            )
                            for period in one.periods
                        ),
                        key=lambda period: period.start,
                    )
                ),
            )
            for one in result.indicators
        ),
    )


def _order(one: Measured) -> tuple[tuple[tuple[str, str], ...], str]:
    return one.dimensions, one.value


def _all(values: tuple[Measured, ...]) -> tuple[Measured, ...]:
    return tuple(sorted((_normal(one) for one in values), key=_order))


def _normal(one: Measured) -> Measured:
    try:
        value = f"{Decimal(one.value).normalize():f}" if one.value else ""
    except InvalidOperation:
        value = one.value
    return Measured(value, tuple(sorted(one.dimensions)), dict(one.comment))


def _only_known(element: etree._Element) -> None:
    for one in element.iter("*"):
        attributes, children = _HELD.get(str(one.tag), (frozenset(), frozenset()))
        unknown = {str(name) for name in one.attrib} - attributes
        unknown |= {str(child.tag) for child in one.iterchildren("*")} - children
        if unknown:
            raise NotHeldError(min(unknown))


def _words(element: etree._Element, name: str, language: str) -> Words:
    found: dict[str, str] = {}
    for one in element.iterfind(f"{name}/narrative"):
        code, said = str(one.get(_LANG, language)), text_of(one).strip()
        if code in found:
            raise NotHeldError(name)
        if said:
            found[code] = said
    return found


def _flag(element: etree._Element, name: str, *, usual: bool) -> bool:
    said = element.get(name)
    return usual if said is None else said.strip() in ("1", "true")


def _indicator(element: etree._Element, language: str) -> Indicator:
    return Indicator(
        measure=element.get("measure", ""),
        title=_words(element, "title", language),
        description=_words(element, "description", language),
        ascending=_flag(element, "ascending", usual=True),
        aggregated=_flag(element, "aggregation-status", usual=False),
        baselines=tuple(
            Baseline(
                int(one.get("year", "0")), _measured(one, language),
                _day(one) if one.get("iso-date") else None,
            )
            for one in element.iterchildren("baseline")
        ),
        periods=tuple(_period(one, language) for one in element.iterchildren("period")),
    )  # fmt: skip


def _period(element: etree._Element, language: str) -> Period:
    start, end = element.find("period-start"), element.find("period-end")
    if start is None or end is None:
        raise NotHeldError("period")
    return Period(
        _day(start), _day(end),
        tuple(_measured(one, language) for one in element.iterchildren("target")),
        tuple(_measured(one, language) for one in element.iterchildren("actual")),
    )  # fmt: skip


def _day(element: etree._Element) -> dt.date:
    try:
        return dt.date.fromisoformat(element.get("iso-date", "").strip())
    except ValueError:
        raise NotHeldError("iso-date") from None


def _measured(element: etree._Element, language: str) -> Measured:
    dimensions = tuple(
        (one.get("name", ""), one.get("value", "")) for one in element.iterchildren("dimension")
    )
    if len(list(element.iterchildren("comment"))) > 1:
        raise NotHeldError("comment")
    return Measured(element.get("value", ""), dimensions, _words(element, "comment", language))
