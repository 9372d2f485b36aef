"""How long a request waits: working days used, and by when the office has to act.

Working days are Monday to Friday less the holidays of the duty station. The day of receipt is not
counted. A day counts if the clock ran at its beginning: the clock stops with the day after
information was asked for, and runs again with the day after it came. So a question that is answered
on the same day stops nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_FRIDAY = 4
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """That a request came into a state on a day."""

    status: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as it stands on a day.

    Attributes:
        allowed: working days allowed.
        used: working days used, up to the day the clock ended.
        due: the last day that is in time; None where it is not reached yet and information is
            awaited, for nobody knows it.
        stopped: whether it stands because information is awaited.
        ended: the day it ended; None while it goes on.
    """

    allowed: int
    used: int
    due: dt.date | None
    stopped: bool
    ended: dt.date | None

    @property
    def late(self) -> bool:
        """Tell whether more days were used than are allowed."""
        return self.used > self.allowed

    @property
    def left(self) -> int:
        """Return the working days that are left; below 0 where it is late."""
        return self.allowed - self.used


def is_working(day: dt.date, holidays: AbstractSet[dt.date]) -> bool:
    """Tell whether a day is a working day of the duty station."""
    return day.weekday() <= _FRIDAY and day not in holidays


def clock(
    events: Iterable[Moved],
    *,
    allowed: int,
    ends: AbstractSet[str],
    waits: AbstractSet[str],
    as_of: dt.date,
    holidays: AbstractSet[dt.date] = frozenset(),
) -> Clock:
    """Return a clock as it stood on a day.

    Args:
        events: the states a request came into, in order of time; the first is its receipt.
        allowed: working days allowed.
        ends: states that end the clock.
        waits: states in which it stands.
        as_of: the day; what happened later is not looked at.
        holidays: of the duty station.

    Raises:
        ValueError: there is no event on or before ``as_of``.
    """
    known = [event for event in events if event.on <= as_of]
    if not known:
        message = "a clock begins with the receipt of a request"
        raise ValueError(message)
    ended = next((event.on for event in known[1:] if event.status in ends), None)
    by_day = {event.on: event.status for event in known}  # the last of a day counts
    last = as_of if ended is None else ended
    waiting = by_day[known[0].on] in waits
    used, counted, due = 0, 0, None
    day = known[0].on
    while day < last or (due is None and not waiting):
        day += _DAY
        if not waiting and is_working(day, holidays):
            counted += 1
            used += day <= last
            if counted == allowed:
                due = day
        if day <= last and day in by_day:
            waiting = by_day[day] in waits
    return Clock(allowed, used, due, waiting and ended is None, ended)
