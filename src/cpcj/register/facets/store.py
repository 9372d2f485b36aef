"""Facets kept in memory and brought up to date by what changed since they were loaded."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from cpcj.register.facets.bitmaps import Facets, Row, Selection, Value

T = TypeVar("T")

_REMEMBERED = 512
"""Answers kept for the present generation: what many people look at (the unfiltered list)."""


_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from.

    Attributes:
        names: the facets.
        generation: returns the register's present generation.
        rows: yields the records in force; those changed after a generation where one is given.
        changed: yields the keys of all records, in force or not, changed after a generation.
    """

    names: tuple[str, ...]
    generation: Callable[[], int]
    rows: Callable[[int | None], Iterable[Row]]
    changed: Callable[[int], Iterable[int]]


@dataclass(frozen=True, slots=True)
class FacetPage:
    """A page of keys: how many match in all, which page it is, its keys, counts by facet."""

    total: int
    number: int
    keys: tuple[int, ...]
    counts: Mapping[str, Mapping[Value, int]]


def page_bounds(total: int, number: int, size: int) -> tuple[int, int, int]:
    """Return the page that is shown and the places of its rows, from 0, half open."""
    last = max(1, -(-total // size))
    shown = min(max(1, number), last)
    return shown, (shown - 1) * size, shown * size


@dataclass(slots=True)
class FacetStore:
    """The facets of one kind of record, shared by the threads of a process."""

    source: Source
    _facets: Facets | None = None
    _generation: int = -1
    _remembered: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def fresh(self) -> Iterator[Facets]:
        """Give the facets as of now; others wait, the work inside is short."""
        # The generation is read first: a change that comes between is found the next time.
        generation = self.source.generation()
        with self._lock:
            if generation < self._generation:
                # Mostly another came first, who had asked later: only a register that is now
                # another one has a lower number.
                generation = self.source.generation()
            if self._facets is None or generation < self._generation:
                self._facets = self._loaded()
                self._remembered.clear()
            elif generation > self._generation:
                self._refresh(self._facets)
                self._remembered.clear()
            self._generation = generation
            yield self._facets

    def _loaded(self) -> Facets:
        facets = Facets(self.source.names)
        facets.load(self.source.rows(None))
        if len(facets) > _MANY:
            # A million small objects that stay: the collector need not walk them again and again.
            gc.freeze()
        return facets

    def _refresh(self, facets: Facets) -> None:
        changed = list(self.source.changed(self._generation))
        if len(facets.keys) + len(changed) > 2 * len(facets) + 1024:
            # Numbers are never used again: start over before half of them are of records gone.
            self._facets = self._loaded()
            return
        for key in changed:
            facets.drop(key)
        facets.load(self.source.rows(self._generation))

    def remember(self, question: Hashable, answer: Callable[[Facets], T]) -> T:
        """Return the answer to a question, computed once a generation."""
        with self.fresh() as facets:
            if question in self._remembered:
                self._remembered.move_to_end(question)
            else:
                self._remembered[question] = answer(facets)
                if len(self._remembered) > _REMEMBERED:
                    self._remembered.popitem(last=False)
            found: T = self._remembered[question]  # type: ignore[assignment]
            return found

    def page(
        self,
        selection: Selection,
        within: Sequence[int] | None,
        sort: str,
        number: int,
        size: int,
        names: tuple[str, ...],
    ) -> FacetPage:
        """Return a page of keys with the counts beside it.

        Args:
            selection: chosen values by facet.
            within: keys that what no facet counts has left; None where nothing narrows.
            sort: name of the order, "-" before it for the greatest first.
            number: the page, from 1; beyond the last one, the last.
            size: keys of a page.
            names: facets to count.
        """
        by, descending = sort.removeprefix("-"), sort.startswith("-")

        def keys(facets: Facets, inside: int | None) -> tuple[int, int, tuple[int, ...]]:
            bits = facets.matching(selection, inside)
            total = bits.bit_count()
            shown, start, stop = page_bounds(total, number, size)
            found = facets.ordered(bits, by, start, stop, descending=descending)
            return total, shown, tuple(found)

        if within is not None:
            with self.fresh() as facets:
                inside = facets.numbers(within)
                return FacetPage(*keys(facets, inside), facets.counts(selection, names, inside))
        chosen = tuple(sorted(selection.items()))
        # Turning the page does not change the counts.
        counts = self.remember(
            ("counts", names, chosen), lambda facets: facets.counts(selection, names)
        )
        question = ("page", chosen, sort, number, size)
        return FacetPage(*self.remember(question, lambda facets: keys(facets, None)), counts)

    def keep(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Return an answer of the store's, asked once a generation; others need not wait for it."""
        with self._lock:
            if question in self._remembered:
                found: T = self._remembered[question]  # type: ignore[assignment]
                return found
            generation = self._generation
        made = answer()
        with self._lock:
            if generation == self._generation:
                self._remembered[question] = made
                if len(self._remembered) > _REMEMBERED:
                    self._remembered.popitem(last=False)
        return made

    def forget(self) -> None:
        """Drop everything; the next question loads it again."""
        with self._lock:
            self._facets = None
            self._generation = -1
            self._remembered.clear()
