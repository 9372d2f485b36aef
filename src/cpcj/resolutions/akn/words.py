r"""Words as Akoma Ntoso: a passage with its footnotes, italics and references as inline XML.

Characters that XML cannot carry (most control characters, lone surrogates, U+FFFE and U+FFFF) are
written so that they come back: in words as ``<inline name="character" class="U+0007"/>``, in
attributes as ``\u{7}``, with a backslash doubled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cpcj.resolutions.footnotes import Call, Footnotes
from cpcj.resolutions.model import Note, Passage

_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_UNSAFE_WORDS = re.compile(f"[&<>\r{_ILLEGAL}]")
_UNSAFE_VALUE = re.compile(f'[&<>"\\\\\t\n\r{_ILLEGAL}]')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(\\))")

_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\\": "\\\\",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def _escape_word(match: re.Match[str]) -> str:
    character = match[0]
    known = _REFERENCES.get(character)
    return known or f'<inline name="character" class="U+{ord(character):04X}"/>'


def _escape_value(match: re.Match[str]) -> str:
    character = match[0]
    return _REFERENCES.get(character) or f"\\u{{{ord(character):x}}}"


def escape(words: str) -> str:
    """Return words as XML content that the reader turns back into the same words."""
    return _UNSAFE_WORDS.sub(_escape_word, words)


def attribute(value: str) -> str:
    """Return a string as XML attribute content; :func:`from_attribute` turns it back."""
    return _UNSAFE_VALUE.sub(_escape_value, value)


def from_attribute(value: str) -> str:
    """Return the string that :func:`attribute` wrote, after the XML parser has read it."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda m: "\\" if m[2] else chr(int(m[1], 16)), value)


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of words to be written as ``<ref href>`` (or another inline, by its tag)."""

    start: int
    end: int
    href: str
    tag: str = "ref"
    name: str = "href"


Referrer = Callable[[Passage], Iterable[Reference]]
"""Gives the references of a passage."""


class NoteScope:
    """The footnotes of one text, placed at their marks while its words are written.

    The first mark of a note holds the note; a repeated mark refers to it; a mark that has no note
    is written bare. Notes that no mark calls for are left in :meth:`unplaced`.
    """

    __slots__ = ("_footnotes", "_prefix", "_referrer")

    def __init__(self, notes: Sequence[Note], prefix: str, referrer: Referrer) -> None:
        """Begin with no note placed.

        Args:
            notes: the notes in order.
            prefix: put before each ``eId``.
            referrer: gives the references in the words of a note.
        """
        self._footnotes = Footnotes(notes)
        self._prefix = prefix
        self._referrer = referrer

    def mark(self, mark: str) -> str:
        """Return the XML of one mark: its note where the note is not placed yet."""
        call = self._footnotes.call(mark)
        if call is not None and call.first:
            return f'<sup class="footnote">{self._note(call.place, "authorialNote")}</sup>'
        return self._call(mark, call)

    def _again(self, mark: str) -> str:
        """Return the XML of a mark inside a note, which never holds another note."""
        return self._call(mark, self._footnotes.again(mark))

    def _call(self, mark: str, call: Call | None) -> str:
        if call is None:
            return f'<sup class="footnote">{escape(mark)}</sup>'
        return (
            f'<sup class="footnote"><noteRef href="#{self._prefix}ftn{call.place + 1}" '
            f'marker="{attribute(mark)}"/></sup>'
        )

    def _note(self, place: int, tag: str) -> str:
        note = self._footnotes.notes[place]
        words = inline(note.words, self._again, self._referrer(note.words))
        return (
            f'<{tag} eId="{self._prefix}ftn{place + 1}" marker="{attribute(note.mark)}" '
            f'placement="bottom"><p>{words}</p></{tag}>'
        )

    def unplaced(self) -> str:
        """Return the XML of the notes that no mark called for, empty where there are none."""
        return "".join(self._note(place, "note") for place in self._footnotes.uncalled())


def inline(
    passage: Passage, write_mark: Callable[[str], str], references: Iterable[Reference]
) -> str:
    """Return a passage as inline XML.

    Italics are outermost; a reference that crosses their edge is written in two parts, because the
    italics are part of the document and the reference is only derived from it. Of references that
    overlap, the first stands.

    Args:
        passage: the words.
        write_mark: gives the XML of a footnote mark; called once for each, in order.
        references: stretches to be wrapped.
    """
    apart = _apart(references)
    if not (passage.marks or passage.emphasis or apart):
        return escape(passage.text)
    weaver = _Weaver(passage, write_mark, apart)
    for start, end in passage.emphasis:
        weaver.go(start)
        weaver.marks(start)
        weaver.out.append("<i>")
        weaver.go(end)
        weaver.out.append("</i>")
    weaver.go(len(passage.text))
    weaver.marks(None)
    return "".join(weaver.out)


def _apart(references: Iterable[Reference]) -> list[Reference]:
    """Return references in order of place, without those that overlap an earlier one."""
    found = list(references)
    if len(found) > 1:
        found.sort(key=lambda ref: (ref.start, -ref.end))
    kept: list[Reference] = []
    end = 0
    for reference in found:
        if reference.start >= end and reference.end > reference.start:
            kept.append(reference)
            end = reference.end
    return kept


class _Weaver:
    """Writes the words of one passage from left to right."""

    __slots__ = ("_at", "_mark", "_marks", "_ref", "_refs", "_text", "_write_mark", "out")

    def __init__(
        self, passage: Passage, write_mark: Callable[[str], str], references: Sequence[Reference]
    ) -> None:
        self.out: list[str] = []
        self._text = passage.text
        self._marks = passage.marks
        self._refs = references
        self._write_mark = write_mark
        self._at = self._mark = self._ref = 0

    def go(self, end: int) -> None:
        """Write up to ``end``, references included."""
        refs = self._refs
        while self._at < end:
            while self._ref < len(refs) and refs[self._ref].end <= self._at:
                self._ref += 1
            if self._ref == len(refs) or refs[self._ref].start >= end:
                self._plain(end)
                return
            reference = refs[self._ref]
            if reference.start > self._at:
                self._plain(reference.start)
            self.marks(self._at)
            self.out.append(f'<{reference.tag} {reference.name}="{attribute(reference.href)}">')
            self._plain(min(reference.end, end))
            self.out.append(f"</{reference.tag}>")

    def _plain(self, end: int) -> None:
        """Write words and marks up to ``end``."""
        out, text, marks = self.out, self._text, self._marks
        while self._mark < len(marks) and marks[self._mark].at < end:
            place = max(marks[self._mark].at, self._at)
            if place > self._at:
                out.append(escape(text[self._at : place]))
                self._at = place
            out.append(self._write_mark(marks[self._mark].mark))
            self._mark += 1
        out.append(escape(text[self._at : end]))
        self._at = end

    def marks(self, upto: int | None) -> None:
        """Write the marks that stand at or before ``upto``; all that are left for None."""
        while self._mark < len(self._marks) and (
            upto is None or self._marks[self._mark].at <= upto
        ):
            self.out.append(self._write_mark(self._marks[self._mark].mark))
            self._mark += 1
