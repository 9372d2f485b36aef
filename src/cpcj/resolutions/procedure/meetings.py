"""Meetings and their days: "At its 55th meeting, on 22 November".

A report prints a day's year seldom. It is that of the last day printed with one; a month earlier in
the year than that one is of the year after (a session goes on through the year).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_MEETING = re.compile(
    r"\b[Aa]t (?:its|the|their) (?P<n>\d{1,4})(?:st|nd|rd|th)(?: \(?[a-z]+\)?)? meeting"
    rf"(?:,? (?:held )?on (?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?)?"
)
_SAME = re.compile(r"\b[Aa]t (?:the|that) same meeting\b")
_DATED = re.compile(rf"\bon (?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?")


@dataclass(slots=True)
class Calendar:
    """The meetings that a record has named so far.

    Attributes:
        year: of the last day printed with one, else of the session.
        days: the day of each meeting.
        last: the meeting named last.
    """

    year: int | None
    month: int = 1
    days: dict[int, dt.date] = field(default_factory=dict)
    last: int | None = None

    def read(self, clause: str) -> tuple[int | None, dt.date | None]:
        """Return meeting and day that a clause names, None where it names none."""
        if match := _MEETING.search(clause):
            number = int(match["n"])
            if match["day"]:
                day = self._day(match)
                if day is not None:
                    self.days[number] = day
            self.last = number
            return number, self.days.get(number)
        if _SAME.search(clause) and self.last is not None:
            return self.last, self.days.get(self.last)
        return None, None

    def _day(self, match: re.Match[str]) -> dt.date | None:
        month = MONTHS.index(match["month"]) + 1
        if match["year"]:
            self.year = int(match["year"])
        elif self.year is not None and month < self.month:
            self.year += 1
        self.month = month
        if self.year is None:
            return None
        try:
            return dt.date(self.year, month, int(match["day"]))
        except ValueError:
            return None


def first_year(words: str) -> int | None:
    """Return the year of the first day that words print with one after "on"."""
    return next((int(one["year"]) for one in _DATED.finditer(words) if one["year"]), None)
