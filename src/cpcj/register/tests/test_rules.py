"""Titles, families, series, versions: what belongs together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpcj.register.rules.families import Candidate, propose
from cpcj.register.rules.versions import text_digest
from cpcj.register.tests.factories import REQUEST, text, with_operative
from cpcj.resolutions.model import Note, Passage, SourcePiece
from cpcj.resolutions.series.grouping import Held, series_for
from cpcj.resolutions.series.titles import recurring_title, same_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Report of the Harbour Council on its seventy-eighth session",
         "Report of the Harbour Council on its seventy-ninth session"),
        ("Follow-up to the Third World Congress on Lights",
         "Follow-up to the Fourth World Congress on Lights"),
        ("Programme budget for the biennium 2024–2025",
         "Programme budget for the biennium 2026-2027"),
        ("Care of lighthouses", "Care of lighthouses, 2019"),
        ("International Year of Lamps, 2027", "International Year of Lamps"),
    ],
)  # fmt: skip
def test_titles_of_one_series(one: str, other: str) -> None:
    assert recurring_title(one) == recurring_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Care of lighthouses", "Care of harbours"),
        ("Implementation of resolution 60/1", "Implementation of resolution 55/2"),
        ("Role of civil keepers", "Role of civic keepers"),
    ],
)
def test_titles_of_two_series(one: str, other: str) -> None:
    assert recurring_title(one) != recurring_title(other)


def test_a_title_always_leaves_something() -> None:
    assert recurring_title("Report on its session")
    assert same_title("On the") == ""


def _candidate(key: int, title: str, session: int = 79, item: str | None = "106") -> Candidate:
    return Candidate(key, "ga", session, item, title)


def test_proposes_a_family_by_title_session_and_item() -> None:
    held = [
        _candidate(1, "Care of lighthouses"),
        _candidate(2, "Care of lighthouses", session=78),
        _candidate(3, "Care of lighthouses", item="99"),
        _candidate(4, "Care of harbours and their walls"),
        _candidate(5, "Care of the Lighthouses", item="106 (a)"),
        _candidate(6, "Care of lighthouses", item=None),
    ]
    found = propose(_candidate(9, "Care of lighthouses"), held)
    assert [proposal.key for proposal in found] == [1, 5, 6]
    assert found[0].reason == "the same title, session and agenda item"
    assert found[2].reason == "the same title and session"


def test_a_reworded_title_is_of_the_family_where_the_item_agrees() -> None:
    text = _candidate(9, "Strengthening the care of lighthouses and of their keepers in winter")
    near = "Strengthening the care of lighthouses and of their keepers in winters"
    assert [p.key for p in propose(text, [_candidate(1, near)])] == [1]
    assert propose(text, [_candidate(1, near, item=None)]) == ()


def test_a_decision_is_no_stage_of_a_resolution() -> None:
    decision = replace(_candidate(1, "Care of lighthouses"), decision=True)
    assert propose(_candidate(9, "Care of lighthouses"), [decision]) == ()


def test_two_adopted_texts_are_no_stages_of_one() -> None:
    adopted = replace(_candidate(9, "Care of lighthouses"), adopted=("A/RES/79/901", "79/901"))
    held = [
        replace(_candidate(1, "Care of lighthouses"), adopted=("A/RES/79/902", "79/901")),
        replace(_candidate(2, "Care of lighthouses"), adopted=("", "79/902")),
        replace(_candidate(3, "Care of lighthouses"), adopted=("", "79/901")),
        _candidate(4, "Care of lighthouses"),
    ]
    assert [proposal.key for proposal in propose(adopted, held)] == [3, 4]


def test_series_by_title_then_by_what_is_recalled() -> None:
    same = Held(1, "care lighthouses", recalled=False)
    near = Held(2, "care lighthouses keepers", recalled=True)
    far = Held(3, "budget harbours", recalled=True)
    assert series_for("care lighthouses", [near, same]) == (1, "the same recurring title")
    found = series_for("care lighthouses", [near, far])
    assert found is not None
    assert found[0] == 2
    assert series_for("care lighthouses", [far]) is None
    assert series_for("care lighthouses", [replace(near, recalled=False)]) is None


def test_the_digest_is_of_words_alone() -> None:
    one = text()
    first = one.operative[0]
    drawn = replace(first.words, source=(SourcePiece(0, 3, 5, 8),), emphasis=())
    assert text_digest(one) == text_digest(
        replace(one, body=(one.body[0], replace(first, words=drawn)))
    )
    assert text_digest(one) != text_digest(with_operative(one, [REQUEST + "s"]))
    assert text_digest(one) != text_digest(replace(one, notes=(Note("2", Passage("See.")),)))
