"""What may be asked: the filters of the list of rows."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import PageQuery
from cpcj.register.api.queries import Values

Year = Annotated[int, Field(ge=1, le=9_999)]
State = Literal["held", "resolved", "untraceable"]
Publisher = Literal["none", "same", "part", "differs"]


class RowsQuery(PageQuery):
    """Filters of rows: alternatives within one, conditions between them."""

    q: str = Field("", max_length=1_000, description="Words of the citation or the title.")
    year: list[Year] = Field(default_factory=list, max_length=50, description="Of the budget.")
    state: list[State] = Field(
        default_factory=list,
        max_length=3,
        description="Text in the register; text known and not held; not traceable.",
    )
    subprogramme: Values = Field(description="Its number.")
    body: Values = Field(description="That adopted it: “general_assembly”.")
    kind: Values = Field(description="“resolution”, “decision”, “statement”, “declaration”.")
    adopted: list[Year] = Field(
        default_factory=list, max_length=50, description="Year of adoption."
    )
    publisher: list[Publisher] = Field(
        default_factory=list,
        max_length=4,
        description="How the publisher's symbol stands to the one resolved.",
    )


class TreatiesQuery(PageQuery):
    """Of which budget."""

    year: Year | None = Field(None, description="Of the budget; else all.")


class ChangesQuery(Schema):
    """Which two lists are compared."""

    from_: Year | None = Field(None, alias="from", description="Year of the older budget.")
    to: Year | None = Field(None, description="Year of the newer budget.")
