"""Search over paragraphs against plain FTS5 ``bm25``, on the same queries and store in one run.

Ours is what the search page asks: the query understood, the twenty likest paragraphs found, how
many there are, the rows fetched, the words marked. The rival is one statement, prepared before, on
the same index: the keys of the twenty best by ``bm25``, joined for a field where the query names
one; it fetches no words and marks none. Each query is asked in turns by both, and the best of the
rounds counts for each, so that what else the machine does counts for neither. Nothing found before
is remembered.

The register is measured at a hundredth, a tenth and the whole of the size.

    python benchmarks/search.py [--size PARAGRAPHS] [--rounds N]
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from _register import PARAGRAPHS, SEED, Filling, Supply, load, start

BAR = 1.0
EACH = 30
"""Queries of each kind."""

_FRAME_WORDS = frozenset(
    (
        *("the", "and", "for", "its", "with", "that", "this", "from", "such", "their", "into"),
        *("have", "has", "been", "are", "all", "other", "which", "not", "also", "including"),
        *("inter", "alia", "these", "those", "who", "may", "should", "will", "through", "within"),
    )
)
_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A query as typed, its kind, and the rival's statement with its values."""

    kind: str
    words: str
    sql: str
    values: tuple[str | int, ...]


_JOIN = " CROSS JOIN register_searchentry e ON e.provision_id = register_search.rowid"
_BY_FIELD = {
    "": ("", ""),
    "year": (
        f"{_JOIN} JOIN register_text t ON t.id = e.text_id",
        " AND t.year = ?",
    ),
    "act": (
        _JOIN,
        (
            " AND EXISTS (SELECT 1 FROM register_act a WHERE a.paragraph_id = e.provision_id"
            " AND a.current AND a.act = ?)"
        ),
    ),
}


def statement(field: str) -> str:
    """Return plain FTS5's statement for the twenty best, with a condition on one field."""
    join, condition = _BY_FIELD[field]
    return (
        f"SELECT register_search.rowid FROM register_search{join}"  # noqa: S608 - no input
        f" WHERE register_search MATCH ?{condition} ORDER BY bm25(register_search) LIMIT 20"
    )


def questions(supply: Supply) -> list[Question]:
    """Return queries of several kinds, in words as frequent as they are printed."""
    from cpcj.register.search.grammar import parse
    from cpcj.register.search.index import fts5

    random = Random(SEED)  # noqa: S311 - no secret
    found: dict[tuple[str, str], Question] = {}

    def words(count: int) -> list[str]:
        while True:
            (clause,) = supply.some(random, 1)
            own = [w for w in _WORD.findall(clause.text) if w.lower() not in _FRAME_WORDS]
            if len(own) >= count:
                return random.sample(own, count)

    def phrase() -> str:
        while True:
            (clause,) = supply.some(random, 1)
            own = clause.text.replace('"', "").split()
            if len(own) >= 3:
                at = random.randint(0, len(own) - 3)
                return f'"{" ".join(own[at : at + random.randint(2, 3)])}"'

    def add(kind: str, plain: str, field: str = "", value: str = "") -> None:
        match = fts5(parse(plain))
        values: tuple[str | int, ...] = (match,)
        if field:
            values = (match, int(value) if value.isdecimal() else value)
        typed = f"{plain} {field}:{value}" if field else plain
        found[kind, typed] = Question(kind, typed, statement(field), values)

    for _ in range(EACH):
        for count in (1, 2, 3, 4):
            add(f"{count} word{'s' * (count > 1)}", " ".join(words(count)))
        add("phrase", phrase())
        add("field", " ".join(words(2)), "year", str(random.randint(1985, 2024)))
        add("field", words(1)[0], "act", random.choice(("request", "invite", "encourage", "urge")))
    return list(found.values())


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def percentile(numbers: Sequence[float], share: float) -> float:
    """Return the number that a share of numbers does not pass."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))]


def measure(asked: Sequence[Question], rounds: int) -> list[tuple[float, float]]:
    """Return the best milliseconds of ours and of the rival for each query."""
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection

    from cpcj.register.queries import search

    store: sqlite3.Connection = connection.connection
    user = AnonymousUser()
    best = [(float("inf"), float("inf"))] * len(asked)
    for turn in range(rounds):
        for at, one in enumerate(asked):
            search.forget()

            def ours(one: Question = one) -> object:
                return search.search(user, one.words)

            def rival(one: Question = one) -> object:
                return store.execute(one.sql, one.values).fetchall()

            if turn % 2:
                theirs, own = _timed(rival), _timed(ours)
            else:
                own, theirs = _timed(ours), _timed(rival)
            best[at] = min(best[at][0], own), min(best[at][1], theirs)
    return best


def main(arguments: Sequence[str] | None = None) -> int:
    """Print percentiles of both, their ratio, and how they grow; 1 where there is no text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000, help="paragraphs at the largest")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    load()
    start()
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    asked = questions(supply)
    filling = Filling(supply)
    print(f"{len(asked)} queries, best of {options.rounds} rounds; milliseconds")
    print("paragraphs  kind        ours p50     p95  bm25 p50     p95  ratio p50   p95")
    ratio = 0.0
    for part in (100, 10, 1):
        filling.fill(max(1, options.size // part // PARAGRAPHS))
        best = measure(asked, options.rounds)
        kinds = dict.fromkeys(one.kind for one in asked)
        for kind in (*(kinds if part == 1 else ()), "all"):
            some = [b for b, one in zip(best, asked, strict=True) if kind in ("all", one.kind)]
            own, theirs = [b[0] for b in some], [b[1] for b in some]
            figures = [percentile(n, share) for n in (own, theirs) for share in (0.5, 0.95)]
            ratio = figures[1] / figures[3]
            print(
                f"{filling.texts * PARAGRAPHS:10d}  {kind:10s}"
                f" {figures[0]:8.2f} {figures[1]:8.2f}  {figures[2]:8.2f} {figures[3]:8.2f}"
                f"  {figures[0] / figures[2]:8.2f} {ratio:6.2f}"
            )
    print(f"ratio of the 95th percentiles {ratio:.2f}  (bar {BAR})")
    load()
    return 0


if __name__ == "__main__":
    sys.exit(main())
