"""What the register's operations answer, described for the interface's own description.

Records are those of ``cpcj parse``, ``cpcj mandates`` and the exports; answers are written from
them and not through these classes, whose fields must say the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import ListAnswer
from cpcj.register.api.queries import Review, Standing

Span = list[int]


class Due(Schema):
    """Session at which something is due."""

    body: str
    session: int
    from_: dt.date | None = Field(None, alias="from")
    to: dt.date | None


class Deliverable(Schema):
    """What is to be handed in."""

    what: str
    to: str | None = Field(description="Receiving body, normalized.")
    when: str | None = Field(description="The words for the time, as printed.")
    due: Due | None


class CitationOfAct(Schema):
    """What an act cites."""

    id: str | None = Field(description="Identifier it resolves to; null where it does not.")
    kind: str
    words: str
    span: Span
    body: str | None
    date: dt.date | None
    pinpoint: str | None
    made: bool


class Mandate(Schema):
    """An act: the record of ``cpcj mandates``, and what the register knows besides."""

    id: str
    document: str
    text: str | None
    paragraph: str
    point: str | None
    position: int
    standing: Standing
    phrase: str
    act: str
    reiterated: bool
    addressees: list[str]
    deliverable: Deliverable | None
    qualifiers: list[str]
    action: str
    topics: list[str]
    citations: list[CitationOfAct]
    full: str
    spans: dict[str, list[Any]] = Field(
        description="Places of each field in “full”, in Unicode code points."
    )
    source: list[Span]
    title: str
    symbol: str | None
    date: dt.date | None
    session: int | None
    review: Review
    published: bool


class Mandates(ListAnswer):
    """A page of mandates."""

    mandates: list[Mandate]


class TextLine(Schema):
    """A text in a list: the record of ``cpcj export texts``."""

    identifier: str
    made: bool = Field(description="Whether the identifier is no document symbol.")
    symbol: str
    number: str
    title: str
    kind: str
    standing: Standing
    organ: str
    session: int | None
    date: dt.date | None
    agenda_item: str
    language: str
    acts: int
    operative: int
    doubts: int
    published: bool


class Texts(ListAnswer):
    """A page of texts."""

    texts: list[TextLine]


class Paragraph(Schema):
    """A paragraph or point as ``cpcj parse`` writes it."""

    n: str | int
    text: str
    notes: list[str]
    points: list[Paragraph]
    provision: str


class NoteOfText(Schema):
    """A footnote."""

    mark: str
    text: str


class TextOfDocument(Schema):
    """A text of a document as ``cpcj parse`` writes it."""

    id: str | None
    kind: str
    symbol: str | None
    title: str
    sponsors: list[str]
    organ_line: str
    preambular: list[Paragraph]
    operative: list[Paragraph]
    annexes: list[dict[str, Any]]
    notes: list[NoteOfText]
    number: str | None
    headings: list[dict[str, Any]]
    adoption: dict[str, Any] | None


class Document(Schema):
    """A document as ``cpcj parse`` writes it."""

    source: str | None
    kind: str
    symbol: str | None
    id: str
    organ: str | None
    committee: str | None
    session: int | None
    agenda_item: str | None
    title: str | None
    date: dt.date | None
    language: str
    doubts: list[dict[str, Any]]
    texts: list[TextOfDocument]
    agenda_title: str | None
    distribution: str | None
    original_language: str | None
    origin: str | None
    procedure: list[dict[str, Any]]
    notes: list[NoteOfText]


class Documents(Schema):
    """The answer of ``cpcj parse --format json``."""

    documents: list[Document]


class ProvisionLine(Schema):
    """A provision in a list: the record of ``cpcj export provisions``."""

    identifier: str
    text: str
    title: str
    role: str
    n: str
    depth: int
    annex: int
    words: str
    closing: str


class Provisions(ListAnswer):
    """A page of provisions."""

    provisions: list[ProvisionLine]


class Provision(Schema):
    """One provision: its paragraph's record and what it belongs to."""

    id: str
    text: str = Field(description="Identifier of the text.")
    version: int
    current: bool = Field(description="Whether the text's current version has it.")
    language: str = Field(description="ISO 639-2 code of the language of its words.")
    role: str
    annex: int | None
    paragraph: Paragraph | None
    mandates: list[str] = Field(description="Identifiers of the acts of its paragraph.")


class Hit(Schema):
    """A paragraph that a search found."""

    provision: str
    n: str
    role: str
    text: str
    made: bool
    symbol: str | None
    title: str
    date: dt.date | None
    standing: Standing
    snippet: str
    marks: list[Span] = Field(description="Places of the words found, in “snippet”.")


class Hits(ListAnswer):
    """A page of hits."""

    hits: list[Hit]
    more: bool = Field(description="Whether there are more than “total” says.")


class SeriesLine(Schema):
    """The texts of one recurring resolution."""

    id: int
    title: str
    texts: int = Field(description="How many of its texts are held.")


class SeriesList(ListAnswer):
    """A page of series."""

    series: list[SeriesLine]


class OneSeries(Schema):
    """A series with its texts, the latest first."""

    id: int
    title: str
    texts: list[TextLine]


class Member(Schema):
    """A stage of a text."""

    text: str
    standing: Standing
    date: dt.date | None
    state: Literal["proposed", "confirmed"] = Field(
        description="Whether a rule proposed it or a person confirmed it."
    )


class Family(Schema):
    """A text on its way: draft, revisions, the report's text, the resolution."""

    id: int
    members: list[Member]


class Families(ListAnswer):
    """A page of families."""

    families: list[Family]


class CitationLine(Schema):
    """Words of a text that name another text, treaty, document or paragraph."""

    text: str = Field(description="Identifier of the text that cites.")
    provision: str | None = Field(description="Identifier of the provision the words stand in.")
    place: str = Field(description="The provision's place in its text, “title” or “note”.")
    words: str
    kind: str
    cites: str | None = Field(description="What is cited; null where that is not known.")
    made: bool
    body: str | None
    date: dt.date | None
    pinpoint: str | None
    review: str = Field(description="What officers said of it: unreviewed, confirmed, corrected.")


class Citations(ListAnswer):
    """A page of citations."""

    citations: list[CitationLine]


class ChangeLine(Schema):
    """Something that changed in the public part of the register."""

    number: int = Field(description="Position in the log of the register; grows.")
    at: dt.datetime
    change: Literal["new", "changed", "withdrawn", "settled"]
    kind: Literal["text", "mandate"]
    id: str
    address: str = Field(description="Lasting address of what changed.")


class Changes(Schema):
    """What changed after a position, in order."""

    changes: list[ChangeLine]
    position: int = Field(description="How far this answer reaches: “since” of the next question.")
    more: bool = Field(description="Whether the log goes on after it.")


class FileLine(Schema):
    """What came of one file."""

    name: str
    status: str
    error: str | None
    texts: list[dict[str, Any]]


class Account(Schema):
    """What came of uploaded files so far."""

    job: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    files: list[FileLine]


class Taken(Schema):
    """That files were taken and will be read."""

    job: str
    address: str = Field(description="Where to ask what came of them.")
