"""The verbs by which a body acts, and the words that belong to their phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cpcj.resolutions.vocabulary import read_vocabulary, records

FILE = "verbs.toml"


@dataclass(frozen=True, slots=True)
class Verb:
    """A performative verb with one of its constructions.

    Attributes:
        key: third person singular ("requests").
        plain: the form after "we" ("request").
        act: the kind of act.
        asks: whether somebody is asked to act.
        common: also an ordinary verb or noun, an act only where nothing else can be its subject.
        noun: the third person singular is also a plural noun.
        needs: what must follow, one of these; part of the phrase.
        bound: prepositions that belong to the phrase.
        again: the verb itself says that an earlier act is repeated.
    """

    key: str
    plain: str
    act: str
    asks: bool = False
    common: bool = False
    noun: bool = False
    needs: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """Nouns that decide the kind of an act ("expresses its concern", "reiterates its request")."""

    act: str
    words: tuple[str, ...]


@cache
def verbs() -> tuple[Verb, ...]:
    """Return the verbs in the order of the file; a key stands once for each construction.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    return records(FILE, "verb", Verb)


@cache
def nouns(table: str) -> Mapping[str, str]:
    """Return the kind of act of each noun of the tables ``expressed`` or ``repeated``."""
    return {word: noun.act for noun in records(FILE, table, Noun) for word in noun.words}


def words(table: str, key: str) -> tuple[str, ...]:
    """Return the list ``key`` of the table ``[table]``, the longest first.

    Alternatives of an expression are tried in order: a longer one must stand before its beginning.
    """
    listed: Any = read_vocabulary(FILE)[table][key]
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))
