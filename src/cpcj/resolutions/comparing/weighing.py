"""How much of their words two texts' provisions share, each word weighted by its rarity.

The first, second, … occurrence of a word in a provision are features of their own, so that the
weight two provisions share is the product of two rows of an incidence matrix, and all provisions
are weighed against each other in one matrix product. It is taken in blocks: memory is bounded
however long the texts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]
    Matrix: TypeAlias = NDArray[np.float32]

BEST: Final = 3  # so many of the most alike are kept for each provision
WITHIN: Final = 2  # and so many that hold most of it, or of which it holds most
POSSIBLE: Final = 0.15  # shared part of both from which two provisions are looked at
HELD: Final = 0.5  # shared part of the lighter one from which they are, too

_BLOCK: Final = 512  # rows of each text that are multiplied at once
_WORD: Final = 1 << 21  # above every character
_FLOOR: Final = 0.1  # weight of a word that stands in every paragraph


class Shared(NamedTuple):
    """What two provisions share.

    Attributes:
        old: place of the earlier one.
        new: place of the later one.
        both: shared part of the weight of both, from 0 to 1.
        of_old: shared part of the earlier one's weight.
        of_new: shared part of the later one's weight.
    """

    old: int
    new: int
    both: float
    of_old: float
    of_new: float


class Weighing:
    """The provisions of two texts with the weight of each of their words."""

    def __init__(
        self,
        olds: Sequence[str],
        news: Sequence[str],
        counted: Sequence[int],
    ) -> None:
        """Weigh each word by its rarity.

        Args:
            olds: provisions of the earlier text, their words as characters.
            news: those of the later text.
            counted: places of the provisions among which rarity is counted (paragraphs: what
                stands in a point stands in its paragraph too); those of ``news`` come after all of
                ``olds``.
        """
        import numpy as np  # takes a while to load, and is not needed to read a text

        self._np: Any = np
        coded = [*olds, *news]
        self._news_from = len(olds)
        sizes = np.array([len(words) for words in coded], dtype=np.int64)
        self._starts: Numbers = np.concatenate(([0], np.cumsum(sizes)))
        place = np.repeat(np.arange(len(coded)), sizes)
        letters = np.frombuffer("".join(coded).encode("utf-32-le"), dtype=np.uint32)
        keys = place * _WORD + letters
        keys.sort()
        word = keys & (_WORD - 1)
        at = np.arange(len(keys))
        begins = np.ones(len(keys), dtype=bool)
        begins[1:] = keys[1:] != keys[:-1]
        times = at - np.maximum.accumulate(np.where(begins, at, 0))
        weight = self._rarity(word[begins], (keys[begins] >> 21), len(coded), counted)
        self.weight_of: dict[str, float] = dict(
            zip(map(chr, range(len(weight))), weight.tolist(), strict=True)
        )
        self._weight: NDArray[np.float64] = weight[word]
        self._feature: Numbers = self._numbered(word, times)
        self._width = int(self._feature.max()) + 1 if len(keys) else 0
        whole = np.bincount(place, weights=self._weight, minlength=len(coded))
        self._whole: NDArray[np.float64] = np.maximum(whole, 1e-9)

    def _rarity(self, word: Any, place: Any, places: int, counted: Sequence[int]) -> Any:
        np = self._np
        among = np.zeros(places, dtype=bool)
        among[list(counted)] = True
        spread = np.bincount(word[among[place]], minlength=int(word.max(initial=0)) + 1)
        return _FLOOR + np.log((len(counted) + 1) / np.maximum(spread, 1))

    def _numbered(self, word: Any, times: Any) -> Any:
        """Number the words, and their second and later occurrences after them."""
        np = self._np
        again = times > 0
        first = int(word.max(initial=0)) + 1
        feature = word.copy()
        _, number = np.unique(word[again] * _WORD + times[again], return_inverse=True)
        feature[again] = first + number
        return feature

    def shared(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Shared]:
        """Yield, for each provision, those of the other text that share most with it.

        Args:
            olds: places in the earlier text.
            news: places in the later text.
        """
        for row in range(0, len(olds), _BLOCK):
            for column in range(0, len(news), _BLOCK):
                yield from self._block(olds[row : row + _BLOCK], news[column : column + _BLOCK])

    def _block(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Shared]:
        np = self._np
        old_places = np.array(olds)
        new_places = np.array(news) + self._news_from
        old_at, new_at = self._entries(old_places), self._entries(new_places)
        column = self._columns(old_at[1], new_at[1])
        width = int(column.max(initial=-1)) + 1
        share = (
            self._incidence(old_at, len(olds), column, width)
            @ self._incidence(new_at, len(news), column, width).T
        )
        old_weight = self._whole[old_places].astype(np.float32)[:, None]
        new_weight = self._whole[new_places].astype(np.float32)[None, :]
        both = 2 * share / (old_weight + new_weight)
        of_old, of_new = share / old_weight, share / new_weight
        kept = np.zeros(share.shape, dtype=bool)
        self._keep(kept, both, BEST, POSSIBLE)
        self._keep(kept, np.maximum(of_old, of_new), WITHIN, HELD)
        rows, columns = np.nonzero(kept)
        figures = zip(
            rows.tolist(), columns.tolist(), both[kept].tolist(), of_old[kept].tolist(),
            of_new[kept].tolist(), strict=True,
        )  # fmt: skip
        for row, place, alike, part_old, part_new in figures:
            yield Shared(olds[row], news[place], alike, part_old, part_new)

    def _entries(self, places: Any) -> tuple[Any, Any]:
        """Return the row of each entry of some provisions, and where the entry stands."""
        np = self._np
        starts = self._starts[places]
        sizes = self._starts[places + 1] - starts
        before = np.cumsum(sizes) - sizes
        at = np.arange(int(sizes.sum())) + np.repeat(starts - before, sizes)
        return np.repeat(np.arange(len(places)), sizes), at

    def _columns(self, old_at: Any, new_at: Any) -> Any:
        """Give each feature that stands on both sides a column; -1 to the others."""
        np = self._np
        there = np.zeros((2, self._width), dtype=bool)
        there[0, self._feature[old_at]] = True
        there[1, self._feature[new_at]] = True
        both = there.all(axis=0)
        return np.where(both, np.cumsum(both) - 1, -1)

    def _incidence(self, entries: tuple[Any, Any], rows: int, column: Any, width: int) -> Matrix:
        np = self._np
        row, at = entries
        place = column[self._feature[at]]
        kept = place >= 0
        found: Matrix = np.zeros((rows, width), dtype=np.float32)
        found[row[kept], place[kept]] = np.sqrt(self._weight[at[kept]])
        return found

    def _keep(self, kept: Any, figures: Any, most: int, least: float) -> None:
        """Mark the greatest figures of each row and column, down to ``least``."""
        np = self._np
        for axis in (0, 1):
            count = figures.shape[axis]
            if count > most:
                limit = np.partition(figures, count - most, axis=axis)
                limit = np.take(limit, [count - most], axis=axis)
                kept |= figures >= np.maximum(limit, least)
            else:
                kept |= figures >= least
