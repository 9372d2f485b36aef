"""What queries say, and where their words stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.search.grammar import Clause, Filter, Match, parse
from cpcj.register.search.highlight import places, snippet
from cpcj.register.search.words import words

TYPED = st.text(st.sampled_from('ab c"=-*:OR “”éX/7'), max_size=40)


def test_words_phrases_and_exact_words() -> None:
    query = parse('lamps "keepers of lights" =requested traffick*')
    assert query.groups == (
        (Clause(("lamp",)),),
        (Clause(("keeper", "of", "light")),),
        (Clause(("request",), Match.EXACT, " requested "),),
        (Clause(("traffick",), Match.PREFIX),),
    )


def test_fields_by_any_of_their_names_and_with_quotes() -> None:
    query = parse('addressee:unodc to:"member states" body:ga -year:2015 oil')
    assert query.filters == (
        Filter("addressee", "unodc"),
        Filter("addressee", "member states"),
        Filter("organ", "ga"),
        Filter("year", "2015", negated=True),
    )
    assert len(query.groups) == 1


def test_unknown_fields_are_words() -> None:
    assert parse("note:well").groups == ((Clause(("note", "well")),),)


def test_either_and_without() -> None:
    query = parse('prisons OR jails -"due process"')
    assert query.groups == ((Clause(("prison",)), Clause(("jail",))),)
    assert query.without == (Clause(("due", "process")),)


def test_a_symbol_is_a_phrase() -> None:
    assert parse("A/RES/70/178").groups == ((Clause(("a", "res", "70", "178")),),)


@given(TYPED)
def test_every_string_is_a_query(typed: str) -> None:
    query = parse(typed)
    assert all(clause.terms for clause in (*query.clauses, *query.without))


@given(TYPED, st.text(st.sampled_from("abc XO7é, "), max_size=200), st.integers(20, 80))
def test_snippets_are_pieces_with_marks_inside(typed: str, text: str, size: int) -> None:
    shown = snippet(text, parse(typed), size)
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert len(shown.text) <= size
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)


def test_marks_whole_words_in_the_text_itself() -> None:
    text = "Encourages the keepers’ guild, upon request, to keep L’Étoile lit"
    marked = [text[start:end] for start, end in places(text, parse("keeper etoile requests"))]
    assert marked == ["keepers", "request", "L’Étoile"[2:]]


def test_exact_marks_are_exact() -> None:
    text = "requests and requested"
    assert places(text, parse("=requested")) == ((13, 22),)


@pytest.mark.parametrize("size", [40, 100])
def test_shows_the_piece_with_most_words(size: int) -> None:
    text = f"lamp {'and so on ' * 40} lamp oil keeper {'and so on ' * 40}"
    assert "oil keeper" in snippet(text, parse("lamp oil keeper"), size).text


@given(
    st.lists(st.sampled_from(["lamp", "policies", "keep", "A1", "noted"]), min_size=1, max_size=3),
    st.text(st.sampled_from("aAlmpknote1-’'s éo\u2013"), max_size=60),
)
def test_plain_texts_are_marked_like_others(typed: list[str], text: str) -> None:
    query = parse(" ".join(typed))
    text = f"{text} lamps’ Policies KEEPING a1 noting lamp's {text}"
    wanted = {clause.terms[0] for clause in query.clauses}
    expected = [(w.start, w.end) for w in words(text) if wanted & set(w.terms)]
    assert [text[a:b] for a, b in places(text, query)] == [text[a:b] for a, b in expected]
