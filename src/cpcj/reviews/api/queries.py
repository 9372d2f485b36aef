"""What may be asked: the filters of the lists."""

from __future__ import annotations

from typing import Annotated

from ninja import Field

from cpcj.frame.api.answers import PageQuery
from cpcj.register.api.queries import Key, Values

States = Annotated[
    list[Annotated[str, Field(max_length=3)]], Field(default_factory=list, max_length=250)
]


class ReviewsQuery(PageQuery):
    """Filters of reviews: alternatives within one, conditions between them."""

    state: States = Field(description="State under review: ISO 3166-1 alpha-3 code.")
    cycle: list[Key] = Field(default_factory=list, max_length=50, description="Key of the cycle.")
    period: list[Annotated[int, Field(ge=0, le=99)]] = Field(
        default_factory=list, max_length=50, description="Group or year of the State."
    )


class RecommendationsQuery(PageQuery):
    """Filters of recommendations: alternatives within one, conditions between them."""

    q: str = Field("", max_length=1_000, description="Words, or part of an identifier.")
    body: Values = Field(description="Working group.")


class OutsideQuery(PageQuery):
    """Filters of reviews by other bodies: alternatives within one, conditions between them."""

    state: States = Field(description="State that was reviewed.")
    body: Values = Field(description="Body that reviewed.")
