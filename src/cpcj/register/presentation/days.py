"""Days in words, and the days of a session."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext

from cpcj.register.presentation.names import session_name

_JANUARY, _DECEMBER = 1, 12


def stretch(start: dt.date, end: dt.date | None) -> str:
    """Return the days of a session ("16 September 2014 – 14 September 2015").

    Of a session of which only the year is known, from its first day to its last, the year is said
    ("in 2015"): neither day is one on which anything begins or ends.
    """
    if end is not None and _is_year(start, end):
        return gettext("in %(year)s") % {"year": start.year}
    first = date_format(start, "DATE_FORMAT")
    return first if end is None else f"{first} – {date_format(end, 'DATE_FORMAT')}"


def session_days(body: str, session: int, start: dt.date | None, end: dt.date | None) -> str:
    """Return a session with its days in brackets, where they are known and say more than it does.

    Args:
        body: normalized name; the Economic and Social Council counts its sessions by years.
        session: number of the session.
        start: its first day.
        end: its last day.
    """
    named = session_name(body, session)
    if start is None or (session == start.year and end is not None and _is_year(start, end)):
        return named
    return f"{named} ({stretch(start, end)})"


def _is_year(start: dt.date, end: dt.date) -> bool:
    return (start.month, start.day, end.month, end.day) == (_JANUARY, 1, _DECEMBER, 31) and (
        start.year == end.year
    )
