"""What moved over time sums to what is held; instalments are settled in order."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cpcj.funding.rules.instalments import still_due
from cpcj.funding.rules.ledger import Book
from cpcj.funding.rules.movements import HELD, Line, by_year, months

_MONTHS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)).map(lambda day: day.replace(day=1))
_LINES = st.lists(
    st.builds(
        Line, _MONTHS,
        st.sampled_from([Book.AVAILABLE, Book.ALLOCATED, Book.COMMITTED, Book.EXPENDED]),
        st.booleans(), st.integers(-1000, 1000),
    ),
    max_size=30,
)  # fmt: skip


@given(_LINES)
def test_the_last_balance_is_the_sum_of_what_is_held(lines: list[Line]) -> None:
    moved = months(lines)
    assert [one.month for one in moved] == sorted({line.month for line in lines})
    held = sum(line.cents for line in lines if line.book in HELD)
    assert (moved[-1].balance if moved else 0) == held
    years = by_year(moved)
    assert sum(one.spent for one in years) == sum(
        line.cents for line in lines if line.book is Book.EXPENDED
    )
    assert (years[-1].balance if years else 0) == held
    assert sum(one.received for one in years) == sum(
        line.cents for line in lines if line.book is Book.AVAILABLE and line.receipt
    )


@given(
    st.lists(st.tuples(st.dates(), st.integers(1, 100)), max_size=8), st.integers(0, 900),
    st.dates(),
)  # fmt: skip
def test_what_is_due_and_what_came_in_are_the_instalments(
    parts: list[tuple[dt.date, int]], received: int, today: dt.date
) -> None:
    due = still_due(parts, received, today)
    whole = sum(minor for _on, minor in parts)
    assert sum(one.minor for one in due) == max(0, whole - received)
    assert all(one.late == (one.on < today) for one in due)
    assert [one.on for one in due] == sorted(one.on for one in due)
