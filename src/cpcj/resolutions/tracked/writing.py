"""Two Word files made one with real tracked changes.

Accepting every change gives the later file, rejecting every change the earlier one: words, order of
paragraphs, footnotes, numbers. The later file's styles and page are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Final

from lxml import etree
from rapidfuzz.distance import Indel

from cpcj.resolutions.tracked.lists import Lists, numbered
from cpcj.resolutions.tracked.package import (
    BODY,
    FOOTNOTES,
    STYLES,
    opened,
    packed,
    parsed,
    q,
    serialized,
)
from cpcj.resolutions.tracked.pairing import paired
from cpcj.resolutions.tracked.pieces import Piece, pieces, runs_of
from cpcj.resolutions.tracked.relating import relate
from cpcj.resolutions.tracked.settling import accepted

AUTHOR: Final = "Comparison"
_FIRST_NOTE: Final = 1
_HOLDERS: Final = frozenset((q("sdt"), q("customXml")))
_REFERENCES: Final = frozenset(
    map(q, ("commentReference", "commentRangeStart", "commentRangeEnd", "endnoteReference"))
)
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def tracked_docx(
    before: bytes,
    after: bytes,
    *,
    author: str = AUTHOR,
    when: dt.datetime | None = None,
    names: tuple[str, str] = ("earlier.docx", "later.docx"),
) -> bytes:
    """Return the later Word file with what changed since the earlier one as tracked changes.

    Tracked changes that the files bring are accepted first.

    Args:
        before: the earlier file.
        after: the later file.
        author: who is said to have made the changes.
        when: when they are said to have been made; the beginning of 1980 where it is not told, so
            that the same files give the same bytes.
        names: of the files, for messages.

    Raises:
        UnreadableError: one of them is no Word file; the message names it.
    """
    old = _File(accepted(before, names[0]), names[0])
    new = _File(accepted(after, names[1]), names[1])
    return _Comparison(old, new, author, when or dt.datetime(1980, 1, 1, tzinfo=dt.UTC)).written()


class _File:
    """A Word file taken apart."""

    def __init__(self, data: bytes, name: str) -> None:
        self.parts = opened(data, name)
        self.root = parsed(self.parts, BODY, name)
        self.notes = parsed(self.parts, FOOTNOTES, name) if FOOTNOTES in self.parts else None
        styles = parsed(self.parts, STYLES, name) if STYLES in self.parts else None
        self.styles = (
            set() if styles is None else {one.get(q("styleId")) for one in styles.iter(q("style"))}
        )
        body = self.root.find(q("body"))
        self.body = etree.SubElement(self.root, q("body")) if body is None else body
        _unwrap_blocks(self.body)
        self.blocks = [child for child in self.body if child.tag in (q("p"), q("tbl"))]
        self.words = [_words(block) for block in self.blocks]

    def note(self, identifier: str) -> etree._Element | None:
        """Return a footnote."""
        if self.notes is None:
            return None
        for footnote in self.notes.iter(q("footnote")):
            if footnote.get(q("id")) == identifier:
                return footnote
        return None

    def says(self, identifier: str) -> str:
        """Return what a footnote says."""
        footnote = self.note(identifier)
        return "" if footnote is None else _words(footnote)


def _unwrap_blocks(body: etree._Element) -> None:
    """Put what content controls and custom XML hold into their place: it is text like any other."""
    while (holder := next((one for one in body if one.tag in _HOLDERS), None)) is not None:
        inner = holder.find(q("sdtContent")) if holder.tag == q("sdt") else holder
        place = body.index(holder)
        held = [] if inner is None else list(inner)
        body.remove(holder)
        for offset, child in enumerate(held):
            body.insert(place + offset, child)


def _own_package_alone(element: etree._Element) -> bool:
    """Tell whether an element means something that only its own file's package holds: a picture,
    a comment, an endnote.
    """
    return any(
        one.tag in _REFERENCES
        or any(str(name).startswith(f"{{{_RELATIONS}}}") for name in one.attrib)
        for one in element.iter()
    )


def _words(block: etree._Element) -> str:
    return "".join(words.text or "" for words in block.iter(q("t")))


class _Comparison:
    """One file in the making."""

    def __init__(self, old: _File, new: _File, author: str, when: dt.datetime) -> None:
        self._old, self._new = old, new
        self._said = {q("author"): author, q("date"): when.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._changes = count(1_000_000)
        self._free = count(self._highest_note() + 1)
        self._taken_over: dict[
            str, str
        ] = {}  # footnotes of the earlier file: their new identifiers
        self._pairs = paired(old.words, new.words)
        self._lists = Lists(
            old.parts,
            new.parts,
            (
                (old.blocks[before], new.blocks[after])
                for before, after in self._pairs
                if before is not None and after is not None
            ),
        )

    def written(self) -> bytes:
        """Return the file."""
        body = self._new.body
        blocks = list(self._blocks())
        rest = [child for child in body if child.tag not in (q("p"), q("tbl"))]
        for child in list(body):
            body.remove(child)
        last = [child for child in rest if child.tag == q("sectPr")]
        body.extend([*blocks, *last])
        self._lists.written()
        parts = dict(self._new.parts)
        parts[BODY] = serialized(self._new.root)
        if self._new.notes is not None:
            parts[FOOTNOTES] = serialized(self._new.notes)
        return packed(parts)

    def _blocks(self) -> Iterator[etree._Element]:
        for before, after in self._pairs:
            old = None if before is None else self._old.blocks[before]
            new = None if after is None else self._new.blocks[after]
            if old is not None and new is not None and old.tag == new.tag == q("p"):
                yield self._edited(old, new)
                continue
            if old is not None and new is not None and _words(old) == _words(new):
                yield new  # a table that says the same
                continue
            if old is not None:
                yield self._taken_out(old)
            if new is not None:
                yield self._put_in(new)

    # Paragraphs

    def _edited(self, old: etree._Element, new: etree._Element) -> etree._Element:
        before = pieces(old, self._old.says)
        after = pieces(new, self._new.says)
        made = etree.Element(q("p"))
        properties = new.find(q("pPr"))
        if properties is not None:
            made.append(deepcopy(properties))
        if self._lists.said(old) != numbered(new):
            self._numbered_otherwise(made, old.find(q("pPr")))
        codes: dict[str, str] = {}
        for code in Indel.opcodes(_coded(before, codes), _coded(after, codes)):
            if code.tag == "equal":
                made.extend(runs_of(after[code.dest_start : code.dest_end]))
            elif code.tag == "delete":
                self._delete(made, before[code.src_start : code.src_end])
            else:
                self._insert(made, after[code.dest_start : code.dest_end])
        return made

    def _numbered_otherwise(self, made: etree._Element, properties: etree._Element | None) -> None:
        """Say that a paragraph had other properties: its number was another's, or none."""
        own = made.find(q("pPr"))
        if own is None:
            own = etree.Element(q("pPr"))
            made.insert(0, own)
        change = etree.SubElement(own, q("pPrChange"), self._change())
        former = etree.Element(q("pPr")) if properties is None else deepcopy(properties)
        self._explained(former)
        for child in [each for each in former if each.tag in (q("rPr"), q("pPrChange"))]:
            former.remove(child)
        change.append(former)

    def _explained(self, properties: etree._Element) -> None:
        """Leave of the earlier file's properties what the later file's package can explain."""
        for child in list(properties):
            style = child.tag == q("pStyle") and child.get(q("val")) not in self._new.styles
            if style or child.tag == q("sectPr"):
                properties.remove(child)
        self._lists.turned(properties)

    def _delete(self, made: etree._Element, some: list[Piece]) -> None:
        said = [
            self._carried(each)
            for each in some
            if each.element is None or each.note or not _own_package_alone(each.element)
        ]
        if said:
            element = etree.SubElement(made, q("del"), self._change())
            element.extend(runs_of(said, taken_out=True))

    def _insert(self, made: etree._Element, some: list[Piece]) -> None:
        element = etree.SubElement(made, q("ins"), self._change())
        element.extend(runs_of(some))

    def _taken_out(self, block: etree._Element) -> etree._Element:
        if block.tag == q("tbl"):
            return self._rows(block, "del")
        made = etree.Element(q("p"))
        self._mark(made, block.find(q("pPr")), "del")
        some = pieces(block, self._old.says)
        if some:
            self._delete(made, some)
        return made

    def _put_in(self, block: etree._Element) -> etree._Element:
        if block.tag == q("tbl"):
            return self._rows(block, "ins")
        made = etree.Element(q("p"))
        self._mark(made, block.find(q("pPr")), "ins")
        some = pieces(block, self._new.says)
        if some:
            self._insert(made, some)
        return made

    def _mark(
        self,
        made: etree._Element,
        properties: etree._Element | None,
        tag: str,
    ) -> None:
        """Give a paragraph its properties and say that its mark was put in or taken out."""
        own = etree.Element(q("pPr")) if properties is None else deepcopy(properties)
        if tag == "del":
            self._explained(own)
        run = own.find(q("rPr"))
        if run is None:
            run = etree.SubElement(own, q("rPr"))
        run.insert(0, etree.Element(q(tag), self._change()))
        made.append(own)

    # Tables: whole rows, as Word does.

    def _rows(self, table: etree._Element, tag: str) -> etree._Element:
        made = deepcopy(table)
        for row in made.iter(q("tr")):
            properties = row.find(q("trPr"))
            if properties is None:
                properties = etree.Element(q("trPr"))
                row.insert(0, properties)
            properties.append(etree.Element(q(tag), self._change()))
        if tag == "del":
            for properties in made.iter(q("pPr")):
                self._explained(properties)
            for link in made.iter(q("hyperlink")):
                if f"{{{_RELATIONS}}}id" in link.attrib:
                    del link.attrib[f"{{{_RELATIONS}}}id"]
            for run in made.iter(q("r")):
                for child in [each for each in run if _own_package_alone(each)]:
                    run.remove(child)
            for reference in list(made.iter(q("footnoteReference"))):
                reference.set(q("id"), self._note_of(reference.get(q("id")) or ""))
        return made

    # Footnotes

    def _carried(self, piece: Piece) -> Piece:
        """Return a piece of the earlier file with its footnote carried over."""
        if not piece.note:
            return piece
        return Piece(piece.key, piece.properties, piece.element, self._note_of(piece.note))

    def _note_of(self, identifier: str) -> str:
        if identifier not in self._taken_over:
            footnote = self._old.note(identifier)
            if self._new.notes is None or footnote is None:
                self._taken_over[identifier] = identifier
            else:
                carried = deepcopy(footnote)
                self._taken_over[identifier] = str(next(self._free))
                carried.set(q("id"), self._taken_over[identifier])
                self._new.notes.append(carried)
        return self._taken_over[identifier]

    def _highest_note(self) -> int:
        if self._new.notes is None:
            if self._old.notes is not None:
                self._new.notes = self._borrowed(self._old.notes)
            return _FIRST_NOTE
        numbers = [each.get(q("id")) or "0" for each in self._new.notes.iter(q("footnote"))]
        return max((int(each) for each in numbers if each.lstrip("-").isdecimal()), default=0)

    def _borrowed(self, theirs: etree._Element) -> etree._Element:
        """Return a part for footnotes for a later file that has none: with separators alone."""
        notes = deepcopy(theirs)
        for footnote in list(notes):
            if footnote.get(q("type")) is None:
                notes.remove(footnote)
        relate(self._new.parts, "footnotes")
        return notes

    def _change(self) -> dict[str, str]:
        return {q("id"): str(next(self._changes)), **self._said}


def _coded(some: list[Piece], codes: dict[str, str]) -> str:
    return "".join([codes.setdefault(each.key, chr(0x100 + len(codes))) for each in some])
