"""Documents that texts list: what a committee had before it, and what a text takes note of.

A committee's report says "the Committee had before it the following documents:" and lists them
with their symbols; a decision takes note of "the following documents", with the symbols in the
lines or in their footnotes; a resolution "takes note of the report of the Secretary-General", with
the symbol in the paragraph or in its footnote. Resolutions and drafts that are cited are no
documents of such a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cpcj.resolutions.model import (
    BodyItem,
    Document,
    Heading,
    Note,
    Paragraph,
    Passage,
    provisions,
    text_provisions,
)
from cpcj.resolutions.sessions import session_in
from cpcj.resolutions.vocabulary.bodies import body_of_symbol


class Listing(StrEnum):
    """How a document is listed."""

    CONSIDERED = "considered"  # "had before it the following documents"
    NOTED = "noted"  # "takes note of the following documents", "takes note of the report …"


@dataclass(frozen=True, slots=True)
class DocumentListed:
    """A document in a list.

    Attributes:
        symbol: its symbol as printed, without spaces ("A/71/94").
        title: its title as printed, without symbol and closing sign; empty where none is printed.
        listing: whether it was before the body, or noted by it.
        text: id of the text that lists it ("dec1", "IV"); None for a single text or the procedure.
        procedure: whether the procedural part of a report lists it.
        provision: the paragraph or point in which it stands ("p3(a)", "op1(a)", "op7").
    """

    symbol: str
    title: str
    listing: Listing
    text: str | None
    procedure: bool
    provision: str


_HAD_BEFORE = re.compile(
    r"\bhad\s+before\s+(?:it|them)\s+(?:for\s+its\s+consideration\s+)?(?:the\s+)?"
    r"(?:following\s+)?(?:documents?|documentation|reports?|notes?)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\b(?:take[sn]?|took|taking)\s+note\s+(?:with\s+(?:\w+\s+)?\w+\s+)?of\b", re.IGNORECASE
)
_FOLLOWING = re.compile(r"\bof\s+the\s+following\s+(?:documents?|reports?|notes?)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:(?:report|note|letter|update|statement|summary|memorandum)s?)\b", re.IGNORECASE
)
_SYMBOL = re.compile(
    r"(?<![\w/])(?:A|E|S|T|ST|CAC|CTOC|CEDAW|CCPR|CRC|CERD|CAT|CMW|CRPD|TD|UNEP|FCCC|HSP|DP|JIU|WHO)"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]*)+(?:\s*\([^()\s]{1,12}\)(?:/[A-Za-z0-9.\-]+)*)?",
)
_NO_REPORT = re.compile(r"(?:^|/)(?:RES|DEC)/|/L\.\d|/SR\.\d|/PV\.\d|/INF/")
_BRACKETED = re.compile(r"\s*\(\s*(?:see\s+)?[^()]*(?:\([^()]*\)[^()]*)?\)\s*$")
_TITLE_END = re.compile(r"[;,:]|\s+and\s+(?:of|the|its|requests|welcomes)\b")
_CLOSING = " \t\n;,.:"
_JOINED = re.compile(r"[-–](?=[A-Z]+/)")
_YEAR_DIGITS = 4
_LONGEST = 4000  # characters of a paragraph that are looked at for a document noted


def documents_listed(document: Document) -> tuple[DocumentListed, ...]:
    """Return the documents that a printed document lists, in order of print.

    Args:
        document: a committee's report, a decision or a resolution.
    """
    notes = _by_mark(document.notes)
    found = list(_in_items(document.procedure, notes, None, procedure=True))
    for text in document.texts:
        of_text = _by_mark(text.notes)
        items = [(one.id, one.paragraph) for one in text_provisions(text)]
        found += _in_provisions(items, of_text, text.id, procedure=False)
    return tuple(found)


def listed_in(
    body: Sequence[BodyItem], notes: Sequence[Note], text: str | None = None, *, procedure: bool
) -> tuple[DocumentListed, ...]:
    """Return the documents that some paragraphs list, in order of print.

    Args:
        body: paragraphs and headings of one text or of a report's procedural part.
        notes: its footnotes.
        text: id of the text, None for a single one or the procedure.
        procedure: whether it is the procedural part of a report.
    """
    return tuple(_in_items(body, _by_mark(notes), text, procedure=procedure))


def symbols_in(words: str) -> tuple[str, ...]:
    """Return the document symbols in some words, without those of resolutions and drafts."""
    return tuple(
        symbol
        for match in _SYMBOL.finditer(words)
        if _NO_REPORT.search(symbol := match.group().replace(" ", "").rstrip(".-")) is None
        and any(letter.isdigit() for letter in symbol)
    )


def _by_mark(notes: Sequence[Note]) -> Mapping[str, str]:
    """Return the words of the footnotes by their marks; marks that repeat are not used."""
    found: dict[str, str] = {}
    twice = set()
    for note in notes:
        twice |= {note.mark} & found.keys()
        found[note.mark] = note.words.text
    return {mark: words for mark, words in found.items() if mark not in twice}


def _in_items(
    body: Sequence[BodyItem], notes: Mapping[str, str], text: str | None, *, procedure: bool
) -> Iterator[DocumentListed]:
    whole = [(one.id, one.paragraph) for one in provisions(tuple(body))]
    kept = [item for item in body if not isinstance(item, Heading)]
    if kept:
        yield from _in_provisions(whole, notes, text, procedure=procedure)


def _in_provisions(
    items: Sequence[tuple[str, Paragraph]],
    notes: Mapping[str, str],
    text: str | None,
    *,
    procedure: bool,
) -> Iterator[DocumentListed]:
    lines: dict[int, str] = {}  # points that stand in a list, by their identity
    listing: dict[int, Listing] = {}
    for provision, paragraph in items:
        head = paragraph.words.text[:_LONGEST]
        kind = _kind(head, procedure=procedure)
        if id(paragraph) in lines:
            yield from _line(provision, paragraph.words, notes, text, listing[id(paragraph)],
                             procedure=procedure)  # fmt: skip
        elif kind is not None and paragraph.points and _opens_list(head):
            for point in paragraph.points:
                lines[id(point)] = provision
                listing[id(point)] = kind
        elif kind is Listing.NOTED and not procedure:
            yield from _noted(provision, paragraph.words, notes, text)
        elif kind is Listing.CONSIDERED:
            yield from _line(provision, paragraph.words, notes, text, kind, procedure=procedure)


def _kind(head: str, *, procedure: bool) -> Listing | None:
    if procedure and _HAD_BEFORE.search(head):
        return Listing.CONSIDERED
    if _NOTED.search(head) and (not procedure or _FOLLOWING.search(head)):
        return Listing.NOTED
    return None


def _opens_list(head: str) -> bool:
    return head.rstrip().endswith(":") or _FOLLOWING.search(head) is not None


def _line(
    provision: str,
    words: Passage,
    notes: Mapping[str, str],
    text: str | None,
    listing: Listing,
    *,
    procedure: bool,
) -> Iterator[DocumentListed]:
    """Yield the documents of one line: their symbols in it, else in its footnotes."""
    symbols = symbols_in(words.text)
    if not symbols:
        symbols = tuple(
            symbol for mark in words.marks for symbol in symbols_in(notes.get(mark.mark, ""))
        )
    title = _BRACKETED.sub("", words.text.strip(_CLOSING)).strip(_CLOSING)
    for symbol in dict.fromkeys(symbols):
        yield DocumentListed(symbol, title, listing, text, procedure, provision)


def _noted(
    provision: str, words: Passage, notes: Mapping[str, str], text: str | None
) -> Iterator[DocumentListed]:
    """Yield the reports that a paragraph takes note of: symbols in it and in its footnotes."""
    match = _NOTED.search(words.text)
    if match is None or _REPORT.search(words.text[match.end() : match.end() + 120]) is None:
        return
    title = _TITLE_END.split(words.text[match.end() :], maxsplit=1)[0]
    end = match.end() + len(title)
    symbols = list(symbols_in(words.text[match.end() : match.end() + 400]))
    for mark in words.marks:
        if match.end() <= mark.at <= end + 2:
            symbols += symbols_in(notes.get(mark.mark, ""))
    shown = _BRACKETED.sub("", title.strip(_CLOSING)).strip(_CLOSING)
    for symbol in dict.fromkeys(symbols):
        yield DocumentListed(symbol, shown, Listing.NOTED, text, False, provision)  # noqa: FBT003


_SESSION_IN_SYMBOL = re.compile(r"^(?:[A-Z]+/|C\.\d/)?(?P<number>(?:19|20)\d\d|\d{1,3})(?:/|$)")


class Placed(NamedTuple):
    """A body by its normalized name, and its session, or year where it counts by years."""

    body: str
    session: int


def sessions_of_symbol(symbol: str) -> tuple[Placed, ...]:
    """Return the sessions for which a document was issued, by its symbol.

    "A/71/94" is of the General Assembly's seventy-first session, "E/CN.15/2016/11" of the
    Commission's session in 2016, "A/78/62-E/2023/49" of two bodies.

    Args:
        symbol: the symbol, without spaces.

    Returns:
        The sessions; none where the symbol does not say.
    """
    found = []
    for part in _JOINED.split(symbol):
        body = body_of_symbol(part)
        if body is None or not body.addressee or body.number is not None:
            continue
        prefix = max((one for one in body.symbols if part.startswith(one)), key=len)
        match = _SESSION_IN_SYMBOL.match(part[len(prefix) :])
        if match is None:
            continue
        number: int | None = int(match["number"])
        if len(match["number"]) == _YEAR_DIGITS:
            number = session_in(body.addressee, int(match["number"]))
        if number:
            found.append(Placed(body.addressee, number))
    return tuple(found)
