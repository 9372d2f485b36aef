"""What is answered: the records that the lists save as JSON, and what stands beside an activity."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from cpcj.assistance.portfolio.api.queries import Kind, Level, Release, Status
from cpcj.frame.api.answers import ListAnswer

Reach = Literal["thematic", "global", "regional", "country"]


class ActivityLine(Schema):
    """A programme, a project or an activity."""

    title: str = Field(description="In English where it has one, else as it was written.")
    identifier: str
    level: Level
    programme: str = Field(description="Identifier of the programme at the top.")
    parent: str | None = Field(description="Identifier of what it directly belongs to.")
    kind: Kind | Reach | Literal[""] = Field(description="Of a programme, what it is about.")
    shares: list[str] = Field(description="States and regions with their shares: “KEN 60.00”.")
    sectors: list[str] = Field(description="Purpose codes with their shares.")
    topics: list[str]
    mandates: list[str] = Field(description="Paragraphs and acts that it rests on.")
    articles: list[str] = Field(description="Provisions of treaties: “UNTOC#art18”.")
    goals: list[str]
    status: Status
    planned_start: dt.date
    planned_end: dt.date
    actual_start: dt.date | None
    actual_end: dt.date | None
    offices: list[str]
    cost_object: str | None
    release: Release


class Activities(ListAnswer):
    """A page of activities."""

    activities: list[ActivityLine]


class PartnerLine(Schema):
    """An organization that takes part."""

    name: str
    role: str = Field(description="Code of the codelist OrganisationRole.")
    type: str = Field(description="Code of the codelist OrganisationType; empty for none.")
    ref: str


class ActivityBudget(Schema):
    """What is planned for a period."""

    starts_on: dt.date
    ends_on: dt.date
    cents: int = Field(description="Of a dollar of the United States.")


class MarkerLine(Schema):
    """How much it is about a policy."""

    marker: str
    significance: int = Field(description="Code of the codelist PolicySignificance.")


class ActivityDocument(Schema):
    """A document."""

    title: str
    address: str
    format: str
    category: str
    language: str
    dated: dt.date | None


class ActivityPart(Schema):
    """What belongs to it."""

    identifier: str
    level: Level
    title: str
    parent: str


class ActivityRecord(ActivityLine):
    """An activity with what stands beside it."""

    language: str = Field(description="Of its own words.")
    titles: dict[str, str] = Field(description="By language.")
    descriptions: dict[str, str] = Field(description="By language.")
    humanitarian: bool
    partners: list[PartnerLine]
    budgets: list[ActivityBudget]
    markers: list[MarkerLine]
    documents: list[ActivityDocument]
    parts: list[ActivityPart] = Field(description="All that belongs to it, in order of the tree.")


class EventLine(Schema):
    """A training event with its counts; never with names of people."""

    title: str
    event: int
    activity: str
    starts_on: dt.date
    ends_on: dt.date
    state: str = Field(description="ISO 3166-1 alpha-3 code; empty for one held online.")
    attended: int
    women: int
    completed: int
    follow_up_due: dt.date
    followed_up: dt.date | None


class Events(ListAnswer):
    """A page of training events."""

    training: list[EventLine]
