"""A text, document, provision or act as JSON or Akoma Ntoso: the shapes of the commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from cpcj.frame.permissions import Actor
from cpcj.register.api.resolving import Kind, Target
from cpcj.register.exports import mandate_records
from cpcj.register.models import Act, Provision
from cpcj.register.presentation.document import citations_of, document_of
from cpcj.register.queries.texts import TextPage, document_texts, text_detail
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.read import parse_xml
from cpcj.resolutions.akn.write import to_akn
from cpcj.resolutions.model import Document, provisions, text_provisions
from cpcj.resolutions.records import Record, document_record

_NAMED = tuple(f"{{{AKN}}}{name}" for name in ("container", "item", "paragraph", "point",
                                               "crossHeading"))  # fmt: skip
"""Elements that are provisions; they stand in the order of the provisions."""

_HIERARCHY = ("paragraph", "point", "container")
"""Those that can stand in a portion alone."""


def document_for(user: Actor, target: Target) -> Document | None:
    """Return the text, or the document with all its texts, that a target is or stands in."""
    return _whole(_parts(user, target))


def _parts(user: Actor, target: Target) -> list[tuple[TextPage, Document]]:
    """Return the texts that a target is, stands in or carries, each as a document."""
    if target.kind is not Kind.DOCUMENT:
        page = text_detail(user, target.text, target.version, target.language)
        return [] if page is None else [(page, document_of(page))]
    return [
        (page, document_of(page))
        for text in document_texts(user, target.identifier)
        if (page := text_detail(user, text.identifier)) is not None
    ]


def _whole(parts: Sequence[tuple[TextPage, Document]]) -> Document | None:
    """Return one document of its parts; None where there are none."""
    documents = [document for _page, document in parts]
    if len(documents) < 2:
        return documents[0] if documents else None
    first = next((document for document in documents if document.procedure), documents[0])
    return replace(
        first,
        texts=tuple(text for document in documents for text in document.texts),
        doubts=tuple(doubt for document in documents for doubt in document.doubts),
    )


def json_of(user: Actor, target: Target) -> Record | None:
    """Return what a target is as a record: as ``cpcj parse`` or ``cpcj mandates`` writes it.

    A provision is its paragraph's record with what it belongs to around it.
    """
    if target.kind is Kind.ACT:
        return next(mandate_records([target.key]), None)
    if target.kind is Kind.PROVISION:
        return _provision_record(user, target)
    document = document_for(user, target)
    return None if document is None else {"documents": [document_record(document)]}


def _provision_record(user: Actor, target: Target) -> Record | None:
    document = document_for(user, target)
    row = Provision.objects.filter(pk=target.key).select_related("version").first()
    if document is None or row is None:
        return None
    paragraph = _paragraph(document_record(document), row.local)
    acts = Act.objects.filter(
        paragraph__version=row.version_id,
        paragraph__position=row.paragraph_position,
        replaced_by=None,
        retired=False,
    ).order_by("position")
    return {
        "id": target.identifier,
        "text": target.text,
        "version": row.version.number,
        "current": target.version is None or bool(target.language),
        "language": row.version.language,
        "role": row.role,
        "annex": row.annex or None,
        "paragraph": paragraph,
        "mandates": list(acts.values_list("identifier", flat=True)),
    }


def _paragraph(document: Record, local: str) -> Record | None:
    """Return the record of a paragraph or point by its place."""
    for record in _paragraphs(document):
        if record["provision"] == local:
            return record
    return None


def _paragraphs(document: Record) -> Iterator[Record]:
    bodies: list[Iterable[Record]] = [document["procedure"]]
    for text in document["texts"]:
        bodies += [text["preambular"], text["operative"]]
        bodies += [annex["items"] for annex in text["annexes"]]
    for body in bodies:
        for record in body:
            if "provision" in record:
                yield from _with_points(record)


def _with_points(record: Record) -> Iterator[Record]:
    yield record
    for point in record["points"]:
        yield from _with_points(point)


def akn_of(user: Actor, target: Target) -> bytes | None:
    """Return what a target is as Akoma Ntoso: whole, or the provision as a ``portion``."""
    parts = _parts(user, target)
    document = _whole(parts)
    if document is None:
        return None
    cited = [citations_of(*part) for part in parts]
    whole = to_akn(document, lambda passage: [one for of in cited for one in of(passage)])
    if target.kind in (Kind.TEXT, Kind.DOCUMENT):
        return whole
    return portion(whole, document, target.local)


def portion(whole: bytes, document: Document, local: str) -> bytes | None:
    """Return one provision of a text written as Akoma Ntoso, as a document of its own.

    Args:
        whole: the text as Akoma Ntoso.
        document: the same text.
        local: the provision's place, the part of its identifier after ``#``.

    Returns:
        A ``portion`` with the metadata of the text; None where the text has no such provision.
    """
    root = parse_xml(whole, "Akoma Ntoso")
    names = [one.id for one in provisions(document.procedure)]
    for text in document.texts:
        names += [one.id for one in text_provisions(text)]
    elements = list(root.iter(*_NAMED))
    found = next(
        (element for element, name in zip(elements, names, strict=True) if name == local), None
    )
    if found is None:
        return None
    metas = list(root.iter(f"{{{AKN}}}meta"))
    # The printed document's own come first, then those of its text.
    return _portion(metas[0], metas[1 if document.texts else 0], found)


def _portion(declaring: Any, meta: Any, found: Any) -> bytes:
    """Put a provision into a document of its own."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=dict(declaring.nsmap))
    made = etree.SubElement(root, f"{{{AKN}}}portion", {"includedIn": "#whole"})
    head = etree.SubElement(made, f"{{{AKN}}}meta")
    identification = meta.find(f"{{{AKN}}}identification")
    work = identification.find(f"{{{AKN}}}FRBRWork/{{{AKN}}}FRBRthis").get("value")
    head.append(identification)
    references = declaring.find(f"{{{AKN}}}references")
    head.append(references)
    attributes: dict[str, str] = {"eId": "whole", "href": work, "showAs": "text"}
    references.insert(0, etree.Element(f"{{{AKN}}}original", attributes))
    body = etree.SubElement(made, f"{{{AKN}}}portionBody")
    name = etree.QName(found).localname
    if name == "item":
        block = etree.SubElement(_wrapped(body, "container"), f"{{{AKN}}}blockList")
        block.set("eId", "list")
        block.append(found)
    elif name in _HIERARCHY:
        body.append(found)
    else:
        _wrapped(body, "hcontainer").append(found)
    found.tail = None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _wrapped(body: Any, tag: str) -> Any:
    return etree.SubElement(body, f"{{{AKN}}}{tag}", {"name": "portion", "eId": "portion"})
