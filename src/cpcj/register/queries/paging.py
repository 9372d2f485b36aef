"""Pages of lists and the facets beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cpcj.register.facets.bitmaps import Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, how many records it would leave, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the most frequent first; sessions and years the latest first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list: its rows, how many there are in all, which page it is, the facets."""

    rows: tuple[T, ...]
    total: int
    number: int
    size: int
    facets: tuple[Facet, ...] = ()

    @property
    def pages(self) -> int:
        """Return how many pages there are; one for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Return the place of the first row in the whole list, from 1; 0 for an empty list."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Return the place of the last row."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def previous(self) -> int | None:
        """Return the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """Return the page after, None on the last."""
        return self.number + 1 if self.number < self.pages else None


_DIGITS = re.compile(r"\d+")


def natural(identifier: str) -> str:
    """Return what orders identifiers as people count: "A/RES/78/9" before "A/RES/78/10"."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(6), identifier)


_BY_VALUE = frozenset({"session", "year"})


def facets_of(
    names: Iterable[str],
    counts: Mapping[str, Mapping[Value, int]],
    selection: Mapping[str, frozenset[Value]],
) -> tuple[Facet, ...]:
    """Return counted facets as they are shown."""
    found = []
    for name in names:
        chosen = selection.get(name, frozenset())
        values = [
            FacetValue(str(value), count, value in chosen) for value, count in counts[name].items()
        ]
        if name in _BY_VALUE:
            values.sort(key=lambda one: -_number(one.value))
        else:
            values.sort(key=lambda one: (-one.count, one.value))
        found.append(Facet(name, tuple(values)))
    return tuple(found)


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError:  # a value that somebody wrote into the address
        return 0


_LONGEST_KEY = 18  # digits that every store takes as a key


def key_of(value: str) -> int | None:
    """Return the key that an address names; None where it can be none."""
    return int(value) if value.isdecimal() and len(value) <= _LONGEST_KEY else None
