"""Laws of the clocks, and what they say on days that can be counted on a calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.rules.clocks import Clock, Moved, clock, is_working

MONDAY = dt.date(2026, 3, 2)
DAYS = st.integers(0, 60).map(lambda n: MONDAY + dt.timedelta(days=n))
HOLIDAYS = st.frozensets(DAYS, max_size=8)


def at(number: int) -> dt.date:
    """Return the day so many days after the Monday."""
    return MONDAY + dt.timedelta(days=number)


def run(
    *events: Moved, as_of: dt.date, allowed: int = 5, holidays: frozenset[dt.date] = frozenset()
) -> Clock:
    """Return a clock that ends with "answered" and stands in "asked"."""
    return clock(
        events, allowed=allowed, ends={"answered"}, waits={"asked"}, as_of=as_of, holidays=holidays
    )


RECEIVED = Moved("received", MONDAY)


def test_five_working_days_from_a_monday_are_over_the_next_monday() -> None:
    found = run(RECEIVED, as_of=MONDAY)
    assert (found.due, found.used, found.late) == (at(7), 0, False)
    assert run(RECEIVED, as_of=at(7)).used == 5
    assert not run(RECEIVED, as_of=at(7)).late
    assert run(RECEIVED, as_of=at(8)).late


def test_a_holiday_moves_the_day_and_a_holiday_on_a_sunday_does_not() -> None:
    assert run(RECEIVED, as_of=MONDAY, holidays=frozenset({at(2)})).due == at(8)
    assert run(RECEIVED, as_of=MONDAY, holidays=frozenset({at(6)})).due == at(7)


def test_a_request_of_a_saturday_begins_with_monday() -> None:
    assert run(Moved("received", at(5)), as_of=at(5)).due == at(11)


def test_the_clock_stands_while_information_is_awaited() -> None:
    asked, back = Moved("asked", at(1)), Moved("assessed", at(8))
    waiting = run(RECEIVED, asked, as_of=at(4))
    assert waiting.stopped
    assert waiting.due is None
    assert waiting.used == 1
    going = run(RECEIVED, asked, back, as_of=at(9))
    assert not going.stopped
    assert going.used == 2
    assert going.due == at(14)


def test_a_question_answered_on_the_same_day_stops_nothing() -> None:
    same = run(RECEIVED, Moved("asked", at(1)), Moved("assessed", at(1)), as_of=at(3))
    assert same == run(RECEIVED, as_of=at(3))


def test_it_ends_once() -> None:
    done = run(RECEIVED, Moved("answered", at(2)), Moved("planned", at(20)), as_of=at(40))
    assert (done.ended, done.used, done.late, done.due) == (at(2), 2, False, at(7))
    late = run(RECEIVED, Moved("answered", at(9)), as_of=at(40))
    assert (late.used, late.late) == (7, True)


def test_without_a_receipt_there_is_no_clock() -> None:
    with pytest.raises(ValueError, match="receipt"):
        run(RECEIVED, as_of=at(-1))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Moved, ...]:
    """Draw a receipt, questions and answers in order of time."""
    days = sorted(draw(st.lists(DAYS, max_size=6)))
    moved = [Moved(("asked", "assessed")[n % 2], on) for n, on in enumerate(days)]
    return (RECEIVED, *moved)


@given(histories(), DAYS, DAYS, HOLIDAYS)
def test_days_used_only_grow(
    events: tuple[Moved, ...], one: dt.date, other: dt.date, holidays: frozenset[dt.date]
) -> None:
    early, late = sorted((one, other))
    before = run(*events, as_of=early, holidays=holidays)
    after = run(*events, as_of=late, holidays=holidays)
    assert before.used <= after.used


@given(histories(), DAYS, HOLIDAYS, st.integers(1, 30))
def test_late_is_after_the_due_day(
    events: tuple[Moved, ...], day: dt.date, holidays: frozenset[dt.date], allowed: int
) -> None:
    found = run(*events, as_of=day, holidays=holidays, allowed=allowed)
    if found.due is None:
        assert found.stopped
        assert not found.late
    else:
        assert is_working(found.due, holidays)
        if found.late:
            assert day > found.due
        if day <= found.due:
            assert found.used <= allowed


@given(histories(), DAYS, HOLIDAYS, DAYS)
def test_one_more_holiday_never_brings_the_day_forward(
    events: tuple[Moved, ...], day: dt.date, holidays: frozenset[dt.date], more: dt.date
) -> None:
    less = run(*events, as_of=day, holidays=holidays)
    found = run(*events, as_of=day, holidays=holidays | {more})
    assert found.used <= less.used
    if less.due is not None and found.due is not None:
        assert found.due >= less.due


@given(DAYS, DAYS, DAYS, HOLIDAYS)
def test_waiting_never_brings_the_day_forward(
    one: dt.date, other: dt.date, day: dt.date, holidays: frozenset[dt.date]
) -> None:
    asked, back = sorted((one, other))
    without = run(RECEIVED, as_of=day, holidays=holidays)
    found = run(
        RECEIVED, Moved("asked", asked), Moved("assessed", back), as_of=day, holidays=holidays
    )
    assert found.used <= without.used
    if found.due is not None:
        assert without.due is not None
        assert found.due >= without.due


@given(histories(), DAYS, HOLIDAYS)
def test_what_comes_later_changes_nothing_of_today(
    events: tuple[Moved, ...], day: dt.date, holidays: frozenset[dt.date]
) -> None:
    later = Moved("answered", day + dt.timedelta(days=1))
    known = [one for one in events if one.on <= day]
    assert run(*events, later, as_of=day, holidays=holidays) == run(
        *known, as_of=day, holidays=holidays
    )
