"""Facet counts in memory: one long integer a value, one bit a record.

A list page shows, beside each filter, how many records it would leave. By the store that is one
grouped count a facet over every match: a tenth of a second at 100,000 records, on every page. Here
the records of a value are the bits of one integer: combining two filters is ``&``, counting is
``int.bit_count``, a few microseconds each at 100,000 records, on whatever store.

A record's number is its place here, given when it is first set and never used again; the caller
keeps the store's key for each. Nothing here knows Django.
"""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import insort
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, NamedTuple

Value = str | int
Selection = Mapping[str, frozenset[Value]]
"""Chosen values by facet: alternatives within a facet, conditions between facets."""

_FEW = 4096  # hits up to which picking and sorting beats walking the whole order


_WALKED = 16
"""Records for each value of a facet up to which its values are counted record by record: as quick
as one ``&`` and one ``bit_count`` for each value over 100,000 records."""

_LISTED = 8
"""Selections of more than ``_FEW`` records that are kept in order, for turning their pages."""

_COUNTED = 1024
"""Counts of single facets that are kept: choosing another value of a facet does not change them."""

_INSERTED = 512
"""Changed records up to which they are put in their places; beyond, orders are made anew."""


class Row(NamedTuple):
    """A record.

    Attributes:
        key: the store's key.
        values: its values by facet.
        sort_by: a value for each order, None for none; those of one name can be compared.
        tie: orders records of one value; those of all records can be compared.
    """

    key: int
    values: Mapping[str, tuple[Value, ...]]
    sort_by: Mapping[str, Any]
    tie: Any


