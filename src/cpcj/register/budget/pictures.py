"""Pictures of a list: how many rows by body, and by year of adoption."""

from __future__ import annotations

from collections.abc import Mapping

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
FOOT = 22
HEAD = 6
YEARS_NAMED = 6
_GAP = 0.12


def by_year(name: str, years: Mapping[int, int], hrefs: Mapping[int, str], *, rtl: bool) -> Picture:
    """Draw how many listed texts were adopted in each year, from the first to the last.

    Args:
        name: unique on the page.
        years: count by year, for texts whose year is certain.
        hrefs: where the list of a year's texts stands.
        rtl: whether the page is read from right to left.
    """
    title = gettext("By year of adoption")
    table = Table(
        title,
        (gettext("Year"), gettext("Rows")),
        tuple(
            (Cell(str(year), hrefs.get(year)), Cell(_count(count)))
            for year, count in sorted(years.items())
        ),
    )
    if not years:
        return Picture(title, drawing(name, title, title, 0), table)
    span = range(min(years), max(years) + 1)
    each, most, ground = 100 / len(span), max(years.values()), HEIGHT - FOOT
    every = -(-len(span) // YEARS_NAMED)
    drawn = [
        element("line", {"class": "axis", "x1": "0", "x2": "100%", "y1": ground, "y2": ground})
    ]
    for place, year in enumerate(span):
        if count := years.get(year):
            high = (ground - HEAD) * count / most
            words = ngettext("%(year)s: %(count)s row", "%(year)s: %(count)s rows", count)
            drawn.append(
                link(
                    hrefs.get(year),
                    words % {"year": year, "count": _count(count)},
                    element("rect", {
                        "class": "tone-adopted",
                        "x": across(place * each + each * _GAP, each * (1 - 2 * _GAP), rtl=rtl),
                        "width": percent(each * (1 - 2 * _GAP)),
                        "y": ground - high,
                        "height": high,
                    }),
                )
            )  # fmt: skip
        if place % every == 0 and place + every / 2 <= len(span):
            middle = across(place * each + each / 2, 0, rtl=rtl)
            drawn.append(
                element("text", {"class": "tick", "x": middle, "y": HEIGHT - 6,
                                 "text-anchor": "middle" if place else "start"},
                        str(year))
            )  # fmt: skip
    total = sum(years.values())
    description = ngettext(
        "%(total)s row, adopted from %(first)s to %(last)s.",
        "%(total)s rows, adopted from %(first)s to %(last)s.",
        total,
    ) % {"total": _count(total), "first": span[0], "last": span[-1]}
    whole = drawing(name, title, description, HEIGHT, *drawn, linked=bool(hrefs))
    return Picture(title, whole, table)


def _count(count: int) -> str:
    return number_format(count, force_grouping=True)
