"""Triage: criteria with weights, points by people, a sum that anybody can work out again.

The points of a criterion are the mean of those whose points count; the sum is the weighted mean of
the criteria that have points, from 0 to 100. Points of a person with a conflict of interest are
shown and do not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

HIGHEST = 4
"""Points that a criterion can have, from 0."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a person gave a request on a criterion."""

    criterion: str
    scorer: int
    points: int


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of a sum.

    Attributes:
        criterion: its key.
        weight: its weight.
        points: mean of the points that count, 0 to :data:`HIGHEST`; None where there are none.
        scorers: how many people's points count.
        set_aside: how many people's points do not, for a conflict of interest.
    """

    criterion: str
    weight: int
    points: Fraction | None
    scorers: int
    set_aside: int

    @property
    def adds(self) -> Fraction:
        """Return what the criterion adds: weight times points."""
        return self.weight * (self.points or Fraction(0))

    @property
    def shown(self) -> str:
        """Return the points to two decimals, halves up."""
        return "" if self.points is None else f"{rounded(self.points * 100) / 100:.2f}"

    @property
    def added(self) -> str:
        """Return what the criterion adds to two decimals, halves up."""
        return f"{rounded(self.adds * 100) / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a request: its lines and 0 to 100, None where nobody's points count."""

    lines: tuple[Line, ...]
    total: int | None

    @property
    def complete(self) -> bool:
        """Tell whether every criterion has points."""
        return all(line.points is not None for line in self.lines)


@cache
def criteria() -> Mapping[str, int]:
    """Return the weights by criterion, in order of the table ``criteria.toml``."""
    table = tomllib.loads(files(__package__).joinpath("criteria.toml").read_text("utf-8"))
    return {one["key"]: one["weight"] for one in table["criterion"]}


def rounded(number: Fraction) -> int:
    """Return a number above 0 to the nearest whole one, halves up."""
    return (number + Fraction(1, 2)).__floor__()


def total(
    given: Iterable[Points],
    conflicted: Collection[int],
    weights: Mapping[str, int] | None = None,
) -> Sum:
    """Return the sum of points.

    Args:
        given: everybody's points; those on criteria of no table are not looked at.
        conflicted: people with a conflict of interest.
        weights: by criterion; those of the table by default.
    """
    found: dict[str, list[Points]] = {}
    for one in given:
        found.setdefault(one.criterion, []).append(one)
    lines = []
    for criterion, weight in (criteria() if weights is None else weights).items():
        own = found.get(criterion, [])
        counting = [one.points for one in own if one.scorer not in conflicted]
        mean = Fraction(sum(counting), len(counting)) if counting else None
        lines.append(Line(criterion, weight, mean, len(counting), len(own) - len(counting)))
    scored = [line for line in lines if line.points is not None]
    most = HIGHEST * sum(line.weight for line in scored)
    reached = sum((line.adds for line in scored), Fraction(0))
    return Sum(tuple(lines), rounded(100 * reached / most) if most else None)
