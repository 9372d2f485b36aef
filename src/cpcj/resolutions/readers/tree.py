"""Pandoc's document tree made into blocks and notes.

The tree is nested lists of ``{"t": kind, "c": content}``; its kinds are those of pandoc-types 1.23.
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
from cpcj.resolutions.passages import merge
from cpcj.resolutions.readers.joining import LABEL, finished
from cpcj.resolutions.source import Block, BlockKind, Masthead, NoteRun, Source

_MARK = re.compile(r"\[?(\d{1,3}|[a-z]|\*{1,4}|[†‡])\]?")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)?$")
_UNIT = re.compile(r"\b[kcmd]?m$")
_SPACE = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NOTES = ("footnotes", "endnotes", "doc-endnotes", "doc-footnote", "mso-footnote-list")
_LINE = 60  # letters: a shorter line before a break is a line of its own
_HEADING = 250  # letters: longer words in bold are no heading
_BULLET = "•"
_LABELS = {
    "OneParen": "{})",
    "TwoParens": "({})",
    "Period": "{}.",
}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

Node = dict[str, Any]


def read_tree(nodes: Sequence[Node], name: str, furniture: tuple[str, ...] = ()) -> Source:
    """Return the source that a document tree holds.

    Args:
        nodes: the blocks of the tree.
        name: the file's name.
        furniture: lines of the masthead that the tree does not hold.
    """
    reading = _Reading()
    reading.blocks_of(nodes)
    return Source(
        name,
        reading.layer.text,
        tuple(reading.blocks),
        tuple(sorted(reading.notes, key=lambda run: run.after_block)),
        Masthead(furniture),
        tuple(reading.doubts),
    )


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
            SourcePiece(p.start, min(p.end, kept), p.source_start, p.source_end - max(0, p.end - kept))
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
        self._places: dict[str, int] = {}  # where a mark stands whose note is still to come

    # -- blocks --------------------------------------------------------------------------------

    def blocks_of(self, nodes: Sequence[Node], depth: int = 0, label: str | None = None) -> None:
        """Read blocks; the first takes the label of the list item they stand in."""
        for node in nodes:
            kind, content = node["t"], node.get("c")
            if kind in ("Para", "Plain"):
                self._paragraph(content, depth, label)
            elif kind == "Header":
                level, _, inlines = content
                self._paragraph(inlines, depth, label, heading=level)
            elif kind == "LineBlock":
                for line in content:
                    self._paragraph(line, depth, label)
            elif kind == "OrderedList":
                (start, style, delimiter), items = content
                for place, item in enumerate(items, start=start):
                    self.blocks_of(
                        item, depth + 1, _label(place, style["t"], delimiter["t"])
                    )
            elif kind == "BulletList":
                for item in content:
                    self.blocks_of(item, depth + 1, _BULLET)
            elif kind == "DefinitionList":
                for term, definitions in content:
                    self._paragraph(term, depth, label)
                    for definition in definitions:
                        self.blocks_of(definition, depth)
            elif kind == "BlockQuote":
                self.blocks_of(content, depth, label)
            elif kind == "Div":
                self._division(content, depth, label)
            elif kind == "Figure":
                self.blocks_of(content[2], depth, label)
            elif kind == "Table":
                self._table(content)
            elif kind == "HorizontalRule":
                self.blocks.append(Block(Passage(""), BlockKind.BREAK))
            elif kind == "CodeBlock":
                for line in content[1].splitlines():
                    self._paragraph([{"t": "Str", "c": line}], depth, label)
            label = None

    def _division(self, content: Any, depth: int, label: str | None) -> None:  # noqa: ANN401
        (_, classes, attributes), nodes = content
        called = {*classes, *(value for key, value in attributes if key in ("role", "epub:type"))}
        if called.intersection(_NOTES):
            self._end_notes(nodes)
        else:
            self.blocks_of(nodes, depth, label)

    def _paragraph(
        self, inlines: Sequence[Node], depth: int, label: str | None, heading: int = 0
    ) -> None:
        """Read one paragraph, in lines where the file breaks it into lines of their own."""
        bold = not heading and _is_bold(inlines)
        for line in _lines(inlines):
            if self._typed_note(line):
                continue
            words = _Words(self.layer)
            self._inlines(line, words)
            passage = words.passage()
            if not passage.text and not passage.marks:
                continue
            kind = BlockKind.PLAIN
            if heading or (bold and len(passage.text) <= _HEADING):
                kind = BlockKind.HEADING
            elif depth:
                kind = BlockKind.ITEM
            self.blocks.append(
                Block(passage, kind, heading or (depth or 0), label)
            )
            label = None
            self._flush()

    def _flush(self) -> None:
        """Read the notes that stood in the paragraph just read."""
        waiting, self._waiting = self._waiting, []
        for mark, nodes in waiting:
            self._note(mark, nodes, len(self.blocks) - 1)

    def _table(self, content: Any) -> None:  # noqa: ANN401 - as the tree has it
        """Read a table: a masthead paragraph by paragraph, any other row by row."""
        _, _, _, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        masthead = all(block.kind is BlockKind.TABLE for block in self.blocks)
        for _, cells in rows:
            if masthead:
                for cell in cells:
                    self._cell(cell[4])
                continue
            words = _Words(self.layer)
            for cell in cells:
                for inlines in _inlines_within(cell[4]):
                    words.add(" ")
                    self._inlines(inlines, words)
            passage = words.passage()
            if passage.text:
                self.blocks.append(Block(passage, BlockKind.TABLE))
            self._flush()

    def _cell(self, nodes: Sequence[Node]) -> None:
        for inlines in _inlines_within(nodes):
            for line in _parted(inlines):
                words = _Words(self.layer)
                self._inlines(line, words)
                passage = words.passage()
                if passage.text:
                    self.blocks.append(Block(passage, BlockKind.TABLE))
                self._flush()

    # -- notes ---------------------------------------------------------------------------------

    def _note(self, mark: str, nodes: Sequence[Node], place: int) -> None:
        """Read a note."""
        words = _Words(self.layer)
        self.layer.put(f"{mark} ")
        for inlines in _inlines_within(nodes):
            words.add(" ")
            self._inlines(_without_way_back(inlines), words)
        self.notes.append(NoteRun(Note(mark, words.passage()), place))

    def _typed_note(self, inlines: Sequence[Node]) -> bool:
        """Read a paragraph that begins with a mark as a note; tell whether it was one."""
        rest = [*inlines]
        while rest and rest[0]["t"] in ("Space", "SoftBreak"):
            rest.pop(0)
        if not rest:
            return False
        mark = _mark_of(rest[0])
        if mark is None or len(rest) < 2 or mark not in self._places:
            return False
        self._note(mark, [{"t": "Para", "c": rest[1:]}], self._places.pop(mark))
        return True

    def _end_notes(self, nodes: Sequence[Node]) -> None:
        """Read the notes at the end of a web page."""
        for node in nodes:
            if node["t"] == "OrderedList":
                (start, _, _), items = node["c"]
                for place, item in enumerate(items, start=start):
                    mark = str(place)
                    self._note(mark, item, self._places.pop(mark, len(self.blocks) - 1))
            elif node["t"] != "HorizontalRule":
                self.blocks_of([node])

    # -- inlines -------------------------------------------------------------------------------

    def _inlines(self, nodes: Sequence[Node], words: _Words) -> None:
        """Read inlines into a passage."""
        for index, node in enumerate(nodes):
            kind, content = node["t"], node.get("c")
            mark = _mark_of(node)
            if mark is not None and self._is_mark(words, mark, nodes[index + 1 : index + 2]):
                words.mark(mark)
                self._places.setdefault(mark, len(self.blocks))
            elif kind == "Str":
                words.add(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
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
            elif kind in ("Strong", "Underline", "SmallCaps", "Superscript", "Subscript"):
                self._inlines(content, words)
            elif kind in ("Span", "Link", "Cite"):
                self._inlines(content[1], words)
            elif kind == "Quoted":
                signs = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                words.add(signs[0])
                self._inlines(content[1], words)
                words.add(signs[1])
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


def _mark_of(node: Node) -> str | None:
    """Return the mark that an inline is: a raised number, or a link to a note."""
    kind = node["t"]
    if kind == "Superscript":
        match = _MARK.fullmatch(_plain(node["c"]).strip())
        return match[1] if match else None
    if kind == "Link" and node["c"][2][0].startswith("#"):
        match = _MARK.fullmatch(_plain(node["c"][1]).strip())
        return match[1] if match else None
    if kind in ("Span", "Strong", "Emph"):
        inner = node["c"][1] if kind == "Span" else node["c"]
        return _mark_of(inner[0]) if len(inner) == 1 else None
    return None


def _plain(nodes: Sequence[Node]) -> str:
    """Return the words of inlines without anything else."""
    parts = []
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            parts.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind in ("Span", "Link", "Cite", "Quoted"):
            parts.append(_plain(content[1]))
        elif kind in ("Emph", "Strong", "Underline", "SmallCaps", "Superscript", "Subscript"):
            parts.append(_plain(content))
    return "".join(parts)


def _without_way_back(nodes: Sequence[Node]) -> list[Node]:
    """Return the inlines of a note without the link that leads back to its mark."""
    return [
        node
        for node in nodes
        if not (
            node["t"] == "Link"
            and node["c"][2][0].startswith("#")
            and not any(sign.isalnum() for sign in _plain(node["c"][1]))
        )
    ]


def _inlines_within(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the inlines of each paragraph in blocks, at whatever depth."""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind in ("Para", "Plain"):
            yield content
        elif kind == "Header":
            yield content[2]
        elif kind == "LineBlock":
            yield from content
        elif kind == "BlockQuote":
            yield from _inlines_within(content)
        elif kind == "Div":
            yield from _inlines_within(content[1])
        elif kind == "BulletList":
            for item in content:
                yield from _inlines_within(item)
        elif kind == "OrderedList":
            (start, style, delimiter), items = content
            for place, item in enumerate(items, start=start):
                label = {"t": "Str", "c": _label(place, style["t"], delimiter["t"]) + " "}
                yield [label]
                yield from _inlines_within(item)
        elif kind == "Table":
            for body in content[4]:
                for _, cells in (*body[2], *body[3]):
                    for cell in cells:
                        yield from _inlines_within(cell[4])


