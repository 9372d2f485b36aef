"""Stacked columns by year: how many of each group, one upon the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from cpcj.register.pictures.columns import FEW, FOOT, HEAD, MOST_YEARS_NAMED
from cpcj.register.pictures.svg import (
    Attribute,
    Cell,
    Picture,
    Table,
    across,
    drawing,
    element,
    link,
    percent,
)

HEIGHT = 200


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the columns: its key in the counts, its name, and the tone it is drawn in."""

    key: str
    name: str
    tone: str


def stacked(
    name: str,
    title: str,
    description: str,
    years: Mapping[int, Mapping[str, int]],
    groups: Sequence[Group],
    *,
    rtl: bool,
) -> Picture:
    """Draw the years from the first to the last; a year without counts keeps its place empty.

    Args:
        name: unique on the page.
        title: what is counted.
        description: what the picture says, in a sentence.
        years: by year, the count of each group.
        groups: from the ground up.
        rtl: whether the page is read from right to left.
    """
    used = [group for group in groups if any(counts.get(group.key) for counts in years.values())]
    table = Table(
        title,
        (gettext("Year"), *(group.name for group in used), gettext("All")),
        tuple(
            (
                Cell(str(year)),
                *(Cell(_count(counts.get(group.key, 0))) for group in used),
                Cell(_count(sum(counts.values()))),
            )
            for year, counts in sorted(years.items())
        ),
    )
    if not years:
        return Picture(title, drawing(name, title, description, 0), table)
    span = range(min(years), max(years) + 1)
    most = max(sum(counts.values()) for counts in years.values()) or 1
    each = 100 / len(span)
    every = -(-len(span) // MOST_YEARS_NAMED)
    ground = HEIGHT - FOOT
    axis: dict[str, Attribute | None] = {
        "class": "axis",
        "x1": "0",
        "x2": "100%",
        "y1": ground,
        "y2": ground,
    }
    drawn: list[str] = [element("line", axis)]
    for place, year in enumerate(span):
        start = place * each
        counts = years.get(year, {})
        gap = each * 0.15
        x, width = across(start + gap, each - 2 * gap, rtl=rtl), percent(each - 2 * gap)
        y = float(ground)
        for group in used:
            count = counts.get(group.key, 0)
            if not count:
                continue
            high = count * (ground - HEAD) / most
            y -= high
            label = gettext("%(year)s, %(group)s: %(count)s") % {
                "year": year, "group": group.name, "count": _count(count),
            }  # fmt: skip
            bar: dict[str, Attribute | None] = {
                "class": group.tone, "x": x, "width": width, "y": y, "height": high,
            }  # fmt: skip
            drawn.append(link(None, label, element("rect", bar)))
        if counts and len(span) <= FEW:
            whole = _count(sum(counts.values()))
            drawn.append(_word(whole, start + each / 2, y - 5, "figure", rtl))
        if place % every == 0:
            drawn.append(_word(str(year), start + each / 2, HEIGHT - 6, "tick", rtl))
    return Picture(title, drawing(name, title, description, HEIGHT, *drawn), table)


def _count(count: int) -> str:
    return number_format(count, force_grouping=True)


def _word(word: str, middle: float, y: float, kind: str, rtl: bool) -> str:  # noqa: FBT001
    x = across(middle, 0, rtl=rtl)
    return element("text", {"class": kind, "x": x, "y": y, "text-anchor": "middle"}, word)
