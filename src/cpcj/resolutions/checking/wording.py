"""An index of words in their surroundings: which words stand between the same neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

BESIDE = 5
"""Words on each side that must be the same."""
BETWEEN = 2
"""The most words that may stand between them."""

_WORD = re.compile(r"[\w’'-]+")


class Word(NamedTuple):
    """A word of a string, in lower case, and where it stands."""

    word: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """Return the words of a string in order."""
    return [
        Word(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


class Slot(NamedTuple):
    """Words between two runs of neighbours: ``words[first:last]`` of a passage."""

    key: int
    first: int
    last: int


def slots(words: Sequence[Word]) -> Iterator[Slot]:
    """Yield every stretch of at most :data:`BETWEEN` words that has neighbours on both sides."""
    plain = [word.word for word in words]
    for first in range(BESIDE, len(plain) - BESIDE + 1):
        left = tuple(plain[first - BESIDE : first])
        for last in range(first, min(first + BETWEEN, len(plain) - BESIDE) + 1):
            yield Slot(hash((left, tuple(plain[last : last + BESIDE]))), first, last)


class Occurrence(NamedTuple):
    """Words that stand in a slot of a held passage.

    ``identifier`` names the passage, ``words`` are those in the slot, ``around`` they with their
    neighbours.
    """

    identifier: str
    words: str
    around: str


class Wording:
    """Which words stand between which neighbours in the texts held."""

    def __init__(self) -> None:
        """Begin without words."""
        self._passages: list[tuple[str, str]] = []
        self._slots: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    def add(self, identifier: str, text: str) -> None:
        """Add the words of a passage."""
        place = len(self._passages)
        self._passages.append((identifier, text))
        words = words_in(text)
        for key, first, last in slots(words):
            start, end = words[first - BESIDE].start, words[last + BESIDE - 1].end
            self._slots[key].append((place, start, end))

    def find(self, key: int) -> list[Occurrence]:
        """Return what stands in a slot elsewhere."""
        found = []
        for place, start, end in self._slots.get(key, ()):
            identifier, text = self._passages[place]
            around = text[start:end]
            inner = [word.word for word in words_in(around)][BESIDE:-BESIDE]
            found.append(Occurrence(identifier, " ".join(inner), around))
        return found

    def __contains__(self, key: int) -> bool:
        """Tell whether any passage has the neighbours of a slot."""
        return key in self._slots


def wording_of(texts: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Wording:
    """Return the index of some texts: identifier and passages with their local identifiers."""
    wording = Wording()
    for identifier, passages in texts:
        for local, words in passages:
            wording.add(f"{identifier}#{local}", words)
    return wording
