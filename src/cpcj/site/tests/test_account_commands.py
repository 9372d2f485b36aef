"""People from the command line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from cpcj.accounts.models import Invitation, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, accept, invite, rename_self
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.forms import seen
from cpcj.site.cli import main

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_an_invitation_is_printed_once() -> None:
    done = run("account", "invite", "focal_point", "--state", "per", "--function", "review")
    assert done.exit_code == 0, done.output
    link = re.search(r"http://127.0.0.1:8000(\S+)", done.output)
    assert link is not None
    client = Client()
    assert client.get(link[1], follow=True).status_code == 200
    assert Invitation.objects.get().state == "PER"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("invite", "king"), "no role"),
        (("invite", "focal_point"), "for a State"),
        (("invite", "officer", "--unit", "none"), "no unit"),
        (("invite", "officer", "--email", "x"), "valid email"),
        (("lock", "nobody"), "no account"),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], words: str) -> None:
    done = run("account", *arguments)
    assert done.exit_code == 2
    assert words in done.output


def test_people_are_listed_given_roles_and_locked(make_user: Callable[..., User]) -> None:
    make_user(Role.ADMINISTRATOR)
    person = make_user(Role.OFFICER)
    given = run("account", "roles", person.username, "--give", "delegate", "--state", "PER")
    assert "delegate, Peru" in given.output
    run("account", "roles", person.username, "--end", "officer")
    assert "delegate (Peru)" in run("account", "list", "--role", "delegate").output
    run("account", "lock", person.username, "--reason", "left")
    person.refresh_from_db()
    assert not person.is_active
    run("account", "unlock", person.username, "--second-factor")
    person.refresh_from_db()
    assert person.is_active


def test_a_person_is_erased_and_the_log_stays_whole() -> None:
    _, secret = invite(SYSTEM, Grant(Role.EXPERT), email="k@example.org", name="Kim")
    person = accept(
        SYSTEM, secret=secret, username="kim", name="Kim Keeper", password="seven lamps in a row"
    )
    rename_self(person, person, name="K. Keeper", email=person.email, seen=seen(person, ("name",)))
    assert run("erase", "kim", "--reason", "asked by the person", "--yes").exit_code == 0
    person.refresh_from_db()
    assert (person.username, person.name, person.email) == (f"erased-{person.pk}", "", "")
    assert not person.has_usable_password()
    held = repr([list(model.objects.values()) for model in (User, Invitation, AuditEvent)])
    for word in ("kim", "Kim", "Keeper", "k@example.org"):
        assert word not in held
    assert not list(verify())
    event = AuditEvent.objects.get(what="accounts.erase_person")
    assert (event.note, event.key) == ("asked by the person", str(person.pk))


def test_the_last_administrator_is_not_erased(make_user: Callable[..., User]) -> None:
    person = make_user(Role.ADMINISTRATOR)
    done = run("erase", person.username, "--reason", "x", "--yes")
    assert done.exit_code == 2
    assert "Nobody would be left" in done.output
