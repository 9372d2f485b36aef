"""Words read back from Akoma Ntoso: inline XML as passages, and the footnotes that stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.words import from_attribute
from cpcj.resolutions.model import Note, NoteMark, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_SPACE = re.compile(r"\s+")
_NOTE_PLACE = re.compile(r"(?:^|__)ftn([0-9]{1,9})$")
_CHARACTER = re.compile(r"^U\+([0-9A-F]{4,6})$")
_A = f"{{{AKN}}}"


class WordReader:
    """Reads words; ``notes`` gathers the footnotes of the text at hand with their places.

    Args:
        strict: whether white space is words, as in what this package wrote; else it is collapsed.
    """

    def __init__(self, *, strict: bool) -> None:
        """Begin with no footnote."""
        self.strict = strict
        self.notes: list[tuple[int, Note]] = []

    def block_words(self, holder: etree._Element) -> Passage:
        """Return the words of the paragraphs of a block, joined by a space where there are more."""
        weaver = _Gathered(self)
        for place, child in enumerate(holder.iterchildren(f"{_A}p", f"{_A}block")):
            if place:
                weaver.add(" ")
            weaver.walk(child)
        return weaver.passage()

    def words(self, element: etree._Element) -> Passage:
        """Return the words of one element."""
        weaver = _Gathered(self)
        weaver.walk(element)
        return weaver.passage()

    def note(self, element: etree._Element) -> str:
        """Keep a footnote; return its mark."""
        mark = from_attribute(element.get("marker", ""))
        place = _NOTE_PLACE.search(element.get("eId", ""))
        # Its place in the list is its number; one without comes where it stands.
        order = int(place[1]) if place else len(self.notes) + 1
        self.notes.append((order, Note(mark, self.block_words(element))))
        return mark

    def close_scope(self, owner: etree._Element) -> tuple[Note, ...]:
        """Return the footnotes gathered for a text, those that no mark calls for included."""
        for element in owner.iterfind(f"{_A}meta/{_A}notes/{_A}note"):
            self.note(element)
        notes = tuple(note for _, note in sorted(self.notes, key=lambda entry: entry[0]))
        self.notes = []
        return notes


class _Gathered:
    """Gathers the words of a passage from inline XML."""

    def __init__(self, reader: WordReader) -> None:
        self.reader = reader
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[NoteMark] = []
        self.emphasis: list[Span] = []
        self._italic = False

    def passage(self) -> Passage:
        return Passage("".join(self.parts), tuple(self.marks), tuple(self.emphasis))

    def add(self, words: str | None) -> None:
        if not words:
            return
        if not self.reader.strict:
            words = _SPACE.sub(" ", words)
            if not self.parts or self.parts[-1].endswith(" "):
                words = words.removeprefix(" ")
        self.parts.append(words)
        self.length += len(words)

    def walk(self, element: etree._Element) -> None:
        self.add(element.text)
        for child in element:
            self.child(child)
            self.add(child.tail)

    def child(self, element: etree._Element) -> None:
        tag = local_name(element)
        if tag == "i" and not self._italic:
            start = self.length
            self._italic = True
            self.walk(element)
            self._italic = False
            self.emphasis.append(Span(start, self.length))
        elif tag == "sup" and element.get("class") == "footnote":
            self.marks.append(NoteMark(self.length, self.mark(element)))
        elif tag == "authorialNote":
            self.marks.append(NoteMark(self.length, self.reader.note(element)))
        elif tag == "noteRef":
            self.marks.append(NoteMark(self.length, from_attribute(element.get("marker", ""))))
        elif tag == "inline" and element.get("name") == "character":
            self.add(_character(element))
        elif tag == "inline" and element.get("name") == "num":
            return
        else:
            self.walk(element)

    def mark(self, element: etree._Element) -> str:
        """Return the mark of a ``<sup class="footnote">``."""
        for child in element:
            tag = local_name(child)
            if tag == "authorialNote":
                return self.reader.note(child)
            if tag == "noteRef":
                return from_attribute(child.get("marker", ""))
        return plain_words(element) or ""


def local_name(element: etree._Element) -> str:
    """Return the local name of an element of Akoma Ntoso, empty for any other."""
    tag = str(element.tag)
    return tag.removeprefix(_A) if tag.startswith(_A) else ""


def _character(element: etree._Element) -> str:
    match = _CHARACTER.match(element.get("class", ""))
    return chr(int(match[1], 16)) if match else ""


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield _character(child)
        yield from _pieces(child)
        yield child.tail or ""


def plain_words(element: etree._Element | None) -> str | None:
    """Return the plain words of an element, None where there is none."""
    if element is None:
        return None
    if len(element) == 0:
        return element.text or ""
    return "".join(_pieces(element))
