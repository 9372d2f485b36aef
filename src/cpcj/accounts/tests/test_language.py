"""The language a person chooses is kept, and mails are written in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from cpcj.accounts.services import choose_language, erase_person
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
CHOOSE = "/language/?language=fr&next=/texts/"
PASSWORD = "a long sentence of lamps 41"


def test_what_is_chosen_on_the_pages_is_kept(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(CHOOSE).status_code == 302
    officer.refresh_from_db()
    assert (officer.language, officer.written_in) == ("fr", "fr")
    events = AuditEvent.objects.count()
    client.get(CHOOSE)
    assert AuditEvent.objects.count() == events


def test_another_site_changes_nothing_of_the_account(client: Client, officer: User) -> None:
    client.force_login(officer)
    client.get(CHOOSE, headers={"Sec-Fetch-Site": "cross-site"})
    officer.refresh_from_db()
    assert officer.language == ""


def test_a_visitor_has_a_cookie_alone(client: Client) -> None:
    assert client.get(CHOOSE).cookies["django_language"].value == "fr"


def test_nobody_chooses_for_another(officer: User, make_user: Callable[..., User]) -> None:
    with pytest.raises(PermissionDenied):
        choose_language(make_user(), officer, language="fr")


def test_signing_in_brings_browser_and_account_together(
    client: Client, make_user: Callable[..., User]
) -> None:
    person = make_user()
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    given = {"username": person.username, "password": PASSWORD}
    client.cookies["django_language"] = "es"
    client.post("/accounts/sign-in/", given)
    person.refresh_from_db()
    assert person.language == "es"
    client.post("/accounts/sign-out/")
    del client.cookies["django_language"]
    answer = client.post("/accounts/sign-in/", given)
    assert answer.cookies["django_language"].value == "es"


def test_a_link_for_a_new_password_is_written_in_it(
    client: Client, make_user: Callable[..., User], settings: Any
) -> None:
    settings.MAIL_IS_SET = True
    person = make_user()
    person.email = "reader@example.org"
    with writing_allowed():
        person.save()
    choose_language(person, person, language="fr")
    client.post("/accounts/reset/", {"email": "reader@example.org"})
    choose_language(person, person, language="en")
    client.post("/accounts/reset/", {"email": "reader@example.org"})
    french, english = (letter.subject for letter in mail.outbox)
    assert french != english


def test_it_goes_with_the_person(make_user: Callable[..., User]) -> None:
    person = make_user()
    choose_language(person, person, language="ru")
    erase_person(SystemActor("test"), person, reason="asked for")
    person.refresh_from_db()
    assert person.language == ""
