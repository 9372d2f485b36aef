"""Lengths of time as rules say them: days, weeks, months, years."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MOST = 1200


class PeriodError(ValueError):
    """What should be a length of time is none."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time; months keep the day of the month as far as the month has it."""

    days: int = 0
    months: int = 0

    def after(self, day: dt.date, times: int = 1) -> dt.date:
        """Return the day that lies ``times`` such periods after ``day``."""
        months = day.year * 12 + day.month - 1 + self.months * times
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        moved = dt.date(year, month + 1, min(day.day, last))
        return moved + dt.timedelta(days=self.days * times)


def period_said(said: Mapping[str, Any]) -> Period:
    """Return the period of a table such as ``{weeks = 2}``.

    Raises:
        PeriodError: it names something else, or no whole numbers.
    """
    if not isinstance(said, dict) or set(said) - {"days", "weeks", "months", "years"}:
        raise PeriodError(f"{said!r} is no period: days, weeks, months or years are expected")
    if any(type(value) is not int or not 0 <= value <= _MOST for value in said.values()):
        raise PeriodError(f"{said!r}: whole numbers up to {_MOST} are expected")
    return Period(
        said.get("days", 0) + 7 * said.get("weeks", 0),
        said.get("months", 0) + 12 * said.get("years", 0),
    )
