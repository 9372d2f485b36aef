"""PDF in, :class:`Source` out: paragraphs by indentation and spacing, marks by size and height.

The layout says what a text layer leaves to guess: a footnote mark is small and raised, a running
head stands in the margin, a new paragraph is set apart by space or a first-line indent. The glyphs
are taken from the file by a process of its own (:mod:`.pdf_runs`), which is bounded.

Limits: :data:`MAX_BYTES`, a time by the bytes of the file, and those of :mod:`.pdf_runs` (pages,
letters, memory).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from cpcj.resolutions.model import Doubt, Note, NoteMark, Passage, SourcePiece, Span
from cpcj.resolutions.readers import confined, pdf_runs
from cpcj.resolutions.readers.joining import LABEL, finished, goes_on
from cpcj.resolutions.readers.pdf_lines import Vocabulary, gather
from cpcj.resolutions.readers.pdf_page import (
    Bit,
    Line,
    Measures,
    Place,
    Run,
    lines_of,
    measure,
    place_lines,
)
from cpcj.resolutions.source import Block, BlockKind, Masthead, NoteRun, Source, UnreadableError

MAX_BYTES = 200_000_000
LEAST_SECONDS, MOST_SECONDS = 30.0, 300.0
BYTES_A_SECOND = 50_000

_LEADING = 1.3  # of the usual distance of two lines: more parts paragraphs
_SPACING = 1.2  # of the size: the usual distance where no other is seen
_INDENT = 6.0  # points
_SIGNS = {"\u2011": "-", "\u00ad": "-"}
_SPACES = re.compile(r"[^\S ]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def read(data: bytes, name: str) -> Source:
    """Return the source of a PDF.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is too large, damaged, protected, or holds pictures of pages only.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            name,
            f"the file has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read at "
            "once; split it into its documents",
        )
    pages = list(_pages(data, name))
    every = [line for page in pages for line in page]
    if not every:
        raise UnreadableError(
            name,
            "the PDF holds no words, only pictures of pages; recognize its text first (OCR), or "
            "give the Word file",
        )
    usual = measure(every)
    place_lines(pages, usual)
    layer = _Layer()
    reading = _Reading(usual, Vocabulary(line.text for line in every))
    for page in pages:
        reading.page([(line, layer.add(line)) for line in page])
        layer.end_page()
    blocks, notes = reading.source_parts()
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    doubts = (
        (Doubt("page-without-words", f"no words were found on page {', '.join(empty)}"),)
        if empty
        else ()
    )
    return Source(
        name,
        layer.text,
        blocks,
        notes,
        Masthead(tuple(line.text.strip() for line in every if line.place is Place.FURNITURE)),
        doubts,
    )


