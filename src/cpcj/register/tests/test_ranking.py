"""The order of what a search finds is the same on both stores: one formula."""

from __future__ import annotations

import math

import pytest
from django.db import connection

from cpcj.register.models import SearchEntry
from cpcj.register.search.grammar import parse
from cpcj.register.search.index import bm25, fts5
from cpcj.register.tests.factories import document, hold, text

pytestmark = pytest.mark.django_db
PARAGRAPHS = [
    "Requests lamps and lamps and oil",
    "Requests oil for the keepers of lights",
    "Requests keepers, keepers of lights, and keepers of lamps in winter and in summer",
    "Requests wicks",
    "Requests a report on wicks and a report on walls and harbours",
    "Requests nothing of anybody at all, in any harbour",
    "Requests that lamps be trimmed in every season of the year by those who keep them",
]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares with FTS5")
@pytest.mark.parametrize("typed", ["lamps", "keepers lamps", '"keepers of lights"', "oil OR wick*"])
def test_scores_are_those_of_fts5(typed: str) -> None:
    hold(document(text(*PARAGRAPHS)))
    query = parse(typed)
    entries = dict(SearchEntry.objects.values_list("pk", "terms"))
    mean = sum(len(terms.split()) for terms in entries.values()) / len(entries)
    weights = []
    with connection.cursor() as cursor:
        for clause in query.clauses:
            cursor.execute(
                "SELECT count(*) FROM register_search WHERE register_search MATCH %s",
                [fts5(type(query)(((clause,),)))],
            )
            (holding,) = cursor.fetchone()
            weight = math.log((len(entries) - holding + 0.5) / (holding + 0.5))
            weights.append((clause, weight if weight > 0 else 1e-6))
        cursor.execute(
            "SELECT rowid, -bm25(register_search) FROM register_search"
            " WHERE register_search MATCH %s",
            [fts5(query)],
        )
        scores = cursor.fetchall()
    assert scores
    for key, score in scores:
        assert bm25(entries[key], weights, mean) == pytest.approx(score)
