"""Footnotes and the places of their marks: which note belongs to which text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cpcj.resolutions.model import BodyItem, Doubt, Heading, Note, Passage, Text
from cpcj.resolutions.source import NoteRun
from cpcj.resolutions.structure.nodes import place_of


class Share(NamedTuple):
    """The notes of one stretch of blocks."""

    first_block: int
    notes: tuple[Note, ...]


def share_out(
    runs: Sequence[NoteRun], starts: Sequence[int], marks: Sequence[frozenset[str]]
) -> list[tuple[Note, ...]]:
    """Return the notes of each stretch of blocks, in order of print.

    A note belongs to the stretch in which it stands. Where a stretch begins in the middle of a
    page, the notes of both stand below: they follow the order of the stretches, and each goes to
    the first one that holds its mark and has come to its number. Notes gathered at the end of all
    belong to each stretch that holds their marks.

    Args:
        runs: the notes with the blocks after which they stand.
        starts: index of the first block of each stretch, rising; notes before the first belong
            to it too.
        marks: the marks in the words of each stretch.
    """
    if not starts:
        return []
    shares: list[list[Note]] = [[] for _ in starts]
    if runs and all(run.after_block >= starts[-1] for run in runs):
        gathered = [run.note for run in runs]
        if len({note.mark for note in gathered}) == len(gathered):
            _repeat(gathered, shares, marks)
            return [tuple(share) for share in shares]
    at = 0  # the stretch of the note before
    for run in runs:
        place = max(bisect_right(starts, run.after_block) - 1, 0)
        near = range(min(at, place), place + 1)
        at = _owner(run.note.mark, near, shares, marks)
        shares[at].append(run.note)
    return [tuple(share) for share in shares]


def _owner(
    mark: str,
    near: range,
    shares: Sequence[Sequence[Note]],
    marks: Sequence[frozenset[str]],
) -> int:
    """Return the stretch to which a note belongs.

    Args:
        mark: the note's mark.
        near: the stretches from that of the note before to the one in which the note stands.
        shares: the notes given so far.
        marks: the marks in the words of each stretch.
    """
    lacking = [
        place
        for place in near
        if mark in marks[place] and all(note.mark != mark for note in shares[place])
    ]
    for place in lacking:
        last = shares[place][-1].mark if shares[place] else "0"
        if not (mark.isdigit() and last.isdigit()) or int(mark) == int(last) + 1:
            return place
    return lacking[-1] if lacking else near[-1]


def _repeat(
    gathered: Sequence[Note], shares: list[list[Note]], marks: Sequence[frozenset[str]]
) -> None:
    """Give notes that were gathered at the end to every stretch that holds their marks."""
    given: set[str] = set()
    for place in range(len(shares) - 1):
        shares[place] = [note for note in gathered if note.mark in marks[place]]
        given |= {note.mark for note in shares[place]}
    shares[-1] = [note for note in gathered if note.mark in marks[-1] or note.mark not in given]


def passages_of(items: Iterable[BodyItem]) -> Iterator[Passage]:
    """Yield every passage of a body in reading order."""
    for item in items:
        if isinstance(item, Heading):
            yield item.words
        else:
            yield from item.passages()


def text_passages(text: Text) -> Iterator[Passage]:
    """Yield every passage of a text that may hold marks, in reading order."""
    yield text.title
    yield text.organ_line
    yield from passages_of(text.body)
    for annex in text.annexes:
        if annex.title is not None:
            yield annex.title
        yield from passages_of(annex.body)


def check(
    passages: Iterable[Passage], notes: Sequence[Note], text_id: str | None
) -> Iterator[Doubt]:
    """Yield a doubt for each mark without a note and each note without a mark."""
    known = {note.mark for note in notes}
    marked: set[str] = set()
    for words in passages:
        for mark in words.marks:
            if mark.mark not in known and mark.mark not in marked:
                yield Doubt(
                    "mark-without-note",
                    f"the mark {mark.mark} has no footnote",
                    text_id,
                    source=place_of(words),
                )
            marked.add(mark.mark)
    for note in notes:
        if note.mark not in marked:
            yield Doubt(
                "note-without-mark",
                f"no mark was found for footnote {note.mark}",
                text_id,
                source=place_of(note.words),
            )
