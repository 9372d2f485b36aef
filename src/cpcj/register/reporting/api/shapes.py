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
