"""What may be asked: the filters of the pages, and the day that is meant."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import PageQuery

Group = Literal[
    "africa", "asia_pacific", "eastern_europe", "latin_america_caribbean", "western_europe_others"
]
Status = Literal["party", "not_in_force", "left", "signatory", "none"]
Kind = Literal[
    "signature", "definitive_signature", "ratification", "acceptance", "approval", "accession",
    "succession", "formal_confirmation", "participation", "denunciation", "withdrawal",
    "correction",
]  # fmt: skip
Sort = Literal[
    "declaration", "reservation", "interpretation", "objection", "notification", "withdrawal"
]
Matter = Literal[
    "central_authority", "language", "extradition_basis", "organized_crime",
    "prevention_authority", "contact_point", "vessel_authority", "jurisdiction", "laws",
    "competence", "other",
]  # fmt: skip
Instrument = Annotated[str, Field(max_length=80)]
Participant = Annotated[str, Field(max_length=3)]


class DayQuery(Schema):
    """The day that is meant."""

    on: dt.date | None = Field(None, description="The day that is asked for; else today.")


class InstrumentsQuery(DayQuery, PageQuery):
    """Which instruments."""


class ParticipantsQuery(DayQuery, PageQuery):
    """Which States and other parties."""

    group: list[Group] = Field(default_factory=list, max_length=5, description="Regional groups.")


class StandingsQuery(ParticipantsQuery):
    """Which of those that stand to an instrument."""

    status: list[Status] = Field(
        default_factory=list,
        max_length=5,
        description="Without it, all who signed or joined.",
    )


class JoinedQuery(DayQuery, PageQuery):
    """Which of the instruments that a participant stands to."""

    status: list[Status] = Field(
        default_factory=list, max_length=5, description="Without it, all that it signed or joined."
    )


class NotYetQuery(DayQuery, PageQuery):
    """Which of those that have not joined."""

    group: Group | None = Field(None, description="Regional group.")


class ArticlesQuery(PageQuery):
    """Which provisions of a treaty."""

    article: str = Field("", max_length=20, description="Number of the article: “18”.")


class ActionsQuery(PageQuery):
    """Filters of depositary actions: alternatives within one, conditions between them."""

    instrument: list[Instrument] = Field(
        default_factory=list, max_length=50, description="Key of the instrument: “UNTOC”."
    )
    participant: list[Participant] = Field(
        default_factory=list, max_length=250, description="ISO 3166-1 alpha-3 code."
    )
    kind: list[Kind] = Field(default_factory=list, max_length=12)


class DeclarationsQuery(PageQuery):
    """Filters of declarations: alternatives within one, conditions between them."""

    q: str = Field("", max_length=1_000, description="Words that stand in it as they are.")
    instrument: list[Instrument] = Field(
        default_factory=list, max_length=50, description="Key of the instrument: “UNTOC”."
    )
    participant: list[Participant] = Field(
        default_factory=list, max_length=250, description="ISO 3166-1 alpha-3 code."
    )
    kind: list[Sort] = Field(default_factory=list, max_length=6)
    about: list[Matter] = Field(
        default_factory=list, max_length=11, description="What a notification is about."
    )
    article: list[Annotated[str, Field(max_length=20)]] = Field(
        default_factory=list, max_length=50, description="Number of an article it names: “18”."
    )


class AnniversariesQuery(PageQuery):
    """Of which year."""

    year: int | None = Field(None, ge=1901, le=2199, description="Else the present one.")
