"""Stable identifiers of documents and texts: what stands before ``#`` in ``A/RES/70/178#op46.2``.

A printed symbol is the identifier. Where a body gives its resolutions numbers but no symbols
(commissions, conferences of parties), the identifier is built from the number; where there is
nothing printed, it is made of what the masthead says: ``made:BODY-SESSION-ITEM-DATE-KIND``.
Identifiers that are not symbols must never be shown as symbols; :func:`is_made` tells them apart.
"""

from __future__ import annotations

import hashlib
import re

from cpcj.resolutions.model import Document, DocumentKind, Text

_NUMBERED_BODIES = (
    ("crime prevention and criminal justice", "CCPCJ/RES/"),
    ("narcotic drugs", "CND/RES/"),
    ("transnational organized crime", "UNTOC/COP/RES/"),
    ("against corruption", "UNCAC/COSP/RES/"),
)
"""Words of the names of bodies that number their resolutions without symbols, with the prefix."""

_BODY_KEYS = (
    ("general assembly", "ga"),
    ("economic and social council", "ecosoc"),
    ("security council", "sc"),
    ("human rights council", "hrc"),
    ("crime prevention and criminal justice", "ccpcj"),
    ("narcotic drugs", "cnd"),
    ("status of women", "csw"),
    ("transnational organized crime", "cop-untoc"),
    ("against corruption", "cosp-uncac"),
)

_COMMITTEE_NUMBERS = {
    "first": "c1",
    "special political and decolonization": "c4",
    "second": "c2",
    "third": "c3",
    "fourth": "c4",
    "fifth": "c5",
    "sixth": "c6",
    "plenary": "",
}

_KINDS = {
    DocumentKind.DRAFT_RESOLUTION: "draft",
    DocumentKind.REVISED_DRAFT_RESOLUTION: "rev-draft",
    DocumentKind.AMENDMENT: "amendment",
    DocumentKind.RESOLUTION: "resolution",
    DocumentKind.DECISION: "decision",
    DocumentKind.COMMITTEE_REPORT: "report",
}

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """Return words as lower-case ASCII letters and digits joined by hyphens ("68 (b)": "68-b")."""
    return _NOT_SLUG.sub("-", words.lower()).strip("-")


def body_key(document: Document) -> str | None:
    """Return the short name of the adopting body ("ga", "ccpcj"); None where none is printed."""
    if document.organ is None:
        return None
    organ = document.organ.lower()
    for words, key in _BODY_KEYS:
        if words in organ:
            return key
    return slug(document.organ) or None


def _committee_key(document: Document) -> str | None:
    if document.committee is None:
        return None
    committee = document.committee.lower()
    for words, key in _COMMITTEE_NUMBERS.items():
        if committee.startswith(words):
            return key
    return slug(document.committee) or None


def _numbered(document: Document) -> str | None:
    if len(document.texts) != 1 or document.organ is None:
        return None
    text = document.texts[0]
    if text.number is None or document.kind is not DocumentKind.RESOLUTION:
        return None
    organ = document.organ.lower()
    for words, prefix in _NUMBERED_BODIES:
        if words in organ:
            return prefix + text.number
    return None


def document_id(document: Document) -> str:
    """Return the stable identifier of a document.

    Args:
        document: any document.

    Returns:
        Its symbol; else the symbol of its single text; else an identifier by the body's own number
        ("CCPCJ/RES/22/7"); else one made of the masthead
        ("made:ga-c3-67-103-2012-11-21-rev-draft"). Parts that are not printed are left out; where
        body or date are missing, eight hexadecimal digits of a digest of the title and the first
        words keep two such documents apart.
    """
    if document.symbol:
        return document.symbol
    if len(document.texts) == 1 and document.texts[0].symbol:
        return document.texts[0].symbol
    numbered = _numbered(document)
    if numbered is not None:
        return numbered
    parts = [
        body_key(document),
        _committee_key(document),
        None if document.session is None else str(document.session),
        None if document.agenda_item is None else slug(document.agenda_item),
        None if document.date is None else document.date.isoformat(),
        _KINDS[document.kind],
    ]
    if document.organ is None or document.date is None:
        parts.append(_digest(document))
    return "made:" + "-".join(part for part in parts if part)


def _digest(document: Document) -> str:
    first = next((p.words.text for text in document.texts for p in text.operative), "")
    words = "\n".join([document.title or "", *(t.title.text for t in document.texts), first])
    encoded = words.encode("utf-8", "surrogatepass")
    return hashlib.sha256(encoded).hexdigest()[:8]


def text_id(document: Document, text: Text) -> str:
    """Return the stable identifier of one text of a document ("A/71/482!VIII")."""
    whole = document_id(document)
    return whole if text.id is None else f"{whole}!{text.id}"


def is_made(identifier: str) -> bool:
    """Tell whether an identifier was made here and is no document symbol."""
    return identifier.startswith(("made:", *(prefix for _, prefix in _NUMBERED_BODIES)))
