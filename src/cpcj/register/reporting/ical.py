"""The calendar as an iCalendar file (RFC 5545): one event a deadline, one a yearly observance.

An event stands on the first day of its session, the day by which a report is wanted; the words say
the whole session. Its UID is made of the stable identifier of the act and the session, so that a
subscription changes the event it holds and never doubles it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from icalendar import Calendar, Event, vDuration, vRecur

PRODUCT: Final = "-//CPCJ//Calendar of reporting requests//EN"
_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "calendar.cpcj.invalid")
_FIRST: Final = dt.date(1970, 1, 1)
_RENEWED: Final = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a whole day, or of several.

    Attributes:
        key: what it is, stable from one file to the next.
        summary, description: in the reader's language.
        start: its day.
        stamped: the day of its source.
        tentative: whether it is only proposed.
        categories: words by which programs sort events.
        url: where to read more, or None.
        yearly: whether it comes again each year.
    """

    key: str
    summary: str
    description: str
    start: dt.date
    stamped: dt.date
    tentative: bool = False
    categories: tuple[str, ...] = ()
    url: str | None = None
    yearly: bool = False


def to_ical(name: str, events: Iterable[CalendarEvent], description: str = "") -> bytes:
    """Return an iCalendar file.

    Args:
        name: name of the calendar, in the reader's language.
        events: the events, in any order.
        description: what is to be said of the calendar as a whole.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if description:
        calendar.add("description", description)
        calendar.add("x-wr-caldesc", description)
    calendar.add("refresh-interval", vDuration(_RENEWED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_RENEWED))
    for one in events:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def uid(key: str) -> str:
    """Return the UID of an event by its key."""
    return f"{uuid.uuid5(_SPACE, key)}@cpcj"


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", uid(one.key))
    stamped = max(one.stamped, _FIRST)
    event.add("dtstamp", dt.datetime.combine(stamped, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", one.start)
    event.add("dtend", one.start + dt.timedelta(days=1))
    event.add("summary", one.summary)
    event.add("description", one.description)
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if one.tentative else "CONFIRMED")
    if one.categories:
        event.add("categories", list(one.categories))
    if one.url is not None:
        event.add("url", one.url)
    if one.yearly:
        event.add("rrule", vRecur({"FREQ": "YEARLY"}))
    return event
