"""Forecasts month by month, and how far what came about differs from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Variance(NamedTuple):
    """A month: what was expected and what came about, in cents, and both since the first month."""

    month: dt.date
    expected: int
    actual: int
    expected_so_far: int
    actual_so_far: int

    @property
    def difference(self) -> int:
        """What came about beyond what was expected; below nothing where less did."""
        return self.actual - self.expected

    @property
    def difference_so_far(self) -> int:
        """The same since the first month."""
        return self.actual_so_far - self.expected_so_far


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def by_month(amounts: Iterable[tuple[dt.date, int]]) -> dict[dt.date, int]:
    """Return sums by month."""
    found: dict[dt.date, int] = {}
    for day, cents in amounts:
        month = month_of(day)
        found[month] = found.get(month, 0) + cents
    return found


def variances(expected: Mapping[dt.date, int], actual: Mapping[dt.date, int]) -> list[Variance]:
    """Return every month that either names, in order; nothing is in two months or in none."""
    found = []
    expected_so_far = actual_so_far = 0
    for month in sorted({*expected, *actual}):
        expected_so_far += expected.get(month, 0)
        actual_so_far += actual.get(month, 0)
        found.append(
            Variance(
                month,
                expected.get(month, 0),
                actual.get(month, 0),
                expected_so_far,
                actual_so_far,
            )
        )
    return found
