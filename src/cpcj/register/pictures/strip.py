"""A text's map: one cell a paragraph, as wide as it has words.

Preambular paragraphs are low and hatched; operative ones stand by what they do: what asks somebody
is full height, what decides three quarters, what only says something half. The tone is that of who
is asked.
"""

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

HEIGHT = 44
LEVELS = {"asks": 44, "decides": 33, "says": 22, "preamble": 14}
"""Pixels of a cell by what its paragraph does."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph on the map.

    Attributes:
        name: what a person is told of it ("Paragraph 7: urges Member States").
        words: how many words it has.
        level: a key of :data:`LEVELS`.
        tone: class of the style sheet for whom it asks.
        href: where it stands on the page ("#op7").
        number: its printed number.
    """

    name: str
    words: int
    level: str
    tone: str
    href: str
    number: str


def strip(name: str, title: str, stretches: Sequence[Stretch], *, rtl: bool) -> Picture:
    """Draw the paragraphs of a text side by side, in printed order.

    Args:
        name: unique on the page.
        title: what is drawn.
        stretches: the paragraphs.
        rtl: whether the page is read from right to left.
    """
    table = Table(
        title,
        (gettext("Paragraph"), gettext("Words")),
        tuple((Cell(one.name, one.href), Cell(str(one.words))) for one in stretches),
    )
    total = sum(one.words for one in stretches) or 1
    start = 0.0
    drawn = []
    for one in stretches:
        width = 100 * one.words / total
        high = LEVELS[one.level]
        gap = min(width * 0.12, 0.15)
        drawn.append(
            link(
                one.href,
                one.name,
                element(
                    "rect",
                    {
                        "class": f"tone-{one.tone} level-{one.level}",
                        "x": across(start, width - gap, rtl=rtl),
                        "width": percent(width - gap),
                        "y": HEIGHT - high,
                        "height": high,
                    },
                ),
            )
        )
        start += width
    preambular = sum(1 for one in stretches if one.level == "preamble")
    operative = len(stretches) - preambular
    description = ngettext(
        "%(preambular)s preambular and %(operative)s operative paragraph, each as wide as it has "
        "words.",
        "%(preambular)s preambular and %(operative)s operative paragraphs, each as wide as it has "
        "words.",
        operative,
    ) % {"preambular": preambular, "operative": operative}
    return Picture(title, drawing(name, title, description, HEIGHT, *drawn, linked=True), table)