def _parted(inlines: Sequence[Node]) -> list[list[Node]]:
    """Return the lines into which breaks part a paragraph."""
    lines: list[list[Node]] = [[]]
    for node in inlines:
        if node["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def _lines(inlines: Sequence[Node]) -> list[list[Node]]:
    """Return the lines of a paragraph that are paragraphs of their own.

    A break parts two of them after short words (a line of the masthead, an adoption line), before a
    number or letter, and after words that end as a paragraph ends; elsewhere it is a space.
    """
    if len(inlines) == 1 and inlines[0]["t"] in ("Emph", "Strong"):
        kind = inlines[0]["t"]
        return [[{"t": kind, "c": line}] for line in _lines(inlines[0]["c"])]
    lines: list[list[Node]] = []
    for part in _parted(inlines):
        if not lines:
            lines.append(part)
            continue
        before, after = _plain(lines[-1]).strip(), _plain(part).strip()
        if len(before) < _LINE or LABEL.match(after) or finished(before):
            lines.append(part)
        else:
            lines[-1] = [*lines[-1], {"t": "Space"}, *part]
    return lines


def _is_bold(inlines: Sequence[Node]) -> bool:
    """Tell whether a paragraph is bold from its first word to its last."""
    words = [node for node in inlines if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return bool(words) and all(node["t"] in ("Strong", "Note") for node in words)


def _label(place: int, style: str, delimiter: str) -> str:
    """Return the label of a list item as the form prints it."""
    sign = str(place)
    if style.endswith("Alpha"):
        letter = chr(97 + (place - 1) % 26)
        sign = letter * ((place - 1) // 26 + 1) if place <= 26 * 5 else sign
    elif style.endswith("Roman"):
        sign = _roman(place)
    if style.startswith("Upper"):
        sign = sign.upper()
    usual = "Period" if sign.isdigit() else "TwoParens"
    return _LABELS[delimiter if delimiter in _LABELS else usual].format(sign)


def _roman(number: int) -> str:
    """Return a roman number in small letters, to 89; beyond that the number itself."""
    if not 0 < number < 90:
        return str(number)
    signs = []
    for value, sign in _ROMAN:
        while number >= value:
            signs.append(sign)
            number -= value
    return "".join(signs)
