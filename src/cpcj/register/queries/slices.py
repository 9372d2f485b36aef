"""Pieces of a list, each beginning where the one before ended, whatever came or went meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpcj.register.facets.bitmaps import Facets, Selection
from cpcj.register.facets.store import FacetStore


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a list.

    Attributes:
        keys: of its records, in order.
        total: how many records the whole list has now.
        following: ``(place, key)`` after which the next piece begins; None where this is the last.
    """

    keys: tuple[int, ...]
    total: int
    following: tuple[int, int] | None


def cut(
    store: FacetStore,
    selection: Selection,
    within: Sequence[int] | None,
    sort: str,
    after: Sequence[int] | None,
    size: int,
) -> Slice:
    """Return the piece of a list after a place.

    Args:
        store: the records.
        selection: chosen values by facet.
        within: keys that what no facet counts has left; None where nothing narrows.
        sort: name of the order, "-" before it for the greatest first.
        after: ``following`` of the piece before; None for the first. Where the list has changed
            meanwhile the piece begins after the record that ended the other, and where that record
            is gone, at the same place.
        size: records of a piece.
    """
    with store.fresh() as facets:
        bits = facets.matching(selection, None if within is None else facets.numbers(within))
        total = bits.bit_count()
        by, descending = sort.removeprefix("-"), sort.startswith("-")
        start = 0 if after is None else _start(facets, bits, sort, after, total)
        keys = tuple(facets.ordered(bits, by, start, start + size, descending=descending))
    end = start + len(keys)
    return Slice(keys, total, (end, keys[-1]) if keys and end < total else None)


def _start(facets: Facets, bits: int, sort: str, after: Sequence[int], total: int) -> int:
    place, key = after
    by, descending = sort.removeprefix("-"), sort.startswith("-")
    place = min(place, total)
    if place and facets.ordered(bits, by, place - 1, place, descending=descending) == [key]:
        return place
    everything = facets.ordered(bits, by, 0, total, descending=descending)
    return everything.index(key) + 1 if key in everything else place
