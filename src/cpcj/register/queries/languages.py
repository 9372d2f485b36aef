"""Two language versions of a text, paragraph beside paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cpcj.register.models import Heading, Provision, TextVersion
from cpcj.register.rules.languages import Pair, Place, pairs


def places_of(version: TextVersion) -> tuple[Place, ...]:
    """Return the headings and provisions of a version, points below their paragraphs."""
    rows: list[Provision | Heading] = [*version.provisions.all(), *version.headings.all()]
    rows.sort(key=lambda row: row.position)
    return tuple(_nested(rows, 0))


def _nested(rows: list[Provision | Heading], depth: int) -> Iterator[Place]:
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if isinstance(row, Heading):
            yield Place("", "heading", row.n, row.annex, 0, row.words, row)
            continue
        first = at
        while at < len(rows) and getattr(rows[at], "depth", 0) > depth:
            at += 1
        below = tuple(_nested(rows[first:at], depth + 1))
        yield Place(row.local, row.role, row.n, row.annex, depth, row.words, row, below)


def aligned(first: TextVersion, second: TextVersion) -> list[Pair]:
    """Return the places of two versions with their partners; four statements however long."""
    return pairs(places_of(first), places_of(second))


def partner(version: TextVersion, local: str, other: TextVersion) -> Provision | None:
    """Return the provision of another language version that is the same; None where none is."""
    for pair in aligned(version, other):
        if pair.first is not None and pair.first.local == local:
            row = None if pair.second is None else pair.second.row
            return row if isinstance(row, Provision) else None
    return None
