"""Stable identifiers of documents: the symbol, or one made where none is printed.

Made identifiers follow ``made:BODY-SESSION-ITEM-DATE-KIND`` (``made:ga-c3-67-103-2012-11-21-rev-
draft``), and for bodies without symbols of their own ``CCPCJ/RES/22/7``, ``CND/RES/44/14``,
``UNTOC/COP/RES/9/1``, ``UNCAC/COSP/RES/3/1``. Neither is ever shown as a document symbol.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cpcj.resolutions.model import Document, DocumentKind, Text

_COMMITTEES = {
    "First": "c1",
    "Second": "c2",
    "Third": "c3",
    "Fourth": "c4",
    "Special": "c4",
    "Fifth": "c5",
    "Sixth": "c6",
}
_BODIES = (
    (re.compile(r"Commission on Crime Prevention and Criminal Justice"), "ccpcj"),
    (re.compile(r"Commission on Narcotic Drugs"), "cnd"),
    (re.compile(r"Commission on the Status of Women"), "csw"),
    (re.compile(r"Commission on Human Rights"), "chr"),
    (re.compile(r"Conference of the Parties\b.*Transnational Organized Crime"), "cop-untoc"),
    (re.compile(r"Conference of the States Parties\b.*Corruption"), "cosp-uncac"),
    (re.compile(r"General Assembly"), "ga"),
    (re.compile(r"Economic and Social Council"), "ecosoc"),
    (re.compile(r"Security Council"), "sc"),
    (re.compile(r"Human Rights Council"), "hrc"),
    (re.compile(r"Trusteeship Council"), "tc"),
)
_SERIES = {
    "ccpcj": "CCPCJ/RES/",
    "cnd": "CND/RES/",
    "cop-untoc": "UNTOC/COP/RES/",
    "cosp-uncac": "UNCAC/COSP/RES/",
}
_SYMBOL_SERIES = {"ga": "A/RES/", "ecosoc": "E/RES/", "sc": "S/RES/", "hrc": "A/HRC/RES/"}
_KINDS = {
    DocumentKind.DRAFT_RESOLUTION: "draft",
    DocumentKind.REVISED_DRAFT_RESOLUTION: "rev-draft",
    DocumentKind.AMENDMENT: "amendment",
    DocumentKind.RESOLUTION: "resolution",
    DocumentKind.DECISION: "decision",
    DocumentKind.COMMITTEE_REPORT: "report",
}


class DocumentId(NamedTuple):
    """An identifier, and whether it was made here."""

    value: str
    made: bool


def body_key(document: Document) -> str | None:
    """Return the short name of the body whose document it is ("ga", "ccpcj"), None if unknown.

    A report of a Main Committee is a document of the General Assembly.
    """
    organ = document.organ
    if organ is None and _first_word(document.committee) in _COMMITTEES:
        return "ga"
    for pattern, key in _BODIES:
        if organ and pattern.search(organ):
            return key
    return (_slug(organ) or None) if organ else None


def document_id(document: Document) -> DocumentId:
    """Return a document's stable identifier.

    The symbol where one is printed; else, for a numbered resolution of a known body, that body's
    series ("A/RES/70/178" is made from the number, and said to be); else an identifier made from
    body, session, agenda item, date and kind, leaving out what the document does not say.
    """
    if document.symbol:
        return DocumentId(document.symbol.replace(" ", ""), made=False)
    body = body_key(document)
    number = next((text.number for text in document.texts if text.number), None)
    if (
        number
        and body is not None
        and document.kind is DocumentKind.RESOLUTION
        and len(document.texts) == 1
    ):
        series = _SERIES.get(body) or _SYMBOL_SERIES.get(body)
        if series:
            return DocumentId(series + number.replace(" ", ""), made=True)
    parts = [body or "un"]
    committee = _first_word(document.committee)
    if committee in _COMMITTEES:
        parts.append(_COMMITTEES[committee])
    if document.session is not None:
        parts.append(str(document.session))
    if document.agenda_item:
        parts.append(_slug(document.agenda_item))
    if document.date is not None:
        parts.append(document.date.isoformat())
    if number:
        parts.append(_slug(number))
    parts.append(_KINDS[document.kind])
    return DocumentId("made:" + "-".join(parts), made=True)


def text_id(document: Document, text: Text) -> str:
    """Return the identifier of one text of a document: the document's, with "!IV" in a report."""
    base = document_id(document).value
    return base if text.id is None else f"{base}!{text.id}"


def _first_word(name: str | None) -> str:
    return name.split()[0] if name and not name.isspace() else ""


def _slug(text: str) -> str:
    """Return words as lower-case letters and digits with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
