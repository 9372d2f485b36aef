"""Documents and acts as plain records: the shapes of ``cpcj parse`` and ``cpcj mandates``.

The keys and their order are those of the annotation guide; keys that stand beside those of the
guide come after them in each record. Dates are ISO 8601, absent values None, absent lists [].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpcj.resolutions.identifier import document_id
from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Document,
    Doubt,
    Heading,
    Note,
    Paragraph,
    Passage,
    Role,
    Text,
    provisions,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from cpcj.resolutions.act import Act, Deliverable, Evidence, Pieces
    from cpcj.resolutions.citation import Citation

Record = dict[str, Any]
"""A JSON object: string keys; values of the types that ``json.dumps`` takes."""


def document_record(document: Document, source: str | None = None) -> Record:
    """Return a document as the record of ``cpcj parse --format json``.

    Args:
        document: the document.
        source: the name of the file it was read from.

    Returns:
        The record, its keys in the order of the guide.
    """
    return {
        "source": source,
        "kind": document.kind.value,
        "symbol": document.symbol,
        "id": document_id(document),
        "organ": document.organ,
        "committee": document.committee,
        "session": document.session,
        "agenda_item": document.agenda_item,
        "title": document.title,
        "date": _iso(document.date),
        "language": document.language,
        "doubts": [_doubt(doubt) for doubt in document.doubts],
        "texts": [text_record(text) for text in document.texts],
        "agenda_title": document.agenda_title,
        "distribution": document.distribution,
        "original_language": document.original_language,
        "origin": None if document.origin is None else document.origin.text,
        "procedure": _in_order(_items(document.procedure, "")),
        "notes": [_note(note) for note in document.notes],
    }


def text_record(text: Text) -> Record:
    """Return a text as it stands in the record of its document."""
    items = _items(text.body, "")
    return {
        "id": text.id,
        "kind": text.kind.value,
        "symbol": text.symbol,
        "title": text.title.text,
        "sponsors": list(text.sponsors),
        "organ_line": text.organ_line.text,
        "preambular": [
            {**record, "n": place}
            for place, record in enumerate(_of_role(items, Role.PREAMBULAR), start=1)
        ],
        "operative": _of_role(items, Role.OPERATIVE),
        "annexes": [_annex(annex, place) for place, annex in enumerate(text.annexes, start=1)],
        "notes": [_note(note) for note in text.notes],
        "number": text.number,
        "headings": _headings(items),
        "adoption": None if text.adoption is None else _adoption(text.adoption),
    }


_Items = list[tuple[BodyItem, Record]]


def _items(body: tuple[BodyItem, ...], prefix: str) -> _Items:
    """Return headings and paragraphs in printed order, each with its record."""
    # Provisions come in reading order, so one iterator serves the whole walk.
    identifiers = (provision.id for provision in provisions(body, prefix))
    return [
        (item, _heading(item) if isinstance(item, Heading) else _paragraph(item, identifiers))
        for item in body
    ]


def _of_role(items: _Items, role: Role) -> list[Record]:
    return [record for item, record in items if isinstance(item, Paragraph) and item.role is role]


def _in_order(items: _Items) -> list[Record]:
    """List the records of a mixed body, each saying what it is."""
    return [
        {"role": "heading" if isinstance(item, Heading) else item.role.value, **record}
        for item, record in items
    ]


def _headings(items: _Items) -> list[Record]:
    """List the headings of a body, each with the provision that follows it."""
    records: list[Record] = []
    following: str | None = None
    for item, record in reversed(items):
        if isinstance(item, Heading):
            records.append({**record, "before": following})
        else:
            following = record["provision"]
    records.reverse()
    return records


def _paragraph(paragraph: Paragraph, identifiers: Iterator[str]) -> Record:
    provision = next(identifiers)
    record: Record = {"n": paragraph.n}
    if paragraph.role not in (Role.POINT, Role.PREAMBULAR):
        record["numbered"] = paragraph.numbered
    record["text"] = paragraph.words.text
    record["notes"] = _marks(paragraph.words)
    record["points"] = [_paragraph(point, identifiers) for point in paragraph.points]
    if paragraph.closing is not None:
        record["closing"] = paragraph.closing.text
        record["notes"] += _marks(paragraph.closing)
    record["provision"] = provision
    return record


def _heading(heading: Heading) -> Record:
    return {
        "level": heading.level,
        "n": heading.n,
        "text": heading.words.text,
        "notes": _marks(heading.words),
    }


def _annex(annex: Annex, place: int) -> Record:
    return {
        "n": annex.n,
        "title": None if annex.title is None else annex.title.text,
        "notes": [] if annex.title is None else _marks(annex.title),
        "items": _in_order(_items(annex.body, f"annex{place}/")),
    }


def _adoption(adoption: Adoption) -> Record:
    return {
        "meeting": adoption.meeting,
        "date": _iso(adoption.date),
        "text": adoption.words.text,
    }


def _note(note: Note) -> Record:
    return {"mark": note.mark, "text": note.words.text}


def _doubt(doubt: Doubt) -> Record:
    return {
        "code": doubt.code,
        "message": doubt.message,
        "text": doubt.text,
        "provision": doubt.provision,
        "source": None if doubt.source is None else list(doubt.source),
    }


def _marks(passage: Passage) -> list[str]:
    return [mark.mark for mark in passage.marks]


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def act_record(act: Act) -> Record:
    """Return an act as the record of ``cpcj mandates --format json``, its keys in order."""
    return {
        "id": act.id,
        "document": act.document,
        "text": act.text,
        "paragraph": act.paragraph,
        "point": act.point,
        "position": act.position,
        "standing": act.standing.value,
        "phrase": act.phrase,
        "act": act.act,
        "reiterated": act.reiterated,
        "addressees": _values(act.addressees),
        "deliverable": None if act.deliverable is None else _deliverable(act.deliverable),
        "qualifiers": _values(act.qualifiers),
        "action": act.action,
        "topics": _values(act.topics),
        "citations": [citation_record(citation, act.full) for citation in act.citations],
        "full": act.full,
        "spans": {
            "phrase": _spans(act.phrase_pieces),
            "act": _spans(act.act_pieces),
            "reiterated": _spans(act.reiterated_pieces),
            "addressees": [_spans(evidence.pieces) for evidence in act.addressees],
            "deliverable": _spans(act.deliverable_pieces),
            "qualifiers": [_spans(evidence.pieces) for evidence in act.qualifiers],
            "action": _spans(act.action_pieces),
            "topics": [_spans(evidence.pieces) for evidence in act.topics],
            "citations": [[list(citation.span)] for citation in act.citations],
        },
        "source": [[piece.source_start, piece.source_end] for piece in act.source],
    }


def citation_record(citation: Citation, words: str) -> Record:
    """Return a citation as a record.

    Args:
        citation: the citation.
        words: the string its span points into.
    """
    start, end = citation.span
    return {
        "id": citation.id,
        "kind": citation.kind.value,
        "words": words[start:end],
        "span": [start, end],
        "body": citation.body,
        "date": _iso(citation.date),
        "pinpoint": citation.pinpoint,
        "made": citation.made,
    }


def _deliverable(deliverable: Deliverable) -> Record:
    due = deliverable.due
    return {
        "what": deliverable.what,
        "to": deliverable.to,
        "when": deliverable.when,
        "due": None
        if due is None
        else {
            "body": due.body,
            "session": due.session,
            "from": _iso(due.start),
            "to": _iso(due.end),
        },
    }


def _values(evidence: Iterable[Evidence]) -> list[str]:
    return [one.value for one in evidence]


def _spans(pieces: Pieces) -> list[list[int]]:
    return [[start, end] for start, end in pieces]


ACT_COLUMNS = (
    "id",
    "document",
    "text",
    "paragraph",
    "point",
    "position",
    "standing",
    "phrase",
    "act",
    "reiterated",
    "addressees",
    "deliverable_what",
    "deliverable_to",
    "deliverable_when",
    "due_body",
    "due_session",
    "due_from",
    "due_to",
    "qualifiers",
    "action",
    "topics",
    "citations",
    "full",
)
"""Columns of an act in a table, in order. Lists are joined by "; "."""

Cell = str | int | bool | None
"""What stands in one cell of a table of acts."""


def act_row(record: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Return the record of an act as a row of a table with :data:`ACT_COLUMNS`.

    Lists are joined by "; "; citations are their identifiers, those unresolved are left out. The
    places of the words are in the record alone.
    """
    deliverable = record["deliverable"] or {}
    due = deliverable.get("due") or {}
    flat: Record = {
        **record,
        "addressees": "; ".join(record["addressees"]),
        "qualifiers": "; ".join(record["qualifiers"]),
        "topics": "; ".join(record["topics"]),
        "citations": "; ".join(c["id"] for c in record["citations"] if c["id"] is not None),
        **{f"deliverable_{key}": deliverable.get(key) for key in ("what", "to", "when")},
        **{f"due_{key}": due.get(key) for key in ("body", "session", "from", "to")},
    }
    return tuple(flat[column] for column in ACT_COLUMNS)
