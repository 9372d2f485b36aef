"""Text in which a line of the file is a whole paragraph: Markdown, and Word files saved as text.

Page breaks leave traces here too: a paragraph cut in two, with the page's footnotes between.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cpcj.resolutions.model import Doubt, Note
from cpcj.resolutions.passages import from_source, part
from cpcj.resolutions.readers.assembly import FoundNote, Piece, assemble, join_broken
from cpcj.resolutions.readers.joining import LABEL, finished
from cpcj.resolutions.readers.lines import Line, heads_notes
from cpcj.resolutions.readers.listed_notes import NoteOrder, paged
from cpcj.resolutions.readers.markup import LOWERED, PLAIN_DIGITS, RAISED, SUPERSCRIPTS, read_signs
from cpcj.resolutions.readers.running_heads import RunningHeads
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
_PAGE_GAP = 3  # blank lines that a page break leaves, where paragraphs have no more between them
_NOTE_LINES = 12  # a note has no more
_SPACED_SHARE = 3  # lines with a blank line below for one without, at least


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
    heads = RunningHeads(lines[:end])
    items = paged(list(_items(text, lines[:end], heads)), len(text))
    return assemble(name, text, items, (*furniture, *heads.symbols), doubts)


def _template(lines: Sequence[Line]) -> int:
    """Return the index at which the furniture of a document template begins."""
    for index, line in enumerate(lines):
        if (line.text.startswith("[Start") and "<<ODS" in line.text) or line.text.startswith(
            "<<ODS"
        ):
            return index
    return len(lines)


def _items(text: str, lines: Sequence[Line], heads: RunningHeads) -> Iterator[Piece | FoundNote]:
    """Yield pieces and notes in the order of the file."""
    whole = len(text)
    order = NoteOrder()
    spaced = _spaced(lines)
    broken = False
    gap = _page_gap(lines)
    blank = gap
    before = ""  # the last line of words, running heads left out
    note: FoundNote | None = None
    for index, line in enumerate(lines):
        if not line.text:
            blank += 1
            continue
        if heads.has(index, before):
            broken = True
            continue
        broken = broken or line.new_page or blank >= gap
        adjacent, blank = blank == 0, 0
        ruled = _RULE.fullmatch(line.text) or _COMMENT.fullmatch(line.text)
        if ruled or heads_notes(lines, index):
            broken = True
            order.rule()
            continue
        if _TEMPLATE.fullmatch(line.text):
            continue
        closing = _last_of_block(lines, index) if spaced else ""
        if found := _note(text, line, whole, order, closing):
            if note is not None:
                yield note
            order.took(found.note.mark)
            note = found
            continue
        if note is not None and adjacent and _runs_over(note, line):
            rest = read_signs(from_source(text, line.start, line.end))
            words = join_broken((note.note.words, rest), text)
            note = note._replace(note=Note(note.note.mark, words))
            continue
        if note is not None:
            yield note
            note = None
        order.passed(line.text)
        before = line.text
        piece = _piece(text, line)
        yield piece._replace(after_break=broken, adjacent=adjacent and spaced)
        broken = False
    if note is not None:
        yield note


def _page_gap(lines: Sequence[Line]) -> int:
    """Return how many blank lines tell of a page break: more than paragraphs have between them."""
    gaps: Counter[int] = Counter()
    blank = 0
    for line in lines:
        if line.text:
            gaps[blank] += 1
            blank = 0
        else:
            blank += 1
    usual = gaps.most_common(1)
    return max(_PAGE_GAP, usual[0][0] + 1) if usual else _PAGE_GAP


def _spaced(lines: Sequence[Line]) -> bool:
    """Tell whether the file sets its paragraphs apart by blank lines, as Markdown does.

    Then words right below a paragraph go on with it.
    """
    apart = together = 0
    for line, below in pairwise(lines):
        if line.text:
            apart += not below.text
            together += bool(below.text)
    return together * _SPACED_SHARE <= apart


def _runs_over(found: FoundNote, line: Line) -> bool:
    """Tell whether a line right below a note goes on with it."""
    if LABEL.match(line.text) or _HEADING.match(line.text):
        return False
    words = found.note.words.text
    return line.indent or words.endswith(",") or not (finished(words) or words.endswith(")"))


def _last_of_block(lines: Sequence[Line], index: int) -> str:
    """Return the last of the lines that stand together from ``index`` on, "" for a single one."""
    end = index + 1
    while end < min(len(lines), index + _NOTE_LINES) and lines[end].text:
        end += 1
    return lines[end - 1].text if end > index + 1 else ""


def _note(text: str, line: Line, whole: int, order: NoteOrder, closing: str) -> FoundNote | None:
    """Return the note that a line is, None where it is none; its mark may stand anywhere."""
    if start := _MARKED_NOTE.match(line.text):
        mark = start["sup"] or start["foot"] or start["bracket"]
        mark = mark or start["super"].translate(PLAIN_DIGITS)
        offset, slashed = start.end(), False
    elif listed := order.read(line.text, closing):
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