@dataclass(slots=True)
class Facets:
    """The values of records in some facets, and orders over the records.

    Attributes:
        names: the facets.
        keys: the store's key of each record by number; 0 for a record that is gone.
    """

    names: tuple[str, ...]
    keys: array[int] = field(default_factory=lambda: array("q"))
    _numbers: dict[int, int] = field(default_factory=dict)
    _bits: dict[str, dict[Value, int]] = field(default_factory=dict)
    _alive: int = 0
    _values: list[Mapping[str, tuple[Value, ...]] | None] = field(default_factory=list)
    _sort_values: list[Mapping[str, Any]] = field(default_factory=list)
    _ties: list[Any] = field(default_factory=list)
    _orders: dict[tuple[str, bool], list[int]] = field(default_factory=dict)
    _ranks: dict[tuple[str, bool], array[int]] = field(default_factory=dict)
    _listed: OrderedDict[tuple[str, bool, int], array[int]] = field(default_factory=OrderedDict)
    _counted: OrderedDict[tuple[str, Any], dict[Value, int]] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        """Begin with no value in any facet."""
        for name in self.names:
            self._bits.setdefault(name, {})

    def __len__(self) -> int:
        """Return how many records there are."""
        return self._alive.bit_count()

    def load(self, rows: Iterable[Row]) -> None:
        """Set many records at once.

        Bits are collected in byte arrays first: setting them one by one in long integers would
        copy the integer each time.
        """
        new = list(rows)
        for row in new:
            if row.key in self._numbers:
                self.drop(row.key)
        places: dict[str, dict[Value, list[int]]] = {name: {} for name in self.names}
        alive: list[int] = []
        for row in new:
            number = len(self.keys)
            self.keys.append(row.key)
            self._numbers[row.key] = number
            self._values.append(row.values)
            self._sort_values.append(row.sort_by)
            self._ties.append(row.tie)
            alive.append(number)
            for name, some in row.values.items():
                into = places[name]
                for value in some:
                    into.setdefault(value, []).append(number)
        size = len(self.keys) // 8 + 1
        for name, by_value in places.items():
            bits = self._bits[name]
            for value, numbers in by_value.items():
                bits[value] = bits.get(value, 0) | _integer(numbers, size)
        self._alive |= _integer(alive, size)
        self._ranks.clear()
        self._forget()
        if len(alive) > _INSERTED:
            self._orders.clear()
        for (by, descending), order in self._orders.items():
            place_of = self._place(by, descending=descending)
            for number in alive:
                insort(order, number, key=place_of)

    def drop(self, key: int) -> None:
        """Take a record out; unknown ones are none."""
        number = self._numbers.pop(key, None)
        if number is None:
            return
        keep = ~(1 << number)
        for name, values in (self._values[number] or {}).items():
            bits = self._bits[name]
            for value in values:
                left = bits[value] & keep
                if left:
                    bits[value] = left
                else:
                    del bits[value]
        self._alive &= keep
        self._forget()
        # It stays in the orders: a record without a bit is passed over.
        self._values[number] = None
        self.keys[number] = 0

    def _forget(self) -> None:
        self._listed.clear()
        self._counted.clear()

    def numbers(self, keys: Iterable[int]) -> int:
        """Return the bits of records given by their keys; unknown ones are left out."""
        found = [number for key in keys if (number := self._numbers.get(key)) is not None]
        return _integer(found, len(self.keys) // 8 + 1)

    def matching(self, selection: Selection, within: int | None = None) -> int:
        """Return the bits of the records that a selection leaves."""
        bits = self._alive if within is None else self._alive & within
        for name, values in selection.items():
            bits &= self._any(name, values)
        return bits

    def _any(self, name: str, values: Iterable[Value]) -> int:
        known = self._bits[name]
        bits = 0
        for value in values:
            bits |= known.get(value, 0)
        return bits

    def counts(
        self, selection: Selection, names: Iterable[str], within: int | None = None
    ) -> dict[str, dict[Value, int]]:
        """Return for each facet how many records each value would leave.

        A facet's own choice does not narrow its counts: they say what choosing another value as
        well, or instead, would find. Values that would leave nothing are left out unless chosen.
        """
        everything = _Marked(self.matching(selection, within))
        result: dict[str, dict[Value, int]] = {}
        for name in names:
            chosen = selection.get(name)
            if not chosen:
                result[name] = self._count(name, everything)
                continue
            others = {other: some for other, some in selection.items() if other != name}
            counted = dict(self._count_without(name, others, within))
            counted.update(dict.fromkeys((chosen & self._bits[name].keys()) - counted.keys(), 0))
            result[name] = counted
        return result

    def _count_without(
        self, name: str, others: Selection, within: int | None
    ) -> Mapping[Value, int]:
        """Count a facet by the choices in the others: the same while its own choice changes."""
        if within is not None:
            return self._count(name, _Marked(self.matching(others, within)))
        asked = (name, tuple(sorted(others.items())))
        counted = self._counted.get(asked)
        if counted is None:
            counted = self._counted[asked] = self._count(name, _Marked(self.matching(others)))
            if len(self._counted) > _COUNTED:
                self._counted.popitem(last=False)
        self._counted.move_to_end(asked)
        return counted

    def _count(self, name: str, marked: _Marked) -> dict[Value, int]:
        known = self._bits[name]
        if marked.count <= _WALKED * len(known):
            own = [values.get(name, ()) for values in marked.values(self._values)]
            return dict(Counter(itertools.chain.from_iterable(own)))
        bits = marked.bits
        return {
            value: count
            for value, of_value in known.items()
            if (count := (of_value & bits).bit_count())
        }

    def ordered(
        self, bits: int, by: str, start: int, stop: int, *, descending: bool = False
    ) -> list[int]:
        """Return the keys of a page of matching records.

        Args:
            bits: the matching records.
            by: a name of the values to sort by; records without one come last in both directions.
            start: the first place of the page, counted from 0.
            stop: the place after its last.
            descending: the greatest first; records of one value keep their order.
        """
        order, rank = self._order(by, descending=descending)
        if bits.bit_count() <= _FEW:
            found = nsmallest(stop, _numbers_of(bits), key=rank.__getitem__)
            return [self.keys[number] for number in found[start:stop]]
        listed = (by, descending, bits)
        kept = self._listed.get(listed)
        if kept is None:
            raw = bits.to_bytes(len(self.keys) // 8 + 1, "little")
            kept = array("q", [n for n in order if raw[n >> 3] >> (n & 7) & 1])
            self._listed[listed] = kept
            if len(self._listed) > _LISTED:
                self._listed.popitem(last=False)
        self._listed.move_to_end(listed)
        return [self.keys[number] for number in kept[start:stop]]

    def _order(self, by: str, *, descending: bool) -> tuple[list[int], array[int]]:
        """Return the records in an order, and each record's place in it."""
        name = (by, descending)
        order = self._orders.get(name)
        if order is None:
            alive = [number for number, values in enumerate(self._values) if values is not None]
            alive.sort(key=self._ties.__getitem__)
            primary: list[Any] = [values.get(by) for values in self._sort_values]
            order = [number for number in alive if primary[number] is not None]
            order.sort(key=primary.__getitem__, reverse=descending)  # stable: ties stay in order
            order += [number for number in alive if primary[number] is None]
            self._orders[name] = order
        rank = self._ranks.get(name)
        if rank is None:
            rank = self._ranks[name] = array("q", [0]) * len(self.keys)
            for place, number in enumerate(order):
                rank[number] = place
        return order, rank

    def _place(self, by: str, *, descending: bool) -> Callable[[int], tuple[Any, ...]]:
        """Return what a record is compared by when it is put in an order that stands."""

        def place(number: int) -> tuple[Any, ...]:
            primary, tie = self._sort_values[number].get(by), self._ties[number]
            if primary is None:
                return (1, tie)
            return (0, _Reversed(primary) if descending else primary, tie)

        return place

    def keys_of(self, bits: int) -> Iterator[int]:
        """Yield the keys of records in the order of their numbers."""
        return (self.keys[number] for number in _numbers_of(bits))


@dataclass(frozen=True, slots=True)
class _Reversed:
    """A value that comes before the lesser ones."""

    value: Any

    def __lt__(self, other: _Reversed) -> bool:
        return bool(other.value < self.value)


def _integer(numbers: Iterable[int], size: int) -> int:
    raw = bytearray(size)
    for number in numbers:
        raw[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(raw, "little")


_BITS_OF = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


_SET = re.compile(rb"[^\0]")
_SPARSE = 40  # bytes for each record from which looking for the next one is quicker than all


def _numbers_of(bits: int) -> Iterator[int]:
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    if bits.bit_count() * _SPARSE < len(raw):
        for found in _SET.finditer(raw):
            place = found.start()
            for bit in _BITS_OF[raw[place]]:
                yield (place << 3) + bit
        return
    for place, byte in enumerate(raw):
        if byte:
            base = place << 3
            for bit in _BITS_OF[byte]:
                yield base + bit


class _Marked:
    """Records that are marked by bits, with their values once they are asked for."""

    __slots__ = ("_values", "bits", "count")

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.count = bits.bit_count()
        self._values: list[Mapping[str, tuple[Value, ...]]] | None = None

    def values(
        self, of_all: Sequence[Mapping[str, tuple[Value, ...]] | None]
    ) -> list[Mapping[str, tuple[Value, ...]]]:
        if self._values is None:
            found = (of_all[number] for number in _numbers_of(self.bits))
            self._values = [values for values in found if values is not None]
        return self._values
