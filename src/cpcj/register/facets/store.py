"""Facets kept in memory and brought up to date by what changed since they were loaded."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from cpcj.register.facets.bitmaps import Facets, Row

T = TypeVar("T")

_REMEMBERED = 512
"""Answers kept for the present generation: what many people look at (the unfiltered list)."""


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
            if self._facets is None or generation < self._generation:
                self._facets = Facets(self.source.names)
                self._facets.load(self.source.rows(None))
                self._remembered.clear()
            elif generation > self._generation:
                self._refresh(self._facets)
                self._remembered.clear()
            self._generation = generation
            yield self._facets

    def _refresh(self, facets: Facets) -> None:
        changed = list(self.source.changed(self._generation))
        if len(facets.keys) + len(changed) > 2 * len(facets) + 1024:
            # Numbers are never used again: start over before half of them are of records gone.
            facets = self._facets = Facets(self.source.names)
            facets.load(self.source.rows(None))
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

    def forget(self) -> None:
        """Drop everything; the next question loads it again."""
        with self._lock:
            self._facets = None
            self._generation = -1
            self._remembered.clear()
