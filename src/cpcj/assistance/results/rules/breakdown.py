"""Along what values are broken down, and how the rows stand to the total.

For each axis of an indicator it is said whether its rows make up the total (``whole``): then they
sum to it exactly; else they stay at or below it, since some were not counted along the axis. Two
axes at once ("sex*age") are an axis like any other, with a row for each pair ("female*18-29").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, product
from typing import Final

from cpcj.assistance.results.rules.values import Value

SEX: Final = "sex"
AGE: Final = "age"
FUNCTION: Final = "function"
COUNTRY: Final = "country"

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    SEX: ("female", "male", "other", "unstated"),
    AGE: ("0-17", "18-29", "30-59", "60+", "unstated"),
    FUNCTION: (
        "judges", "prosecutors", "police", "customs_border", "prisons", "central_authority",
        "other_officials", "civil_society", "private_sector", "unstated",
    ),
    COUNTRY: (),
}  # fmt: skip
"""The rows of each axis; those of countries are the States that the activity is for."""

AXES: Final = tuple(KEYS)

CROSS: Final = "*"
"""Between two axes, and between their rows."""

CROSSED: Final = tuple(CROSS.join(pair) for pair in combinations(AXES, 2))
"""Two axes at once."""


def crossed_with(chosen: Mapping[str, bool], pairs: Iterable[str]) -> dict[str, bool]:
    """Return axes with pairs of them added; the rows of a pair make up the total where both do.

    Raises:
        KeyError: a pair holds an axis that is not chosen.
    """
    found = dict(chosen)
    for pair in pairs:
        one, other = pair.split(CROSS)
        found[pair] = chosen[one] and chosen[other]
    return found


def rows_of(axis: str, countries: Iterable[str]) -> tuple[str, ...]:
    """Return the rows of an axis; those of countries are the States that are given."""
    places = tuple(countries)
    parts = [KEYS[one] or places for one in axis.split(CROSS)]
    return tuple(CROSS.join(row) for row in product(*parts))


def dimensions(axis: str, row: str) -> tuple[tuple[str, str], ...]:
    """Return a row as pairs of axis and value: ("sex", "female"), ("age", "18-29")."""
    return tuple(zip(axis.split(CROSS), row.split(CROSS), strict=False)) if axis else ()


class BreakdownFault(ValueError):  # noqa: N818 - a fault of what was typed
    """Rows do not stand to their total as they must.

    Attributes:
        code: "equal" (they must sum to the total), "above" (they are more than the total), "whole"
            (the wholes of a percentage's rows are more than its whole).
        axis: the axis.
    """

    def __init__(self, code: str, axis: str) -> None:
        """Keep both."""
        self.code, self.axis = code, axis
        super().__init__(f"{code}: {axis}")


def check(total: Value, rows: Iterable[Value], axis: str, *, whole: bool) -> None:
    """Refuse rows that do not stand to their total as their axis asks.

    Nothing is asked of an axis that has no rows yet.

    Raises:
        BreakdownFault: they sum to something else, or to more.
    """
    given = list(rows)
    if not given:
        return
    parts = sum((row.numerator or Fraction(0) for row in given), Fraction(0))
    of_total = total.numerator or Fraction(0)
    if whole and parts != of_total:
        raise BreakdownFault("equal", axis)
    if parts > of_total:
        raise BreakdownFault("above", axis)
    if total.denominator is not None:
        wholes = sum((row.denominator or Fraction(0) for row in given), Fraction(0))
        if wholes > total.denominator or (whole and wholes != total.denominator):
            raise BreakdownFault("whole", axis)


def summed(rows: Iterable[tuple[str, str, Value]]) -> dict[tuple[str, str], Value]:
    """Return rows of several values added up by axis and key.

    Where each value's rows stay at or below its total, so do these; where all make up theirs, so
    do these.
    """
    found: dict[tuple[str, str], Value] = {}
    for axis, key, value in rows:
        held = found.get((axis, key))
        found[axis, key] = value if held is None else held.plus(value)
    return found
