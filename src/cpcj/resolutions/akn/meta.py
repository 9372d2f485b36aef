"""Metadata of an Akoma Ntoso document: what it is as work, expression and manifestation.

The manifestation bears the date of its work: when a file was written is no property of the text,
and the same document gives the same bytes on any day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpcj.resolutions.akn import iri
from cpcj.resolutions.akn.names import UNKNOWN_DATE
from cpcj.resolutions.akn.words import attribute

if TYPE_CHECKING:
    from cpcj.resolutions.model import Document

_AGENT = "#cpcj"


def declared(document: Document) -> tuple[str, ...]:
    """Return the identifiers that :func:`metadata` declares for the whole document."""
    return ("cpcj", "preamble", iri.organ(document))


def metadata(
    document: Document, work: str, date: str | None, notes: str, *, root: bool = False
) -> str:
    """Return the ``<meta>`` of a document or of a part of it.

    Args:
        document: the printed document.
        work: the work IRI.
        date: the work's date (ISO 8601), None where it is not known.
        notes: XML of the footnotes that no mark calls for.
        root: whether the part is the whole, which declares what all parts refer to.
    """
    organ = iri.organ(document)
    parts = ["<meta>\n", identification(work, document.language, date, organ)]
    if root:
        parts.append(declarations(organ, iri.organ_name(document)))
    if notes:
        parts.append(f'<notes source="{_AGENT}">{notes}</notes>\n')
    parts.append("</meta>\n")
    return "".join(parts)


def identification(work: str, language: str, date: str | None, author: str) -> str:
    """Return what says which work, expression and manifestation something is.

    Args:
        work: the work IRI.
        language: ISO 639-2 code.
        date: the work's date (ISO 8601), None where it is not known.
        author: identifier of the organization that is declared as its author.
    """
    main = work.partition("/!")[0]
    subtype = main.split("/")[4]  # /akn/un/statement/deliberation/…
    expression = attribute(iri.expression(work, language))
    whole = attribute(iri.expression(main, language))
    main = attribute(main)
    core = (
        f'<FRBRdate date="{date or UNKNOWN_DATE}" name="{"document" if date else "unknown"}"/>'
        f'<FRBRauthor href="#{author}"/>'
    )
    return "".join((
        f'<identification source="{_AGENT}">\n<FRBRWork><FRBRthis value="{attribute(work)}"/>',
        f'<FRBRuri value="{main}"/>{core}<FRBRcountry value="un"/>',
        f'<FRBRsubtype value="{subtype}"/><FRBRnumber value="{main.rpartition("/")[2]}"/>',
        f'</FRBRWork>\n<FRBRExpression><FRBRthis value="{expression}"/><FRBRuri value="{whole}"/>',
        f'{core}<FRBRlanguage language="{attribute(language)}"/></FRBRExpression>\n',
        f'<FRBRManifestation><FRBRthis value="{expression}.xml"/><FRBRuri value="{whole}.xml"/>',
        f'{core}<FRBRformat value="application/akn+xml"/></FRBRManifestation>\n</identification>\n',
    ))  # fmt: skip


def declarations(organ: str, name: str) -> str:
    """Return the references that every part of a document by an organ may use."""
    href = "/akn/ontology/organization/un"
    return (
        f'<references source="{_AGENT}">'
        f'<TLCOrganization eId="{organ}" href="{href}/{organ}" showAs="{attribute(name)}"/>'
        f'<TLCOrganization eId="cpcj" href="{href}/cpcj" showAs="CPCJ"/>'
        '<TLCConcept eId="preamble" href="/akn/ontology/concept/un/preamble" showAs="Preamble"/>'
        "</references>\n"
    )
