"""What is answered: the record of ``cpcj agreed``."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema


class Use(Schema):
    """A place where a phrase or a variant stands."""

    provision: str
    text: str
    made: bool = Field(description="Whether “text” is no document symbol.")
    title: str
    date: dt.date | None
    organ: str
    adopted: bool
    sponsors: list[str]
    vote: str = Field(description="How the text was adopted; empty where it is not known.")
    words: str
    span: list[int] = Field(description="Where they stand in the paragraph's words.")
    likeness: float


class Variant(Schema):
    """A wording with its uses, the earliest first."""

    words: str
    likeness: float
    changes: list[list[str]] = Field(description="Kind, words before, words after.")
    earliest: Use
    latest: Use
    uses: list[Use]


class Precedents(Schema):
    """Where a phrase has stood before."""

    phrase: str
    verdict: Literal["precedent", "variants", "no precedent"]
    cut: bool = Field(description="Whether only the first words of a long phrase were looked for.")
    exact: Variant | None
    variants: list[Variant]
    nearest: Use | None
