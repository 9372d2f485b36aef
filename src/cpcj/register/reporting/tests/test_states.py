"""The state of a deadline on a day: the table, and that the store agrees with it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.frame.records import writing_allowed
from cpcj.register.models import Text
from cpcj.register.reporting.models import Deadline, DueEntry
from cpcj.register.reporting.queries.calendar import state_on
from cpcj.register.reporting.rules.states import TABLE, Facts, State, state_of
from cpcj.register.tests.factories import document, hold, text

START, END = dt.date(2025, 9, 9), dt.date(2026, 9, 7)
BEFORE, AFTER = dt.date(2025, 1, 1), dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        (Facts(end=END), BEFORE, State.DUE),
        (Facts(end=END), END, State.DUE),
        (Facts(end=END, traceable=True), AFTER, State.LATE),
        (Facts(end=END), AFTER, State.NOT_TRACEABLE),
        (Facts(), AFTER, State.UNDATED),
        (Facts(end=END, answered_on=START), START, State.ANSWERED),
        (Facts(end=END, answered_on=START), BEFORE, State.DUE),
        (Facts(end=END, proposed_on=START), AFTER, State.ANSWER_PROPOSED),
        (Facts(end=END, proposed_on=START, answered_on=START), AFTER, State.ANSWERED),
        (Facts(end=END, adopted=False, traceable=True), AFTER, State.PROPOSED),
        (Facts(end=END, adopted=False, set_aside=True), AFTER, State.SET_ASIDE),
    ],
)
def test_states(facts: Facts, on: dt.date, state: State) -> None:
    assert state_of(facts, on) is state


def test_the_last_line_takes_whatever_is_left() -> None:
    assert TABLE[-1].conditions == ()
    assert {line.state for line in TABLE} == set(State)


DAYS = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1))
FACTS = st.builds(
    Facts,
    set_aside=st.booleans(),
    adopted=st.booleans(),
    end=DAYS,
    answered_on=DAYS,
    proposed_on=DAYS,
    traceable=st.booleans(),
)


@given(FACTS, st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 900))
def test_a_deadline_only_goes_from_due_to_over(facts: Facts, on: dt.date, days: int) -> None:
    """What was over on a day is never due on a later one."""
    later = on + dt.timedelta(days=days)
    if state_of(facts, on) in (State.LATE, State.NOT_TRACEABLE):
        assert state_of(facts, later) is not State.DUE


@pytest.mark.django_db
@settings(max_examples=4)
@given(st.lists(FACTS, min_size=8, max_size=20), st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1)))
def test_the_store_gives_the_same_states(many: list[Facts], on: dt.date) -> None:
    hold(document(text()))
    with writing_allowed():
        Deadline.objects.all().delete()
        DueEntry.objects.all().delete()
        entry = DueEntry(
            identifier="x", text=Text.objects.get(), adopted=True, paragraph="1", chain="x"
        )
        entry.save()
        for place, facts in enumerate(many):
            Deadline(
                entry=entry, key=str(place), basis="stated", end=facts.end,
                adopted=facts.adopted, set_aside=facts.set_aside, traceable=facts.traceable,
                answered_on=facts.answered_on, proposed_on=facts.proposed_on,
            ).save()  # fmt: skip
    stored = dict(Deadline.objects.annotate(state=state_on(on)).values_list("key", "state"))
    assert stored == {str(n): state_of(facts, on).value for n, facts in enumerate(many)}
