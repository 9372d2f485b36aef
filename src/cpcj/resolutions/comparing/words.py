"""What changed between two paragraphs, word by word."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from cpcj.resolutions.comparing.coding import Coder

_ISLAND: Final = 2  # as many equal words between two changes are counted as changed with them


class Kind(StrEnum):
    """What happened to a stretch of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"
    REPLACED = "replaced"


class Change(NamedTuple):
    """A stretch of words before and after; joined, each side is its whole text.

    ``before`` is empty for what was inserted, ``after`` for what was deleted. Where the two differ
    in white space alone the stretch counts as the same.
    """

    kind: Kind
    before: str
    after: str


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """Return what became of ``before`` in ``after``, in order, no word cut in two.

    Equal stretches of one or two short words between two changes are counted as changed, so that a
    rewritten phrase reads as one replacement and not as confetti.
    """
    if before == after:
        return (Change(Kind.SAME, before, after),) if before else ()
    coder = Coder()
    old, old_coded = coder.pieces(before)
    new, new_coded = coder.pieces(after)
    runs: list[list[int]] = []  # [same, from, to, from, to]
    for code in Indel.opcodes(old_coded, new_coded):
        same = code.tag == "equal"
        if runs and not same and not runs[-1][0]:
            runs[-1][2], runs[-1][4] = code.src_end, code.dest_end
        else:
            runs.append([int(same), code.src_start, code.src_end, code.dest_start, code.dest_end])
    joined = _without_islands(runs, old)
    return tuple(_change(same, "".join(old[a:b]), "".join(new[c:d])) for same, a, b, c, d in joined)


def _change(same: int, before: str, after: str) -> Change:
    if same:
        return Change(Kind.SAME, before, after)
    if not after:
        return Change(Kind.DELETED, before, after)
    if not before:
        return Change(Kind.INSERTED, before, after)
    return Change(Kind.REPLACED, before, after)


def _without_islands(runs: list[list[int]], pieces: list[str]) -> list[list[int]]:
    """Join changes with the few equal words between them."""
    joined: list[list[int]] = []
    for place, run in enumerate(runs):
        island = (
            run[0]
            and joined
            and not joined[-1][0]
            and place + 1 < len(runs)
            and _small(pieces[run[1] : run[2]])
            and _both(runs[place + 1])
            and _both(joined[-1])
        )
        if joined and not joined[-1][0] and (island or not run[0]):
            joined[-1][2], joined[-1][4] = run[2], run[4]
        else:
            joined.append(list(run))
    return joined


def _both(run: list[int]) -> bool:
    """Tell whether a change takes away and puts in."""
    return run[2] > run[1] and run[4] > run[3]


def _small(pieces: list[str]) -> bool:
    words = [piece for piece in pieces if piece[0].isalnum()]
    return len(words) <= _ISLAND and all(len(word) <= 3 for word in words)
