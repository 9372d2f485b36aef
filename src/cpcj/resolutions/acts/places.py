"""Things with places in a paragraph, picked by the words of an act."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from cpcj.resolutions.model import Span

Thing = TypeVar("Thing")


class Placed(Generic[Thing]):
    """Things in the order of their places; picking takes time by what is picked, not by all.

    Args:
        things: the things with their places.
    """

    def __init__(self, things: Iterable[tuple[Span, Thing]]) -> None:
        """Sort the things by their places."""
        self._things = sorted(things, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._things]

    def within(self, words: Sequence[Span], offset: int = 0) -> Iterator[tuple[Span, Thing]]:
        """Yield what stands wholly in some words, once, in order of place.

        Args:
            words: stretches of a paragraph.
            offset: where the paragraph begins in the string in which the things have their places;
                the places that are returned are those in the paragraph.
        """
        taken = -1
        for first, last in sorted(words):
            start, end = first + offset, last + offset
            for at in range(max(taken + 1, bisect_left(self._starts, start)), len(self._things)):
                span = self._things[at][0]
                if span.start >= end:
                    break
                if span.end <= end:
                    taken = at
                    yield Span(span.start - offset, span.end - offset), self._things[at][1]
