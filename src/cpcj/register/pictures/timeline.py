"""Deadlines ahead: one lane a receiving body, one bar a session, from its first day to its last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from cpcj.register.pictures.svg import (
    Cell,
    Picture,
    Table,
    across,
    drawing,
    element,
    link,
    percent,
)
from cpcj.register.presentation.days import stretch

LANE = 50
"""Pixels of a lane: the body's name above, its sessions below."""
FOOT = 24
BAR = 20
LEAST = 2.4
"""Per cent of the width below which a session of a few days would not be seen."""
MOST_YEARS_NAMED = 6


@dataclass(frozen=True, slots=True)
class DueSession:
    """A session with what is due at it.

    Attributes:
        body: name of the receiving body as shown.
        session: the session as shown ("80th session").
        start, end: its first and last day.
        count: deliverables due at it.
        href: where they are listed.
    """

    body: str
    session: str
    start: dt.date
    end: dt.date
    count: int
    href: str | None = None


def timeline(
    name: str, title: str, due: Sequence[DueSession], today: dt.date, *, rtl: bool
) -> Picture:
    """Draw the sessions at which something is due, and where today stands among them.

    Args:
        name: unique on the page.
        title: what is drawn.
        due: the sessions, in any order.
        today: drawn as a line.
        rtl: whether the page is read from right to left.
    """
    ordered = sorted(due, key=lambda one: (one.start, one.body))
    table = Table(
        title,
        (gettext("Body"), gettext("Session"), gettext("Dates"), gettext("Due")),
        tuple(
            (Cell(o.body), Cell(o.session, o.href), Cell(_dates(o)), Cell(_count(o.count)))
            for o in ordered
        ),
    )
    if not ordered:
        return Picture(title, drawing(name, title, title, 0), table)
    bodies = list(dict.fromkeys(one.body for one in ordered))
    first = min([today, *(one.start for one in ordered)]).replace(month=1, day=1)
    last = max([today, *(one.end for one in ordered)]).replace(month=12, day=31)
    days = (last - first).days or 1
    height = LANE * len(bodies) + FOOT

    def place(day: dt.date) -> float:
        return 100 * (day - first).days / days

    drawn: list[str] = []
    years = range(first.year, last.year + 1)
    every = -(-len(years) // MOST_YEARS_NAMED)
    for year in years:
        x = across(place(dt.date(year, 1, 1)), 0, rtl=rtl)
        drawn.append(
            element("line", {"class": "grid", "x1": x, "x2": x, "y1": 0, "y2": height - FOOT})
        )
        if (year - years[0]) % every == 0:
            middle = (place(dt.date(year, 1, 1)) + place(dt.date(year, 12, 31))) / 2
            drawn.append(
                element(
                    "text",
                    {
                        "class": "tick",
                        "x": across(middle, 0, rtl=rtl),
                        "y": height - 6,
                        "text-anchor": "middle",
                    },
                    str(year),
                )
            )
    for lane, body in enumerate(bodies):
        drawn.append(
            element(
                "text",
                {
                    "class": "lane",
                    "x": across(0, 0, rtl=rtl),
                    "y": lane * LANE + 15,
                    "text-anchor": "start",
                },
                body,
            )
        )
        drawn += [_session(one, place, lane, rtl=rtl) for one in ordered if one.body == body]
    now = across(place(today), 0, rtl=rtl)
    drawn.append(
        element("line", {"class": "today", "x1": now, "x2": now, "y1": 0, "y2": height - FOOT})
    )
    linked = any(one.href for one in ordered)
    described = _described(ordered, today)
    return Picture(title, drawing(name, title, described, height, *drawn, linked=linked), table)


def _described(ordered: Sequence[DueSession], today: dt.date) -> str:
    """Say what is due ahead and where next, and what is past its session."""
    ahead = [one for one in ordered if one.end >= today]
    coming = sum(one.count for one in ahead)
    past = sum(one.count for one in ordered) - coming
    said = []
    if ahead:
        words = ngettext(
            "%(total)s deliverable is due ahead; the next at the %(session)s of %(body)s.",
            "%(total)s deliverables are due ahead; the next at the %(session)s of %(body)s.",
            coming,
        )
        said.append(
            words % {"total": _count(coming), "session": ahead[0].session, "body": ahead[0].body}
        )
    if past:
        words = ngettext(
            "%(total)s deliverable is past its session.",
            "%(total)s deliverables are past their session.",
            past,
        )
        said.append(words % {"total": _count(past)})
    return " ".join(said)


def _count(count: int) -> str:
    return number_format(count, force_grouping=True)


def _dates(one: DueSession) -> str:
    return stretch(one.start, one.end)


def _session(one: DueSession, place: Callable[[dt.date], float], lane: int, *, rtl: bool) -> str:
    start = place(one.start)
    width = max(place(one.end) - start, LEAST)
    start = min(start, 100 - width)
    top = lane * LANE + 22
    label = f"{one.body}, {one.session}, {_dates(one)}: {_count(one.count)}"
    return link(
        one.href,
        label,
        element(
            "rect",
            {
                "class": "tone-due",
                "x": across(start, width, rtl=rtl),
                "width": percent(width),
                "y": top,
                "height": BAR,
                "rx": 2,
            },
        ),
        element(
            "text",
            {
                "class": "on-mark",
                "x": across(start + width / 2, 0, rtl=rtl),
                "y": top + 15,
                "text-anchor": "middle",
            },
            _count(one.count),
        ),
    )
