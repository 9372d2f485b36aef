"""Rules without a store: what entries are as transactions, what the data cube holds, values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.portfolio.rules.shares import even
from cpcj.assistance.publication.money import Move, aid_types, moved
from cpcj.assistance.publication.reached import measured
from cpcj.assistance.publication.rules.cube import Spent, cells, instrument
from cpcj.assistance.results.models import Unit
from cpcj.funding.rules.charges import Split
from cpcj.funding.rules.ledger import (
    Entry,
    allocate,
    commit,
    release,
    return_allocation,
    reverse,
    spend,
)

DAY = dt.date(2026, 3, 1)


def moves(*entries: Entry) -> list[tuple[int, str, int]]:
    """Return what entries move of the cost object, as the room reads it from the books."""
    rows = [
        Move(number, entry.day, 1, posting.account.book, posting.cents)
        for number, entry in enumerate(entries, 1)
        for posting in entry.postings
        if posting.account.cost_object
    ]
    return [(entry, kind, cents) for entry, _day, _of, kind, cents in moved(rows)]


def test_entries_are_transactions() -> None:
    allocated = allocate(DAY, "c", "p", Split(1000, 130))
    found = moves(
        allocated,
        commit(DAY, "c", "p", 400),
        spend(DAY, "c", "p", 300),
        release(DAY, "c", "p", 100),
        return_allocation(DAY, "c", "p", Split(200, 26)),
    )
    assert found == [(1, "1", 1000), (2, "2", 400), (3, "4", 300), (4, "2", -100), (5, "1", -200)]


def test_a_reversal_is_the_opposite() -> None:
    spent = spend(DAY, "c", "p", 300)
    assert moves(spent, reverse(DAY, 1, spent)) == [(1, "4", 300), (2, "4", -300)]


@pytest.mark.parametrize(
    ("earmarking", "channel", "codes"),
    [
        ("general_purpose", "core", ["B021", "1"]),
        ("soft_earmarked", "thematic", ["B032", "2"]),
        ("special_purpose", "single_project", ["B033", "4"]),
        ("special_purpose", "pooled", ["B033", "3"]),
    ],
)
def test_aid_types_follow_the_purpose(earmarking: str, channel: str, codes: list[str]) -> None:
    found = aid_types(earmarking, channel)
    assert [one.code for one in found] == codes
    assert [one.vocabulary for one in found] == ["1", "2"]


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**9), 10**9), st.integers(0, 5), st.lists(st.sampled_from("12345"))
        )
    )
)
def test_the_cube_holds_what_was_spent_to_the_cent(
    rows: list[tuple[int, int, list[str]]],
) -> None:
    spent = [
        Spent(
            2026, cents, humanitarian=False, goals=goals, instrument="i", contributor="d",
            locations=list(zip("ABCDE", even(n), strict=False)) if n else (),
        )
        for cents, n, goals in rows
    ]  # fmt: skip
    assert sum(cells("E", spent).values()) == sum(cents for cents, _n, _goals in rows)


def test_shares_and_goals_divide_an_amount() -> None:
    one = Spent(
        2026, 1001, humanitarian=True, locations=[("KEN", 6000), ("UGA", 4000)],
        goals=["16", "5"], instrument="core", contributor="QMX",
    )  # fmt: skip
    found = {(p.location, p.goal): cents for p, cents in cells("UNODC", [one]).items()}
    assert found == {
        ("KEN", "16"): 301, ("KEN", "5"): 300, ("UGA", "16"): 200, ("UGA", "5"): 200,
    }  # fmt: skip
    assert {p.function for p in cells("UNODC", [one])} == {"Humanitarian assistance"}


@pytest.mark.parametrize(
    ("kind", "earmarking", "channel", "said"),
    [
        ("regular_budget", "general_purpose", "core", "Assessed contributions"),
        ("government", "general_purpose", "core", "Voluntary core contributions"),
        ("government", "special_purpose", "pooled", "Inter-agency pooled funds"),
        ("government", "special_purpose", "own_country", "Local resources"),
        ("private", "special_purpose", "single_project",
         "Project- or programme-specific resources"),
    ],
)  # fmt: skip
def test_instruments(kind: str, earmarking: str, channel: str, said: str) -> None:
    assert instrument(kind, earmarking, channel) == said


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "words", "value", "comment"),
    [
        (Unit.NUMBER, Decimal("40.0000"), None, "", "40", ""),
        (Unit.NUMBER, Decimal("1500.0000"), None, "", "1500", ""),
        (Unit.PERCENTAGE, Decimal(1), Decimal(3), "", "33.3333", ""),
        (Unit.YES_NO, Decimal(1), None, "", "", "yes. so it is"),
        (Unit.TEXT, None, None, "a law", "", "a law. so it is"),
    ],
)
def test_values_are_written_as_the_standard_wants_them(
    unit: Unit, numerator: Decimal | None, denominator: Decimal | None, words: str, value: str,
    comment: str,
) -> None:  # fmt: skip
    said = "so it is" if comment else ""
    found = measured(unit, numerator, denominator, words, said)
    assert found.value == value
    assert found.comment.get("en", "") == comment
