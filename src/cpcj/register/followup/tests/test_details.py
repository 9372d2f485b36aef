"""Flags, resources, successors, reminders; and what other rooms are told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from cpcj.evidence.registry import for_provision
from cpcj.register.followup import queries
from cpcj.register.followup.models import Entry, Supersession
from cpcj.register.followup.rules import (
    LIKE,
    Time,
    Worded,
    may_confirm,
    successors,
    time_left,
    trace,
)
from cpcj.register.followup.services.details import Details, assign, describe, publish, supersede
from cpcj.register.followup.services.notes import add_note, end_reminder, harmless_name, remind
from cpcj.register.followup.services.recording import FollowUpError, of_act
from cpcj.register.followup.services.statuses import set_status
from cpcj.register.followup.shown import shown
from cpcj.register.models import Act
from cpcj.register.tests.factories import (
    ENCOURAGE,
    document,
    hold,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser
    from django.test import Client

    from cpcj.accounts.models import Unit, User

LATER = "Requests the Secretary-General to report to it on lamps at its eighty-fourth session"


@pytest.fixture
def later(act: Act) -> Act:
    """Return an act of the next text of the series that asks nearly the same."""
    hold(
        document(
            text(ENCOURAGE, LATER, symbol="A/RES/81/77"), session=81, date=dt.date(2026, 12, 1)
        ),
        "later.txt",
    )
    found: Act = Act.objects.get(identifier="A/RES/81/77#op2.1", current=True)
    found.refresh_from_db()
    return found


@pytest.mark.django_db
def test_a_later_act_is_proposed_and_a_person_decides(act: Act, later: Act, head: User) -> None:
    followup = queries.find_followup(head, act.identifier)
    assert followup is not None
    ((like, proposed),) = queries.proposals(followup)
    assert proposed == later
    assert LIKE <= like.likeness < 100
    held = supersede(
        head, of_act(act), later, confirmed=True, likeness=like.likeness, reason="same request"
    )
    assert held.superseded_by == later.identifier
    assert queries.proposals(held) == ()
    supersede(head, of_act(act), later, confirmed=False, likeness=None, reason="on reflection")
    assert of_act(act).superseded_by == ""
    assert queries.proposals(of_act(act)) == ()
    assert Supersession.objects.get().state == "rejected"
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_what_founds_is_never_outdated_and_no_earlier_act_follows(
    act: Act, later: Act, head: User
) -> None:
    describe(head, of_act(act), Details(founding=True), reason="creates a fund")
    assert queries.proposals(of_act(act)) == ()
    for wrong in (of_act(later), of_act(act)):
        with pytest.raises(FollowUpError):
            supersede(head, wrong, act, confirmed=True, likeness=None, reason="x")


@pytest.mark.django_db
def test_a_rejected_answer_alone_stands_in_the_history(act: Act, later: Act, head: User) -> None:
    supersede(head, of_act(act), later, confirmed=False, likeness=90, reason="another matter")
    (entry,) = Entry.objects.all()
    assert entry.reason == "another matter"
    assert shown([entry])[0].deed


@pytest.mark.django_db
def test_resources_and_flags(act: Act, officer: User) -> None:
    held = describe(
        officer, of_act(act),
        Details(recurrent=True, needed=(Decimal("10.50"), "USD"), note="for two years"),
        reason="budget",
    )  # fmt: skip
    held.refresh_from_db()
    assert (held.needed_amount, held.needed_currency) == (Decimal("10.50"), "USD")
    assert Entry.objects.get().changes["needed_amount"] == [None, "10.50"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"needed_amount": "5"}, "Say in which currency"),
        ({"needed_currency": "USD"}, "Say how much"),
        ({"needed_amount": "5", "needed_currency": "dollars"}, "at most 3"),
        ({"needed_amount": "-5", "needed_currency": "USD"}, "greater than or equal"),
        ({"needed_amount": "NaN", "needed_currency": "USD"}, "Enter a number"),
    ],
)
def test_money_needs_amount_and_currency(
    client: Client, act: Act, officer: User, given_: dict[str, str], words: str
) -> None:
    client.force_login(officer)
    answer = client.post(
        "/followup/change/describe/A/RES/79/901/-/op1.1/", {**given_, "reason": "r", "seen": 0}
    )
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_who_may_not_view_changes_nothing(act: Act, make_user: Callable[..., User]) -> None:
    stranger = make_user()
    for deed in (
        lambda: set_status(stranger, of_act(act), "in_progress", reason="x"),
        lambda: assign(stranger, of_act(act), unit=None, officer=None, reason="x"),
        lambda: publish(stranger, of_act(act), published=True, reason="x"),
        lambda: add_note(stranger, of_act(act), on=dt.date(2026, 1, 1), words="x"),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_reminder_is_ended_by_its_people(act: Act, officer: User, head: User, unit: Unit) -> None:
    reminder = remind(officer, of_act(act), on=dt.date(2026, 1, 1), to=officer, words="look")
    assert list(queries.reminders(officer, dt.date(2026, 1, 2))) == [reminder]
    with pytest.raises(FollowUpError):
        end_reminder(head, reminder)
    end_reminder(officer, reminder)
    assert not queries.reminders(officer, dt.date(2026, 1, 2)).exists()


@pytest.mark.django_db
def test_other_rooms_are_told_what_the_asker_may_know(act: Act, officer: User) -> None:
    from django.contrib.auth.models import AnonymousUser

    nobody: AnonymousUser = AnonymousUser()
    set_status(officer, of_act(act), "in_progress", reason="x")
    add_note(officer, of_act(act), on=dt.date(2026, 1, 1), words="A study began.")

    def told(user: User | AnonymousUser) -> list[str]:
        items = for_provision("A/RES/79/901#op1", user)  # type: ignore[arg-type]
        return [item.label for item in items if item.room == "followup"]

    assert told(officer) == ["Status: implemented – in progress", "A study began."]
    assert told(nobody) == []
    publish(officer, of_act(act), published=True, reason="agreed")
    assert told(nobody) == ["Status: implemented – in progress"]


def test_due_late_soon_ahead() -> None:
    day = dt.date(2026, 6, 1)
    one = dt.timedelta(days=1)
    assert time_left(None, None, day) is Time.NONE
    assert time_left(day - 30 * one, day - one, day) is Time.LATE
    assert time_left(day - 30 * one, day, day) is Time.SOON
    assert time_left(day + 90 * one, day + 100 * one, day) is Time.SOON
    assert time_left(day + 91 * one, None, day) is Time.AHEAD


def test_nobody_confirms_his_own_or_as_no_person() -> None:
    assert may_confirm(1, 2)
    assert may_confirm(None, 2)
    assert not may_confirm(1, 1)
    assert not may_confirm(1, None)


@given(
    st.dictionaries(st.integers(0, 6), st.none() | st.integers(0, 6)), st.sets(st.integers(0, 6))
)
def test_following_merges_always_ends(replaced: dict[int, int | None], current: set[int]) -> None:
    assert trace(0, replaced, current) in {*current, None}


@given(st.text(max_size=300))
def test_a_harmless_name_always(name: str) -> None:
    clean = harmless_name(name)
    assert 0 < len(clean) <= 180
    assert not set("/\\\x00\n\r\u202e") & set(clean)
    assert clean not in {".", ".."}


def test_the_likest_come_first_and_few() -> None:
    acts = [Worded(n, f"X#op{n}.1", "requests", f"the Office to report on lamps {'and ' * n}")
            for n in range(1, 9)]  # fmt: skip
    found = successors("requests the Office to report on lamps", acts)
    assert [one.act for one in found] == ["X#op1.1", "X#op2.1", "X#op3.1"]
    assert all(one.likeness >= LIKE for one in found)
