"""Columns by year: how many texts, adopted ones below, drafts and reports hatched above."""

from __future__ import annotations

from collections.abc import Sequence
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

HEIGHT = 150
"""Pixels of the drawing; the lowest :data:`FOOT` hold the years, the topmost the counts."""

FOOT = 22
HEAD = 18
MOST_YEARS_NAMED = 6
"""Years written below the columns at most: more would touch on a narrow screen."""
FEW = 16
"""Columns up to which the count stands above each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A year: texts adopted in it, drafts and reports of it, and where its list stands."""

    year: int
    adopted: int
    proposed: int
    href: str | None = None


def columns(name: str, title: str, years: Sequence[Column], *, rtl: bool) -> Picture:
    """Draw the years from the first to the last; a year without texts keeps its place empty.

    Args:
        name: unique on the page.
        title: what is counted.
        years: the years that hold texts, in any order.
        rtl: whether the page is read from right to left.
    """
    by_year = {column.year: column for column in years}
    table = Table(
        title,
        (gettext("Year"), gettext("Adopted"), gettext("Drafts and reports")),
        tuple(
            (Cell(str(c.year), c.href), Cell(_count(c.adopted)), Cell(_count(c.proposed)))
            for _, c in sorted(by_year.items())
        ),
    )
    if not by_year:
        return Picture(title, drawing(name, title, title, 0), table)
    span = range(min(by_year), max(by_year) + 1)
    most = max(c.adopted + c.proposed for c in by_year.values()) or 1
    each = 100 / len(span)
    every = -(-len(span) // MOST_YEARS_NAMED)
    ground = HEIGHT - FOOT
    drawn: list[str] = [
        _hatch(name),
        element("line", {"class": "axis", "x1": "0", "x2": "100%", "y1": ground, "y2": ground}),
    ]
    for place, year in enumerate(span):
        start = place * each
        if column := by_year.get(year):
            high = (ground - HEAD) / most
            drawn.append(_column(column, name, start, each, high, few=len(span) <= FEW, rtl=rtl))
        if place % every == 0:
            drawn.append(_word(str(year), start + each / 2, HEIGHT - 6, "tick", rtl=rtl))
    total = sum(c.adopted + c.proposed for c in by_year.values())
    description = ngettext(
        "%(total)s text from %(first)s to %(last)s.",
        "%(total)s texts from %(first)s to %(last)s.",
        total,
    ) % {"total": _count(total), "first": span[0], "last": span[-1]}
    linked = any(c.href for c in by_year.values())
    return Picture(title, drawing(name, title, description, HEIGHT, *drawn, linked=linked), table)


def _count(count: int) -> str:
    return number_format(count, force_grouping=True)


def _hatch(name: str) -> str:
    return element(
        "defs",
        {},
        element(
            "pattern",
            {
                "id": f"{name}-hatch",
                "width": 6,
                "height": 6,
                "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            },
            element("rect", {"class": "hatch-ground", "width": 6, "height": 6}),
            element("rect", {"class": "hatch-line", "width": 2.5, "height": 6}),
        ),
    )


def _word(word: str, middle: float, y: float, kind: str, *, rtl: bool) -> str:
    return element(
        "text",
        {"class": kind, "x": across(middle, 0, rtl=rtl), "y": y, "text-anchor": "middle"},
        word,
    )


def _column(
    column: Column, name: str, start: float, each: float, high: float, *, few: bool, rtl: bool
) -> str:
    ground = HEIGHT - FOOT
    gap = each * 0.15
    x, width = across(start + gap, each - 2 * gap, rtl=rtl), percent(each - 2 * gap)
    adopted, proposed = column.adopted * high, column.proposed * high
    parts: list[str] = []
    if column.adopted:
        parts.append(
            element(
                "rect",
                {
                    "class": "tone-adopted",
                    "x": x,
                    "width": width,
                    "y": ground - adopted,
                    "height": adopted,
                },
            )
        )
    if column.proposed:
        parts.append(
            element(
                "rect",
                {
                    "class": "outlined",
                    "fill": f"url(#{name}-hatch)",
                    "x": x,
                    "width": width,
                    "y": ground - adopted - proposed,
                    "height": proposed,
                },
            )
        )
    count = column.adopted + column.proposed
    if few:
        y = ground - adopted - proposed - 5
        parts.append(_word(_count(count), start + each / 2, y, "figure", rtl=rtl))
    proposed_words = ngettext(
        "%(count)s draft or report", "%(count)s drafts and reports", column.proposed
    ) % {"count": _count(column.proposed)}
    label = gettext("%(year)s: %(adopted)s adopted, %(proposed)s") % {
        "year": column.year,
        "adopted": _count(column.adopted),
        "proposed": proposed_words,
    }
    return link(column.href, label, *parts)
