"""Bars of counts, the words of each bar as real text: mandates by addressee, by topic.

The bars are a list: names wrap on a narrow screen and are read out as they stand, and the drawn
part of each is only its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from cpcj.register.pictures.svg import Cell, Picture, Table, element, percent

LEAST = 0.6
"""Per cent of the width below which a bar would not be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its count, where it leads, and its tone (a class of the style sheet)."""

    name: str
    count: int
    href: str | None = None
    tone: str = "plain"


def bars(title: str, head: tuple[str, str], rows: Sequence[Bar], *, rtl: bool) -> Picture:
    """Draw counts as bars from the reading edge, in the order given.

    Args:
        title: what is counted.
        head: names of the two columns of the table (what is named, what is counted).
        rows: the bars.
        rtl: whether the page is read from right to left.
    """
    most = max((bar.count for bar in rows), default=0) or 1
    items = [_item(bar, 100 * bar.count / most, rtl=rtl) for bar in rows]
    table = Table(
        title, head, tuple((Cell(bar.name, bar.href), Cell(_count(bar.count))) for bar in rows)
    )
    return Picture(title, element("ol", {"class": "bars"}, *items), table)


def _count(count: int) -> str:
    return number_format(count, force_grouping=True)


def _item(bar: Bar, length: float, *, rtl: bool) -> str:
    length = max(length, LEAST) if bar.count else 0.0
    name = (
        element("a", {"class": "bar-name", "href": bar.href}, bar.name)
        if bar.href
        else element("span", {"class": "bar-name"}, bar.name)
    )
    mark = element(
        "svg",
        {"class": "bar-mark", "width": "100%", "height": 8, "aria-hidden": "true"},
        element("rect", {"class": "bar-ground", "width": "100%", "height": 8}),
        element(
            "rect",
            {
                "class": f"tone-{bar.tone}",
                "x": percent(100 - length if rtl else 0),
                "width": percent(length),
                "height": 8,
            },
        ),
    )
    count = element("span", {"class": "bar-count"}, _count(bar.count))
    return element("li", {"class": "bar"}, name, count, mark)
