"""Paragraphs are found again although they were moved, edited, split or merged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.comparing import Kind, Unit, align, word_changes
from cpcj.resolutions.model import Role

PORTS = (
    "Requests the Office to assist coastal States, upon request, in inspecting containers that "
    "leave their ports without a declared owner"
)
WARDENS = (
    "Encourages Member States to train prison wardens in conflict resolution and to publish how "
    "many complaints were lodged, examined and upheld each year"
)
LEDGERS = (
    "Urges States parties to oblige dealers in antiquities to keep ledgers of provenance for "
    "twenty years and to open them to the police"
)
BOTH = f"{WARDENS}, and to give detainees a copy of the rules of the house in a language they read"
COPY = (
    "Invites Member States to give detainees a copy of the rules of the house in a language they "
    "read"
)
REPORT = "Requests the Secretary-General to report to the Assembly at its ninetieth session"


def _text(*paragraphs: str) -> tuple[Unit, ...]:
    return tuple(
        Unit(f"op{n}", "", Role.OPERATIVE, words) for n, words in enumerate(paragraphs, start=1)
    )


def _links(before: tuple[str, ...], after: tuple[str, ...]) -> set[tuple[str, str]]:
    return set(align(_text(*before), _text(*after)).links())


def test_a_moved_paragraph_is_found_and_said_to_be_moved() -> None:
    found = align(_text(PORTS, WARDENS, LEDGERS, REPORT), _text(WARDENS, LEDGERS, PORTS, REPORT))
    assert set(found.links()) == {("op1", "op3"), ("op2", "op1"), ("op3", "op2"), ("op4", "op4")}
    assert found.moved == {"op3"}


def test_a_heavily_edited_paragraph_between_its_neighbours_is_found() -> None:
    edited = "Calls upon flag and coastal States to seize containers without a declared owner"
    assert ("op2", "op2") in _links((WARDENS, PORTS, LEDGERS), (WARDENS, edited, LEDGERS))


def test_a_paragraph_split_in_two_keeps_both_parts() -> None:
    found = align(_text(PORTS, BOTH, LEDGERS), _text(PORTS, WARDENS, COPY, LEDGERS))
    assert [p.after for p in found.pairings if p.before == ("op2",)] == [("op2", "op3")]
    assert found.new == ()


def test_two_paragraphs_merged_are_both_named() -> None:
    found = align(_text(PORTS, WARDENS, COPY, LEDGERS), _text(PORTS, BOTH, LEDGERS))
    assert [p.before for p in found.pairings if p.after == ("op2",)] == [("op2", "op3")]
    assert found.dropped == ()


def test_what_has_no_like_is_dropped_or_new() -> None:
    found = align(_text(PORTS, WARDENS), _text(PORTS, LEDGERS))
    assert (found.dropped, found.new) == (("op2",), ("op2",))


def test_a_point_that_became_a_paragraph_is_found() -> None:
    before = (
        Unit("op1", "", Role.OPERATIVE, f"Requests the Office:\n{PORTS}\n{LEDGERS}"),
        Unit("op1(a)", "op1", Role.POINT, PORTS),
        Unit("op1(b)", "op1", Role.POINT, LEDGERS),
    )
    after = (
        Unit("op1", "", Role.OPERATIVE, f"Requests the Office:\n{PORTS}"),
        Unit("op1(a)", "op1", Role.POINT, PORTS),
        Unit("op2", "", Role.OPERATIVE, LEDGERS),
    )
    links = align(before, after).links()
    assert {("op1", "op1"), ("op1(a)", "op1(a)")} <= links
    assert ("op1(b)", "op2") in links or ("op1", "op2") in links


@given(st.permutations([PORTS, WARDENS, LEDGERS, REPORT, COPY]))
def test_any_order_is_found_again(order: list[str]) -> None:
    first = (PORTS, WARDENS, LEDGERS, REPORT, COPY)
    found = _links(first, tuple(order))
    assert found == {(f"op{first.index(w) + 1}", f"op{order.index(w) + 1}") for w in first}


_words = st.text(alphabet="ab c,;\n()2", max_size=60)


@given(_words, _words)
def test_the_stretches_joined_are_both_texts(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert "".join(change.before for change in changes) == before
    assert "".join(change.after for change in changes) == after


@given(_words)
def test_a_text_did_not_change_into_itself(words: str) -> None:
    assert all(change.kind is Kind.SAME for change in word_changes(words, words))


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("urges Member States", "encourages Member States", [("urges", "encourages")]),
        ("to assist, upon request,", "to assist,", [(" upon request,", "")]),
        ("by 2030", "as appropriate, by 2030", [("", "as appropriate, ")]),
    ],
)
def test_changes_are_whole_words(before: str, after: str, changed: list[tuple[str, str]]) -> None:
    found = [(c.before, c.after) for c in word_changes(before, after) if c.kind is not Kind.SAME]
    assert found == changed
