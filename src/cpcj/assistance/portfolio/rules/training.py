"""Training: when it is asked what became of it, and what the counts say."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

FOLLOW_UP_MONTHS: Final = 6
"""Months after an event until its participants are asked again."""


def follow_up_due(ends_on: dt.date, months: int = FOLLOW_UP_MONTHS) -> dt.date:
    """Return the same day so many months later, or that month's last where it has no such day."""
    month = ends_on.month - 1 + months
    year, month = ends_on.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(ends_on.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Count:
    """How many of an institution and sex took part, and how many completed."""

    institution: str
    sex: str
    attended: int
    completed: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of counts.

    Attributes:
        attended, completed: of all.
        by_sex: attended by sex.
    """

    attended: int
    completed: int
    by_sex: dict[str, int]

    @property
    def completion(self) -> Fraction | None:
        """The part that completed; None where nobody took part."""
        return Fraction(self.completed, self.attended) if self.attended else None


def totals(counts: Iterable[Count]) -> Totals:
    """Return the sums of counts."""
    attended = completed = 0
    by_sex: dict[str, int] = {}
    for one in counts:
        attended += one.attended
        completed += one.completed
        by_sex[one.sex] = by_sex.get(one.sex, 0) + one.attended
    return Totals(attended, completed, by_sex)
