"""What may be asked: the filters of the lists."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field

from cpcj.frame.api.answers import PageQuery
from cpcj.register.api.queries import Values

Level = Literal["programme", "project", "activity"]
Status = Literal["pipeline", "implementation", "finalisation", "closed", "cancelled", "suspended"]
Release = Literal["draft", "submitted", "published"]
Kind = Literal["training", "legislative", "advisory", "mentor", "equipment", "study", "network"]
Format = Literal["in_person", "online", "hybrid"]


class ActivitiesQuery(PageQuery):
    """Filters of activities: alternatives within one, conditions between them."""

    q: str = Field("", max_length=1_000, description="Words of identifier, title, description.")
    level: list[Level] = Field(default_factory=list, max_length=3)
    programme: Values = Field(description="Title of the programme.")
    country: Values = Field(description="ISO 3166-1 alpha-3 code of a State, or of a region.")
    topic: Values = Field(description="Crime area: “corruption”.")
    kind: list[Kind] = Field(default_factory=list, max_length=7)
    status: list[Status] = Field(default_factory=list, max_length=6)
    office: Values = Field(description="Code of an office.")
    mandate: Values = Field(description="Paragraph or act that it rests on.")
    release: list[Release] = Field(
        default_factory=list, max_length=3, description="All that the public sees is published."
    )


class TrainingQuery(PageQuery):
    """Filters of training events: alternatives within one, conditions between them."""

    programme: Values = Field(description="Title of the programme.")
    state: list[Annotated[str, Field(max_length=3)]] = Field(
        default_factory=list, max_length=250, description="Where it is held."
    )
    held: list[Format] = Field(default_factory=list, max_length=3)
