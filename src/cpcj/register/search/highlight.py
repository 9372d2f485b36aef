"""Where the words of a query stand in a text, and the piece of it to show.

Places are computed from the text itself, so that they are right on every store.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cpcj.register.search.grammar import Clause, Match, Query
from cpcj.register.search.words import Word, folded, terms_of, words

SNIPPET = 280
"""Characters of a snippet, about two lines of a page."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text with the places of the query's words in it.

    Attributes:
        text: the piece, without marks of omission.
        marks: ``[start, end)`` in ``text``, in order, not overlapping.
        start: where the piece begins in the whole text.
        before, after: whether the text goes on on that side.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int
    before: bool
    after: bool


def places(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in a text: ``[start, end)``, in order, disjoint."""
    single = {
        clause.terms[0]
        for clause in query.clauses
        if len(clause.terms) == 1 and clause.match is Match.TERMS
    }
    others = [
        clause
        for clause in query.clauses
        if len(clause.terms) > 1 or clause.match is not Match.TERMS
    ]
    if not others and _PLAIN.fullmatch(text):
        hits = _single_hits(text, frozenset(single))
    else:
        found = list(words(text))
        hits = {(word.start, word.end) for word in found if not single.isdisjoint(word.terms)}
    if others:
        terms: list[str] = []
        owner: list[int] = []
        for number, word in enumerate(found):
            terms += word.terms
            owner += [number] * len(word.terms)
        for clause in others:
            hits.update(_hits(text, clause, found, terms, owner))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


_PLAIN = re.compile("[\x00-\x7f\xa0\u2010-\u201e\u2026]*")
"""Text whose letters are those of English: its words begin as their terms do."""

_BEGINNING = 3


@lru_cache(maxsize=256)
def _beginnings(terms: frozenset[str]) -> re.Pattern[str]:
    begun = "|".join(sorted({re.escape(term[:_BEGINNING]) for term in terms}))
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:{begun})[A-Za-z0-9]*(?:['\u2019]s(?![A-Za-z0-9]))?", re.IGNORECASE
    )


def _single_hits(text: str, terms: frozenset[str]) -> set[tuple[int, int]]:
    """Return the words of a plain text that have one of some terms.

    Endings change and beginnings do not: most words need not be looked at.
    """
    if not terms:
        return set()
    return {
        match.span()
        for match in _beginnings(terms).finditer(text)
        if not terms.isdisjoint(terms_of(match[0]))
    }


def _hits(
    text: str, clause: Clause, found: list[Word], terms: list[str], owner: list[int]
) -> list[tuple[int, int]]:
    size = len(clause.terms)
    hits: list[tuple[int, int]] = []
    for at, term in enumerate(terms):
        if not _same(term, clause, 0) or at + size > len(terms):
            continue
        if all(_same(terms[at + k], clause, k) for k in range(1, size)):
            start, end = found[owner[at]].start, found[owner[at + size - 1]].end
            if clause.match is Match.EXACT and clause.exactly not in folded(text[start:end]):
                continue
            hits.append((start, end))
    return hits


def _same(term: str, clause: Clause, place: int) -> bool:
    if clause.match is Match.PREFIX and place == len(clause.terms) - 1:
        return term.startswith(clause.terms[place])
    return term == clause.terms[place]


def snippet(text: str, query: Query, size: int = SNIPPET) -> Snippet:
    """Return the piece of a text that shows most of a query's words, cut between words.

    Args:
        text: the paragraph's words.
        query: what was asked.
        size: characters at most.
    """
    marks = places(text, query)
    if len(text) <= size:
        return Snippet(text, marks, 0, before=False, after=False)
    start = _best_start(text, marks, size)
    end = min(len(text), start + size)
    if end < len(text):
        cut = text.rfind(" ", start + 1, end + 1)
        end = cut if cut > start else end
    inside = tuple((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return Snippet(text[start:end], inside, start, before=start > 0, after=end < len(text))


def _best_start(text: str, marks: Sequence[tuple[int, int]], size: int) -> int:
    if not marks:
        return 0
    best, most = marks[0][0], 0
    last = 0
    for first in range(len(marks)):
        last = max(last, first)
        while last + 1 < len(marks) and marks[last + 1][1] - marks[first][0] <= size * 3 // 4:
            last += 1
        if last - first + 1 > most:
            best, most = marks[first][0], last - first + 1
    start = max(0, min(best - size // 8, len(text) - size))
    if start == 0:
        return 0
    space = text.find(" ", start, best)
    return space + 1 if space != -1 else start
