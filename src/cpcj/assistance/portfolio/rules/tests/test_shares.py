"""Shares sum to the whole, and nothing that is divided by them is lost or made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.portfolio.rules.shares import (
    WHOLE,
    ShareError,
    basis_points,
    divided,
    even,
    percent,
    shared,
)

_WHOLES = st.lists(st.integers(1, 999), min_size=1, max_size=12).map(
    lambda parts: [*parts, WHOLE - sum(parts)] if sum(parts) < WHOLE else [WHOLE]
)


@given(st.integers(1, 400))
def test_equal_shares_sum_to_the_whole(parts: int) -> None:
    shares = even(parts)
    assert sum(shares) == WHOLE
    assert max(shares) - min(shares) <= 1


@given(st.integers(-(10**15), 10**15), _WHOLES)
def test_what_is_divided_sums_to_what_was_given(cents: int, shares: list[int]) -> None:
    parts = divided(cents, shares)
    assert sum(parts) == cents
    assert all(
        abs(part * WHOLE - cents * share) < WHOLE for part, share in zip(parts, shares, strict=True)
    )


@given(_WHOLES)
def test_shares_that_are_said_stay_as_they_are(shares: list[int]) -> None:
    given_ = dict(enumerate(shares))
    assert shared(given_) == given_


@given(st.integers(1, WHOLE))
def test_per_cent_and_basis_points_are_the_same(points: int) -> None:
    assert basis_points(percent(points)) == points


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"KEN": 5000}, "sum"),
        ({"KEN": 5000, "UGA": None}, "some"),
        ({"KEN": 6000, "UGA": 6000}, "sum"),
    ],
    ids=["less", "some have none", "more"],
)
def test_shares_that_are_no_whole_are_refused(given_: dict[str, int | None], code: str) -> None:
    with pytest.raises(ShareError) as refused:
        shared(given_)
    assert refused.value.code == code


@pytest.mark.parametrize("share", ["0", "-1", "100.01", "33.333", "NaN"])
def test_what_is_no_share_is_refused(share: str) -> None:
    with pytest.raises(ShareError):
        basis_points(Decimal(share))


def test_no_recipients_have_no_shares() -> None:
    assert shared({}) == {}
    assert shared({"KEN": None, "UGA": None, "TZA": None}) == {
        "KEN": 3334, "UGA": 3333, "TZA": 3333,
    }  # fmt: skip
