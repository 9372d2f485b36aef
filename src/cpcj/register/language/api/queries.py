"""What may be asked."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from cpcj.register.language.views.agreed import LONGEST


def _with_words(value: str) -> str:
    if not any(letter.isalnum() for letter in value):
        message = "has no word"
        raise ValueError(message)
    return value


class PhraseQuery(Schema):
    """A phrase whose precedents are asked for."""

    q: Annotated[str, AfterValidator(_with_words)] = Field(
        min_length=1, max_length=LONGEST, description="A phrase or a paragraph."
    )
