"""Asking the store for the paragraphs that a query finds.

One question, two stores: SQLite answers by FTS5 with its ``bm25``, PostgreSQL by a GIN index over
the same terms, and the likest of what it finds are put in the order of the same formula here. Both
find the same paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cpcj.register.search.grammar import Clause, Match, Query

K1 = 1.2
B = 0.75
"""Constants of BM25, those of FTS5."""

_RANKED = 1_000
"""Paragraphs that are put in exact order on PostgreSQL, the likest by its own measure."""

_WEIGHED = 20_000
"""Paragraphs that PostgreSQL weighs; of words that stand in more, those that came last."""

COUNTED = 1_000
"""Paragraphs up to which a search says how many it found; beyond, "more than"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the entries, as SQL over ``e`` (register_searchentry), with its values."""

    sql: str
    values: tuple[str | int | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of provisions, the likest first, and how many there are, up to ``COUNTED`` + 1."""

    keys: tuple[int, ...]
    total: int

    @property
    def more(self) -> bool:
        """Tell whether there are more than were counted."""
        return self.total > COUNTED


def can_be_asked(query: Query) -> bool:
    """Tell whether a query has words to look for; what must not be there is not enough."""
    return bool(query.groups)


def find(query: Query, conditions: Sequence[Condition], start: int, stop: int) -> Found:
    """Return a page of the provisions that a query finds.

    Args:
        query: with at least one word or phrase to look for.
        conditions: what else must hold.
        start: the first place of the page, counted from 0.
        stop: the place after its last.
    """
    every = [*conditions, *_exact(query)]
    if connection.vendor == "sqlite":
        return _find_in_sqlite(query, every, start, stop)
    return _find_in_postgresql(query, every, start, stop)


def keys(query: Query, most: int) -> list[int]:
    """Return the keys of the provisions that a query finds, the likest where there are too many."""
    every = _exact(query)
    if connection.vendor == "sqlite":
        sql, values = _sqlite_from(query, every)
        order = "ORDER BY bm25(register_search)"
    else:
        sql, values = _postgresql_from(query, every)
        order = ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_KEY[connection.vendor]} {sql} {order} LIMIT %s", [*values, most])
        return [key for (key,) in cursor.fetchall()]


