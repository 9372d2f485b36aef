"""The log: one event a write, and nothing can be changed unseen."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cpcj.accounts.models import User
from cpcj.audit.chain import Fault, verify
from cpcj.audit.guards import install, remove
from cpcj.audit.models import AppendOnlyError, AuditEvent, ChainHead
from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Permission
from cpcj.frame.records import writing_allowed
from cpcj.frame.services import AuditContractError, Change, service

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


@service(permission=Permission.MANDATE_REVIEW)
def name_person(change: Change, user: User, *, name: str) -> None:
    before = change.values(user, "name")
    user.name = name
    user.save()
    change.altered(user, before)


@service(permission=Permission.MANDATE_REVIEW)
def name_silently(change: Change, user: User, *, name: str) -> None:
    user.name = name
    user.save()


@pytest.fixture
def chain() -> list[int]:
    """Leave five events."""
    with writing_allowed():
        user = User.objects.create(username="ada")
    for name in ("A", "B", "C", "D", "E"):
        name_person(SYSTEM, user, name=name)
    return list(AuditEvent.objects.values_list("sequence", flat=True))


def tamper(statement: str, parameters: tuple[int, ...] = ()) -> None:
    remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    install(connection)


def found() -> set[tuple[Fault, int]]:
    return {(finding.fault, finding.sequence) for finding in verify()}


def test_each_write_leaves_one_event_and_a_whole_chain(chain: list[int]) -> None:
    assert chain == [1, 2, 3, 4, 5]
    assert found() == set()
    last = AuditEvent.objects.get(sequence=5)
    assert (last.actor, last.what, last.kind) == (
        "system:test",
        "audit.name_person",
        "accounts.user",
    )
    assert set(last.fields["name"]) == {"old", "new"}


def test_the_log_does_not_hold_values(chain: list[int]) -> None:
    with writing_allowed():
        user = User.objects.create(username="grace", name="")
    name_person(SYSTEM, user, name="Grace Hopper")
    stored = json.dumps(list(AuditEvent.objects.values()), default=str)
    assert "Grace" not in stored


def test_a_service_that_leaves_no_event_stores_nothing() -> None:
    with writing_allowed():
        user = User.objects.create(username="ada")
    with pytest.raises(AuditContractError):
        name_silently(SYSTEM, user, name="Ada")
    user.refresh_from_db()
    assert user.name == ""


def test_without_the_permission_nothing_happens(make_user: object) -> None:
    stranger = make_user()  # type: ignore[operator]
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        name_person(stranger, stranger, name="x")
    assert AuditEvent.objects.count() == before


def test_the_models_refuse_changes(chain: list[int]) -> None:
    event = AuditEvent.objects.get(sequence=2)
    for attempt in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(note="x"),
        lambda: AuditEvent.objects.bulk_update([event], ["note"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET note = 'x' WHERE sequence = 2",
        "DELETE FROM audit_auditevent WHERE sequence = 2",
    ],
)
def test_the_database_refuses_changes(chain: list[int], statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert found() == set()


def test_an_altered_event_is_found(chain: list[int]) -> None:
    tamper("UPDATE audit_auditevent SET actor = 'person:9' WHERE sequence = 3")
    assert found() == {(Fault.ALTERED, 3)}


def test_a_missing_event_is_found(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE sequence = 3")
    assert (Fault.MISSING, 3) in found()


def test_a_missing_end_is_found(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE sequence >= 4")
    assert found() == {(Fault.MISSING, 4)}


def test_a_missing_end_with_the_head_turned_back_needs_the_key(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE sequence = 5")
    ChainHead.objects.update(sequence=4)
    assert found() == {(Fault.HEAD, 4)}


def test_reordered_events_are_found(chain: list[int]) -> None:
    for old, new in ((2, 99), (4, 2), (99, 4)):
        tamper("UPDATE audit_auditevent SET sequence = %s WHERE sequence = %s", (new, old))
    assert {(Fault.REORDERED, 2), (Fault.REORDERED, 4)} <= found()
