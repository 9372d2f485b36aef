"""The log's pages: filtered, saved, a record's history and a person's, without values."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import set_password
from cpcj.audit.models import AuditEvent, FieldChange
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@service(permission=Permission.AUDIT_VIEW)
def rename(change: Change, user: User, *, name: str) -> None:
    before = change.values(user, "name", "is_active")
    user.name = name
    user.save()
    change.altered(user, before)


@pytest.fixture
def reader(make_user: Callable[..., User]) -> User:
    return make_user(Role.ADMINISTRATOR)


def test_the_log_is_for_those_who_may_view_it(
    client: Client, make_user: Callable[..., User], reader: User
) -> None:
    addresses = (
        reverse("audit:events"),
        reverse("audit:person", args=[reader.pk]),
        reverse("audit:record", args=["accounts.user", str(reader.pk)]),
    )
    for address in addresses:
        assert client.get(address).status_code == 302
    client.force_login(make_user())
    for address in addresses:
        assert client.get(address).status_code == 403
    client.force_login(reader)
    for address in addresses:
        assert client.get(address).status_code == 200


def test_a_record_shows_who_changed_what_and_never_to_what(
    client: Client, reader: User, make_user: Callable[..., User]
) -> None:
    person = make_user()
    rename(reader, person, name="Keeper of the northern light")
    client.force_login(reader)
    page = client.get(reverse("audit:record", args=["accounts.user", str(person.pk)]))
    words = page.content.decode()
    assert "audit.rename" in words
    assert "name: changed" in words
    assert "is_active: unchanged" in words
    assert reverse("audit:person", args=[reader.pk]) in words
    saved = client.get(
        reverse("audit:record", args=["accounts.user", str(person.pk)]), {"format": "json"}
    )
    kept = json.loads(b"".join(saved))["history"]
    assert [row["what"] for row in kept] == ["audit.rename", "accounts.make_account"]
    assert "northern" not in json.dumps(kept)


def test_what_has_no_history_is_not_found(client: Client, reader: User) -> None:
    client.force_login(reader)
    for kind, key in (("gone.room", "1"), ("accounts.user", "0"), ("accounts.user", "a/b")):
        assert client.get(reverse("audit:record", args=[kind, key])).status_code == 404
    assert client.get(reverse("audit:person", args=[reader.pk + 1000])).status_code == 404


def test_the_log_is_filtered_by_person_day_room_and_kind(
    client: Client, reader: User, make_user: Callable[..., User]
) -> None:
    set_password(reader, make_user(), password="correct horse battery")
    rename(reader, reader, name="x")
    client.force_login(reader)
    day = AuditEvent.objects.latest("sequence").at.date().isoformat()

    def deeds(**chosen: str) -> list[str]:
        answer = client.get(reverse("audit:events"), {"format": "json", **chosen})
        return [row["what"] for row in json.loads(b"".join(answer))["audit"]]

    mine = ["audit.rename", "accounts.set_password"]
    assert deeds(actor=str(reader.pk)) == mine
    assert deeds(actor=f"person:{reader.pk}", room="audit") == mine[:1]
    assert set(deeds(room="accounts")) == {"accounts.make_account", "accounts.set_password"}
    assert deeds(actor=str(reader.pk), day=day) == mine
    assert deeds(actor=str(reader.pk), day=f"{day}..") == mine
    assert deeds(day=f"..{day}", kind="accounts.user", actor=str(reader.pk)) == mine
    assert deeds(day="2001-01-01") == []
    for wrong in ("yesterday", "2026-02-30", "..x"):
        assert client.get(reverse("audit:events"), {"day": wrong}).status_code == 400
    page = client.get(reverse("audit:events"), {"room": "audit"}).content.decode()
    assert "accounts" in page, "the other rooms are offered"


def test_a_page_asks_the_same_for_one_event_and_for_many(client: Client, reader: User) -> None:
    client.force_login(reader)
    rename(reader, reader, name="0")
    address = reverse("audit:person", args=[reader.pk])
    client.get(address)
    asked = []
    for events in (1, 30):
        for n in range(events):
            rename(reader, reader, name=str(n))
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_what_became_of_a_field() -> None:
    assert FieldChange.of(None, "a") is FieldChange.SET
    assert FieldChange.of("a", None) is FieldChange.REMOVED
    assert FieldChange.of("a", "a") is FieldChange.KEPT
    assert FieldChange.of("a", "b") is FieldChange.CHANGED
