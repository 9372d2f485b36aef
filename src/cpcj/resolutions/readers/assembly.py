"""From the pieces a reader finds to a :class:`Source`: paragraphs joined, notes placed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cpcj.resolutions.model import Doubt, Note, NoteMark, Passage
from cpcj.resolutions.passages import Cut, edit, join_with
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
        adjacent: no blank line stood before it, in a file that sets paragraphs apart by them.
    """

    words: Passage
    kind: BlockKind = BlockKind.PLAIN
    level: int = 0
    alone: bool = False
    after_break: bool = False
    blank_before_break: bool = False
    adjacent: bool = False


class FoundNote(NamedTuple):
    """A footnote as printed, and the stretch of the file its first mark stands in.

    ``slashed``: numbered in the older way, "8/"; ``bracketed``: as converters print it, "[8]".
    """

    note: Note
    page_start: int
    page_end: int
    earlier_start: int
    slashed: bool = False
    bracketed: bool = False


_SLASHED = re.compile(r"(?<=[\w,;.:)”\"]) ?(\d{1,3}|\*{1,3})/(?=[\s,;.:)]|$)")
_BRACKETED = re.compile(r"(?<=\S)\[(\d{1,3})\]")
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
    passages = [join_broken(words, text) for words in parts]
    passages = _marked(passages, [note for note, _ in notes], text)
    blocks = tuple(
        Block(words, piece.kind, piece.level) for words, piece in zip(passages, pieces, strict=True)
    )
    runs = tuple(NoteRun(found.note, place) for found, place in notes)
    return Source(name, text, blocks, runs, Masthead(furniture), doubts)


def _continues(before: Piece, last: Passage, after: Piece, *, broken: bool) -> bool:
    """Tell whether a piece is the rest of the paragraph before it."""
    if after.alone or before.alone or BlockKind.HEADING in (before.kind, after.kind):
        return False
    return goes_on(
        _without_mark(last.text),
        _without_mark(after.words.text),
        at_break=broken,
        blank_before=after.blank_before_break,
        adjacent=after.adjacent,
    )


def _without_mark(text: str) -> str:
    return _TRAILING_MARK.sub("", text) if text[-1:].isdigit() else text


def join_broken(parts: Sequence[Passage], text: str) -> Passage:
    """Return words that lines or pages broke as one passage.

    Args:
        parts: the words of each line or page, in order.
        text: the file, which tells soft hyphens from real ones.
    """
    if len(parts) == 1:
        return parts[0]
    joined: list[Passage] = []
    glues: list[str] = []
    for words in parts:
        if joined:
            before = joined[-1].text
            glue = glue_between(before, words.text)
            if not glue and before[-1] == "-" and _is_soft(before, words.text, text):
                joined[-1] = edit(joined[-1], [Cut(len(before) - 1, len(before))])
            glues.append(glue)
        joined.append(words)
    return join_with(joined, glues)


_LAST_WORD = re.compile(r"[A-Za-z]+(?=-$)")
_FIRST_WORD = re.compile(r"[a-z]+")


def _is_soft(before: str, after: str, text: str) -> bool:
    """Tell whether a hyphen at a line end only breaks a word ("multi-" / "lateral").

    It does where the file has the whole word elsewhere, and nowhere with a hyphen.
    """
    first = _LAST_WORD.search(before[-40:])
    rest = _FIRST_WORD.match(after)
    if not first or not rest:
        return False
    whole, hyphened = first.group() + rest.group(), f"{first.group()}-{rest.group()}"
    return whole in text and hyphened not in text and re.search(rf"\b{whole}\b", text) is not None


def glue_between(before: str, after: str) -> str:
    """Return what a line end between two words stands for: a space, or nothing.

    A word keeps its hyphen: the Organization's layout breaks words at real hyphens only
    ("gender-" / "based"). "Low- / and middle-income" keeps its space.
    """
    if len(before) < 2 or not after:
        return " "
    last, earlier = before[-1], before[-2]
    if last == "-" and earlier.isalnum():
        return " " if re.match(r"(?:and|or|to)\b", after) else ""
    if last == "–" and earlier.isdigit() and after[0].isdigit():
        return ""
    if last == "/" and _GLUED_SLASH.search(before):
        return ""
    return " "


_GLUED_SLASH = re.compile(r"(?:(?:^|\s)and|[A-Z0-9./:_-]\S*)/$")
_SPLIT_COMPOUND = re.compile(
    r"(?<=[A-Za-z])- (?=[A-Za-z])(?!(?:and|or|to|nor|but)\b)|(?<=\d)– (?=\d)"
)


def close_compounds(words: Passage) -> Passage:
    """Return the passage without the space that a text layer puts after a fixed hyphen or dash.

    "non- governmental" and "2014– 2024" lose it, "low- and middle-income" does not.
    """
    text = words.text
    if "- " not in text and "– " not in text:
        return words
    cuts = [Cut(match.end() - 1, match.end()) for match in _SPLIT_COMPOUND.finditer(text)]
    return edit(words, cuts)


def _marked(passages: list[Passage], notes: list[FoundNote], text: str) -> list[Passage]:
    """Return the passages with bare digits and stars that are marks read as marks."""
    if slashed := {found.note.mark for found in notes if found.slashed}:
        passages = [_signed(words, slashed, _SLASHED) for words in passages]
    if bracketed := {found.note.mark for found in notes if found.bracketed}:
        passages = [_signed(words, bracketed, _BRACKETED) for words in passages]
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


def _signed(words: Passage, known: set[str], form: re.Pattern[str]) -> Passage:
    """Return the passage with marks of a form ("persons; 8/") read, where their notes exist."""
    found = [match for match in form.finditer(words.text) if match.group(1) in known]
    if not found:
        return words
    return edit(
        words,
        [Cut(match.start(), match.end()) for match in found],
        [NoteMark(match.start(), match.group(1)) for match in found],
    )


def _star(passages: list[Passage], star: str) -> list[Passage]:
    """Return the passages with the first loose star of this length read as a mark."""
    sign = re.compile(r"(?<=[^\s*])" + re.escape(star) + r"(?![*\w])")
    for index, words in enumerate(passages):
        if found := sign.search(words.text):
            mark = NoteMark(found.start(), star)
            marked = edit(words, [Cut(found.start(), found.end())], [mark])
            return [*passages[:index], marked, *passages[index + 1 :]]
    return passages
