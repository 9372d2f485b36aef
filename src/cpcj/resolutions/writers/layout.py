"""A document laid out for people: the blocks that every writer prints, in reading order.

A writer of a form (HTML, Markdown, Word) knows the form and nothing of resolutions; the order of
what is printed, its labels and its anchors are decided here, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpcj.resolutions.model import (
    Annex,
    BodyItem,
    Document,
    Heading,
    Note,
    Paragraph,
    Passage,
    Role,
    Text,
    provisions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE = re.compile("[\t\n\r\x85\u2028\u2029]")
_SPACE = re.compile(r"\s")
_MADE_ID = re.compile(r"dec\d+")
_EMPTY = Passage("")
_DASH = " \N{EN DASH} "

LANGUAGE_TAGS = {"ara": "ar", "zho": "zh", "eng": "en", "fra": "fr", "rus": "ru", "spa": "es"}
"""BCP 47 tags of the official languages by their ISO 639-2 codes."""


class Kind(StrEnum):
    """What a block is."""

    MASTHEAD = "masthead"
    SYMBOL = "symbol"
    ORIGIN = "origin"
    TITLE = "title"
    SPONSORS = "sponsors"
    ORGAN = "organ"
    HEADING = "heading"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    PROCEDURAL = "procedural"
    BODY = "body"
    POINT = "point"
    CLOSING = "closing"
    ANNEX = "annex"
    ADOPTION = "adoption"


_KINDS = {
    Role.PREAMBULAR: Kind.PREAMBULAR,
    Role.OPERATIVE: Kind.OPERATIVE,
    Role.PROCEDURAL: Kind.PROCEDURAL,
    Role.BODY: Kind.BODY,
    Role.POINT: Kind.BODY,
}


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words printed as one piece.

    Attributes:
        kind: what it is.
        words: its words.
        label: the number printed before it ("7.", "(a)", "II"), None without.
        depth: of a heading its level from 1; of a point 1 below its paragraph, 2 below that;
            of closing words the depth of what they close; else 0.
        provision: identifier of the paragraph or point ("op46(a)"), None for other blocks.
        paragraph: identifier of the whole paragraph to which the block belongs ("op46").
        offset: where its words begin in the paragraph's full text.
    """

    kind: Kind
    words: Passage
    label: str | None = None
    depth: int = 0
    provision: str | None = None
    paragraph: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The masthead with the procedural paragraphs, or one text, with its footnotes.

    Attributes:
        text: the text; None for what stands before the texts.
        blocks: its blocks in reading order.
        notes: its footnotes.
        prefix: put before each anchor, so that those of several texts differ.
    """

    text: Text | None
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    prefix: str


def layout(document: Document) -> tuple[Part, ...]:
    """Return the parts of a document in order of print; the first is never a text."""
    several = len(document.texts) > 1
    parts = [Part(None, tuple(_front(document)), document.notes, "")]
    for place, text in enumerate(document.texts, start=1):
        prefix = f"{text.id or place}!" if several or text.id else ""
        parts.append(Part(text, tuple(_text(text)), text.notes, prefix))
    return tuple(parts)


def anchor(prefix: str, identifier: str) -> str:
    """Return an identifier as an HTML ``id``: without white space ("op12 bis": "op12_bis")."""
    return _SPACE.sub("_", printable(prefix + identifier))


def legible(words: str) -> str:
    """Return words with U+FFFD for each character that no form can print; lines stay."""
    return _UNPRINTABLE.sub("\ufffd", words)


def printable(words: str) -> str:
    """Return legible words on one line.

    The length stays, so that offsets keep pointing at the same words.
    """
    return _LINE.sub(" ", legible(words))


def language_tag(document: Document) -> str:
    """Return the BCP 47 tag of a document's language; "und" where it is none that is known."""
    return LANGUAGE_TAGS.get(document.language, "und")


