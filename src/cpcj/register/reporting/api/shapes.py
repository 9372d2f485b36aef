"""What is answered: the records that the list of deadlines saves as JSON."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema

from cpcj.frame.api.answers import ListAnswer
from cpcj.register.reporting.api.queries import State


class Deadline(Schema):
    """A session or day at which a reporting request is due."""

    identifier: str = Field(description="Of the act that asks: “A/RES/70/178#op50.1”.")
    body: str | None = Field(description="Body that receives it, normalized.")
    session: int | None = Field(description="Its session, or the year it counts by.")
    from_: dt.date | None = Field(None, alias="from", description="First day of the session.")
    to: dt.date | None = Field(description="Last day of the session.")
    state: State
    addressees: list[str]
    reports_to: str | None = Field(description="Body named as receiver by the act itself.")
    what: str
    when: str | None = Field(description="The words for the time, as printed.")
    recurs: str | None
    topics: list[str]
    basis: str = Field(description="On what words the deadline stands.")
    answered_by: str | None = Field(description="Document that a person matched.")
    may_answer: str | None = Field(description="Document that a rule proposes.")
    noted_by: str | None = Field(description="Provision that takes note of it.")
    trace: str = Field(description="Why an answer would be seen, or would not.")
    text: str
    title: str
    words: str = Field(description="The paragraph's words.")


class Deadlines(ListAnswer):
    """A page of deadlines."""

    deadlines: list[Deadline]


class DutyLine(Schema):
    """A reporting request."""

    identifier: str = Field(description="Of the act that asks.")
    text: str
    title: str
    adopted: bool = Field(description="Whether the text is adopted; else it is proposed.")
    asked_on: dt.date | None
    words: str = Field(description="The paragraph's words.")
    asks: str = Field(description="What is asked, in the words of the act.")
    addressees: list[str]
    reports_to: str | None
    topics: list[str]
    recurs: str | None
    series: str = Field(description="Identifier of the first request that asked the same.")


class Duties(ListAnswer):
    """A page of requests that recur."""

    requests: list[DutyLine]


class EarlierStage(Schema):
    """The same request in an earlier stage of the text."""

    identifier: str
    text: str
    standing: str


class DutyRecord(DutyLine):
    """A request with its deadlines."""

    doubts: list[str] = Field(description="Codes of what is doubtful about the deadlines.")
    deadlines: list[Deadline]
    earlier: list[EarlierStage]


class SeriesColumn(Schema):
    """A session of a series."""

    body: str
    session: int
    year: int | None
    gap: bool = Field(description="Whether nothing was asked for this session.")
    deadlines: list[Deadline]


class SeriesOfRequests(Schema):
    """A request repeated session after session."""

    series: str
    on: dt.date
    columns: list[SeriesColumn]
    gaps: int
    undated: list[Deadline]


class SessionOfBody(Schema):
    """A session at which something is due."""

    place: str = Field(description="“general_assembly:82”: “due” of the deadlines.")
    body: str
    session: int
    from_: dt.date | None = Field(None, alias="from")
    to: dt.date | None
    deadlines: int = Field(description="Without proposals and what was set aside.")
    states: dict[State, int]


class Sessions(ListAnswer):
    """A page of sessions in order of their days."""

    sessions: list[SessionOfBody]
    on: dt.date


class ObservanceLine(Schema):
    """A United Nations day of the programme."""

    key: str
    day: dt.date
    names: dict[str, str] = Field(description="By language, “en”, where a source confirmed it.")
    source: str = Field(description="Symbol of the text that proclaimed it.")
    since: int
    topic: str | None


class Observances(ListAnswer):
    """A page of observances in order of the year."""

    observances: list[ObservanceLine]
    year: int


class ListedDocument(Schema):
    """A document that a text, a table or a person lists."""

    symbol: str
    title: str
    date: dt.date | None
    body: str
    session: int | None
    listing: str
    place: str = Field(description="Provision that lists it; empty for none.")


class ListedDocuments(ListAnswer):
    """A page of documents."""

    documents: list[ListedDocument]
