"""Statuses: the table, four eyes, versions, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.frame.workflow_drawing import markdown
from cpcj.register.followup.models import Entry, FollowUp, Status
from cpcj.register.followup.services.recording import (
    EditedMeanwhileError,
    ReasonMissingError,
    of_act,
)
from cpcj.register.followup.services.statuses import (
    FourEyesError,
    StatusRefusedError,
    confirm,
    decline,
    propose_completion,
    set_status,
)
from cpcj.register.followup.workflow import STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpcj.accounts.models import User
    from cpcj.register.models import Act

pytestmark = pytest.mark.django_db


def test_the_first_thing_said_makes_the_follow_up(act: Act, officer: User) -> None:
    held = set_status(officer, of_act(act), "in_progress", reason="A study is under way.")
    assert FollowUp.objects.get() == held
    assert (held.status, held.version, held.row_id) == ("in_progress", 1, act.pk)
    entry = Entry.objects.get()
    assert entry.changes["status"] == ["no_indication", "in_progress"]
    assert (entry.by, entry.reason) == (officer, "A study is under way.")
    assert list(verify()) == []


def test_what_was_never_said_has_no_row(act: Act) -> None:
    assert of_act(act).status == Status.NO_INDICATION
    assert not FollowUp.objects.exists()


def test_a_reason_is_needed(act: Act, officer: User) -> None:
    with pytest.raises(ReasonMissingError):
        set_status(officer, of_act(act), "in_progress", reason="  ")
    assert not FollowUp.objects.exists()


def test_nobody_sets_completed_alone(act: Act, officer: User, head: User) -> None:
    with pytest.raises(StatusRefusedError):
        set_status(officer, of_act(act), "completed", reason="done")
    propose_completion(head, of_act(act), reason="The report was issued.")
    assert of_act(act).status == Status.NO_INDICATION
    with pytest.raises(FourEyesError):
        confirm(head, of_act(act), reason="I say so.")
    with pytest.raises(PermissionDenied):
        confirm(officer, of_act(act), reason="I may not.")


def test_two_people_complete(
    act: Act, officer: User, make_user: Callable[..., User], head: User
) -> None:
    propose_completion(officer, of_act(act), reason="The report was issued.")
    held = confirm(head, of_act(act), reason="Seen.")
    assert (held.status, held.proposed_by, held.confirmed_by) == ("completed", officer, head)
    # Whoever takes it back starts anew: the former proposal does not count again.
    held = set_status(officer, held, "in_progress", reason="Another part is due.")
    assert held.proposed_at is None
    with pytest.raises(StatusRefusedError):
        confirm(head, held, reason="Again.")
    assert AuditEvent.objects.filter(kind="followup.followup").count() == 3
    assert list(verify()) == []


def test_the_system_confirms_nothing(act: Act, officer: User) -> None:
    propose_completion(officer, of_act(act), reason="done")
    with pytest.raises(FourEyesError):
        confirm(SystemActor("test"), of_act(act), reason="done")


def test_the_store_itself_holds_four_eyes(act: Act, head: User) -> None:
    held = propose_completion(head, of_act(act), reason="done")
    with writing_allowed(), pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=held.pk).update(status="completed", confirmed_by=head)


def test_a_proposal_is_taken_back_by_its_person_or_declined(
    act: Act, officer: User, head: User, make_user: Callable[..., User]
) -> None:
    from cpcj.accounts.rules import Role

    propose_completion(officer, of_act(act), reason="done")
    with pytest.raises(StatusRefusedError):
        decline(make_user(Role.OFFICER), of_act(act), reason="not mine")
    assert not decline(head, of_act(act), reason="A part is missing.").waits
    propose_completion(officer, of_act(act), reason="done")
    assert not decline(officer, of_act(act), reason="Too early.").waits


def test_the_second_who_saves_is_told(act: Act, officer: User, head: User) -> None:
    seen = of_act(act).version
    set_status(officer, of_act(act), "in_progress", reason="first", seen=seen)
    with pytest.raises(EditedMeanwhileError):
        set_status(head, of_act(act), "not_applicable", reason="second", seen=seen)
    assert of_act(act).status == "in_progress"
    assert Entry.objects.count() == 1


def test_the_same_again_changes_nothing(act: Act, officer: User) -> None:
    set_status(officer, of_act(act), "in_progress", reason="first")
    events = AuditEvent.objects.count()
    assert set_status(officer, of_act(act), "in_progress", reason="again").version == 1
    assert AuditEvent.objects.count() == events


def test_the_table_can_be_drawn() -> None:
    assert "completed" in markdown(STATUS)
