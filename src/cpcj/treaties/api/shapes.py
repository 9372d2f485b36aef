"""What is answered: records of ``treaties.records``, and those that the lists save as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import ListAnswer
from cpcj.treaties.api.queries import Kind, Matter, Sort, Status


class InstrumentLine(Schema):
    """An instrument with its numbers of parties on a day."""

    key: str = Field(description="Its identifier: “UNTOC”.")
    name: str
    adopted: dt.date | None
    in_force: dt.date | None = Field(description="As the depositary gives it.")
    deposited: int = Field(description="How many had deposited by the day.")
    bound: int = Field(description="How many it bound on the day, by its own final clauses.")
    known_on: dt.date | None = Field(
        description="The day until which participation is known; null where no table is held."
    )
    not_held: bool = Field(description="Whether its final clauses are not at hand.")


class Instruments(ListAnswer):
    """A page of instruments."""

    instruments: list[InstrumentLine]


class Registered(Schema):
    """A place in the Treaty Series."""

    volume: int
    number: int


class InstrumentRecord(InstrumentLine):
    """An instrument as its page says it."""

    on: dt.date
    names: list[str] = Field(description="As it is cited, the full name first.")
    kind: str | None
    subject: str | None
    parent: str | None = Field(description="Key of the instrument it is a protocol to.")
    resolution: str | None = Field(description="Symbol of the text that adopted it.")
    place: str | None
    treaty_series: list[Registered]
    depositary: str | None
    number: str | None = Field(description="The depositary's own.")
    opened: dt.date | None
    closed: dt.date | None
    final_clauses: str | None
    in_force_computed: dt.date | None = Field(description="By the deposits that are recorded.")
    deposited_states: int = Field(description="How many of “deposited” are States.")
    text: bool = Field(description="Whether its text is held.")
    text_source: str | None


class StandingOfOne(Schema):
    """How a participant stands to an instrument on a day."""

    code: str = Field(description="ISO 3166-1 alpha-3.")
    participant: str = Field(description="Its name on the day.")
    status: Status
    signed: dt.date | None
    action: Kind | Literal[""] = Field(description="By which it consented.")
    deposited: dt.date | None
    since: dt.date | None = Field(description="The day from which it is bound, where known.")
    until: dt.date | None = Field(description="The day from which it no longer is.")


class Standings(ListAnswer):
    """A page of participants of an instrument."""

    participants: list[StandingOfOne]
    on: dt.date
    known_on: dt.date | None = Field(
        description="Until when participation is known: after it, these are “at least these”."
    )


class StandingToOne(StandingOfOne):
    """How a participant stands to one of the instruments."""

    instrument: str
    name: str
    known_on: dt.date | None


class Joined(ListAnswer):
    """A page of instruments that a participant stands to."""

    instruments: list[StandingToOne]
    on: dt.date


class Neighbour(Schema):
    """A State before or after a State."""

    code: str
    on: dt.date


class ParticipantRecord(Schema):
    """A State or other party."""

    code: str = Field(description="ISO 3166-1 alpha-3.")
    name: str = Field(description="Its name on the day.")
    kind: str = Field(description="“member”, “observer”, “other_party”, “former”.")
    groups: list[str] = Field(description="Regional groups; two for a State of two.")
    member: bool = Field(description="Whether it was a Member State on the day.")
    predecessor: Neighbour | None
    successors: list[Neighbour]


class Participants(ListAnswer):
    """A page of States and other parties."""

    participants: list[ParticipantRecord]
    on: dt.date


class Article(Schema):
    """An article, paragraph or point of a treaty's text."""

    id: str = Field(description="“UNTOC#art18(15)”.")
    instrument: str
    article: str
    label: str = Field(description="“(15)”; empty for the article itself.")
    depth: int = Field(description="0 for an article.")
    heading: str
    words: str


class Articles(ListAnswer):
    """A page of provisions."""

    provisions: list[Article]


class ActionLine(Schema):
    """A depositary action that stands: what was corrected has given way."""

    code: str = Field(description="ISO 3166-1 alpha-3.")
    participant: str
    instrument_key: str
    instrument: str
    kind: Kind
    on: dt.date = Field(description="Of signature, deposit or receipt.")
    effect: dt.date | None = Field(description="Where the depositary states one.")
    source: str


class Actions(ListAnswer):
    """A page of depositary actions."""

    actions: list[ActionLine]


class DeclarationLine(Schema):
    """A declaration, reservation, objection or notification."""

    id: int
    code: str = Field(description="ISO 3166-1 alpha-3.")
    participant: str
    instrument_key: str
    instrument: str
    kind: Sort
    about: Matter | None = Field(description="What a notification is about.")
    provisions: list[str] = Field(description="What it names: “art18(13)”.")
    date: dt.date | None
    words: str
    language: str = Field(description="ISO 639-2 code of its words.")
    source: str
    refers_to: int | None = Field(description="What it objects to or takes back.")


class Declarations(ListAnswer):
    """A page of declarations."""

    declarations: list[DeclarationLine]


class Referring(Schema):
    """A declaration that objects to another or takes it back."""

    id: int
    kind: Sort
    code: str


class DeclarationRecord(DeclarationLine):
    """A declaration with what became of it."""

    corrects: int | None = Field(description="The row that this one takes the place of.")
    corrected_by: int | None = Field(description="The row that took its place.")
    reason: str = Field(description="Why it was corrected; empty where it corrects none.")
    referring: list[Referring]


class AnniversaryLine(Schema):
    """How many years ago something was adopted or came into force."""

    day: dt.date
    years: int
    what: Literal["adopted", "in_force"]
    instrument: str
    name: str


class Anniversaries(ListAnswer):
    """A page of anniversaries, in order of the year."""

    anniversaries: list[AnniversaryLine]
    year: int
