"""Text in which a line of the file is a whole paragraph: Markdown, and Word files saved as text.

Page breaks leave traces here too: a paragraph cut in two, with the page's footnotes between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cpcj.resolutions.model import Doubt, Note
from cpcj.resolutions.passages import from_source, part
from cpcj.resolutions.readers.assembly import FoundNote, Piece, assemble
from cpcj.resolutions.readers.lines import Line
from cpcj.resolutions.readers.listed_notes import NoteOrder, paged
from cpcj.resolutions.readers.markup import LOWERED, PLAIN_DIGITS, RAISED, SUPERSCRIPTS, read_signs
from cpcj.resolutions.source import BlockKind, Source

_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{5,}|(?:\* ){2,}\*)")
_HEADING = re.compile(r"(#{1,6})\s+")
_BOLD = re.compile(r"\*\*[^*]+\*\*(?:\s+\*\*[^*]+\*\*)*")
_MARKED_NOTE = re.compile(
    rf"(?:{RAISED}(?P<sup>\d{{1,3}}|[a-z]|\*+){LOWERED}|(?P<super>[{SUPERSCRIPTS}]+)"
    r"|\[\^(?P<foot>[^\[\]\s]{1,20})\]:|\[(?P<bracket>\d{1,3})\](?=\s))\s*(?=\S)"
)
_TEMPLATE = re.compile(r"<<ODS|\[Start\d*\]")
_COMMENT = re.compile(r"<!--.*-->")
_PAGE_GAP = 3  # blank lines that a page break leaves


def read(text: str, name: str, lines: Sequence[Line], doubts: tuple[Doubt, ...]) -> Source:
    """Return the source of a text whose lines are paragraphs."""
    end = _template(lines)
    furniture = tuple(
        line.text
        for line in lines[end:]
        if line.text and not _RULE.fullmatch(line.text) and not _TEMPLATE.match(line.text)
    ) + tuple(
        symbol for line in lines[end:] for symbol in re.findall(r"SYMBOL1>>([^<]+)<<", line.text)
    )
    items = paged(list(_items(text, lines[:end])), len(text))
    return assemble(name, text, items, furniture, doubts)


def _template(lines: Sequence[Line]) -> int:
    """Return the index at which the furniture of a document template begins."""
    for index, line in enumerate(lines):
        if (line.text.startswith("[Start") and "<<ODS" in line.text) or line.text.startswith(
            "<<ODS"
        ):
            return index
    return len(lines)


def _items(text: str, lines: Sequence[Line]) -> Iterator[Piece | FoundNote]:
    """Yield pieces and notes in the order of the file."""
    whole = len(text)
    order = NoteOrder()
    broken = False
    blank = 0
    for line in lines:
        if not line.text:
            blank += 1
            continue
        broken = broken or line.new_page or blank >= _PAGE_GAP
        blank = 0
        if _RULE.fullmatch(line.text) or _COMMENT.fullmatch(line.text):
            broken = True
            order.rule()
            continue
        if _TEMPLATE.fullmatch(line.text):
            continue
        if found := _note(text, line, whole, order):
            order.took(found.note.mark)
            yield found
            continue
        order.passed(line.text)
        piece = _piece(text, line)
        yield piece._replace(after_break=True) if broken else piece
        broken = False


def _note(text: str, line: Line, whole: int, order: NoteOrder) -> FoundNote | None:
    """Return the note that a line is, None where it is none; its mark may stand anywhere."""
    if start := _MARKED_NOTE.match(line.text):
        mark = start["sup"] or start["foot"] or start["bracket"]
        mark = mark or start["super"].translate(PLAIN_DIGITS)
        offset, slashed = start.end(), False
    elif listed := order.read(line.text):
        mark, offset, slashed = listed
    else:
        return None
    words = read_signs(from_source(text, line.start + offset, line.end))
    bracketed = bool(start and start["bracket"])
    return FoundNote(Note(mark, words), 0, whole, 0, slashed, bracketed)


def _piece(text: str, line: Line) -> Piece:
    """Return a line as a piece."""
    words = from_source(text, line.start, line.end)
    heading = _HEADING.match(words.text)
    if heading:
        return Piece(
            read_signs(part(words, heading.end())), BlockKind.HEADING, len(heading.group(1))
        )
    kind = BlockKind.HEADING if _BOLD.fullmatch(words.text) else BlockKind.PLAIN
    return Piece(read_signs(words), kind)
