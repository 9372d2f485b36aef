"""Conditions under which an addressee is asked to act, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import records

FILE = "qualifiers.toml"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A condition.

    Attributes:
        key: the normalized name.
        words: the expressions that show it.
        before: expressions one of which must stand before them in the same clause; empty for none.
    """

    key: str
    words: tuple[str, ...]
    before: tuple[str, ...] = ()


@cache
def qualifiers() -> tuple[Qualifier, ...]:
    """Return the qualifiers in the order of the file.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    return records(FILE, "qualifier", Qualifier)
