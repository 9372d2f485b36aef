"""Which paragraph of one Word file stands for which of another, in order.

A tracked change cannot say that a paragraph was moved and edited at once, so the order of both
files is kept: paragraphs are paired along a path that makes the pairs as alike as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Indel

from cpcj.resolutions.comparing.coding import Coder

LIKE: Final = 0.35
"""Likeness from which two paragraphs are one that was edited."""


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return the paragraphs of two texts in one order: pairs, and those of one side alone.

    Args:
        before: the words of each paragraph of the earlier text.
        after: those of the later one.
    """
    coder = Coder()
    old, new = [coder.words(one) for one in before], [coder.words(one) for one in after]
    keys: dict[str, str] = {}
    same = Indel.opcodes(
        "".join([keys.setdefault(one, chr(0x100 + len(keys))) for one in before]),
        "".join([keys.setdefault(one, chr(0x100 + len(keys))) for one in after]),
    )
    found: list[tuple[int | None, int | None]] = []
    gap: tuple[list[int], list[int]] = ([], [])
    for code in same:
        if code.tag == "equal":
            found += _between(old, new, *gap)
            gap = ([], [])
            found += zip(
                range(code.src_start, code.src_end),
                range(code.dest_start, code.dest_end),
                strict=True,
            )
        else:
            gap[0].extend(range(code.src_start, code.src_end))
            gap[1].extend(range(code.dest_start, code.dest_end))
    return [*found, *_between(old, new, *gap)]


def _between(
    old: Sequence[str], new: Sequence[str], olds: list[int], news: list[int]
) -> list[tuple[int | None, int | None]]:
    """Return the best path through paragraphs that are not the same word for word."""
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    like = [[0.0] * len(news) for _ in olds]
    for row in range(len(olds) - 1, -1, -1):
        for column in range(len(news) - 1, -1, -1):
            one, other = old[olds[row]], new[news[column]]
            likeness = Indel.normalized_similarity(one, other) if one and other else 0.0
            like[row][column] = likeness if likeness >= LIKE else 0.0
            best[row][column] = max(
                best[row + 1][column],
                best[row][column + 1],
                best[row + 1][column + 1] + like[row][column],
            )
    path = [(0, 0)]
    row = column = 0
    while row < len(olds) and column < len(news):
        here = best[row][column]
        if like[row][column] and here == best[row + 1][column + 1] + like[row][column]:
            row, column = row + 1, column + 1
        elif here == best[row + 1][column]:
            row += 1
        else:
            column += 1
        path.append((row, column))
    path += [(each, column) for each in range(row + 1, len(olds) + 1)]
    path += [(len(olds), each) for each in range(column + 1, len(news) + 1)]
    return _told(path, olds, news)


def _told(
    path: list[tuple[int, int]], olds: list[int], news: list[int]
) -> list[tuple[int | None, int | None]]:
    """Return a path as pairs; of a stretch without pairs what was taken out stands first."""
    found: list[tuple[int | None, int | None]] = []
    put_in: list[tuple[int | None, int | None]] = []
    for (row, column), (next_row, next_column) in pairwise(path):
        if next_row > row and next_column > column:
            found += [*put_in, (olds[row], news[column])]
            put_in = []
        elif next_row > row:
            found.append((olds[row], None))
        else:
            put_in.append((None, news[column]))
    return found + put_in
