"""An index of words that are taken for others, in their surroundings.

Only words of which something is known are looked at (``likeness.toml``, and words in -ing and
-ted): the index of a million words stays small, and a draft is looked up in one pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from cpcj.resolutions.checking.rules import read_data

SHAPES = ((5, 3), (3, 5))
"""Words before and after that must be the same."""
AROUND_A_GAP = (2, 5)
"""Words before and after that must be the same where a word is missing."""

_DATA = read_data("likeness.toml")
SMALL = frozenset(_DATA["small"])
CONFUSED = frozenset(frozenset(pair) for pair in _DATA["confused"])
PREFERRED = frozenset((one, other) for one, other in _DATA["preferred"])
NAMING = frozenset(_DATA["naming"])
_KNOWN = frozenset(chain(*_DATA["confused"], *_DATA["preferred"]))
_LONG = 5
_MOST = 40  # occurrences of a slot that are kept: a passage that stands in every text says no more
_WORD = re.compile(r"[\w’'/-]+")
_NUMBER = re.compile(r"\d{1,3}|[ivxl]+")


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


def confusable(word: str) -> bool:
    """Tell whether a word is one of which a slip is known."""
    return word in _KNOWN or (len(word) >= _LONG and word.endswith(("ing", "ted")))


class Slot(NamedTuple):
    """``words[first:last]`` of a passage between its neighbours; ``key`` stands for these."""

    key: int
    first: int
    last: int


def slots(words: Sequence[Word]) -> Iterator[Slot]:
    """Yield every word that may be a slip, alone and with an article before it."""
    for place, (word, _, _) in enumerate(words):
        if not confusable(word):
            continue
        for shape, (before, after) in enumerate(SHAPES):
            yield from _slot(words, place, place + 1, shape, before, after)
            if place and words[place - 1].word in SMALL:
                yield from _slot(words, place - 1, place + 1, shape, before, after)


def named(words: Sequence[Word]) -> Iterator[Slot]:
    """Yield every word that names the kind of a part ("chapter")."""
    for place, (word, _, _) in enumerate(words):
        if word in NAMING:
            yield from _slot(words, place, place + 1, len(SHAPES), *AROUND_A_GAP)


def gaps(words: Sequence[Word]) -> Iterator[Slot]:
    """Yield every place before a number, where the name of the part numbered may be missing."""
    for place, (word, _, _) in enumerate(words):
        if _NUMBER.fullmatch(word):
            yield from _slot(words, place, place, len(SHAPES), *AROUND_A_GAP)


def _slot(
    words: Sequence[Word], first: int, last: int, shape: int, before: int, after: int
) -> Iterator[Slot]:
    if first >= before and last + after <= len(words):
        left = tuple(word.word for word in words[first - before : first])
        right = tuple(word.word for word in words[last : last + after])
        yield Slot(hash((shape, left, right)), first, last)


class Occurrence(NamedTuple):
    """Words that stand between the neighbours of a slot.

    ``identifier`` names the passage, ``words`` are those in the slot, ``around`` they with their
    neighbours.
    """

    identifier: str
    words: str
    around: str


class Wording:
    """Which words stand between which neighbours in some texts."""

    def __init__(self, slots_: dict[int, list[Occurrence]] | None = None) -> None:
        """Begin without words, or with those of another index."""
        self._slots = defaultdict(list) if slots_ is None else slots_
        self._left_out: frozenset[str] = frozenset()

    def add(self, identifier: str, text: str) -> None:
        """Add the words of a passage."""
        words = words_in(text)
        for key, first, last in chain(slots(words), named(words)):
            start, end = words[max(0, first - 5)].start, words[min(len(words), last + 5) - 1].end
            inner = " ".join(word.word for word in words[first:last])
            if len(self._slots[key]) < _MOST:
                self._slots[key].append(Occurrence(identifier, inner, text[start:end]))

    def find(self, key: int) -> Sequence[Occurrence]:
        """Return what stands in a slot."""
        found = self._slots.get(key, ())
        if not self._left_out:
            return found
        return [one for one in found if one.identifier.partition("#")[0] not in self._left_out]

    def without(self, identifiers: frozenset[str]) -> Wording:
        """Return the same index, blind to the passages of some texts."""
        other = Wording(self._slots)
        other._left_out = self._left_out | identifiers
        return other


def wording_of(texts: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Wording:
    """Return the index of some texts: identifier and passages with their local identifiers."""
    wording = Wording()
    for identifier, passages in texts:
        for local, words in passages:
            wording.add(f"{identifier}#{local}", words)
    return wording
