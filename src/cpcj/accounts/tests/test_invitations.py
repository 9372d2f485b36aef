"""Invitations: a link works once, for a time, and cannot be guessed or made twice by accident."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import Invitation, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, invite, withdraw
from cpcj.accounts.tests.conftest import SYSTEM
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

ACCOUNT = {
    "username": "keeper",
    "name": "A keeper",
    "password": "seven lamps in a row",
    "again": "seven lamps in a row",
}


def open_link(secret: str, client: Client | None = None) -> Client:
    """Follow a link; the secret is no longer in the address afterwards."""
    visitor = client or Client()
    answer = visitor.get(f"/accounts/invitation/{secret}/")
    assert answer.headers["Location"] == "/accounts/invitation/"
    return visitor


def test_an_invitation_from_the_form_to_the_first_sign_in(desk: Client) -> None:
    form = {"once": str(uuid.uuid4()), "role": "delegate", "state": "PER", "name": "A delegate"}
    shown = desk.post("/accounts/invitations/new/", form)
    assert "no-store" in shown.headers["Cache-Control"]
    link = re.search(
        r'value="http://testserver(/accounts/invitation/[^"]+)"', shown.content.decode()
    )
    assert link is not None
    again = desk.post("/accounts/invitations/new/", form)
    assert "made already" in again.content.decode()
    assert Invitation.objects.count() == 1

    visitor = open_link(link[1].split("/")[-2])
    page = visitor.get("/accounts/invitation/").content.decode()
    assert "Peru" in page
    entered = visitor.post("/accounts/invitation/", ACCOUNT)
    assert entered.headers["Location"] == "/accounts/own/"
    person = User.objects.get(username="keeper")
    assert person.memberships.get().state == "PER"
    assert "keeper" in visitor.get("/accounts/own/").content.decode()
    assert not list(verify())
    # The link was used.
    late = open_link(link[1].split("/")[-2])
    assert late.get("/accounts/invitation/").status_code == 404
    assert late.post("/accounts/invitation/", ACCOUNT).status_code == 404


def test_neither_link_nor_password_is_held_or_logged() -> None:
    invitation, secret = invite(SYSTEM, Grant(Role.OFFICER), email="keeper@example.org")
    assert secret not in repr(list(Invitation.objects.values()))
    assert secret not in repr(list(AuditEvent.objects.values()))
    assert invitation.digest not in open_link(secret).get("/accounts/invitation/").content.decode()


@pytest.mark.parametrize("ended", ["expired", "withdrawn", "forged"])
def test_a_link_that_leads_nowhere(ended: str) -> None:
    invitation, secret = invite(SYSTEM, Grant(Role.OFFICER))
    if ended == "expired":
        with writing_allowed():
            Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif ended == "withdrawn":
        withdraw(SYSTEM, invitation)
    else:
        secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    visitor = open_link(secret)
    assert visitor.get("/accounts/invitation/").status_code == 404
    assert visitor.post("/accounts/invitation/", ACCOUNT).status_code == 404
    assert not User.objects.exists()


def test_somebody_with_an_account_takes_up_a_further_role(make_user: Callable[..., User]) -> None:
    person, (_, secret) = make_user(Role.RESEARCHER), invite(SYSTEM, Grant(Role.EXPERT))
    client = Client()
    client.force_login(person)
    open_link(secret, client)
    assert client.post("/accounts/invitation/", {}).headers["Location"] == "/accounts/own/"
    assert person.roles() == {Role.RESEARCHER, Role.EXPERT}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"again": "seven lamps in a tow"}, "not alike"),
        ({"username": "TAKEN"}, "taken"),
    ],
)
def test_what_a_new_account_must_not_be(
    make_user: Callable[..., User], wrong: dict[str, str], words: str
) -> None:
    person = make_user()
    with writing_allowed():
        User.objects.filter(pk=person.pk).update(username="taken")
    _, secret = invite(SYSTEM, Grant(Role.OFFICER))
    answer = open_link(secret).post("/accounts/invitation/", {**ACCOUNT, **wrong})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert User.objects.count() == 1


def test_a_link_is_mailed_where_a_server_is_set(desk: Client, settings: Settings) -> None:
    settings.MAIL_IS_SET = True
    form = {"once": str(uuid.uuid4()), "role": "officer", "email": "keeper@example.org"}
    desk.post("/accounts/invitations/new/", form)
    assert mail.outbox[0].to == ["keeper@example.org"]
    assert "/accounts/invitation/" in mail.outbox[0].body


def test_only_administrators_invite(client: Client, officer: User) -> None:
    assert client.get("/accounts/invitations/new/").status_code == 302
    client.force_login(officer)
    for address in ("invitations/", "invitations/new/", "people/", "units/", "organizations/"):
        assert client.get(f"/accounts/{address}").status_code == 403
    form = {"once": str(uuid.uuid4()), "role": "officer"}
    assert client.post("/accounts/invitations/new/", form).status_code == 403
