"""The picture of a series: one mark a session, full where something is due, hollow at a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

HEIGHT = 64
_BAR = 30
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class SeriesMark:
    """A session of a series.

    Attributes:
        session: the session as shown ("71st session").
        year: the year in which it opens, None where not known.
        state: a value of ``rules.states.State``; empty for a gap.
        state_name: the same in words.
        href: where the request is shown, None for a gap.
    """

    session: str
    year: int | None
    state: str
    state_name: str
    href: str | None = None


def series_picture(marks: Sequence[SeriesMark], *, rtl: bool) -> Picture:
    """Draw the sessions of a series side by side.

    Args:
        marks: the sessions in order.
        rtl: whether the page is read from right to left.
    """
    title = gettext("Session after session")
    table = Table(
        title,
        (gettext("Session"), gettext("Year"), gettext("Status")),
        tuple(
            (Cell(one.session, one.href), Cell(str(one.year or "")), Cell(one.state_name))
            for one in marks
        ),
    )
    each = 100 / len(marks)
    every = -(-len(marks) // _MOST_NAMED)
    drawn: list[str] = []
    for place, one in enumerate(marks):
        start = place * each
        gap = min(each * 0.12, 1.0)
        shape = element(
            "rect",
            {
                "class": f"mark-{one.state.replace('_', '-')}" if one.state else "mark-gap",
                "x": across(start + gap, each - 2 * gap, rtl=rtl),
                "width": percent(each - 2 * gap),
                "y": 2,
                "height": _BAR,
                "rx": 2,
            },
        )
        drawn.append(link(one.href, f"{one.session}: {one.state_name}", shape))
        if place % every == 0 and one.year is not None:
            drawn.append(
                element(
                    "text",
                    {
                        "class": "tick",
                        "x": across(start + each / 2, 0, rtl=rtl),
                        "y": HEIGHT - 12,
                        "text-anchor": "middle",
                    },
                    str(one.year),
                )
            )
    gaps = sum(1 for one in marks if not one.state)
    description = ngettext(
        "%(total)s session, %(gaps)s of them without a request.",
        "%(total)s sessions, %(gaps)s of them without a request.",
        len(marks),
    ) % {"total": len(marks), "gaps": gaps}
    linked = any(one.href for one in marks)
    name = "request-series"
    return Picture(title, drawing(name, title, description, HEIGHT, *drawn, linked=linked), table)
