"""Pandoc's document tree made into blocks and notes.

Words are written into a text layer as they are met, one block a line, so that every passage has its
place in :attr:`Source.text`.

Footnotes come in three ways: as the form's own (a ``Note`` in the words), as typed superscripts
with the notes as paragraphs that begin with the same mark, and as links that lead to the end of a
web page and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpcj.resolutions.model import Doubt, Note, NoteMark, Passage, SourcePiece, Span
from cpcj.resolutions.passages import merge, part
from cpcj.resolutions.readers.assembly import FoundNote, Piece, assemble
from cpcj.resolutions.readers.listed_notes import NoteOrder, paged
from cpcj.resolutions.readers.markup import PLAIN_DIGITS, SUPERSCRIPTS, read_raised
from cpcj.resolutions.readers.tree_nodes import (
    SPACES,
    STYLES,
    WRAPPERS,
    Leaf,
    LeafKind,
    Node,
    is_bold,
    leaves,
    lines_of,
    mark_of,
    paragraphs_of,
    parted,
    plain,
    rows_of,
    without_way_back,
)
from cpcj.resolutions.source import Block, BlockKind, Masthead, NoteRun, Source

_UNIT = re.compile(r"\b[kcmd]?m$")
_SPACE = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_RULE = re.compile(r"[-–—_*=\s]{3,}")
_HEADING = 250  # letters: longer words in bold are no heading


def read_tree(nodes: Sequence[Node], name: str, furniture: tuple[str, ...] = ()) -> Source:
    """Return the source that a document tree holds.

    Args:
        nodes: the blocks of the tree.
        name: the file's name.
        furniture: lines of the masthead that the tree does not hold.
    """
    reading = _Reading()
    reading.blocks_of(nodes)
    if reading.notes or not (items := _with_listed_notes(reading)):
        reading.place_typed_notes()
        return Source(
            name,
            reading.layer.text,
            tuple(reading.blocks),
            tuple(sorted(reading.notes, key=lambda run: run.after_block)),
            Masthead(furniture),
            tuple(reading.doubts),
        )
    text = reading.layer.text
    return assemble(name, text, paged(items, len(text)), furniture, tuple(reading.doubts))


def _with_listed_notes(reading: _Reading) -> list[Piece | FoundNote]:
    """Return the blocks as pieces, with the notes that stand between them as paragraphs.

    So stands a text that was made from printed pages: the notes of a page, with a rule or without,
    part its last paragraph from the rest.

    Returns:
        Nothing where no notes stand between the blocks; those at the end alone part nothing.
    """
    items: list[Piece | FoundNote] = []
    order = NoteOrder()
    typed = iter([*reading.typed, (len(reading.blocks), None)])
    place, note = next(typed)
    whole = reading.layer.length
    broken = parts = False
    for index, block in enumerate(reading.blocks):
        while note is not None and place <= index:
            items.append(FoundNote(note, 0, whole, 0))
            order.took(note.mark)
            place, note = next(typed)
        words = block.words
        if block.kind is BlockKind.BREAK:
            broken = True
            order.rule()
        elif block.kind is not BlockKind.HEADING and (listed := order.read(words.text)):
            order.took(listed.mark)
            own = Note(listed.mark, part(words, listed.offset))
            items.append(FoundNote(own, 0, whole, 0, listed.slashed))
        else:
            order.passed(words.text)
            parts = parts or (bool(items) and isinstance(items[-1], FoundNote))
            alone = block.kind is BlockKind.TABLE
            items.append(Piece(words, block.kind, block.level, alone, after_break=broken))
            broken = False
    while note is not None:
        items.append(FoundNote(note, 0, whole, 0))
        place, note = next(typed)
    listed_at_end = not reading.typed and isinstance(items[-1] if items else None, FoundNote)
    return items if parts or listed_at_end else []


def _raised_note(words: Passage) -> Note | None:
    """Return the note that a paragraph beginning with superscript digits is."""
    size = len(words.text) - len(words.text.lstrip(SUPERSCRIPTS))
    rest = part(words, size)
    if not size or not rest.text:
        return None
    return Note(words.text[:size].translate(PLAIN_DIGITS), read_raised(rest))


def _bare_mark(node: Node) -> str | None:
    """Return the mark that an inline is by its words alone ("7")."""
    words = plain([node]).strip()
    return words if re.fullmatch(r"\d{1,3}|\*{1,3}", words) else None


class _Layer:
    """The text layer, while it is being made."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def put(self, text: str) -> None:
        """Add words."""
        self._parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The whole layer."""
        return "".join(self._parts)


@dataclass(slots=True)
class _Words:
    """A passage while its inlines are being read; its words go into the layer at the same time."""

    layer: _Layer
    texts: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    marks: list[NoteMark] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    pieces: list[SourcePiece] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add words; white space at the beginning and after white space is left out."""
        text = _SPACE.sub(" ", _INVISIBLE.sub("", text).replace("\n", " "))
        text = text.replace("\u2011", "-")
        if not self.length or self.last == " ":
            text = text.lstrip(" ")
        if not text:
            return
        start = self.layer.length
        self.layer.put(text)
        self.pieces.append(
            SourcePiece(self.length, self.length + len(text), start, start + len(text))
        )
        self.texts.append(text)
        self.length += len(text)
        self.last = text[-1]

    def mark(self, mark: str) -> None:
        """Add a footnote mark."""
        self.layer.put(mark)
        self.marks.append(NoteMark(self.length - (self.last == " "), mark))

    def passage(self) -> Passage:
        """Return the passage, and end its line in the layer."""
        self.layer.put("\n")
        text = "".join(self.texts)
        kept = len(text.rstrip())
        pieces = [
            SourcePiece(
                p.start, min(p.end, kept), p.source_start, p.source_end - max(0, p.end - kept)
            )
            for p in self.pieces
            if p.start < kept
        ]
        emphasis = [
            Span(span.start, span.start + len(text[span.start : span.end].rstrip()))
            for span in self.emphasis
            if text[span.start : span.end].strip()
        ]
        marks = [NoteMark(min(mark.at, kept), mark.mark) for mark in self.marks]
        return Passage(text[:kept], tuple(marks), tuple(_merged(emphasis, text)), merge(pieces))

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.texts)


