"""Broken chains, and totals divided so that no cent is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.coverage.rules.gaps import Chain, Gap
from cpcj.assistance.coverage.rules.proportion import Share, proportional, table

PARTS = st.lists(st.integers(0, 10**9), max_size=30)


@pytest.mark.parametrize(
    ("chain", "gaps"),
    [
        (Chain("m"), ()),
        (Chain("m", requests=1), (Gap.NO_MONEY, Gap.UNANSWERED)),
        (Chain("m", cents=5), (Gap.NO_ACTIVITY,)),
        (Chain("m", invites=True), (Gap.NO_DONOR,)),
        (Chain("m", asks=True), (Gap.NOT_TAKEN_UP,)),
        (Chain("m", invites=True, cents=5, activities=1, results=1), ()),
        (Chain("m", requests=1, cents=5, activities=1), (Gap.NO_RESULT,)),
        (Chain("m", requests=1, cents=5, activities=1, results=1), ()),
    ],
)
def test_a_chain_is_broken_where_something_is_missing(chain: Chain, gaps: tuple[Gap, ...]) -> None:
    assert chain.gaps == gaps


@given(PARTS, st.integers(0, 10**12))
def test_a_total_is_divided_to_the_unit(parts: list[int], total: int) -> None:
    found = proportional(parts, total)
    assert sum(found) == (total if any(parts) else 0)
    whole = sum(parts)
    for part, got in zip(parts, found, strict=True):
        assert got == 0 or part
        assert not whole or abs(got - part * total / whole) <= 1 + part * total / whole * 1e-9


@given(PARTS)
def test_the_same_total_changes_nothing(parts: list[int]) -> None:
    assert proportional(parts, sum(parts)) == parts


SHARES = [
    Share("nairobi", "corruption", "africa", 600, 300),
    Share("nairobi", "drugs", "africa", 100, 0),
    Share("lima", "corruption", "latin_america_caribbean", 400, 200),
]
OPEN = {("corruption", "africa"): 3, ("police", "africa"): 1}


def test_without_an_office_what_it_carries_falls_away() -> None:
    cells = table(SHARES, OPEN, without="nairobi")
    assert [(c.area, c.requests, c.cents, c.then_cents, c.then_months) for c in cells] == [
        ("corruption", 3, 600, 0, 0),
        ("corruption", 0, 400, 400, 200),
        ("drugs", 0, 100, 0, 0),
        ("police", 1, 0, 0, 0),
    ]


def test_another_total_is_divided_as_the_present_one() -> None:
    cells = table(SHARES, OPEN, total=550)
    assert [cell.then_cents for cell in cells] == [300, 200, 50, 0]
    assert sum(cell.then_months for cell in cells) == 250
    assert table([], OPEN, total=550)[0].then_cents == 0