def page_title(document: Document) -> str:
    """Return a title for a window or a file's properties; never empty."""
    parts = (document.symbol, document.title)
    return printable(_DASH.join(part for part in parts if part)) or document.kind.value.capitalize()


def masthead(document: Document) -> list[tuple[str, str]]:
    """Return the fields of the masthead that are known, each with its label."""
    item = _DASH.join(part for part in (document.agenda_item, document.agenda_title) if part)
    fields = (
        ("Organ", document.organ),
        ("Committee", document.committee),
        ("Session", None if document.session is None else str(document.session)),
        ("Agenda item", item or None),
        ("Date", None if document.date is None else document.date.isoformat()),
        ("Distribution", document.distribution),
        ("Original", document.original_language),
        ("Kind", document.kind.value.capitalize()),
    )
    return [(label, value) for label, value in fields if value is not None]


def _front(document: Document) -> Iterator[Block]:
    if document.symbol is not None:
        yield Block(Kind.SYMBOL, Passage(document.symbol))
    yield from (Block(Kind.MASTHEAD, Passage(v), label) for label, v in masthead(document))
    if len(document.texts) != 1 and document.title:
        yield Block(Kind.TITLE, Passage(document.title))
    if document.origin is not None:
        yield Block(Kind.ORIGIN, document.origin)
    yield from _body(document.procedure, "")


def _text(text: Text) -> Iterator[Block]:
    label = text.number
    if text.id:
        # "dec1" is an identifier, not printed.
        printed = "" if _MADE_ID.fullmatch(text.id) else f" {text.id}"
        label = text.kind.value.capitalize() + printed
    yield Block(Kind.TITLE, text.title, label)
    if text.sponsors:
        yield Block(Kind.SPONSORS, Passage(", ".join(text.sponsors)))
    if text.organ_line != _EMPTY:
        yield Block(Kind.ORGAN, text.organ_line)
    yield from _body(text.body, "")
    if text.adoption is not None:
        yield Block(Kind.ADOPTION, text.adoption.words)
    for place, annex in enumerate(text.annexes, start=1):
        yield from _annex(annex, place)


def _annex(annex: Annex, place: int) -> Iterator[Block]:
    label = "Annex" if not annex.n else f"Annex {annex.n}"
    yield Block(Kind.ANNEX, annex.title or _EMPTY, label, provision=f"annex{place}")
    yield from _body(annex.body, f"annex{place}/")


def _body(body: tuple[BodyItem, ...], prefix: str) -> Iterator[Block]:
    identifiers = (provision.id for provision in provisions(body, prefix))
    for item in body:
        if isinstance(item, Heading):
            yield Block(Kind.HEADING, item.words, item.n, max(1, item.level))
        else:
            yield from _Flat(identifiers).paragraph(item)


class _Flat:
    """Flattens one paragraph with its points; keeps the place in its full text."""

    def __init__(self, identifiers: Iterator[str]) -> None:
        self._identifiers = identifiers
        self._offset = 0
        self._whole = ""

    def paragraph(self, item: Paragraph) -> Iterator[Block]:
        """Yield the blocks of a paragraph."""
        self._whole = next(self._identifiers)
        label = f"{item.n}." if item.numbered else None
        yield self._block(_KINDS[item.role], item.words, label, 0, self._whole)
        yield from self._points(item, 0)

    def _points(self, item: Paragraph, depth: int) -> Iterator[Block]:
        for point in item.points:
            identifier = next(self._identifiers)
            label = point.n if point.numbered else None
            yield self._block(Kind.POINT, point.words, label, depth + 1, identifier)
            yield from self._points(point, depth + 1)
        if item.closing is not None:
            yield self._block(Kind.CLOSING, item.closing, None, depth, None)

    def _block(
        self, kind: Kind, words: Passage, label: str | None, depth: int, identifier: str | None
    ) -> Block:
        offset = self._offset
        self._offset += len(words.text) + 1  # the line feed that joins the full text
        return Block(kind, words, label, depth, identifier, self._whole, offset)
