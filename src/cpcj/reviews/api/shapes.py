"""What is answered: the records that the lists save as JSON, and what is public beside them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import ListAnswer


class CycleLine(Schema):
    """A cycle of a mechanism."""

    id: int
    mechanism: str = Field(description="Key of the mechanism: “untoc”.")
    version: str = Field(description="Of its rules.")
    number: int
    title: str
    began: dt.date
    instruments: list[str] = Field(description="Keys of the instruments reviewed.")


class Cycles(ListAnswer):
    """A page of cycles."""

    cycles: list[CycleLine]


class DrawLine(Schema):
    """A published draw."""

    id: int
    number: int
    kind: str
    period: int = Field(description="Year whose reviewers were drawn; 0 for the whole cycle.")
    seed: int
    digest: str = Field(description="SHA-256 of the inputs.")
    drawn: bool
    published_at: dt.datetime | None
    inputs: str = Field(description="Address of the inputs, from which it can be replayed.")
    result: str = Field(description="Address of the result.")


class TurnLine(Schema):
    """How often a State is reviewed and reviews."""

    code: str
    period: int = Field(description="Group or year in which it is reviewed; 0 for none yet.")
    reviewers: list[str]
    reviews: list[str]


class DeferralLine(Schema):
    """A State that put its review off."""

    state: str
    period: int
    to: int
    reason: str


class CycleRecord(CycleLine):
    """A cycle with what its published draws come to."""

    period_name: Literal["group", "year"]
    draws: list[DrawLine]
    turns: list[TurnLine]
    deferrals: list[DeferralLine]


class ReviewLine(Schema):
    """The review of a State."""

    id: int
    state: str = Field(description="ISO 3166-1 alpha-3 code.")
    state_name: str
    mechanism: str
    cycle: str
    cluster: str = Field(description="What is reviewed; empty for a mechanism without clusters.")
    period: int
    start: dt.date
    summary_on: dt.date | None = Field(description="The day the summary was published.")


class Reviews(ListAnswer):
    """A page of reviews."""

    reviews: list[ReviewLine]


class FollowUpLine(Schema):
    """What the State did about an observation."""

    standing: Literal["done", "under_way", "not_begun", "not_followed"]
    words: str
    on: dt.date


class ObservationLine(Schema):
    """An observation that stands."""

    kind: Literal["gap", "good_practice", "suggestion", "assistance_need"]
    provision: str | None = Field(description="“UNTOC#art18(13)”.")
    words: str
    on: dt.date


class ObservationOfReview(ObservationLine):
    """An observation of a review."""

    follow_ups: list[FollowUpLine]


class ReviewDocument(Schema):
    """A document."""

    kind: str
    name: str
    size: int
    digest: str = Field(description="SHA-256.")
    address: str


class ReviewRecord(ReviewLine):
    """A review with what the asker may see of it; everybody, what is published."""

    reviewers: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")
    agreed_on: dt.date | None
    summary: str | None = Field(description="The executive summary, once it is published.")
    report_public: bool
    documents: list[ReviewDocument]
    observations: list[ObservationOfReview]


class RecommendationLine(Schema):
    """What a working group recommended."""

    body: str
    on: dt.date
    symbol: str
    number: str
    words: str
    about: list[str] = Field(description="Provisions and mandates.")


class Recommendations(ListAnswer):
    """A page of recommendations."""

    recommendations: list[RecommendationLine]


class OutsideLine(Schema):
    """A review by another body."""

    id: int
    title: str
    body: str
    state: str
    on: dt.date
    address: str


class OutsideReviews(ListAnswer):
    """A page of reviews by other bodies."""

    reviews: list[OutsideLine]


class OutsideRecord(OutsideLine):
    """A review by another body with what it observed."""

    observations: list[ObservationLine]
