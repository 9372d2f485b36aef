"""Footnotes and the places of their marks: which note belongs to which text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cpcj.resolutions.model import BodyItem, Doubt, Heading, Note, Passage, Text
from cpcj.resolutions.source import NoteRun
from cpcj.resolutions.structure.body import place_of


class Share(NamedTuple):
    """The notes of one stretch of blocks."""

    first_block: int
    notes: tuple[Note, ...]


def share_out(runs: Sequence[NoteRun], starts: Sequence[int]) -> list[tuple[Note, ...]]:
    """Return the notes of each stretch of blocks, in order of print.

    A note belongs to the stretch in which it stands. Where the next stretch begins on the same
    page, its notes stand above the same page end: a number that falls back to the beginning
    starts the notes of the next stretch.

    Args:
        runs: the notes with the blocks after which they stand.
        starts: index of the first block of each stretch, rising; notes before the first belong
            to it too.
    """
    shares: list[list[Note]] = [[] for _ in starts]
    if not starts:
        return []
    for run in runs:
        place = max((k for k, start in enumerate(starts) if run.after_block >= start), default=0)
        shares[place].append(run.note)
    for place in range(len(shares) - 1, 0, -1):
        own = shares[place]
        numbers = [int(note.mark) if note.mark.isdigit() else None for note in own]
        restart = next(
            (
                k
                for k in range(1, len(numbers))
                if numbers[k] == 1 and numbers[k - 1] is not None
            ),
            None,
        )
        if restart is not None:
            shares[place - 1] += own[:restart]
            shares[place] = own[restart:]
    return [tuple(share) for share in shares]


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
