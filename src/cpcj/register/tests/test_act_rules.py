"""Acts split, merged and reread."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.rules.acts import (
    NothingOnOneSideError,
    NotOneParagraphError,
    joined,
    merge,
    split,
    words_at,
)
from cpcj.register.rules.rereading import Held, plan
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, acts_of, document, span, text
from cpcj.resolutions.act import Act, Evidence
from cpcj.resolutions.model import Span

NAMES = st.sampled_from(["unodc", "donors", "member_states", "secretary_general"])


def _without_spaces(piece: Span, full: str) -> Span:
    words = full[piece.start : piece.end]
    start = piece.start + len(words) - len(words.lstrip(" "))
    return Span(start, start + len(words.strip(" ")))


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Acts whose pieces are in normal form: in order, with words between and at their ends."""
    model = acts_of(document(text(ENCOURAGE)))[0]
    full = draw(st.text(st.sampled_from("abc  \n"), min_size=8, max_size=40)) + "x"

    def pieces() -> tuple[Span, ...]:
        ends = draw(st.lists(st.integers(0, len(full)), min_size=2, max_size=6, unique=True))
        ends.sort()
        rough = zip(ends[::2], ends[1::2], strict=False)
        return joined((_without_spaces(Span(*pair), full) for pair in rough), full)

    phrase, action = pieces(), pieces()
    evidence = [Evidence(name, pieces()) for name in draw(st.lists(NAMES, unique=True))]
    evidence.sort(key=lambda one: one.pieces)
    qualifiers = [Evidence(name, pieces()) for name in sorted(draw(st.sets(NAMES)))]
    return replace(
        model, full=full, phrase_pieces=phrase, phrase=words_at(phrase, full).lower(),
        act_pieces=phrase, action_pieces=action, action=words_at(action, full),
        addressees=tuple(evidence), qualifiers=tuple(qualifiers), topics=(),
    )  # fmt: skip


@given(acts(), st.integers(0, 40))
def test_merging_what_was_split_gives_the_act_back(act: Act, at: int) -> None:
    try:
        first, second = split(act, at, second_id="x#op1.2", second_position=2)
    except NothingOnOneSideError:
        return
    merged = merge(first, second)
    assert merged.action_pieces == act.action_pieces
    assert merged.phrase_pieces == act.phrase_pieces
    assert {one.value for one in merged.addressees} == {one.value for one in act.addressees}
    assert set(merged.addressees) == set(act.addressees)
    assert merged.qualifiers == act.qualifiers
    assert (merged.id, merged.action, merged.phrase) == (act.id, act.action, act.phrase)


def test_a_split_divides_what_stands_on_each_side() -> None:
    (act,) = acts_of(document(text(ENCOURAGE)))
    at = act.full.index("and invites")
    first, second = split(act, at, second_id="A/RES/79/901#op1.2", second_position=2)
    assert [one.value for one in first.addressees] == ["member_states"]
    assert [one.value for one in second.addressees] == ["donors"]
    assert [one.value for one in first.qualifiers] == ["upon_request"]
    assert second.qualifiers == ()
    assert first.action.endswith("to share keepers,")
    assert second.action == "and invites donors to give"
    assert second.phrase == "encourages"


def test_a_split_needs_words_on_both_sides() -> None:
    (act,) = acts_of(document(text(ENCOURAGE)))
    with pytest.raises(NothingOnOneSideError):
        split(act, 0, second_id="x", second_position=2)


def test_a_merged_act_has_the_verb_of_the_first() -> None:
    (first,) = acts_of(document(text(ENCOURAGE)))
    verb = span(first.full, "invites")
    second = replace(
        first, phrase="invites", act="invite", phrase_pieces=(verb,), act_pieces=(verb,),
        action="donors to give", action_pieces=(span(first.full, "donors to give"),),
    )  # fmt: skip
    merged = merge(first, second)
    assert (merged.phrase, merged.act) == ("encourages", "encourage")
    assert merged.phrase_pieces == merged.act_pieces == first.phrase_pieces


def test_acts_of_two_paragraphs_do_not_merge() -> None:
    first, second = acts_of(document(text(ENCOURAGE, REQUEST)))
    with pytest.raises(NotOneParagraphError):
        merge(first, second)


def test_a_newer_reading_keeps_what_was_settled() -> None:
    old, other = acts_of(document(text(REQUEST, ENCOURAGE)))
    new = replace(old, addressees=(), act="invite")
    compared = plan([Held(old, frozenset({"addressees"})), Held(other)], [new])
    (pair,) = compared.same
    assert {change.field: change.kept for change in pair.changes} == {
        "act": False, "addressees": True
    }  # fmt: skip
    assert [one.act.id for one in compared.gone] == [other.id]
    assert compared.changes_anything


def test_acts_are_known_by_their_words_when_numbers_move() -> None:
    before = acts_of(document(text(REQUEST, ENCOURAGE)))
    after = acts_of(document(text("Urges Member States to trim wicks", REQUEST, ENCOURAGE)))
    compared = plan([Held(act) for act in before], after)
    assert [(one.held.act.id[-5:], one.new.id[-5:]) for one in compared.same] == [
        ("op1.1", "op2.1"), ("op2.1", "op3.1")
    ]  # fmt: skip
    assert [act.act for act in compared.added] == ["urge"]


def test_reading_the_same_changes_nothing() -> None:
    found = acts_of(document(text(REQUEST, ENCOURAGE)))
    compared = plan([Held(act) for act in found], found)
    assert not compared.changes_anything
    assert all(not pair.changes for pair in compared.same)


def test_words_stand_where_the_factory_says() -> None:
    (act,) = acts_of(document(text(REQUEST)))
    assert span(act.full, "report") == act.deliverable_pieces[0]