def _pages(data: bytes, name: str) -> Iterator[list[Line]]:
    """Yield the lines of each page."""
    program = str(Path(pdf_runs.__file__))
    seconds = min(MOST_SECONDS, LEAST_SECONDS + len(data) // BYTES_A_SECOND)
    out = confined.run([sys.executable, "-P", program], data, name, seconds=seconds)
    for number, row in enumerate(out.splitlines()):
        page = json.loads(row)
        if "error" in page:
            raise UnreadableError(name, page["error"])
        yield lines_of(number, (Run(*run) for run in page["runs"]), page["height"])


class _Layer:
    """The text layer, while it is being made: every line as printed, form feeds between pages."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, line: Line) -> Passage:
        """Add a line and return its words: marks and italics noted, the marks left out."""
        words: list[str] = []
        marks: list[NoteMark] = []
        emphasis: list[Span] = []
        pieces: list[SourcePiece] = []
        length = 0
        for bit in line.bits:
            printed = _printed(bit)
            start = self._length
            self._put(printed)
            if bit.mark:
                marks += [NoteMark(length, mark) for mark in printed.replace(",", " ").split()]
                continue
            kept, lead = printed, 0
            if not length or words[-1].endswith(" "):
                kept = printed.lstrip(" ")
                lead = len(printed) - len(kept)
            if not kept:
                continue
            words.append(kept)
            pieces.append(
                SourcePiece(length, length + len(kept), start + lead, start + len(printed))
            )
            if bit.italic:
                emphasis.append(Span(length, length + len(kept)))
            length += len(kept)
        self._put("\n")
        return Passage("".join(words), tuple(marks), tuple(emphasis), tuple(pieces))

    def end_page(self) -> None:
        """End a page."""
        self._put("\f")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """The whole layer."""
        return "".join(self._parts)


def _printed(bit: Bit) -> str:
    """Return the words of a bit: ligatures as letters, white space as single spaces."""
    text = bit.text
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
        text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    if "  " in text:
        lead, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
        text = lead + " ".join(text.split()) + tail if text.strip() else " "
    return text


@dataclass(slots=True)
class _Piece:
    """A paragraph, heading or note while its lines are being gathered."""

    lines: list[Line]
    words: list[Passage]
    kind: BlockKind = BlockKind.PLAIN
    alone: bool = False
    last: Line = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.lines[-1]

    def add(self, line: Line, words: Passage) -> None:
        """Add a line to it."""
        self.lines.append(line)
        self.words.append(words)
        self.last = line

    @property
    def tail(self) -> str:
        """The last words."""
        return self.words[-1].text.rstrip()

    @property
    def hang(self) -> float | None:
        """The left edge of its lines after the first."""
        return self.lines[-1].x0 if len(self.lines) > 1 else None


class _Reading:
    """The pages read so far: paragraphs joined across lines and pages, notes set aside."""

    def __init__(self, usual: Measures, vocabulary: Vocabulary) -> None:
        self._usual = usual
        self._vocabulary = vocabulary
        self._pieces: list[_Piece] = []
        self._notes: list[tuple[_Piece, str, int]] = []

    def page(self, lines: Sequence[tuple[Line, Passage]]) -> None:
        """Read a page."""
        body = [pair for pair in lines if pair[0].place is Place.BODY and pair[1].text.strip()]
        leading = _leading([line for line, _ in body], self._usual)
        before: Line | None = None
        marked: list[tuple[str, int]] = []  # the marks on the page, each with its piece
        for line, words in body:
            piece = self._pieces[-1] if self._pieces else None
            if piece is not None and self._goes_on(piece, before, line, words, leading):
                piece.add(line, words)
            else:
                kind = BlockKind.HEADING if line.bold else BlockKind.PLAIN
                alone = line.x0 > (self._usual.left + self._usual.right) / 2
                self._pieces.append(_Piece([line], [words], kind, alone))
            before = line
            marked += [(mark.mark, len(self._pieces) - 1) for mark in words.marks]
        for line, words in lines:
            if line.place is Place.NOTE:
                self._note(line, words, marked)

    def _goes_on(
        self, piece: _Piece, before: Line | None, line: Line, words: Passage, leading: float
    ) -> bool:
        """Tell whether a line belongs to the paragraph before it."""
        last = piece.last
        if piece.alone or line.x0 > (self._usual.left + self._usual.right) / 2:
            return False
        if abs(line.size - last.size) > 0.5 or line.bold is not (piece.kind is BlockKind.HEADING):
            return False
        if LABEL.match(words.text) and finished(piece.tail):
            return False
        if line.starts_with_mark and piece.tail.endswith("."):
            return False
        if before is None:
            return self._goes_on_over_page(piece, line, words)
        if last.y - line.y > _LEADING * leading * (line.size / self._usual.size):
            return False
        if last.y - line.y < 1:
            return False  # another column of the same line
        indented = line.x0 > last.x0 + _INDENT
        hanging = bool(LABEL.match(piece.words[0].text)) or piece.kind is BlockKind.HEADING
        return not (finished(piece.tail) and (indented and not hanging))

    def _goes_on_over_page(self, piece: _Piece, line: Line, words: Passage) -> bool:
        """Tell whether the first line of a page goes on with the last paragraph before it."""
        text = words.text
        if piece.kind is BlockKind.HEADING or LABEL.match(text):
            return False
        edge = self._usual.left if piece.hang is None else piece.hang
        flush = abs(line.x0 - edge) < _INDENT
        tail = piece.tail.rstrip("”\"’')] ")
        if tail.endswith((".", ";", ":")) and not text[0].islower():
            return False
        if flush and abs(piece.lines[0].x0 - edge) < _INDENT:
            # First lines are not indented here: the words have to tell.
            so_far = " ".join(part.text.strip() for part in piece.words[-3:])
            return goes_on(so_far, text, at_break=True)
        return flush or not finished(piece.tail)

    def _note(self, line: Line, words: Passage, marked: list[tuple[str, int]]) -> None:
        """Read a line of a footnote.

        A note belongs after the paragraph that holds its mark: where one text of a report ends and
        the next begins on the same page, both have notes at its foot.
        """
        if line.starts_with_mark and words.marks:
            mark = words.marks[0].mark
            rest = Passage(words.text, words.marks[1:], words.emphasis, words.source)
            place = len(self._pieces) - 1
            for index, (seen, piece) in enumerate(marked):
                if seen == mark:
                    place = piece
                    del marked[: index + 1]  # notes stand in the order of their marks
                    break
            self._notes.append((_Piece([line], [rest]), mark, place))
        elif self._notes:
            self._notes[-1][0].add(line, words)
        else:
            self._pieces.append(_Piece([line], [words]))

    def source_parts(self) -> tuple[tuple[Block, ...], tuple[NoteRun, ...]]:
        """Return the blocks and the footnotes.

        A paragraph that begins with a raised mark is a footnote wherever it stands: some printers
        gather the notes at the end, in the size of the body.
        """
        blocks: list[Block] = []
        places: list[int] = []  # of each piece, the block it became or stands after
        waiting: dict[str, int] = {}  # marks whose note has not been met, each with its block
        found: list[NoteRun] = []
        for piece in self._pieces:
            words = self._gather(piece.words)
            first = piece.lines[0]
            if first.starts_with_mark and words.marks and words.marks[0].at == 0 and words.text:
                mark = words.marks[0].mark
                rest = Passage(words.text, words.marks[1:], words.emphasis, words.source)
                place = waiting.pop(mark, len(blocks) - 1)
                found.append(NoteRun(Note(mark, rest), place))
            else:
                blocks.append(Block(words, piece.kind))
                for seen in words.marks:
                    waiting.setdefault(seen.mark, len(blocks) - 1)
            places.append(len(blocks) - 1)
        for piece, mark, after in self._notes:
            place = places[after] if 0 <= after < len(places) else -1
            found.append(NoteRun(Note(mark, self._gather(piece.words)), place))
        return tuple(blocks), tuple(sorted(found, key=lambda run: run.after_block))

    def _gather(self, parts: Sequence[Passage]) -> Passage:
        return gather(parts, self._vocabulary)


def _leading(lines: Sequence[Line], usual: Measures) -> float:
    """Return the distance of two lines of a paragraph on a page, in points: the commonest."""
    counts: dict[float, int] = {}
    for above, below in pairwise(lines):
        distance = round(above.y - below.y, 0)
        if above.size == below.size == usual.size and 0 < distance < 3 * usual.size:
            counts[distance] = counts.get(distance, 0) + 1
    # Of two that are about as common the smaller one: short paragraphs have few lines.
    most = max(counts.values(), default=0)
    near = [distance for distance, count in counts.items() if 2 * count >= most]
    return min(near, default=_SPACING * usual.size)