def keys_holding(query: Query, conditions: Sequence[Condition], most: int) -> list[int]:
    """Return the keys of the provisions that a query finds, the earliest dated first.

    Args:
        query: with at least one word or phrase to look for.
        conditions: what else must hold.
        most: so many at most.
    """
    every = [*conditions, *_exact(query), _ANY]
    make = _sqlite_from if connection.vendor == "sqlite" else _postgresql_from
    sql, values = make(query, every)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.provision_id {sql} ORDER BY"  # noqa: S608 - the marks are values
            " (SELECT coalesce(t.date, '9999-12-31') FROM register_text t WHERE t.id = e.text_id),"
            " e.provision_id LIMIT %s",
            [*values, most],
        )
        return [key for (key,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Terms:
    """Provisions that hold all the terms of any of some sets, so many at most."""

    sets: tuple[tuple[str, ...], ...]
    most: int


_TOGETHER = 100
"""Questions of one statement; SQLite takes some 500 parts."""


def keys_with(asked: Sequence[Terms], conditions: Sequence[Condition]) -> list[list[int]]:
    """Return for each question keys of provisions, by key: nothing is sorted, the store stops at
    ``most``.

    Args:
        asked: each with at least one set of at least one term.
        conditions: what else must hold.
    """
    found: list[list[int]] = [[] for _ in asked]
    sqlite = connection.vendor == "sqlite"
    for start in range(0, len(asked), _TOGETHER):
        parts, values = [], []
        for place, one in enumerate(asked[start : start + _TOGETHER], start):
            sql, own = _holding(one, conditions, sqlite=sqlite)
            parts.append(
                f"SELECT * FROM (SELECT %s, e.provision_id {sql} LIMIT %s) p{place}"  # noqa: S608 - as above
            )
            values += [place, *own, one.most]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, key in cursor.fetchall():
                found[place].append(key)
    return found


def _holding(one: Terms, conditions: Sequence[Condition], *, sqlite: bool) -> tuple[str, list[Any]]:
    also = "".join(f" AND {condition.sql}" for condition in conditions)
    more = [value for condition in conditions for value in condition.values]
    if sqlite:
        match = " OR ".join(f"({' AND '.join(map(_in_fts5, several))})" for several in one.sets)
        sql = (
            "FROM register_search CROSS JOIN register_searchentry e"
            f" ON e.provision_id = register_search.rowid WHERE register_search MATCH %s{also}"
            " ORDER BY register_search.rowid"
        )
        return sql, [match, *more]
    match = " | ".join(f"({' & '.join(map(_in_tsquery, several))})" for several in one.sets)
    sql = f"FROM register_searchentry e WHERE e.vector @@ %s::tsquery{also} ORDER BY e.provision_id"
    return sql, [match, *more]


def _in_fts5(term: str) -> str:
    return f'"{term}"'


def _in_tsquery(term: str) -> str:
    return f"'{term}'"


_ANY = Condition("TRUE")
"""Holds of every entry; with it the entries are looked up in any case."""

_KEY = {"sqlite": "register_search.rowid", "postgresql": "e.provision_id"}


def _exact(query: Query) -> list[Condition]:
    """Return the conditions of clauses whose words must stand exactly as typed."""
    conditions = []
    for group in query.groups:
        if any(clause.match is Match.EXACT for clause in group):
            each = [
                _contains(clause) if clause.match is Match.EXACT else _terms_of_group(clause)
                for clause in group
            ]
            conditions.append(
                Condition(
                    f"({' OR '.join(one.sql for one in each)})",
                    tuple(value for one in each for value in one.values),
                )
            )
    for clause in query.without:
        if clause.match is Match.EXACT:
            contains = _contains(clause)
            conditions.append(Condition(f"NOT {contains.sql}", contains.values))
    return conditions


def _contains(clause: Clause) -> Condition:
    return Condition("e.folded LIKE %s", (f"%{clause.exactly}%",))


def _terms_of_group(clause: Clause) -> Condition:
    """A clause beside an exact one ("=requested OR invite"): by its terms, spaces around."""
    end = "" if clause.match is Match.PREFIX else " "
    return Condition("(' ' || e.terms || ' ') LIKE %s", (f"% {' '.join(clause.terms)}{end}%",))


# SQLite ------------------------------------------------------------------------------------------


def fts5(query: Query) -> str:
    """Return a query in the language of FTS5. Terms hold letters and digits alone."""
    wanted = " AND ".join(
        f"({' OR '.join(_fts5_clause(clause) for clause in group)})" for group in query.groups
    )
    unwanted = [_fts5_clause(c) for c in query.without if c.match is not Match.EXACT]
    return f"({wanted})" + "".join(f" NOT {clause}" for clause in unwanted)


def _fts5_clause(clause: Clause) -> str:
    star = " *" if clause.match is Match.PREFIX else ""
    return f'"{" ".join(clause.terms)}"{star}'


# CROSS JOIN: FTS5 answers first and the entries are looked up by key; SQLite's planner would
# sometimes walk the entries of a text and ask FTS5 for each.
def _sqlite_from(query: Query, conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    join = (
        "CROSS JOIN register_searchentry e ON e.provision_id = register_search.rowid"
        if conditions
        else ""
    )
    also = "".join(f" AND {condition.sql}" for condition in conditions)
    values: list[Any] = [fts5(query), *(value for one in conditions for value in one.values)]
    return f"FROM register_search {join} WHERE register_search MATCH %s{also}", values


def _find_in_sqlite(query: Query, conditions: Sequence[Condition], start: int, stop: int) -> Found:
    sql, values = _sqlite_from(query, conditions)
    # Every match is weighed in any case: to keep as many as are counted costs nothing beside it,
    # and a second statement to count them would look for them again.
    most = max(stop, COUNTED + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT register_search.rowid {sql}"
            " ORDER BY bm25(register_search), register_search.rowid LIMIT %s",
            [*values, most],
        )
        keys = [key for (key,) in cursor.fetchall()]
    return Found(tuple(keys[start:stop]), min(len(keys), COUNTED + 1))


# PostgreSQL --------------------------------------------------------------------------------------


def tsquery(query: Query) -> str:
    """Return a query in the language of PostgreSQL's ``tsquery``."""
    wanted = " & ".join(
        f"({' | '.join(_tsquery_clause(clause) for clause in group)})" for group in query.groups
    )
    unwanted = [_tsquery_clause(c) for c in query.without if c.match is not Match.EXACT]
    return wanted + "".join(f" & !({clause})" for clause in unwanted)


def _tsquery_clause(clause: Clause) -> str:
    terms = [f"'{term}'" for term in clause.terms]
    if clause.match is Match.PREFIX:
        terms[-1] += ":*"
    return f"({' <-> '.join(terms)})"


def _postgresql_from(query: Query, conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    also = "".join(f" AND {condition.sql}" for condition in conditions)
    values: list[Any] = [tsquery(query), *(value for one in conditions for value in one.values)]
    return f"FROM register_searchentry e WHERE e.vector @@ %s::tsquery{also}", values


def _find_in_postgresql(
    query: Query, conditions: Sequence[Condition], start: int, stop: int
) -> Found:
    sql, values = _postgresql_from(query, conditions)
    most = max(_RANKED, stop)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.provision_id, e.terms FROM"  # noqa: S608 - the marks are values
            f" (SELECT e.* {sql} ORDER BY e.provision_id DESC LIMIT %s) e"
            " ORDER BY ts_rank(e.vector, %s::tsquery, 1) DESC, e.provision_id LIMIT %s",
            [*values, _WEIGHED, tsquery(query), most],
        )
        candidates = cursor.fetchall()
        total = len(candidates)
        if total == most:
            cursor.execute(
                f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT %s) counted",  # noqa: S608 - as above
                [*values, COUNTED + 1],
            )
            total = cursor.fetchone()[0]
        weights, mean = _weights(query)
    ranked = sorted((-bm25(terms, weights, mean), key) for key, terms in candidates)
    return Found(tuple(key for _, key in ranked[start:stop]), min(total, COUNTED + 1))


@dataclass(slots=True)
class _Measured:
    """What the formula needs of all entries, measured when ``last`` was the greatest key."""

    last: int
    entries: int
    mean: float
    holding: dict[Clause, int]


_measured: _Measured | None = None
_REMEMBERED = 10_000
"""Clauses whose number of entries is remembered."""

_SAMPLED = 10_000
"""Entries from which frequent terms are taken as the store's own statistics tell them."""


def _sampled(entries: int) -> dict[Clause, int]:
    """Return how many entries hold the most frequent terms, by PostgreSQL's sample of them.

    Counting the entries of such a term reads a good part of the table. Where the table has not
    been analysed there is no sample, and terms are counted as they are asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs)"
            " FROM pg_stats WHERE schemaname = current_schema()"
            " AND tablename = 'register_searchentry' AND attname = 'vector'"
        )
        return {
            Clause((term,)): round(share * entries)
            for term, share in cursor.fetchall()
            if term is not None and share is not None
        }


def _weights(query: Query) -> tuple[list[tuple[Clause, float]], float]:
    """Return each clause's inverse document frequency, and the mean length of an entry in terms.

    Both need all entries and move little when a few are added: they are measured anew when keys
    have grown by more than one in a hundred.
    """
    global _measured  # noqa: PLW0603 - one measure a process, replaced whole
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(provision_id), 0) FROM register_searchentry")
        (last,) = cursor.fetchone()
        measured = _measured
        if measured is None or abs(last - measured.last) * 100 > measured.last:
            cursor.execute(
                "SELECT count(*), coalesce(avg(array_length(string_to_array(terms, ' '), 1)), 1)"
                " FROM register_searchentry"
            )
            entries, mean = cursor.fetchone()
            holding_of = _sampled(entries) if entries >= _SAMPLED else {}
            measured = _measured = _Measured(last, entries, float(mean), holding_of)
        weights = []
        for clause in query.clauses:
            holding = measured.holding.get(clause)
            if holding is None:
                cursor.execute(
                    "SELECT count(*) FROM register_searchentry WHERE vector @@ %s::tsquery",
                    [_tsquery_clause(clause)],
                )
                (holding,) = cursor.fetchone()
                if len(measured.holding) > _REMEMBERED:
                    measured.holding.clear()
                measured.holding[clause] = holding
            ratio = max(measured.entries - holding + 0.5, 0.5) / (holding + 0.5)
            weight = math.log(ratio)
            weights.append((clause, weight if weight > 0 else 1e-6))
    return weights, measured.mean


def bm25(terms: str, weights: Sequence[tuple[Clause, float]], mean: float) -> float:
    """Return the score that FTS5 gives: the greater, the likelier."""
    words = terms.split(" ")
    score = 0.0
    for clause, weight in weights:
        often = _occurrences(words, clause)
        score += weight * often * (K1 + 1) / (often + K1 * (1 - B + B * len(words) / mean))
    return score


def _occurrences(words: Sequence[str], clause: Clause) -> int:
    size = len(clause.terms)
    last = clause.terms[-1]
    begun = clause.match is Match.PREFIX
    before = clause.terms[:-1]
    return sum(
        1
        for at in range(len(words) - size + 1)
        if (words[at + size - 1].startswith(last) if begun else words[at + size - 1] == last)
        and tuple(words[at : at + size - 1]) == before
    )
