"""Stable identifiers of documents and texts: what stands before ``#`` in ``A/RES/70/178#op46.2``.

A printed symbol is the identifier. Where a body gives its resolutions numbers but no symbols
(commissions, conferences of parties), the identifier is built from the number; where there is
nothing printed, it is made of what the masthead says: ``made:BODY-SESSION-ITEM-DATE-KIND``.
Identifiers that are not symbols must never be shown as symbols; :func:`is_made` tells them apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache

from cpcj.resolutions.model import Document, DocumentKind, Text, TextKind
from cpcj.resolutions.vocabulary.bodies import Body, bodies

_MAIN_COMMITTEES = {
    "first committee": "c1",
    "second committee": "c2",
    "third committee": "c3",
    "special political and decolonization committee (fourth committee)": "c4",
    "fourth committee": "c4",
    "fifth committee": "c5",
    "sixth committee": "c6",
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
_TEMPLATE = re.compile(r"\{.*")


@cache
def _by_name() -> Mapping[str, Body]:
    return {name.casefold(): body for body in bodies().values() for name in body.names}


def body_of(document: Document) -> Body | None:
    """Return the body that adopts the document's texts; None where none is known.

    A document of a Main Committee is one of the General Assembly, named or not.
    """
    if document.organ is None:
        main = (document.committee or "").casefold() in _MAIN_COMMITTEES
        return bodies()["ga"] if main else None
    return _by_name().get(document.organ.casefold().removeprefix("the ").strip())


def slug(words: str) -> str:
    """Return words as lower-case ASCII letters and digits joined by hyphens ("68 (b)": "68-b")."""
    return _NOT_SLUG.sub("-", words.lower()).strip("-")


def organ_slug(document: Document) -> str:
    """Return the short name of the adopting body ("ga", "cop-untoc"); "" where none is printed."""
    body = body_of(document)
    return slug(body.key if body is not None else document.organ or "")


def document_id(document: Document) -> str:
    """Return the stable identifier of a document.

    Args:
        document: any document.

    Returns:
        Its symbol; else the symbol of its single text; else an identifier by the body's own number
        ("CCPCJ/RES/22/7"); else one made of the masthead
        ("made:ga-c3-67-103-2012-11-21-rev-draft"). Parts that are not printed are left out; where
        body, or date and agenda item, are missing, eight hexadecimal digits of a digest of the
        title and the first words keep two such documents apart.
    """
    if document.symbol:
        return document.symbol.replace(" ", "")
    if len(document.texts) == 1:
        (text,) = document.texts
        identifier = text.symbol or _numbered(document, text)
        if identifier:
            return identifier
    parts = [
        organ_slug(document),
        _committee(document),
        "" if document.session is None else str(document.session),
        slug(document.agenda_item or ""),
        "" if document.date is None else document.date.isoformat(),
        _KINDS[document.kind],
    ]
    unplaced = document.date is None and not (document.session and document.agenda_item)
    if body_of(document) is None or unplaced:
        parts.append(_digest(document))
    return "made:" + "-".join(part for part in parts if part)


def text_id(document: Document, text: Text) -> str:
    """Return the stable identifier of one text of a document ("A/71/482!VIII").

    A text with a number of its own is known by that number in a document without symbol, and in
    the report of the body that adopted it.
    """
    own = text.symbol or _numbered(document, text)
    if own and (document.symbol is None or document.kind is DocumentKind.COMMITTEE_REPORT):
        return own
    whole = document_id(document)
    return whole if text.id is None else f"{whole}!{text.id}"


def is_made(identifier: str) -> bool:
    """Tell whether an identifier was made here and is no document symbol."""
    return identifier.startswith(("made:", *_made_prefixes()))


@cache
def _made_prefixes() -> tuple[str, ...]:
    forms = [body.resolution for body in bodies().values() if body.resolution_made]
    forms += [body.decision for body in bodies().values() if body.decision_made]
    return tuple(prefix for form in forms if (prefix := _TEMPLATE.sub("", form)))


def _numbered(document: Document, text: Text) -> str | None:
    """Return the identifier of an adopted text by its body and number."""
    body = body_of(document)
    if body is None or not text.number:
        return None
    if text.kind is TextKind.RESOLUTION:
        form = body.resolution
    elif text.kind is TextKind.DECISION:
        form = body.decision
    else:
        return None
    number = text.number.replace(" ", "")
    session, _, item = number.partition("/")
    return form.format(n=number, session=session, item=item) or None


def _committee(document: Document) -> str:
    committee = (document.committee or "").casefold()
    return _MAIN_COMMITTEES.get(committee) or slug(committee)


def _digest(document: Document) -> str:
    first = next((p.words.text for text in document.texts for p in text.operative), "")
    words = "\n".join([document.title or "", *(t.title.text for t in document.texts), first])
    encoded = words.encode("utf-8", "surrogatepass")
    return hashlib.sha256(encoded).hexdigest()[:8]
