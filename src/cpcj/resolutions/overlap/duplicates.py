"""Near-duplicates: paragraphs of a large collection that say almost the same.

Two paragraphs are near-duplicates where the Jaccard likeness of their bags of words is at least a
threshold: the words they share over the words of both, a word that stands twice counted twice. The
order does not count, so that a clause that was moved leaves the likeness at 1.

Every pair that is given was verified so. Which pairs are verified is found by MinHash over pairs
of neighbouring words, twelve bands of four values each: paragraphs with an equal band are
candidates. Paragraphs with the same words in the same order are one wording and stand for each
other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, pairwise
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from cpcj.resolutions.overlap.wordprints import mixed, wordprints

Number = TypeVar("Number", bound=np.generic)

ALIKE: Final = 0.8
"""Likeness from which two paragraphs are near-duplicates."""

FEWEST: Final = 8
"""Words that a paragraph has at least: of shorter ones only equal wordings are found."""

_BANDS: Final = 12
_ROWS: Final = 4
_CROWD: Final = 100
"""Wordings with one band in common that are compared with each, the next ones: an opening that
thousands of paragraphs share proposes so many at most, and memory stays bounded."""

_AT_ONCE: Final = 2_000  # paragraphs worked on together: their words stay in the processor's cache
_VERIFIED: Final = 100_000  # pairs verified together
_CODES: Final = 0x10000  # words as characters from here on: 20 bits of their prints

_DRAW = np.random.default_rng(20_150_117)
_FACTORS: Final = _DRAW.integers(0, 1 << 31, _BANDS * _ROWS, dtype=np.uint32) * np.uint32(2) + (
    np.uint32(1)
)
_FACTOR: Final = np.uint64(0xD6E8FEB86659FD93)


class Pair(NamedTuple):
    """Two places of the collection, counted from 0, the first one lower, and their likeness."""

    first: int
    second: int
    likeness: float


class NearDuplicates:
    """What was found in a collection.

    Attributes:
        size: how many paragraphs were given.
        first: for each paragraph the place of the first one with the same wording.
        pairs: near-duplicates among the first paragraphs of each wording, by place.
        compared: pairs that were verified.
    """

    def __init__(self, first: NDArray[np.int64], pairs: Sequence[Pair], compared: int) -> None:
        """Keep what was found."""
        self.size = len(first)
        self.first = first
        self.pairs = pairs
        self.compared = compared

    def same(self) -> Iterator[Pair]:
        """Yield each paragraph that repeats the wording of an earlier one, with the first."""
        for place in np.flatnonzero(self.first != np.arange(self.size)):
            yield Pair(int(self.first[place]), int(place), 1.0)


class _Sketches(NamedTuple):
    """What is kept of some paragraphs: about 400 bytes for one of sixty words.

    Attributes:
        digests: of the words in their order, a number a paragraph.
        bands: numbers of the bands, a row a band.
        values: eight bits of each MinHash value, a row a paragraph.
        sizes: words of each paragraph.
        codes: its words as characters, sorted: bags are compared.
    """

    digests: NDArray[np.uint64]
    bands: NDArray[np.uint64]
    values: NDArray[np.uint8]
    sizes: NDArray[np.int64]
    codes: NDArray[np.uint32]


def _sketches(texts: Sequence[str]) -> _Sketches:
    prints, offsets = wordprints(texts)
    sizes = np.diff(offsets)
    place = np.arange(len(prints), dtype=np.uint64) - np.repeat(
        offsets[:-1].astype(np.uint64), sizes
    )
    odd = place + place + np.uint64(1)
    values = _minima(prints, offsets)
    rows = values.reshape(_BANDS, _ROWS, len(texts)).astype(np.uint64)
    bands = rows[:, 0]
    for row in range(1, _ROWS):
        bands = mixed(bands) + rows[:, row]
    return _Sketches(
        digests=_over(np.add, prints * odd, offsets, np.uint64(0)),
        bands=bands,
        values=(values >> np.uint32(16)).astype(np.uint8).T.copy(),
        sizes=sizes,
        codes=_codes(prints, sizes),
    )


def _codes(prints: NDArray[np.uint64], sizes: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the words of each paragraph as characters, sorted."""
    owner = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    bags = np.sort(owner << np.uint64(20) | prints >> np.uint64(44)) & np.uint64(0xFFFFF)
    return bags.astype(np.uint32) + np.uint32(_CODES)


