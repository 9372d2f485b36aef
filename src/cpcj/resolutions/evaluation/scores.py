"""Precision, recall and F1, and the lists of what was missed and what was invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one comparison: right, wrongly read (extra) and not read (missed)."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right of all that was read; 1.0 where nothing was read."""
        read = self.right + self.extra
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """Right of all that was to be read; 1.0 where there was nothing to read."""
        expected = self.right + self.missed
        return self.right / expected if expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0

    def record(self) -> dict[str, float | int]:
        """Return the figures as the command prints them."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "expected": self.right + self.missed,
            "read": self.right + self.extra,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score with the words of what was missed and of what was read beyond it."""

    score: Score
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether everything was read and nothing beyond it."""
        return not (self.score.missed or self.score.extra)


def compare(
    expected: Iterable[tuple[Hashable, str]],
    read: Iterable[tuple[Hashable, str]],
    elsewhere: Iterable[tuple[Hashable, str]] = (),
) -> Comparison:
    """Compare two lists as multisets of keys.

    Args:
        expected: pairs of a key and the words that show it to a person.
        read: the same for what was read.
        elsewhere: what was read in a part that the expectation may or may not cover: it can be
            right, and is never counted as extra.
    """
    wanted, found = list(expected), list(read)
    open_still = Counter(key for key, _ in wanted) - Counter(key for key, _ in found)
    for pair in elsewhere:
        if open_still[pair[0]] > 0:
            open_still[pair[0]] -= 1
            found.append(pair)
    missing = +open_still
    beyond = Counter(key for key, _ in found) - Counter(key for key, _ in wanted)
    missed, extra = _take(wanted, missing), _take(found, beyond)
    return Comparison(Score(len(wanted) - len(missed), len(extra), len(missed)), missed, extra)


def _take(pairs: list[tuple[Hashable, str]], counts: Counter[Hashable]) -> tuple[str, ...]:
    left = Counter(counts)
    words: list[str] = []
    for key, shown in pairs:
        if left[key] > 0:
            left[key] -= 1
            words.append(shown)
    return tuple(words)
