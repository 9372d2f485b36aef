"""IRIs of the Akoma Ntoso naming convention for documents, texts, annexes and what they cite.

A text is ``/akn/un/statement/deliberation/un-ga/2015-12-17/70-178``, the printed thing around it
``/akn/un/collection/publication/un-ga/2015-12-18/A-RES-70-178``, a committee report
``/akn/un/debateReport/report/un-ga/2016-12-06/A-71-482``; an expression adds ``/eng@``, an annex
``/!annex_1``. Where no date is known, :data:`~cpcj.resolutions.akn.names.UNKNOWN_DATE` stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cpcj.resolutions.akn.names import UNKNOWN_DATE
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.identifier import body_of, document_id, organ_slug, text_id
from cpcj.resolutions.model import Document, DocumentKind, Text
from cpcj.resolutions.vocabulary.bodies import Body, bodies, body_of_symbol
from cpcj.resolutions.vocabulary.instruments import instruments

if TYPE_CHECKING:
    import datetime as dt

_NOT_IRI = re.compile(r"[^A-Za-z0-9._:()]+")
_NOT_LANGUAGE = re.compile(r"[^a-z]+")
_YEAR = re.compile(r"\((\d{4})\)$|^(\d{4})/")
_TREATIES = frozenset(
    {CitationKind.TREATY, CitationKind.TREATY_PROVISION, CitationKind.TREATY_SERIES}
)
_PROVISION = re.compile(r"^(op|pp|p|art)([^()~]+)((?:\([^()]*\))*)$")


def number(identifier: str) -> str:
    """Return a symbol, number or made identifier as one segment of an IRI.

    ``A/RES/70/178`` is ``A-RES-70-178``, ``217 A (III)`` is ``217-A-(III)``.
    """
    return _NOT_IRI.sub("-", identifier).strip("-") or "unnumbered"


def organ(document: Document) -> str:
    """Return the organ's segment, ``un-ga`` or ``un-ecosoc``; ``un`` where none is known."""
    body = body_of(document)
    if body is not None:
        return _actor(body)
    name = organ_slug(document)
    return f"un-{name}" if name else "un"


def organ_name(document: Document) -> str:
    """Return the name of the adopting organ: as printed, else as it is known."""
    body = body_of(document)
    return document.organ or ("United Nations" if body is None else body.name)


def _actor(body: Body) -> str:
    return body.akn or f"un-{number(body.key.replace('_', '-'))}"


def text_date(document: Document, text: Text) -> dt.date | None:
    """Return the date of a text: of its adoption, else of the document; None where unknown."""
    if text.adoption is not None and text.adoption.date is not None:
        return text.adoption.date
    return document.date


def text_iri(document: Document, text: Text) -> str:
    """Return the work IRI of a text."""
    if text.number:
        name = text.number
    elif text.symbol:
        name = text.symbol
    else:
        name = text_id(document, text)
    return (
        f"/akn/un/statement/deliberation/{organ(document)}/{_day(text_date(document, text))}"
        f"/{number(name)}"
    )


def document_iri(document: Document) -> str:
    """Return the work IRI of a printed document."""
    report = document.kind is DocumentKind.COMMITTEE_REPORT
    kind = "debateReport/report" if report else "collection/publication"
    name = number(document_id(document))
    return f"/akn/un/{kind}/{organ(document)}/{_day(document.date)}/{name}"


def annex_iri(work: str, place: int) -> str:
    """Return the IRI of a text's annex, counted from 1."""
    return f"{work}/!annex_{place}"


def expression(work: str, language: str) -> str:
    """Return the expression IRI of a work in a language (ISO 639-2)."""
    code = _NOT_LANGUAGE.sub("", language.lower())[:3] or "und"
    head, separator, component = work.partition("/!")
    return f"{head}/{code}@{separator}{component}"


def _day(date: dt.date | None) -> str:
    return UNKNOWN_DATE if date is None else date.isoformat()


def citation_iri(citation: Citation) -> str | None:
    """Return the IRI to which a citation of another document refers.

    Returns:
        The IRI; None where the citation says too little, or names a paragraph of its own text.
    """
    if citation.id is None or citation.id.startswith("#"):
        return None
    return _cited(citation.kind, citation.id, citation.body, citation.date)


# Texts cite the same few hundred documents over and over.
@lru_cache(maxsize=8192)
def _cited(kind: CitationKind, identifier: str, body: str | None, date: dt.date | None) -> str:
    whole, _, part = identifier.partition("#")
    work = _work(kind, whole, bodies().get(body or ""), date)
    fragment = fragment_of(part) if part else None
    return work if fragment is None else f"{work}#{fragment}"


def _work(kind: CitationKind, identifier: str, body: Body | None, date: dt.date | None) -> str:
    if kind in (CitationKind.RESOLUTION, CitationKind.DECISION):
        actor, name = "un", identifier
        if body is not None:
            form = body.decision if kind is CitationKind.DECISION else body.resolution
            actor, name = _actor(body), identifier.removeprefix(form.removesuffix("{n}"))
        return f"/akn/un/statement/deliberation/{actor}/{_cited_day(date, name)}/{number(name)}"
    if kind is CitationKind.SDG:
        return f"/akn/ontology/concept/un/{number(identifier.replace(':', '-').lower())}"
    if kind in _TREATIES:
        return treaty_iri(identifier, date)
    owner = body_of_symbol(identifier)
    actor = "un" if owner is None else _actor(owner)
    return f"/akn/un/doc/document/{actor}/{_cited_day(date, '')}/{number(identifier)}"


def treaty_iri(key: str, date: dt.date | None = None) -> str:
    """Return the work IRI of an instrument.

    Args:
        key: of the instrument in the vocabulary.
        date: stands where the day of its adoption is not known.
    """
    instrument = instruments().get(key)
    known = date if instrument is None or instrument.adopted is None else instrument.adopted
    return f"/akn/un/act/provision/un/{_cited_day(known, '')}/{number(key.replace(':', '-'))}"


def _cited_day(date: dt.date | None, name: str) -> str:
    """Return the date printed for a citation, else the year in its number, else unknown."""
    if date is not None:
        return date.isoformat()
    year = _YEAR.search(name)
    return (year[1] or year[2]) if year else UNKNOWN_DATE


def fragment_of(provision: str) -> str | None:
    """Return the ``eId`` of a provision: ``op8(a)`` is ``para_8__list_1__point_a``."""
    match = _PROVISION.match(provision)
    if match is None:
        return None
    kind, label, points = match[1], number(match[2]), re.findall(r"\(([^()]*)\)", match[3])
    if kind == "pp":
        return f"preamble__container_{label}"
    if kind == "art":
        return "__".join([f"art_{label}", *(f"para_{number(point)}" for point in points)])
    return f"para_{label}" + "".join(f"__list_1__point_{number(point)}" for point in points)
