"""What a text cites and what cites it: the text in the middle, lines to both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from cpcj.register.pictures.svg import Cell, Picture, Table, across, drawing, element, link

ROW = 22
HEAD = 24
SIDE = 32
"""Per cent of the width that the names on each side take."""
LONGEST = 15
"""Characters of a name that are drawn; identifiers differ at their ends."""
MOST = 12
"""Names drawn on each side; the table has all."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A text cited or citing: its short name, how often, where it leads, whether it is held."""

    name: str
    count: int
    href: str | None
    held: bool = True


def neighbourhood(
    name: str,
    title: str,
    text: str,
    cited: Sequence[Neighbour],
    citing: Sequence[Neighbour],
    *,
    rtl: bool,
) -> Picture:
    """Draw the texts that a text cites after it and those that cite it before it.

    Args:
        name: unique on the page.
        title: what is drawn.
        text: the short name of the text in the middle.
        cited: what it cites, the most often cited first.
        citing: what cites it.
        rtl: whether the page is read from right to left.
    """
    table = Table(
        title,
        (gettext("Text"), gettext("How it is linked"), gettext("Times")),
        tuple(
            (Cell(one.name, one.href), Cell(how), Cell(str(one.count)))
            for how, side in ((gettext("cites this text"), citing), (gettext("cited here"), cited))
            for one in side
        ),
    )
    rows = max(len(cited[:MOST]), len(citing[:MOST]), 1)
    height = HEAD + rows * ROW + 6
    middle = HEAD + rows * ROW / 2
    drawn: list[str] = []
    for side, far, near in ((citing[:MOST], SIDE, 49.2), (cited[:MOST], 100 - SIDE, 50.8)):
        top = middle - len(side) * ROW / 2
        heading = gettext("Cited by") if far == SIDE else gettext("Cites")
        anchor = "end" if far == SIDE else "start"
        if side:
            drawn.append(_word(heading, far, HEAD - 10, "lane", anchor, rtl=rtl))
        for place, one in enumerate(side):
            y = top + (place + 0.5) * ROW
            inner = far + 1.5 if far == SIDE else far - 1.5
            drawn.append(
                element(
                    "line",
                    {
                        "class": "tie" if one.held else "tie tie-outside",
                        "x1": across(inner, 0, rtl=rtl),
                        "y1": y,
                        "x2": across(near, 0, rtl=rtl),
                        "y2": middle,
                        "stroke-width": min(1 + 0.5 * one.count, 5),
                    },
                )
            )
            label = ngettext("%(name)s, %(count)s time", "%(name)s, %(count)s times", one.count) % {
                "name": one.name,
                "count": one.count,
            }
            kind = "node" if one.held else "node node-outside"
            word = _word(_short(one.name), far, y + 4, kind, anchor, rtl=rtl)
            drawn.append(link(one.href, label, word))
    drawn.append(element("circle", {"class": "hub", "cx": "50%", "cy": middle, "r": 5}))
    drawn.append(_word(text, 50, middle - 12, "hub-name", "middle", rtl=rtl))
    description = ngettext(
        "%(text)s cites %(cited)s text and is cited by %(citing)s held here.",
        "%(text)s cites %(cited)s texts and is cited by %(citing)s held here.",
        len(cited),
    ) % {"text": text, "cited": len(cited), "citing": len(citing)}
    linked = any(one.href for one in (*cited, *citing))
    return Picture(title, drawing(name, title, description, height, *drawn, linked=linked), table)


def _short(name: str) -> str:
    """Return the end of a name too long for its side of a narrow screen."""
    return name if len(name) <= LONGEST else f"…{name[1 - LONGEST :]}"


def _word(word: str, x: float, y: float, kind: str, anchor: str, *, rtl: bool) -> str:
    # Symbols are written from left to right in every language, so that the side an anchor names is
    # the one of the page; in a mirrored picture the sides change.
    if rtl and anchor != "middle":
        anchor = "start" if anchor == "end" else "end"
    return element(
        "text",
        {
            "class": kind,
            "direction": "ltr",
            "x": across(x, 0, rtl=rtl),
            "y": y,
            "text-anchor": anchor,
        },
        word,
    )
