"""A paragraph of a Word file as pieces: words, spaces, tabs, marks of footnotes, fields.

Two pieces are the same when they say the same; how they are set does not count, as a change of
italics is no change of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from cpcj.resolutions.tracked.package import q

_PIECE: Final = re.compile(r"\w+|\s+|[^\w\s]")
_AROUND: Final = frozenset(
    map(
        q,
        ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "dir", "bdo"),
    )
)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Piece:
    """A piece of a paragraph.

    Attributes:
        key: what it says; pieces with one key are the same.
        properties: how it is set (``w:rPr``); None where nothing is said.
        element: what stands in the run, for a piece that is no text; None for text.
        note: identifier of the footnote it calls for; empty for anything else.
    """

    key: str
    properties: etree._Element | None
    element: etree._Element | None = None
    note: str = ""


def pieces(paragraph: etree._Element, note: Callable[[str], str]) -> list[Piece]:
    """Return the pieces of a paragraph, in order; what was taken out before is not among them.

    Args:
        paragraph: a ``w:p``.
        note: returns what the footnote of an identifier says.
    """
    found: list[Piece] = []
    for run in _runs(paragraph):
        properties = run.find(q("rPr"))
        for child in run:
            if child.tag == q("t"):
                found += [Piece(part, properties) for part in _PIECE.findall(child.text or "")]
            elif child.tag == q("footnoteReference"):
                identifier = child.get(q("id")) or ""
                found.append(Piece(f"\0note {note(identifier)}", properties, child, identifier))
            elif child.tag == q("tab"):
                found.append(Piece("\t", properties, child))
            elif child.tag in (q("br"), q("cr")):
                found.append(Piece("\n", properties, child))
            elif child.tag in (q("fldChar"), q("instrText")):
                kind = child.get(q("fldCharType")) or (child.text or "").strip()
                found.append(Piece(f"\0field {kind}", properties, child))
            elif child.tag not in (q("rPr"), q("lastRenderedPageBreak")):
                found.append(Piece(f"\0{etree.tostring(child).decode()}", properties, child))
    return found


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == q("r"):
            yield child
        elif child.tag in _AROUND:
            yield from _runs(child)


def runs_of(some: list[Piece], *, taken_out: bool = False) -> list[etree._Element]:
    """Return pieces as runs, neighbours that are set alike in one.

    Args:
        some: pieces of one stretch.
        taken_out: whether they stand in a ``w:del``.
    """
    found: list[etree._Element] = []
    last: bytes | None = None  # how the run is set that may be gone on with
    words = q("delText") if taken_out else q("t")
    for piece in some:
        look = b"" if piece.properties is None else etree.tostring(piece.properties, method="c14n")
        # Readers expect the parts of a field in runs of their own.
        apart = piece.key.startswith("\0field")
        if not found or apart or look != last:
            run = etree.Element(q("r"))
            if piece.properties is not None:
                run.append(deepcopy(piece.properties))
            found.append(run)
            last = None if apart else look
        run = found[-1]
        if piece.element is not None:
            child = deepcopy(piece.element)
            if taken_out and child.tag == q("instrText"):
                child.tag = q("delInstrText")
            if piece.note:
                child.set(q("id"), piece.note)
            run.append(child)
        elif len(run) and run[-1].tag == words:
            run[-1].text = (run[-1].text or "") + piece.key
        else:
            child = etree.SubElement(run, words)
            child.text = piece.key
            child.set(_SPACE, "preserve")
    return found
