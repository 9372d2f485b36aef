"""A tile for each participant, by regional group, and how participation grew.

An equal tile a State says nothing about boundaries, and small States are seen as well as large.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from cpcj.frame.punctuation import comma
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
from cpcj.treaties.names import GROUPS, STATUSES, group_name, participant_name
from cpcj.treaties.queries import Standing

_HEIGHT = 180
_FOOT = 22
_MOST_YEARS_NAMED = 6


def tiles(
    title: str, found: Sequence[Standing], href: Callable[[str], str], day: dt.date
) -> Picture:
    """Draw a tile for each participant, coloured and marked by its status.

    Args:
        title: what is shown.
        found: the participants with their status.
        href: the address of a participant's page.
        day: as of when; a State stands in the groups it was in.
    """
    by_group: dict[str, list[Standing]] = {group: [] for group in GROUPS}
    for one in found:
        for group in states()[one.code].groups_on(day) or ("",):
            by_group[group].append(one)
    drawn = format_html_join(
        "",
        '<div class="tile-group"><h3>{}</h3><ul class="tiles">{}</ul></div>',
        (
            (group_name(group), joined(_tile(one, href(one.code)) for one in some))
            for group, some in by_group.items()
            if some
        ),
    )
    rows = tuple(
        (
            Cell(participant_name(one.code), href(one.code)),
            Cell(str(STATUSES[one.status])),
        )
        for one in found
    )
    table = Table(title, (gettext("Participant"), gettext("Status")), rows)
    return Picture(title, drawn, table)


def _tile(one: Standing, href: str) -> str:
    name = participant_name(one.code)
    return format_html(
        '<li class="tile tile-{}"><a href="{}" title="{}: {}"><bdi>{}</bdi>'
        '<span class="visually-hidden">: {}{}{}</span></a></li>',
        one.status, href, name, STATUSES[one.status], one.code, name, comma(), STATUSES[one.status],
    )  # fmt: skip


def growth_picture(name: str, years: Sequence[tuple[int, int]], *, rtl: bool) -> Picture:
    """Draw how many had deposited by the end of each year, as columns."""
    title = gettext("Parties by the end of each year")
    most = max((count for _year, count in years), default=1) or 1
    width = 100 / max(len(years), 1)
    step = max(1, -(-len(years) // _MOST_YEARS_NAMED))
    parts = []
    for place, (year, count) in enumerate(years):
        height = (_HEIGHT - _FOOT - 16) * count / most
        start = place * width
        parts.append(
            link(
                None,
                f"{year}: {number_format(count)}",
                element(
                    "rect",
                    {
                        "class": "bar-adopted",
                        "x": across(start + width * 0.1, width * 0.8, rtl=rtl),
                        "y": float(_HEIGHT - _FOOT - height),
                        "width": percent(width * 0.8),
                        "height": float(height),
                    },
                ),
            )
        )
        if place % step == 0:
            parts.append(
                element(
                    "text",
                    {
                        "x": across(start + width / 2, 0, rtl=rtl),
                        "y": _HEIGHT - 6,
                        "text_anchor": "middle",
                    },
                    str(year),
                )
            )
    described = ""
    if years:
        described = gettext("From %(first)s in %(year)s to %(last)s in %(until)s.") % {
            "first": number_format(years[0][1]),
            "year": years[0][0],
            "last": number_format(years[-1][1]),
            "until": years[-1][0],
        }
    table = Table(
        title,
        (gettext("Year"), gettext("Parties")),
        tuple((Cell(str(year)), Cell(number_format(count))) for year, count in years),
    )
    return Picture(title, drawing(name, title, described, _HEIGHT, *parts), table)
