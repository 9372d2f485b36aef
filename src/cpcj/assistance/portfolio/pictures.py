"""Where activities are, as tiles of one size for every State, and when, as a line of time.

An equal tile a State says nothing about boundaries, and small States are seen as well as large.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from cpcj.assistance.portfolio.names import recipient_name
from cpcj.frame.punctuation import enumerated
from cpcj.register.pictures.svg import (
    Cell,
    Picture,
    Table,
    across,
    drawing,
    element,
    joined,
    link,
    percent,
)
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.names import GROUPS, group_name

LANE = 44
"""Pixels of a lane: its name above, its bars below."""
FOOT = 24
_BAR = 14
_LEAST = 1.2
"""Per cent of the width below which a day would not be seen."""
_MOST_YEARS_NAMED = 6
_STEPS = (1, 3, 10)
"""From how many activities on a tile is of the second, third, fourth depth."""


def tile_map(
    title: str, head: str, found: Mapping[str, tuple[str, int]], href: str | None = None
) -> Picture | None:
    """Draw a tile for each State that something is for, by regional group; regions beside.

    Args:
        title: what is shown.
        head: what the figures are.
        found: by code of a State or region, the figure in words and how deep its tile is, from 1.
        href: address of a State's list, ending so that its code can be added; None for no links.
    """
    if not found:
        return None
    by_group: dict[str, list[str]] = {group: [] for group in GROUPS}
    by_group[""] = []
    for code in sorted(found, key=recipient_name):
        known = states().get(code)
        for group in (known.groups if known else ()) or ("",):
            by_group.setdefault(group, []).append(code)
    drawn = format_html_join(
        "",
        '<div class="tile-group"><h2>{}</h2><ul class="tiles">{}</ul></div>',
        (
            (
                group_name(group) if group else gettext("Regions and others"),
                joined(_tile(code, *found[code], href) for code in codes),
            )
            for group, codes in by_group.items()
            if codes
        ),
    )
    rows = tuple(
        (Cell(recipient_name(code), f"{href}{code}" if href else None), Cell(found[code][0]))
        for code in sorted(found, key=recipient_name)
    )
    return Picture(title, drawn, Table(title, (gettext("State or region"), head), rows))


def _tile(code: str, words: str, depth: int, href: str | None) -> str:
    name = recipient_name(code)
    inside = format_html(
        '<bdi>{}</bdi><span class="visually-hidden">: {}</span>', code, enumerated((name, words))
    )
    if href is None:
        return format_html(
            '<li class="tile depth-{}"><span title="{}: {}">{}</span></li>',
            depth, name, words, inside,
        )  # fmt: skip
    return format_html(
        '<li class="tile depth-{}"><a href="{}{}" title="{}: {}">{}</a></li>',
        depth, href, code, name, words, inside,
    )  # fmt: skip


def depth_of(count: int) -> int:
    """Return how deep a tile of so many activities is, 1 to 4."""
    return 1 + sum(count > step for step in _STEPS)


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the picture of time.

    Attributes:
        name: what it is.
        planned: planned first and last day.
        actual: actual first and last day; the last None while it goes on; None before it began.
        href: its page.
    """

    name: str
    planned: tuple[dt.date, dt.date]
    actual: tuple[dt.date, dt.date | None] | None = None
    href: str | None = None


def time_line(
    name: str, title: str, lanes: Sequence[Lane], today: dt.date, *, rtl: bool
) -> Picture | None:
    """Draw what was planned and what was done over time, and where today stands.

    Args:
        name: unique on the page.
        title: what is drawn.
        lanes: in the order drawn.
        today: drawn as a line.
        rtl: whether the page is read from right to left.
    """
    if not lanes:
        return None
    ends = [day for lane in lanes for day in _days(lane, today)]
    first = min(ends).replace(month=1, day=1)
    last = max(ends).replace(month=12, day=31)
    span = (last - first).days or 1
    height = LANE * len(lanes) + FOOT

    def place(day: dt.date) -> float:
        return 100 * (day - first).days / span

    def bar(tone: str, start: dt.date, end: dt.date, top: int) -> str:
        begin = place(start)
        width = max(place(end) - begin, _LEAST)
        begin = min(begin, 100 - width)
        at = {"class": tone, "x": across(begin, width, rtl=rtl), "width": percent(width)}
        return element("rect", {**at, "y": top, "height": _BAR, "rx": 2})

    drawn: list[str] = list(_years(range(first.year, last.year + 1), place, height, rtl=rtl))
    for number, lane in enumerate(lanes):
        top = number * LANE + 20
        marks = [
            element(
                "text",
                {
                    "class": "lane", "x": across(0, 0, rtl=rtl), "y": top - 6,
                    "text-anchor": "start",
                },
                lane.name,
            ),
            bar("planned", *lane.planned, top),
        ]  # fmt: skip
        if lane.actual:
            marks.append(bar("actual", lane.actual[0], lane.actual[1] or today, top + 5))
        drawn.append(link(lane.href, f"{lane.name}: {_said(lane)}", *marks))
    if first <= today <= last:
        now = across(place(today), 0, rtl=rtl)
        drawn.append(
            element("line", {"class": "today", "x1": now, "x2": now, "y1": 0, "y2": height - FOOT})
        )
    described = ngettext(
        "%(n)s line, from %(first)s to %(last)s; the wide bar is planned, the narrow one actual.",
        "%(n)s lines, from %(first)s to %(last)s; the wide bars are planned, the narrow ones "
        "actual.",
        len(lanes),
    ) % {"n": number_format(len(lanes)), "first": _day(min(ends)), "last": _day(max(ends))}
    table = Table(
        title,
        (gettext("What"), gettext("Planned"), gettext("Actual")),
        tuple(
            (
                Cell(lane.name, lane.href),
                Cell(_stretch(*lane.planned)),
                Cell(_stretch(*lane.actual) if lane.actual else "–"),
            )
            for lane in lanes
        ),
    )
    linked = any(lane.href for lane in lanes)
    return Picture(title, drawing(name, title, described, height, *drawn, linked=linked), table)


def _years(
    years: range, place: Callable[[dt.date], float], height: int, *, rtl: bool
) -> Iterable[str]:
    every = -(-len(years) // _MOST_YEARS_NAMED)
    for year in years:
        x = across(place(dt.date(year, 1, 1)), 0, rtl=rtl)
        yield element("line", {"class": "grid", "x1": x, "x2": x, "y1": 0, "y2": height - FOOT})
        if (year - years[0]) % every == 0:
            middle = (place(dt.date(year, 1, 1)) + place(dt.date(year, 12, 31))) / 2
            x = across(middle, 0, rtl=rtl)
            at: dict[str, str | int | float | None] = {"class": "tick", "x": x, "y": height - 6}
            yield element("text", {**at, "text-anchor": "middle"}, str(year))


def _days(lane: Lane, today: dt.date) -> Iterable[dt.date]:
    yield from lane.planned
    if lane.actual:
        yield lane.actual[0]
        yield lane.actual[1] or today


def _said(lane: Lane) -> str:
    planned = gettext("planned %s") % _stretch(*lane.planned)
    if not lane.actual:
        return planned
    actual = gettext("actual %s") % _stretch(*lane.actual)
    return f"{planned}; {actual}"


def _stretch(start: dt.date, end: dt.date | None) -> str:
    return f"{_day(start)} – {_day(end) if end else gettext('going on')}"


def _day(day: dt.date) -> str:
    return date_format(day, "DATE_FORMAT")