def _merged(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the spans, those that only white space parts made one."""
    last: Span | None = None
    for span in spans:
        if last is not None and not text[last.end : span.start].strip():
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


class _Reading:
    """The tree as read so far."""

    def __init__(self) -> None:
        self.layer = _Layer()
        self.blocks: list[Block] = []
        self.notes: list[NoteRun] = []
        self.doubts: list[Doubt] = []
        self._number = 0
        self._waiting: list[tuple[str, list[Node]]] = []
        self.typed: list[tuple[int, Note]] = []  # how many blocks stand before, and the note
        self._places: dict[str, int] = {}  # where a mark stands first

    # -- blocks --------------------------------------------------------------------------------

    def blocks_of(self, nodes: Sequence[Node]) -> None:
        """Read blocks."""
        for leaf in leaves(nodes):
            if leaf.kind is LeafKind.TABLE:
                self._table(leaf.content)
            elif leaf.kind is LeafKind.NOTES:
                self._end_notes(leaf.content)
            elif leaf.kind is LeafKind.RULE:
                self.blocks.append(Block(Passage(""), BlockKind.BREAK))
            else:
                self._paragraph(leaf)

    def _paragraph(self, leaf: Leaf) -> None:
        """Read one paragraph, in lines where the file breaks it into lines of their own."""
        bold = is_bold(leaf.content)
        label = leaf.label
        for line in lines_of(leaf.content):
            if not label and self._typed_note(line):
                continue
            words = _Words(self.layer)
            if label:
                # Numbers stand in the words, as in every other form of a file.
                words.add(f"{label} ")
            self._inlines(line, words)
            passage = words.passage()
            if not passage.text and not passage.marks:
                continue
            if note := _raised_note(passage):
                self.typed.append((len(self.blocks), note))
                continue
            passage = read_raised(passage)
            kind = BlockKind.ITEM if leaf.depth else BlockKind.PLAIN
            if _RULE.fullmatch(passage.text):
                passage, kind = Passage(""), BlockKind.BREAK
            elif leaf.level or (bold and len(passage.text) <= _HEADING):
                kind = BlockKind.HEADING
            self.blocks.append(Block(passage, kind, leaf.level or leaf.depth))
            label = None
            self._flush()

    def _flush(self) -> None:
        """Read the notes that stood in the paragraph just read."""
        waiting, self._waiting = self._waiting, []
        for mark, nodes in waiting:
            self._note(mark, nodes, len(self.blocks) - 1)

    def _table(self, table: Any) -> None:
        """Read a table: a masthead paragraph by paragraph, any other row by row."""
        masthead = all(block.kind is BlockKind.TABLE for block in self.blocks)
        for cells in rows_of(table):
            paragraphs = [inlines for cell in cells for inlines in paragraphs_of(cell)]
            if masthead:
                for inlines in paragraphs:
                    for line in parted(inlines):
                        self._row([line])
            else:
                self._row(paragraphs)

    def _row(self, paragraphs: Sequence[Sequence[Node]]) -> None:
        words = _Words(self.layer)
        for inlines in paragraphs:
            words.add(" ")
            self._inlines(inlines, words)
        passage = words.passage()
        if passage.text:
            self.blocks.append(Block(passage, BlockKind.TABLE))
        self._flush()

    # -- notes ---------------------------------------------------------------------------------

    def _note(self, mark: str, nodes: Sequence[Node], place: int) -> None:
        """Read a note."""
        self.notes.append(NoteRun(Note(mark, self._note_words(mark, nodes)), place))

    def _note_words(self, mark: str, nodes: Sequence[Node]) -> Passage:
        """Read the words of a note."""
        words = _Words(self.layer)
        self.layer.put(f"{mark} ")
        for inlines in paragraphs_of(nodes):
            words.add(" ")
            self._inlines(without_way_back(inlines), words)
        return words.passage()

    def _typed_note(self, inlines: Sequence[Node]) -> bool:
        """Read a paragraph that begins with a mark as a note; tell whether it was one."""
        rest = [*inlines]
        while rest and rest[0]["t"] in SPACES:
            rest.pop(0)
        if not rest:
            return False
        mark = mark_of(rest[0])
        if mark is None or len(rest) < 2 or mark not in self._places:
            return False
        words = self._note_words(mark, [{"t": "Para", "c": rest[1:]}])
        self.typed.append((len(self.blocks), Note(mark, words)))
        return True

    def place_typed_notes(self) -> None:
        """Give the notes typed at the end the places of their marks."""
        for _, note in self.typed:
            place = self._places.get(note.mark, len(self.blocks) - 1)
            self.notes.append(NoteRun(note, place))

    def _end_notes(self, nodes: Sequence[Node]) -> None:
        """Read the notes at the end of a web page."""
        for node in nodes:
            if node["t"] == "OrderedList":
                (start, _, _), items = node["c"]
                for place, item in enumerate(items, start=start):
                    mark = str(place)
                    self._note(mark, item, self._places.pop(mark, len(self.blocks) - 1))
            elif node["t"] == "BulletList":
                for item in node["c"]:
                    self._marked_item(item)
            elif node["t"] != "HorizontalRule":
                self.blocks_of([node])

    def _marked_item(self, nodes: Sequence[Node]) -> None:
        """Read a note of a list whose items begin with their marks."""
        first, *rest = nodes or [{"t": "Plain", "c": []}]
        inlines = first["c"] if first["t"] in ("Para", "Plain") else []
        mark = mark_of(inlines[0]) or _bare_mark(inlines[0]) if inlines else None
        if mark is None:
            self.blocks_of(nodes)
            return
        place = self._places.pop(mark, len(self.blocks) - 1)
        self._note(mark, [{**first, "c": inlines[1:]}, *rest], place)

    # -- inlines -------------------------------------------------------------------------------

    def _inlines(self, nodes: Sequence[Node], words: _Words) -> None:
        """Read inlines into a passage."""
        for index, node in enumerate(nodes):
            mark = mark_of(node)
            if mark is not None and self._is_mark(words, mark, nodes[index + 1 : index + 2]):
                words.mark(mark)
                self._places.setdefault(mark, len(self.blocks))
            else:
                self._inline(node["t"], node.get("c"), words)

    def _inline(self, kind: str, content: Any, words: _Words) -> None:
        """Read one inline that is no mark."""
        if kind == "Str":
            words.add(content)
        elif kind in SPACES:
            words.add(" ")
        elif kind == "Emph":
            start = words.length
            self._inlines(content, words)
            if words.length > start:
                words.emphasis.append(Span(start, words.length))
        elif kind == "Note":
            self._number += 1
            words.mark(str(self._number))
            self._waiting.append((str(self._number), content))
        elif kind in STYLES:
            self._inlines(content, words)
        elif kind in WRAPPERS:
            self._inlines(content[1], words)
        elif kind == "Quoted":
            opening, closing = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            words.add(opening)
            self._inlines(content[1], words)
            words.add(closing)
        elif kind in ("Code", "Math"):
            words.add(content[1])
        elif kind == "Strikeout":
            self._struck(content)

    def _is_mark(self, words: _Words, mark: str, following: Sequence[Node]) -> bool:
        """Tell whether small raised letters are a footnote mark: not in "5th", "km2"."""
        if not words.length:
            return False
        before = words.text[-6:] if len(words.texts) < 8 else "".join(words.texts[-8:])[-6:]
        if mark in "23" and _UNIT.search(before):
            return False
        if mark.isalpha() and following and following[0]["t"] == "Str":
            return not following[0]["c"][:1].isalnum()
        return True

    def _struck(self, content: Sequence[Node]) -> None:
        """Note words that are struck out; they are no part of the text."""
        aside = _Words(_Layer())
        self._inlines(content, aside)
        if aside.text.strip():
            self.doubts.append(
                Doubt("struck-out", f"struck out in the file and left out: “{aside.text.strip()}”")
            )
