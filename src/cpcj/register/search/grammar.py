"""What a query says.

    money laundering            paragraphs with both words, in any form
    "judicial cooperation"      the words in this order, in any form
    =requested  ="in the field" the word or words exactly (case and accents aside)
    traffick*                   words that begin so
    prisons OR penitentiary     either
    -drugs  -"due process"      without
    addressee:unodc year:2015   by field; the fields are those of :data:`FIELDS`

Every string is a query: what cannot be understood is read as words, never refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cpcj.register.search.words import folded, words

FIELDS = {
    "body": "organ",
    "organ": "organ",
    "addressee": "addressee",
    "to": "addressee",
    "topic": "topic",
    "act": "act",
    "qualifier": "qualifier",
    "session": "session",
    "year": "year",
    "kind": "kind",
    "standing": "standing",
    "text": "text",
    "part": "part",
}
"""Fields a query may name, with the facet each means."""

LONGEST = 1_000
"""Characters of a query that are read."""

MOST_CLAUSES = 32
"""Words and phrases of a query that are looked for; the rest is left out."""


class Match(StrEnum):
    """How the words of a clause are compared."""

    TERMS = "terms"
    EXACT = "exact"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must stand one after the other.

    Attributes:
        terms: their terms; at least one. Of a prefix, the last is only begun.
        match: how they are compared.
        exactly: for an exact clause, what :func:`words.folded` makes of it.
    """

    terms: tuple[str, ...]
    match: Match = Match.TERMS
    exactly: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and its value as typed, without quotes; ``negated`` for "-field:value"."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood.

    Attributes:
        groups: each group must be found; of a group, any clause.
        without: none of these may be found.
        filters: conditions on fields. Values of one field are alternatives.
    """

    groups: tuple[tuple[Clause, ...], ...] = ()
    without: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause that may be found, for marking its words."""
        return tuple(clause for group in self.groups for clause in group)


_QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"', "\u201e": '"'})
_PIECE = re.compile(
    r"""
    (?P<minus>-)?
    (?:(?P<field>[A-Za-z_]+):(?=["\w]))?
    (?P<equals>=)?
    (?: "(?P<quoted>[^"]*)(?:"|\Z) | (?P<bare>[^\s"]+) )
    """,
    re.VERBOSE,
)


def parse(query: str) -> Query:
    """Return what a query says. Total: every string has a meaning, if only the empty one."""
    groups: list[tuple[Clause, ...]] = []
    without: list[Clause] = []
    filters: list[Filter] = []
    either = False
    for piece in _PIECE.finditer(query[:LONGEST].translate(_QUOTES)):
        value = piece["quoted"] if piece["bare"] is None else piece["bare"]
        negated = piece["minus"] is not None
        if value == "OR" and piece.group() == "OR":
            either = bool(groups)
            continue
        field = (piece["field"] or "").lower()
        if field in FIELDS and value.strip():
            filters.append(Filter(FIELDS[field], value.strip(), negated))
            continue
        text = f"{field} {value}" if field else value
        clause = _clause(text, exact=bool(piece["equals"]))
        if clause is None or len(groups) + len(without) >= MOST_CLAUSES:
            continue
        if negated:
            without.append(clause)
        elif either:
            groups[-1] = (*groups[-1], clause)
        else:
            groups.append((clause,))
        either = False
    return Query(tuple(groups), tuple(without), tuple(filters))


def _clause(text: str, *, exact: bool) -> Clause | None:
    found = tuple(term for word in words(text) for term in word.terms)
    if not found:
        return None
    if exact:
        return Clause(found, Match.EXACT, folded(text))
    if text.endswith("*"):
        # The beginning of a word is compared as typed, but not past the term of what was typed:
        # "trafficking*" must find "traffick", the term of "trafficking".
        last = list(words(text))[-1]
        begun = folded(text[last.start : last.end]).split()[-1]
        if begun.startswith(found[-1]):
            begun = found[-1]
        return Clause((*found[:-1], begun), Match.PREFIX)
    return Clause(found)
