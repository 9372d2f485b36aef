"""Acts of the library as rows of the register, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cpcj.register.models import Act as ActRow
from cpcj.register.models import ActValue
from cpcj.resolutions.act import Act, Deliverable, Due, Evidence, Pieces
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.model import SourcePiece, Span, Standing

Columns = dict[str, Any]

_VALUE_FIELDS = (
    (ActValue.Field.ADDRESSEE, "addressees"),
    (ActValue.Field.QUALIFIER, "qualifiers"),
    (ActValue.Field.TOPIC, "topics"),
)
_LONGEST_VALUE = 320


def stored(words: str | None, longest: int | None = None) -> str:
    """Return words as every store takes them: no NUL, no lone surrogates, at most ``longest``.

    Each character stays one character, so that places stay right.
    """
    clean = (words or "").replace("\x00", "\ufffd")
    if not clean.isascii():
        clean = clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean if longest is None else clean[:longest]


def columns(act: Act) -> Columns:
    """Return the columns of an act that its words decide."""
    deliverable = act.deliverable
    due = None if deliverable is None else deliverable.due
    return {
        "identifier": stored(act.id, 330),
        "paragraph_n": stored(act.paragraph, 40),
        "point": stored(act.point, 40),
        "position": act.position,
        "standing": act.standing.value,
        "phrase": stored(act.phrase),
        "act": stored(act.act, 40),
        "reiterated": act.reiterated,
        "action": stored(act.action),
        "deliverable_what": stored(deliverable.what) if deliverable else "",
        "deliverable_to": stored(deliverable.to, 80) if deliverable else "",
        "deliverable_when": stored(deliverable.when) if deliverable else "",
        "due_body": stored(due.body, 80) if due else "",
        "due_session": due.session if due else None,
        "due_from": due.start if due else None,
        "due_to": due.end if due else None,
        "spans": spans(act),
        "source": [list(piece) for piece in act.source],
    }


def spans(act: Act) -> dict[str, Any]:
    """Return where each field was read."""
    found = {
        "phrase": _lists(act.phrase_pieces),
        "act": _lists(act.act_pieces),
        "action": _lists(act.action_pieces),
        "reiterated": _lists(act.reiterated_pieces),
        "deliverable": _lists(act.deliverable_pieces),
        "citation": [_citation(citation) for citation in act.citations],
    }
    for field, name in _VALUE_FIELDS:
        found[field.value] = [_lists(one.pieces) for one in getattr(act, name)]
    return {field: pieces for field, pieces in found.items() if pieces}


def _lists(pieces: Pieces) -> list[list[int]]:
    return [[start, end] for start, end in pieces]


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "span": list(citation.span),
        "kind": citation.kind.value,
        "id": citation.id,
        "body": citation.body,
        "date": citation.date.isoformat() if citation.date else None,
        "pinpoint": citation.pinpoint,
        "made": citation.made,
    }


def values(act: Act, row: ActRow) -> list[ActValue]:
    """Return the unsaved value rows of an act."""
    rows = [
        ActValue(act=row, field=field, value=stored(one.value, _LONGEST_VALUE), position=place)
        for field, name in _VALUE_FIELDS
        for place, one in enumerate(getattr(act, name))
    ]
    targets = dict.fromkeys(c.id for c in act.citations if c.id is not None)
    rows += [
        ActValue(act=row, field=ActValue.Field.CITATION,
                 value=stored(target, _LONGEST_VALUE), position=place)
        for place, target in enumerate(targets)
    ]  # fmt: skip
    return rows


def library_act(row: ActRow, of_row: Iterable[ActValue]) -> Act:
    """Return a row as the library's act; ``row.paragraph`` and ``row.text`` are read."""
    found: dict[str, list[str]] = {}
    for value in sorted(of_row, key=lambda one: (one.field, one.position)):
        found.setdefault(value.field, []).append(value.value)
    place = row.spans

    def evidence(field: str) -> tuple[Evidence, ...]:
        pieces = place.get(field, [])
        return tuple(
            Evidence(value, _pieces(pieces[at]) if at < len(pieces) else ())
            for at, value in enumerate(found.get(field, ()))
        )

    return Act(
        id=row.identifier,
        document=row.text.document.identifier,
        text=row.text.part or None,
        paragraph=row.paragraph_n,
        point=row.point or None,
        position=row.position,
        standing=Standing(row.standing),
        phrase=row.phrase,
        act=row.act,
        reiterated=row.reiterated,
        addressees=evidence("addressee"),
        deliverable=deliverable(row),
        qualifiers=evidence("qualifier"),
        action=row.action,
        full=row.paragraph.full_text,
        phrase_pieces=_pieces(place.get("phrase", [])),
        act_pieces=_pieces(place.get("act", [])),
        action_pieces=_pieces(place.get("action", [])),
        reiterated_pieces=_pieces(place.get("reiterated", [])),
        deliverable_pieces=_pieces(place.get("deliverable", [])),
        topics=evidence("topic"),
        citations=tuple(_library_citation(one) for one in place.get("citation", [])),
        source=tuple(SourcePiece(*piece) for piece in row.source),
    )


def deliverable(row: ActRow) -> Deliverable | None:
    """Return what an act's addressee is to hand over; None where nothing."""
    if not (row.deliverable_what or row.deliverable_to or row.deliverable_when):
        return None
    due = None
    if row.due_session is not None:
        due = Due(row.due_body, row.due_session, row.due_from, row.due_to)
    return Deliverable(
        row.deliverable_what, row.deliverable_to or None, row.deliverable_when or None, due
    )


def _pieces(lists: list[list[int]]) -> Pieces:
    return tuple(Span(start, end) for start, end in lists)


def _library_citation(one: dict[str, Any]) -> Citation:
    return Citation(
        Span(*one["span"]), CitationKind(one["kind"]), one["id"], one["body"],
        dt.date.fromisoformat(one["date"]) if one["date"] else None, one["pinpoint"], one["made"],
    )  # fmt: skip
