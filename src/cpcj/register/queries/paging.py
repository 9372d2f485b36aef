"""Pages of lists and the facets beside them."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
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


class MadeOf(Generic[T]):
    """What was made of an object that never changes, found again by the object itself.

    The counts of a list are one object until the next write; what is made of them (facets in
    order, facets drawn) holds as long as they are that object, and no longer. The object is held
    as long as what was made of it, so that no other can take its place.
    """

    def __init__(self, most: int) -> None:
        """Begin with nothing made; at most so many are kept, those asked for last."""
        self._most = most
        self._made: OrderedDict[tuple[int, Hashable], tuple[object, T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, source: object, also: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of an object, by what else it depends on."""
        key = (id(source), also)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key][1]
        made = make()
        with self._lock:
            self._made[key] = (source, made)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


_DIGITS = re.compile(r"\d+")


def natural(identifier: str) -> str:
    """Return what orders identifiers as people count: "A/RES/78/9" before "A/RES/78/10"."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(6), identifier)


_BY_VALUE = frozenset({"session", "year"})


_facets: MadeOf[tuple[Facet, ...]] = MadeOf(128)


def facets_of(
    names: tuple[str, ...],
    counts: Mapping[str, Mapping[Value, int]],
    selection: Mapping[str, frozenset[Value]],
) -> tuple[Facet, ...]:
    """Return counted facets as they are shown; the same object for the same counts."""
    chosen = tuple(sorted((name, values) for name, values in selection.items()))
    return _facets.get(counts, (names, chosen), lambda: _facets_of(names, counts, selection))


def _facets_of(
    names: Iterable[str],
    counts: Mapping[str, Mapping[Value, int]],
    selection: Mapping[str, frozenset[Value]],
) -> tuple[Facet, ...]:
    found = []
    for name in names:
        chosen = selection.get(name, frozenset())
        counted = [(str(value), count) for value, count in counts[name].items()]
        if name in _BY_VALUE:
            counted.sort(key=lambda one: -_number(one[0]))
        else:
            counted.sort()
            counted.sort(key=itemgetter(1), reverse=True)
        values = tuple(FacetValue(value, count, value in chosen) for value, count in counted)
        found.append(Facet(name, values))
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
