"""Proceedings as records and rows: what ``cpcj procedure`` writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cpcj.resolutions.identifier import document_id, text_id
from cpcj.resolutions.model import Document
from cpcj.resolutions.procedure.fact import Fact, Named, Proceedings, Vote
from cpcj.resolutions.procedure.naming import group_names

COLUMNS: Final = (
    "document", "text", "draft", "fact", "name", "state", "group", "on_behalf_of", "meeting",
    "date", "after_meeting", "detail", "place", "words",
)  # fmt: skip


def identifier(document: Document, one: Proceedings) -> str:
    """Return the identifier of the text that proceedings are about; "" where it is none held."""
    if not one.held:
        return ""
    text = next(text for text in document.texts if text.id == one.text)
    return text_id(document, text)


def proceedings_record(document: Document, one: Proceedings) -> dict[str, Any]:
    """Return proceedings as plain values."""
    return {
        "document": document_id(document),
        "text": identifier(document, one) or None,
        "draft": list(one.symbols),
        "sponsors": [_named(sponsor) for sponsor in one.sponsors],
        "facts": [_fact(fact) for fact in one.facts],
        "doubts": [
            {"code": doubt.code, "message": doubt.message, "place": doubt.provision}
            for doubt in one.doubts
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact.kind.value,
        "place": fact.place,
        "span": list(fact.span),
        "words": fact.said,
        "names": [_named(one) for one in fact.names],
        "meeting": fact.meeting,
        "date": fact.date.isoformat() if fact.date else None,
        "after_meeting": fact.after,
        "symbols": list(fact.symbols),
        "detail": fact.detail,
        "as_revised": fact.revised,
        "vote": None if fact.vote is None else vote_record(fact.vote),
    }


def vote_record(vote: Vote) -> dict[str, Any]:
    """Return a vote as plain values."""
    return {
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstaining": vote.abstaining,
        "for_list": [_named(one) for one in vote.for_list],
        "against_list": [_named(one) for one in vote.against_list],
        "abstaining_list": [_named(one) for one in vote.abstaining_list],
    }


def _named(one: Named) -> dict[str, Any]:
    return {
        "name": one.name,
        "span": list(one.span),
        "state": one.code or None,
        "group": one.group or None,
        "on_behalf_of": group_names().get(one.behalf) if one.behalf else None,
    }


def rows(document: Document, one: Proceedings) -> Iterator[tuple[object, ...]]:
    """Yield a row a name of each fact, one for a fact without names; see :data:`COLUMNS`."""
    held = identifier(document, one)
    for fact in one.facts:
        for named in fact.names or (None,):
            yield (
                document_id(document), held, " ".join(one.symbols), fact.kind.value,
                named.name if named else "", named.code if named else "",
                group_names().get(named.group, "") if named else "",
                group_names().get(named.behalf, "") if named else "",
                fact.meeting, fact.date, fact.after, fact.detail, fact.place, fact.said,
            )  # fmt: skip
