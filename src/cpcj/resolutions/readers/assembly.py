"""From the pieces a reader finds to a :class:`Source`: joined paragraphs, notes with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cpcj.resolutions.model import Doubt, Note, NoteMark, Passage
from cpcj.resolutions.passages import Cut, edit, join
from cpcj.resolutions.readers.footnotes import Expected, place_marks
from cpcj.resolutions.readers.joining import goes_on
from cpcj.resolutions.source import Block, BlockKind, Masthead, NoteRun, Source


class Piece(NamedTuple):
    """Words that stood together in the file.

    Attributes:
        words: the words, signs already read.
        kind: what the form of the file says they are.
        level: heading level, else 0.
        alone: never joined to what stands before (a line of the masthead).
        after_break: a page break or footnotes stood before it.
        blank_before_break: a blank line of its own stood after the words before the break.
    """

    words: Passage
    kind: BlockKind = BlockKind.PLAIN
    level: int = 0
    alone: bool = False
    after_break: bool = False
    blank_before_break: bool = False


class FoundNote(NamedTuple):
    """A footnote as printed, and the stretch of the file its first mark stands in."""

    note: Note
    page_start: int
    page_end: int
    earlier_start: int


_TRAILING_MARK = re.compile(r"(?<=[,;.:”’)])\s?\d{1,3}$")


def assemble(
    name: str,
    text: str,
    items: Iterable[Piece | FoundNote],
    furniture: tuple[str, ...] = (),
    doubts: tuple[Doubt, ...] = (),
) -> Source:
    """Return the source made of pieces and notes in the order in which they stand in the file."""
    parts: list[list[Passage]] = []
    pieces: list[Piece] = []
    notes: list[tuple[FoundNote, int]] = []
    broken = False
    for item in items:
        if isinstance(item, FoundNote):
            notes.append((item, len(pieces) - 1))
            broken = True
            continue
        broken = broken or item.after_break
        if pieces and _continues(pieces[-1], parts[-1][-1], item, broken=broken):
            parts[-1].append(item.words)
        else:
            pieces.append(item)
            parts.append([item.words])
        broken = False
    passages = [_joined(words) for words in parts]
    passages = _marked(passages, [note for note, _ in notes], text)
    blocks = tuple(
        Block(words, piece.kind, piece.level)
        for words, piece in zip(passages, pieces, strict=True)
    )
    runs = tuple(NoteRun(found.note, place) for found, place in notes)
    return Source(name, text, blocks, runs, Masthead(furniture), doubts)


def _continues(before: Piece, last: Passage, after: Piece, *, broken: bool) -> bool:
    """Tell whether a piece is the rest of the paragraph before it."""
    if after.alone or before.alone or BlockKind.HEADING in (before.kind, after.kind):
        return False
    text = last.text
    return goes_on(
        _TRAILING_MARK.sub("", text) if text[-1:].isdigit() else text,
        after.words.text,
        at_break=broken,
        blank_before=after.blank_before_break,
    )


def _joined(parts: list[Passage]) -> Passage:
    """Return the parts of one paragraph as one passage; a hyphen at the end holds on to the rest."""
    words = parts[0]
    for rest in parts[1:]:
        words = join((words, rest), glue_between(words.text, rest.text))
    return words


def glue_between(before: str, after: str) -> str:
    """Return what a line end between two words stands for: a space, or nothing.

    A word broken at a line end keeps its hyphen: the Organization's layout breaks words at real
    hyphens only ("gender-" / "based"). "Low- / and middle-income" keeps its space.
    """
    if len(before) < 2 or not after:
        return " "
    last, earlier = before[-1], before[-2]
    if last == "-" and earlier.isalnum():
        return " " if re.match(r"(?:and|or|to)\b", after) else ""
    if last == "–" and earlier.isdigit() and after[0].isdigit():
        return ""
    if last == "/" and not earlier.isspace():
        return ""
    return " "


def _marked(passages: list[Passage], notes: list[FoundNote], text: str) -> list[Passage]:
    """Return the passages with bare digits and stars that are marks read as marks."""
    explicit = {mark.mark for words in passages for mark in words.marks}
    stars = [found.note.mark for found in notes if found.note.mark.strip("*") == ""]
    for star in stars:
        if star not in explicit:
            passages = _star(passages, star)
    expected = [
        Expected(int(found.note.mark), found.page_start, found.page_end, found.earlier_start)
        for found in notes
        if found.note.mark.isascii() and found.note.mark.isdigit()
    ]
    if explicit & {str(note.number) for note in expected}:
        return passages
    return place_marks(passages, expected, text)


def _star(passages: list[Passage], star: str) -> list[Passage]:
    """Return the passages with the first loose star of this length read as a mark."""
    sign = re.compile(r"(?<=[^\s*])" + re.escape(star) + r"(?![*\w])")
    for index, words in enumerate(passages):
        if found := sign.search(words.text):
            mark = NoteMark(found.start(), star)
            marked = edit(words, [Cut(found.start(), found.end())], [mark])
            return [*passages[:index], marked, *passages[index + 1 :]]
    return passages
