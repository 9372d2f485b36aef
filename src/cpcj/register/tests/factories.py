"""Documents as a reader would give them, in words of our own, and the register that holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cpcj.frame.actors import SystemActor
from cpcj.register.reading import FileRead, file_read
from cpcj.register.services.ingest import IngestOutcome, store_file
from cpcj.resolutions.act import Act, Deliverable, Due, Evidence
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations import PlacedCitation
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Span,
    Text,
    TextKind,
)

SYSTEM = SystemActor("test")
REQUEST = "Requests the Secretary-General to report to it on lamps at its eighty-second session"
ENCOURAGE = "Encourages Member States, upon request, to share keepers, and invites donors to give"
DAY = dt.date(2024, 12, 17)


def paragraph(words: str, n: str, role: Role = Role.OPERATIVE, *points: str) -> Paragraph:
    """Return a paragraph with points (a), (b) …."""
    return Paragraph(
        role, n, role is Role.OPERATIVE, Passage(words),
        tuple(
            Paragraph(Role.POINT, f"({'abcdefgh'[at]})", True, Passage(point))  # noqa: FBT003
            for at, point in enumerate(points)
        ),
    )  # fmt: skip


def text(
    *operative: str,
    title: str = "Care of lighthouses",
    symbol: str | None = "A/RES/79/901",
    part: str | None = None,
    kind: TextKind = TextKind.RESOLUTION,
    recalling: str = "Recalling its resolution 78/901 of 19 December 2023,",
) -> Text:
    """Return a text with one preambular paragraph, one footnote and some operative ones."""
    body = [
        Paragraph(Role.PREAMBULAR, "1", False, Passage(recalling, (NoteMark(9, "1"),))),  # noqa: FBT003
        *(paragraph(words, str(n)) for n, words in enumerate(operative or (REQUEST,), start=1)),
    ]
    return Text(
        id=part, kind=kind, title=Passage(title), organ_line=Passage("The General Assembly,"),
        body=tuple(body), symbol=symbol,
        number=symbol.rpartition("RES/")[2] if symbol and "RES" in symbol else None,
        notes=(Note("1", Passage("See the almanac of lights.")),),
    )  # fmt: skip


def document(
    *texts: Text, kind: DocumentKind = DocumentKind.RESOLUTION, **more: object
) -> Document:
    """Return a document of the General Assembly's seventy-ninth session."""
    values: dict[str, object] = {
        "symbol": texts[0].symbol if len(texts) == 1 else None,
        "organ": "General Assembly", "session": 79, "agenda_item": "106", "date": DAY,
        "title": texts[0].title.text if texts else None, **more,
    }  # fmt: skip
    return Document(kind=kind, texts=texts, **values)  # type: ignore[arg-type]


def span(full: str, words: str) -> Span:
    """Return where words stand."""
    start = full.index(words)
    return Span(start, start + len(words))


def acts_of(of: Document) -> tuple[Act, ...]:
    """Return the acts of documents made of :data:`REQUEST`, :data:`ENCOURAGE` and the like."""
    found: list[Act] = []
    for one in of.texts:
        for item in one.operative:
            full = item.full
            found.append(_act(of, one, item, full))
    return tuple(found)


_WHO = (("Secretary-General", "secretary_general"), ("Member States", "member_states"),
        ("donors", "donors"))  # fmt: skip
_KINDS = {"Requests": "request", "Encourages": "encourage", "Invites": "invite", "Urges": "urge"}


def _act(of: Document, one: Text, item: Paragraph, full: str) -> Act:
    verb, _, action = full.partition(" ")
    due = None
    if "eighty-second session" in full:
        due = Due("general_assembly", 82, dt.date(2027, 9, 14), dt.date(2028, 9, 11))
    reports = "report" in full
    return Act(
        id=f"{text_id(of, one)}#op{item.n}.1",
        document=of.symbol or text_id(of, one).partition("!")[0],
        text=one.id,
        paragraph=item.n,
        point=None,
        position=1,
        standing=of.standing(one),
        phrase=verb.lower(),
        act=_KINDS.get(verb, "other"),
        reiterated=False,
        addressees=tuple(
            Evidence(name, (span(full, words),)) for words, name in _WHO if words in full
        ),
        deliverable=(
            Deliverable("report", "general_assembly", "eighty-second session", due)
            if reports else None
        ),
        qualifiers=(
            (Evidence("upon_request", (span(full, "upon request"),)),)
            if "upon request" in full else ()
        ),
        action=action,
        full=full,
        phrase_pieces=(Span(0, len(verb)),),
        act_pieces=(Span(0, len(verb)),),
        action_pieces=(Span(len(verb) + 1, len(full)),),
        deliverable_pieces=(span(full, "report"),) if reports else (),
        topics=(Evidence("sport", (span(full, "keepers"),)),) if "keepers" in full else (),
    )  # fmt: skip


def read(of: Document, name: str = "light.txt", content: bytes | None = None) -> FileRead:
    """Return a document as read from a file."""
    citations: dict[str | None, tuple[PlacedCitation, ...]] = {}
    for one in of.texts:
        first = one.body[0]
        if isinstance(first, Paragraph) and "78/901" in first.words.text:
            citation = Citation(
                span(first.words.text, "78/901"), CitationKind.RESOLUTION, "A/RES/78/901", "ga"
            )
            citations[one.id] = (PlacedCitation("pp1", first.words, citation),)
    return file_read(content or repr(of).encode(), name, of, acts_of(of), citations)


def hold(of: Document, name: str = "light.txt", **options: Any) -> IngestOutcome:
    """Store a document."""
    return store_file(SYSTEM, read(of, name), **options)


def with_operative(one: Text, operative: Sequence[str]) -> Text:
    """Return a text with other operative paragraphs."""
    kept = tuple(item for item in one.body if item not in one.operative)
    made = tuple(paragraph(words, str(n)) for n, words in enumerate(operative, start=1))
    return replace(one, body=kept + made)
