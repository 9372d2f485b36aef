"""Documents as Markdown with footnotes (``[^1]``), as GitHub and pandoc read it.

Numbers of paragraphs are words, not list numbers, so that no reader of Markdown counts anew. Every
sign of Markdown in the words is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpcj.resolutions.footnotes import Call, Footnotes
from cpcj.resolutions.writers.layout import Block, Kind, Part, layout, printable
from cpcj.resolutions.writers.runs import runs

if TYPE_CHECKING:
    from cpcj.resolutions.model import Document, Passage

_SIGNS = re.compile(r"([\\`*_\[\]<>|~^$&{}@])")
_START = re.compile(r"^(\s*)([#+=:%-])")
_LIST_LABEL = re.compile(r"^(\(?)(\w{1,9})([.)])")
_PLAIN_MARK = re.compile(r"[A-Za-z0-9]+")
_SPACES = re.compile(r"\s+")
_NOT_LABEL = re.compile(r"[^A-Za-z0-9]+")
_MAX_HEADING = 6


def to_markdown(document: Document) -> str:
    """Return a document as Markdown."""
    parts = layout(document)
    single = len(document.texts) == 1
    out: list[str] = []
    for place, part in enumerate(parts):
        name = "" if part.text is None or single else f"{part.text.id or place}-"
        top = 1 if part.text is None or single else 2
        out.extend(_Writer(part, "front-" if part.text is None and single else name, top).lines())
    return "\n\n".join(line for line in out if line) + "\n"


class _Writer:
    """Writes one part: its blocks, then its footnotes."""

    def __init__(self, part: Part, label: str, top: int) -> None:
        self._part = part
        self._label = _NOT_LABEL.sub("-", label)
        self._top = top
        self._notes = Footnotes(part.notes)
        marks = [note.mark for note in part.notes]
        # Printed marks name the footnotes, unless one is used twice or is a sign.
        self._by_mark = len(set(marks)) == len(marks) and all(map(_PLAIN_MARK.fullmatch, marks))

    def lines(self) -> list[str]:
        """Return what stands between blank lines."""
        out: list[str] = []
        fields: list[str] = []
        for block in self._part.blocks:
            if block.kind is Kind.MASTHEAD:
                fields.append(f"- {_escape(block.label or '')}: {_escape(block.words.text)}")
                continue
            if fields:
                out.append("\n".join(fields))
                fields = []
            out.append(self._block(block))
        if fields:
            out.append("\n".join(fields))
        uncalled = set(self._notes.uncalled())
        for place, note in enumerate(self._part.notes):
            words = self._words(note.words, within=True)
            if place in uncalled:
                # Readers drop a footnote that nothing calls for; its words must stay.
                out.append(f"<sup>{_escape(note.mark)}</sup> {words}")
            else:
                out.append(f"[^{self._name(place)}]: {words}")
        return out

    def _name(self, place: int) -> str:
        name = self._part.notes[place].mark if self._by_mark else place + 1
        return f"{self._label}{name}"

    def _block(self, block: Block) -> str:
        words = self._words(block.words)
        label = "" if block.label is None else _escape(block.label)
        if block.kind in (Kind.TITLE, Kind.HEADING, Kind.ANNEX):
            depth = block.depth + (1 if block.kind is Kind.ANNEX else 0)
            joined = f"{label} {words}".strip()
            return f"{'#' * min(self._top + depth, _MAX_HEADING)} {joined}" if joined else ""
        joined = f"{label} {words}".strip()
        if block.kind is Kind.POINT:
            return f"{'    ' * (block.depth - 1)}- {_guard(joined)}"
        if block.kind is Kind.CLOSING:
            return f"{'    ' * block.depth}{_guard(joined)}"
        return _guard(joined)

    def _words(self, passage: Passage, *, within: bool = False) -> str:
        """Return a passage on one line; a mark within a footnote is written bare."""
        pieces: list[str] = []
        for run in runs(passage):
            for mark in run.marks:
                call = None if within else self._notes.call(mark)
                pieces.append(self._mark(mark, call))
            words = _escape(run.words)
            pieces.append(_emphasized(words) if run.italic else words)
        return "".join(pieces).strip()

    def _mark(self, mark: str, call: Call | None) -> str:
        if call is None:
            return f"<sup>{_escape(mark)}</sup>"
        return f"[^{self._name(call.place)}]"


def _escape(words: str) -> str:
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", printable(words)))


def _emphasized(words: str) -> str:
    """Put the signs of emphasis round words, spaces at the edges outside."""
    inner = words.strip()
    if not inner:
        return words
    start = words.index(inner)
    return f"{words[:start]}*{inner}*{words[start + len(inner) :]}"


def _guard(line: str) -> str:
    """Keep the start of a line from being read as a heading, a list or a definition."""
    # A label in brackets is a list for pandoc, a number with a full stop for every reader.
    line = _LIST_LABEL.sub(_guard_label, line, count=1)
    return _START.sub(r"\1\\\2", line)


def _guard_label(match: re.Match[str]) -> str:
    opening, label, end = match.groups()
    return f"\\({label}{end}" if opening else f"{label}\\{end}"
