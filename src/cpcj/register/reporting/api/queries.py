"""What may be asked: the filters of the list of deadlines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import PageQuery
from cpcj.register.api.queries import Due, Number, Values

State = Literal[
    "set_aside", "proposed", "answered", "answer_proposed", "undated", "due", "late",
    "not_traceable",
]  # fmt: skip
"""The values of ``rules.states.State``."""


class DeadlineQuery(PageQuery):
    """Filters of deadlines: alternatives within a filter, conditions between filters."""

    on: dt.date | None = Field(
        None, description="The day by which something was asked and has its state; else today."
    )
    state: Annotated[list[State], Field(default_factory=list, max_length=8)] = Field(
        description="Without it, all but what was set aside as no reporting request."
    )
    due: list[Due] = Field(
        default_factory=list,
        max_length=50,
        description="Session it is due at: “general_assembly:82”.",
    )
    body: Values = Field(description="Body that it is due to: “ccpcj”.")
    addressee: Values = Field(description="Who is asked: “secretary_general”.")
    topic: Values = Field(description="Crime area or theme.")
    recurs: list[Literal["periodic", "session", "within_year", "1", "2", "3", "4", "5"]] = Field(
        default_factory=list,
        max_length=8,
        description="How often: a number of years, “session”, “within_year”, “periodic”.",
    )
    text: str = Field("", max_length=255, description="Identifier of the text that asks.")


class DayQuery(Schema):
    """The day by which something was asked and has its state."""

    on: dt.date | None = Field(None, description="Else today.")


class SessionsQuery(DayQuery, PageQuery):
    """As of which day."""


class ObservancesQuery(PageQuery):
    """In which year."""

    year: int | None = Field(None, ge=1946, le=2199, description="Else the present one.")


class DocumentsQuery(PageQuery):
    """Filters of documents: alternatives within a filter, conditions between filters."""

    q: str = Field(
        "", max_length=500, description="Beginning of the symbol, or words of the title."
    )
    body: Values = Field(description="Body it was issued for: “general_assembly”.")
    session: list[Number] = Field(default_factory=list, max_length=50)
    listing: list[Literal["considered", "noted", "table", "entered"]] = Field(
        default_factory=list, max_length=4, description="Where it is listed."
    )
