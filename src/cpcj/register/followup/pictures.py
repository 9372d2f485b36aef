"""A small picture of statuses: one bar, as long for each status as mandates have it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext

from cpcj.frame.punctuation import enumerated_long
from cpcj.register.followup.models import Status
from cpcj.register.pictures.svg import (
    Cell,
    Picture,
    Table,
    across,
    drawing,
    element,
    percent,
)

HEIGHT = 18


def status_bar(
    name: str, title: str, counts: Sequence[tuple[Status, int]], *, rtl: bool
) -> Picture:
    """Draw how many mandates have each status; the table below says it in words.

    Args:
        name: unique on the page.
        title: what is drawn.
        counts: by status, in the order of the vocabulary.
        rtl: whether the page is read from right to left.
    """
    total = sum(count for _, count in counts) or 1
    start = 0.0
    pieces = []
    for status, count in counts:
        if not count:
            continue
        width = 100 * count / total
        pieces.append(
            element(
                "rect",
                {
                    "class": f"status-{status.value}",
                    "x": across(start, width, rtl=rtl),
                    "width": percent(width),
                    "y": 0,
                    "height": HEIGHT,
                },
                element("title", {}, f"{status.label}: {number_format(count)}"),
            )
        )
        start += width
    description = enumerated_long(
        f"{status.label}: {number_format(count)}" for status, count in counts if count
    )
    table = Table(
        title,
        (gettext("Status"), gettext("Mandates")),
        tuple((Cell(str(status.label)), Cell(number_format(count))) for status, count in counts),
    )
    return Picture(title, drawing(name, title, description, HEIGHT, *pieces), table)
