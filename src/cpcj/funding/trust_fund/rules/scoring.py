"""Scores of two readers, when a third is called, and the ranking with how it came about.

A reader gives each criterion points from 0 to its most. The reader's total is 0 to 100: the points
over the most that can be given, weighed. The application's total is the mean of two readers, or,
where a third was called, the mean of the two totals that lie nearest each other (of all three where
the middle one is as far from both). Totals are fractions until they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MOST_CRITERIA: Final = 20
MOST_POINTS: Final = 100
READERS: Final = 2


class ScoringError(ValueError):
    """Criteria or points that cannot be; ``code`` says why, ``named`` what.

    Codes: "none", "weight", "highest", "twice", "title", "missing", "points".
    """

    def __init__(self, code: str, named: str = "") -> None:
        """Keep the code."""
        self.code, self.named = code, named
        super().__init__(f"{code}: {named}" if named else code)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its key, its words, its weight (above 0) and the most points."""

    key: str
    title: str
    weight: int
    highest: int


def criteria_of(rows: Iterable[Mapping[str, object]]) -> tuple[Criterion, ...]:
    """Return the criteria of a call as it holds them.

    Raises:
        ScoringError: there is none, or one has no words, weight or points, or stands twice.
    """
    found = []
    for row in rows:
        title, weight, highest = row.get("title"), row.get("weight"), row.get("highest")
        if not isinstance(title, str) or not title.strip():
            raise ScoringError("title")
        if not isinstance(weight, int) or not 0 < weight <= MOST_POINTS:
            raise ScoringError("weight", title)
        if not isinstance(highest, int) or not 0 < highest <= MOST_POINTS:
            raise ScoringError("highest", title)
        found.append(Criterion(str(row.get("key")), title.strip(), weight, highest))
    if not 0 < len(found) <= MOST_CRITERIA:
        raise ScoringError("none")
    if len({one.key for one in found}) != len(found):
        raise ScoringError("twice")
    return tuple(found)


def reader_total(points: Mapping[str, int], criteria: Sequence[Criterion]) -> Fraction:
    """Return a reader's total, 0 to 100.

    Raises:
        ScoringError: "missing" points on a criterion, or "points" that it does not have.
    """
    reached = Fraction(0)
    for one in criteria:
        if one.key not in points:
            raise ScoringError("missing", one.title)
        if not 0 <= points[one.key] <= one.highest:
            raise ScoringError("points", one.title)
        reached += Fraction(points[one.key] * one.weight, one.highest)
    return 100 * reached / sum(one.weight for one in criteria)


def needs_third(totals: Sequence[Fraction], above: int) -> bool:
    """Tell whether two readers differ by more than the setting."""
    return len(totals) == READERS and abs(totals[0] - totals[1]) > above


@dataclass(frozen=True, slots=True)
class Combined:
    """An application's total and how it came about.

    Attributes:
        total: 0 to 100.
        of: the readers' totals that it is the mean of, in the order given.
        aside: the one that was left aside, None for none.
    """

    total: Fraction
    of: tuple[Fraction, ...]
    aside: Fraction | None = None


def combined(totals: Sequence[Fraction]) -> Combined | None:
    """Return the total of two or three readers; None for fewer.

    The order of the readers changes nothing.
    """
    if len(totals) < READERS:
        return None
    of = tuple(totals[: READERS + 1])
    if len(of) > READERS:
        low, middle, high = sorted(of)
        if middle - low < high - middle:
            return Combined((low + middle) / 2, (low, middle), high)
        if high - middle < middle - low:
            return Combined((middle + high) / 2, (middle, high), low)
    return Combined(sum(of, Fraction(0)) / len(of), of)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking.

    Attributes:
        key: whose.
        rank: 1 for the highest; equal totals share it, and the next rank is left out for each.
        total: 0 to 100.
        tied: whether another shares the rank.
    """

    key: str
    rank: int
    total: Fraction
    tied: bool


def ranked(totals: Mapping[str, Fraction]) -> tuple[Place, ...]:
    """Return the ranking, the highest total first; equal ones share a place, in order of key."""
    values = sorted(totals.values(), reverse=True)
    return tuple(
        Place(key, values.index(total) + 1, total, values.count(total) > 1)
        for key, total in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
    )


def shown(total: Fraction) -> str:
    """Return a total to two decimals, halves up."""
    hundredths = (total * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"
