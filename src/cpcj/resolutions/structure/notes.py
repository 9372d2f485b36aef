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
    page, the notes of both stand below: a number that falls back to 1 begins those of the later
    one, and a note whose mark the later one does not hold belongs to the earlier. Notes gathered
    at the end of all belong to each stretch that holds their marks.

    Args:
        runs: the notes with the blocks after which they stand.
        starts: index of the first block of each stretch, rising; notes before the first belong
            to it too.
        marks: the marks in the words of each stretch.
    """
    shares: list[list[Note]] = [[] for _ in starts]
    if not starts:
        return []
    for run in runs:
        place = max(bisect_right(starts, run.after_block) - 1, 0)
        shares[place].append(run.note)
    for place in range(len(shares) - 1, 0, -1):
        own = shares[place]
        restart = next((k for k in range(1, len(own)) if own[k].mark == "1"), 0)
        moved, own = own[:restart], own[restart:]
        for note in own:
            held = note.mark in marks[place] or note.mark not in marks[place - 1]
            if not held and all(other.mark != note.mark for other in shares[place - 1]):
                moved.append(note)
        shares[place] = [note for note in own if note not in moved]
        shares[place - 1] += moved
    if runs and all(run.after_block >= starts[-1] for run in runs):
        _repeat(shares, marks)
    return [tuple(share) for share in shares]


def _repeat(shares: list[list[Note]], marks: Sequence[frozenset[str]]) -> None:
    """Give notes that were gathered at the end to every earlier stretch that holds their marks."""
    gathered = list(shares[-1])
    if len({note.mark for note in gathered}) < len(gathered):
        return  # numbers that begin again tell one text from the other
    given: set[str] = set()
    for place in range(len(shares) - 1):
        held = {note.mark for note in shares[place]}
        own = [n for n in gathered if n.mark in marks[place] and n.mark not in held]
        shares[place] += own
        given |= {note.mark for note in own}
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