class _Collection:
    """The sketches of a collection, one part after the other."""

    def __init__(self, parts: Iterable[_Sketches]) -> None:
        self._parts = list(parts)

    def near(self, threshold: float) -> NearDuplicates:
        """Return what is near what."""
        if not self._parts:
            return NearDuplicates(np.zeros(0, np.int64), (), 0)
        digests = np.concatenate([part.digests for part in self._parts])
        sizes = np.concatenate([part.sizes for part in self._parts])
        _, firsts, inverse = np.unique(digests, return_index=True, return_inverse=True)
        first = firsts[inverse]
        wordings = np.flatnonzero((first == np.arange(len(first))) & (sizes >= FEWEST))
        candidates = self._candidates(wordings, threshold)
        pairs = tuple(self._verified(candidates, sizes, threshold))
        return NearDuplicates(first, pairs, len(candidates))

    def _candidates(self, wordings: NDArray[np.int64], threshold: float) -> NDArray[np.int64]:
        """Return pairs of wordings with an equal band, as rows of two places."""
        values = np.concatenate([part.values for part in self._parts])
        # Of two paragraphs at the threshold, so many pairs of neighbouring words are the same
        # where single words were replaced; a little more than half of that is asked here.
        changed = (1 - threshold) / (1 + threshold)
        least = 0.6 * (1 - 2 * changed) / (1 + 2 * changed) * values.shape[1]
        found: list[NDArray[np.int64]] = []
        for band in range(_BANDS):
            keys = np.concatenate([part.bands[band] for part in self._parts])[wordings]
            order = np.argsort(keys, kind="stable")
            keys, places = keys[order], wordings[order]
            here = np.arange(len(keys))
            for step in range(1, _CROWD + 1):
                here = here[: np.searchsorted(here, len(keys) - step)]
                here = here[keys[here] == keys[here + step]]
                if not len(here):
                    break
                one, other = places[here], places[here + step]
                alike = (values[one] == values[other]).sum(axis=1) >= least
                found.append(np.stack([one[alike], other[alike]], axis=1))
        several = np.concatenate([np.zeros((0, 2), np.int64), *found])
        several.sort(axis=1)
        keyed = np.unique(several[:, 0] << 32 | several[:, 1])
        return np.stack([keyed >> 32, keyed & 0xFFFFFFFF], axis=1)

    def _verified(
        self, candidates: NDArray[np.int64], sizes: NDArray[np.int64], threshold: float
    ) -> Iterator[Pair]:
        codes = np.concatenate([part.codes for part in self._parts])
        ends = np.cumsum(sizes)
        coded: dict[int, str] = {}

        def bag(place: int) -> str:
            known = coded.get(place)
            if known is None:
                own = codes[ends[place] - sizes[place] : ends[place]]
                known = coded[place] = own.tobytes().decode("utf-32-le")
            return known

        dice = 2 * threshold / (1 + threshold)  # as in :func:`likeness`, many at once
        for start in range(0, len(candidates), _VERIFIED):
            some = candidates[start : start + _VERIFIED].tolist()
            scores = process.cpdist(
                [bag(one) for one, _ in some],
                [bag(other) for _, other in some],
                scorer=Indel.normalized_similarity,
                score_cutoff=dice - 1e-9,
                dtype=np.float64,
            )
            for (one, other), score in zip(some, scores.tolist(), strict=True):
                if score:
                    yield Pair(one, other, score / (2 - score))


def near_duplicates(paragraphs: Iterable[str], threshold: float = ALIKE) -> NearDuplicates:
    """Return the near-duplicates of a collection.

    Args:
        paragraphs: read once, from beginning to end; they are not kept.
        threshold: likeness from which two are near-duplicates, :data:`ALIKE` to 1.

    Raises:
        ValueError: the threshold is below :data:`ALIKE`, where too few would be found.
    """
    if not ALIKE <= threshold <= 1:
        message = f"threshold {threshold} is not between {ALIKE} and 1"
        raise ValueError(message)
    texts = iter(paragraphs)
    threads = os.cpu_count() or 1
    parts: list[_Sketches] = []
    # numpy lets other threads work while it reckons.
    with ThreadPoolExecutor(threads) as pool:
        while some := [part for _ in range(threads) if (part := list(islice(texts, _AT_ONCE)))]:
            parts += pool.map(_sketches, some)
    return _Collection(parts).near(threshold)


def bags(texts: Sequence[str]) -> list[str]:
    """Return the words of each text as sorted characters, as :func:`likeness` compares them."""
    prints, offsets = wordprints(texts)
    codes = _codes(prints, np.diff(offsets))
    ends = offsets.tolist()
    return [codes[start:end].tobytes().decode("utf-32-le") for start, end in pairwise(ends)]


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return the Jaccard likeness of two bags of words, 0 to 1.

    Args:
        one: a bag as :func:`bags` gives it.
        other: another.
        least: likeness below which 0 is returned, sooner.
    """
    # The longest common subsequence of two sorted bags is what they share, so that Indel's
    # likeness is theirs by Dice: 2 shared / (all of one + all of the other).
    if not one or not other:
        return 0.0
    cutoff = max(0.0, 2 * least / (1 + least) - 1e-9)
    dice = Indel.normalized_similarity(one, other, score_cutoff=cutoff)
    return dice / (2 - dice)


def _minima(prints: NDArray[np.uint64], offsets: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the least of each hash function over the pairs of words, a row a function."""
    following = np.roll(prints, -1)
    # The last word stands alone, not with the first one of the next paragraph.
    last = offsets[1:][np.diff(offsets) > 0] - 1
    following[last] = 0
    # The prints are mixed already: one multiplication makes a hash of two of them.
    pairs = ((prints ^ (following >> np.uint64(1))) * _FACTOR >> np.uint64(32)).astype(np.uint32)
    hashed = np.empty_like(pairs)
    values = np.empty((len(_FACTORS), len(offsets) - 1), dtype=np.uint32)
    for row, factor in enumerate(_FACTORS):
        np.multiply(pairs, factor, out=hashed)
        values[row] = _over(np.minimum, hashed, offsets, np.uint32(0))
    return values


def _over(
    reduction: np.ufunc, numbers: NDArray[Number], offsets: NDArray[np.int64], empty: Number
) -> NDArray[Number]:
    """Return a reduction over the words of each paragraph; ``empty`` for one without words."""
    some = offsets[:-1] < offsets[1:]
    found: NDArray[Number] = np.full(len(some), empty)
    if some.any():
        found[some] = reduction.reduceat(numbers, offsets[:-1][some])
    return found
