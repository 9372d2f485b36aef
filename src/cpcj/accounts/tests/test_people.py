"""Pages of people, units and organizations; two people editing one record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cpcj.accounts.models import Organization, Unit, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.accounts.tests.conftest import SYSTEM
from cpcj.audit.models import AuditEvent
from cpcj.frame.forms import ChangedMeanwhileError, refuse_if_changed, seen
from cpcj.frame.records import WriteOutsideServiceError

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="([^"]*)"')


def note(page: Any) -> str:
    """Return the note that a form carries of what it shows."""
    found = SEEN.search(page.content.decode())
    assert found is not None
    return found[1]


def test_the_list_shows_filters_and_saves(
    desk: Client, make_user: Callable[..., User], section: Unit
) -> None:
    person = make_user(Role.OFFICER)
    give_role(SYSTEM, person, Grant(Role.UNIT_HEAD, unit=section))
    give_role(SYSTEM, make_user(), Grant(Role.DELEGATE, state="PER"))
    page = desk.get("/accounts/people/?state=PER").content.decode()
    assert "1 record" in page
    assert person.username not in page
    saved: Any = desk.get("/accounts/people/?unit=section&format=csv")
    words = b"".join(saved.streaming_content).decode("utf-8-sig")
    assert person.username in words
    assert "Section of Wicks" in words
    assert len(words.splitlines()) == 2


def test_as_many_questions_for_many_people(desk: Client, make_user: Callable[..., User]) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get("/accounts/people/")
        return len(asked)

    make_user(Role.OFFICER)
    few = questions()
    for _ in range(15):
        make_user(Role.OFFICER, Role.UNIT_HEAD)
    assert questions() == few


def test_a_role_is_given_and_ended(desk: Client, make_user: Callable[..., User]) -> None:
    person = make_user()
    page = f"/accounts/people/{person.pk}/"
    refused = desk.post(f"{page}role/", {"role": "focal_point"})
    assert "choose which" in refused.content.decode()
    desk.post(f"{page}role/", {"role": "focal_point", "state": "PER", "function": "review"})
    membership = person.memberships.get()
    assert "Peru, review" in desk.get(page).content.decode()
    end = f"{page}role/{membership.pk}/"
    form = {"until": timezone.localdate().isoformat(), "seen": note(desk.get(end))}
    assert desk.post(end, form).headers["Location"] == page
    membership.refresh_from_db()
    assert membership.until == timezone.localdate()


def test_a_closed_account_does_not_sign_in_until_it_is_opened(
    desk: Client, make_user: Callable[..., User]
) -> None:
    person = make_user(Role.OFFICER, password="lamps and more lamps")
    theirs = Client()
    form = {"username": person.username, "password": "lamps and more lamps"}
    assert theirs.post("/accounts/sign-in/", form).status_code == 302
    desk.post(f"/accounts/people/{person.pk}/close/", {"reason": "left"})
    assert theirs.get("/accounts/own/").status_code == 302
    assert Client().post("/accounts/sign-in/", form).status_code != 302 or (
        Client().get("/accounts/own/").status_code == 302
    )
    desk.post(f"/accounts/people/{person.pk}/activate/")
    assert theirs.post("/accounts/sign-in/", form).headers["Location"] == "/"
    deeds = AuditEvent.objects.filter(key=str(person.pk)).values_list("what", flat=True)
    assert {"accounts.deactivate", "accounts.activate"} <= set(deeds)


def test_the_second_of_two_is_told_and_nothing_is_overwritten(
    desk: Client, administrator: User, make_user: Callable[..., User]
) -> None:
    person = make_user()
    address = f"/accounts/people/{person.pk}/name/"
    first, second = note(desk.get(address)), note(desk.get(address))
    assert desk.post(address, {"name": "First", "seen": first}).status_code == 302
    told = desk.post(address, {"name": "Second", "seen": second})
    words = told.content.decode()
    assert told.status_code == 200
    assert "First" in words
    assert 'value="Second"' in words
    person.refresh_from_db()
    assert person.name == "First"
    # Having been told, the second may decide.
    assert desk.post(address, {"name": "Second", "seen": note(told)}).status_code == 302
    person.refresh_from_db()
    assert person.name == "Second"
    # The same form sent once more changes nothing.
    assert desk.post(address, {"name": "Second", "seen": note(told)}).status_code == 200


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:def"])
def test_a_forged_note_is_no_note(make_user: Callable[..., User], forged: str) -> None:
    person = make_user()
    with pytest.raises(ChangedMeanwhileError):
        refuse_if_changed(person, forged)
    with pytest.raises(ChangedMeanwhileError):
        refuse_if_changed(person, seen(make_user(), ("name",)))
    refuse_if_changed(person, seen(person, ("name", "email")))


def test_units_are_added_moved_and_closed(desk: Client, division: Unit, section: Unit) -> None:
    names = {"name_en": "Section of Oil", "name_ar": "قسم الزيت"}
    desk.post("/accounts/units/new/", {"code": "oil", "parent": section.pk, **names})
    unit = Unit.objects.get(code="oil")
    assert (unit.parent_id, unit.names["ar"]) == (section.pk, "قسم الزيت")
    assert "in use" in desk.post("/accounts/units/new/", {"code": "oil", **names}).content.decode()
    address = f"/accounts/units/{division.pk}/"
    form = {"name_en": "Division", "parent": unit.pk, "seen": note(desk.get(address))}
    assert "below itself" in desk.post(address, form).content.decode()
    address = f"/accounts/units/{unit.pk}/"
    form = {"name_en": "Oil", "closed_on": "2026-01-01", "seen": note(desk.get(address))}
    assert desk.post(address, form).status_code == 302
    unit.refresh_from_db()
    assert (unit.parent_id, str(unit), str(unit.closed_on)) == (None, "Oil", "2026-01-01")
    assert "oil" not in desk.get("/accounts/invitations/new/").content.decode()


def test_organizations_are_added_and_renamed(desk: Client) -> None:
    desk.post("/accounts/organizations/new/", {"code": "trust", "name_en": "Trust"})
    organization = Organization.objects.get()
    address = f"/accounts/organizations/{organization.pk}/"
    form = {"name_en": "Trust of Lamps", "seen": note(desk.get(address))}
    assert desk.post(address, form).status_code == 302
    assert "Trust of Lamps" in desk.get("/accounts/organizations/").content.decode()


def test_people_are_not_written_outside_a_service(make_user: Callable[..., User]) -> None:
    person = make_user(Role.OFFICER)
    person.name = "Somebody"
    with pytest.raises(WriteOutsideServiceError):
        person.save()
    with pytest.raises(WriteOutsideServiceError):
        User.objects.update(name="Somebody")
    with pytest.raises(WriteOutsideServiceError):
        person.memberships.all().delete()


def test_a_person_sees_and_renames_the_own_account(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get("/accounts/own/").content.decode()
    assert "Upload texts" in page
    assert "Manage accounts" not in page
    form = {"name": "An officer", "seen": note(client.get("/accounts/own/name/"))}
    assert client.post("/accounts/own/name/", form).status_code == 302
    assert "An officer" in client.get("/accounts/own/").content.decode()
    assert client.get(f"/accounts/people/{officer.pk}/").status_code == 403
