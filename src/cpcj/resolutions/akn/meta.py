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
    main = work.partition("/!")[0]
    subtype = main.split("/")[4]  # /akn/un/statement/deliberation/…
    expression = attribute(iri.expression(work, document.language))
    whole = attribute(iri.expression(main, document.language))
    main = attribute(main)
    core = (
        f'<FRBRdate date="{date or UNKNOWN_DATE}" name="{"document" if date else "unknown"}"/>'
        f'<FRBRauthor href="#{organ}"/>'
    )
    parts = [
        "<meta>\n",
        f'<identification source="{_AGENT}">\n<FRBRWork><FRBRthis value="{attribute(work)}"/>',
        f'<FRBRuri value="{main}"/>{core}<FRBRcountry value="un"/>',
        f'<FRBRsubtype value="{subtype}"/><FRBRnumber value="{main.rpartition("/")[2]}"/>',
        f'</FRBRWork>\n<FRBRExpression><FRBRthis value="{expression}"/><FRBRuri value="{whole}"/>',
        f'{core}<FRBRlanguage language="{attribute(document.language)}"/></FRBRExpression>\n',
        f'<FRBRManifestation><FRBRthis value="{expression}.xml"/><FRBRuri value="{whole}.xml"/>',
        f'{core}<FRBRformat value="application/akn+xml"/></FRBRManifestation>\n</identification>\n',
    ]
    if root:
        parts.append(_declarations(organ, attribute(iri.organ_name(document))))
    if notes:
        parts.append(f'<notes source="{_AGENT}">{notes}</notes>\n')
    parts.append("</meta>\n")
    return "".join(parts)


def _declarations(organ: str, name: str) -> str:
    """Return the references that every part of the document may use."""
    href = "/akn/ontology/organization/un"
    return (
        f'<references source="{_AGENT}">'
        f'<TLCOrganization eId="{organ}" href="{href}/{organ}" showAs="{name}"/>'
        f'<TLCOrganization eId="cpcj" href="{href}/cpcj" showAs="CPCJ"/>'
        '<TLCConcept eId="preamble" href="/akn/ontology/concept/un/preamble" showAs="Preamble"/>'
        "</references>\n"
    )
