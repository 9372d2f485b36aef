"""The log: one event a write, and nothing can be changed unseen."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cpcj.accounts.models import User
from cpcj.audit.chain import Fault, Head, HeadError, head, verify
from cpcj.audit.guards import install, installed, remove
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


def test_a_head_kept_elsewhere_shows_what_was_cut_off_with_the_key_at_hand(
    chain: list[int],
) -> None:
    kept = Head.read(str(head()))
    assert kept.sequence == 5
    fourth = AuditEvent.objects.get(sequence=4)
    tamper("DELETE FROM audit_auditevent WHERE sequence = 5")
    ChainHead.objects.update(sequence=4, digest=fourth.digest)
    assert found() == set(), "whoever may write the head can hide the end"
    assert [(f.fault, f.sequence) for f in verify(kept=kept)] == [(Fault.MISSING, 5)]
    name_person(SYSTEM, User.objects.get(username="ada"), name="somebody else")
    assert found() == set()
    assert [(f.fault, f.sequence) for f in verify(kept=kept)] == [(Fault.HEAD, 5)]


def test_a_log_that_was_emptied_is_seen_by_the_head_kept(chain: list[int]) -> None:
    kept = head()
    tamper("DELETE FROM audit_auditevent")
    ChainHead.objects.all().delete()
    assert [(f.fault, f.sequence) for f in verify(kept=kept)] == [(Fault.MISSING, 5)]


@pytest.mark.parametrize(
    "text", ["", "5", "5:abc", "x:" + "0" * 64, "-1:" + "0" * 64, "²:" + "0" * 64]
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(HeadError):
        Head.read(text)


def test_the_newest_alone_are_read_where_that_is_asked(chain: list[int]) -> None:
    tamper("UPDATE audit_auditevent SET note = 'x' WHERE sequence = 1")
    assert {f.sequence for f in verify(newest=3)} == set()
    assert {f.sequence for f in verify(newest=5)} == {1}
    tamper("UPDATE audit_auditevent SET note = 'x' WHERE sequence = 4")
    assert {f.sequence for f in verify(newest=3)} == {4}


@pytest.mark.parametrize(
    "column", ["at", "actor", "what", "kind", "key", "note", "previous", "digest"]
)
def test_a_change_of_any_column_is_found(chain: list[int], column: str) -> None:
    value = "'2001-01-01 00:00:00+00:00'" if column == "at" else f"'{'0' * 64}'"
    tamper(f"UPDATE audit_auditevent SET {column} = {value} WHERE sequence = 3")  # noqa: S608
    assert 3 in {sequence for _fault, sequence in found()}


def test_a_change_of_the_fields_is_found(chain: list[int]) -> None:
    tamper("UPDATE audit_auditevent SET fields = '{}' WHERE sequence = 3")
    assert found() == {(Fault.ALTERED, 3)}


def test_an_event_put_in_between_is_found(chain: list[int]) -> None:
    tamper("""INSERT INTO audit_auditevent
        (sequence, at, actor, what, kind, key, fields, note, previous, digest)
        SELECT 6, at, actor, what, kind, key, fields, note, digest, 'made up'
        FROM audit_auditevent WHERE sequence = 5""")
    assert (Fault.ALTERED, 6) in found()


def test_it_is_seen_that_the_guards_are_gone() -> None:
    assert installed(connection)
    remove(connection)
    assert not installed(connection)
    install(connection)
    assert installed(connection)


def test_the_chain_is_read_in_pieces(chain: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpcj.audit.chain._READ_AT_ONCE", 2)
    assert found() == set()
    tamper("DELETE FROM audit_auditevent WHERE sequence = 3")
    assert (Fault.MISSING, 3) in found()
