"""An agenda of deeds by day, and the clock that the rooms see while it is worked through.

A deed may put others on the agenda. What would fall on a day after today is never done: so each
request, project and grant stands today where it would stand.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from django.utils import timezone

Deed = Callable[..., object]
_MORNING = dt.time(8, tzinfo=dt.UTC)
_TICK = dt.timedelta(milliseconds=1)


@contextmanager
def clock() -> Iterator[Callable[[dt.date], None]]:
    """Let the rooms take a day for today; yields what sets the day.

    Time goes on by a millisecond each time it is asked for, so that what comes later is later.
    """
    real = timezone.now
    at = real()

    def now() -> dt.datetime:
        nonlocal at
        at += _TICK
        return at

    def turn(day: dt.date) -> None:
        nonlocal at
        at = dt.datetime.combine(day, _MORNING)

    timezone.now = now
    try:
        yield turn
    finally:
        timezone.now = real


@dataclass(slots=True)
class Agenda:
    """Deeds by day; those of one day in the order in which they were put down."""

    _waiting: list[tuple[dt.date, int, Deed]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def on(self, day: dt.date, deed: Deed) -> None:
        """Put a deed down for a day."""
        heapq.heappush(self._waiting, (day, next(self._numbers), deed))

    def work(self, until: dt.date, turned: Callable[[dt.date], None]) -> int:
        """Do what falls on a day up to the last; ``turned`` is told each day first.

        Returns:
            How many deeds were done.
        """
        done = 0
        today = None
        while self._waiting and self._waiting[0][0] <= until:
            day, _number, deed = heapq.heappop(self._waiting)
            if day != today:
                turned(day)
                today = day
            deed()
            done += 1
        return done
