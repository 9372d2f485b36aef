"""Signing in: lock-out, the second factor, sessions, passwords; what the log says of it."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.utils import timezone

from cpcj.accounts.lockout import WINDOW
from cpcj.accounts.models import Failures, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import activate, rename_self, reset_second_factor
from cpcj.accounts.tests.conftest import SYSTEM
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.forms import seen

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SIGN_IN = "/accounts/sign-in/"
SECOND = "/accounts/second-factor/"


@pytest.fixture
def person(make_user: Callable[..., User]) -> User:
    """Return an officer with a password."""
    return make_user(Role.OFFICER, password=PASSWORD)


def sign_in(person: User, password: str = PASSWORD, **options: Any) -> tuple[Client, Any]:
    """Send name and password from a fresh browser."""
    client = Client(**options)
    form = {"username": person.username, "password": password}
    return client, client.post(SIGN_IN, form)


def code(secret: str, steps: int = 0) -> str:
    """Return what an app shows now, or some steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def confirm(client: Client, form: dict[str, str], address: str = "/accounts/again/") -> None:
    """Show once more that one is oneself."""
    assert client.post(address, form).status_code == 302


def with_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app; return its secret and the recovery codes."""
    confirm(client, {"password": PASSWORD})
    page = client.get(f"{SECOND}totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)
    assert secret is not None
    # The code of the step before, so that the next one is still to be used.
    done = client.post(f"{SECOND}totp/activate/", {"code": code(secret[1], -1)})
    assert done.headers["Location"] == f"{SECOND}recovery-codes/"
    codes = re.findall(
        r"(?<![-\w])\d{8}\b", client.get(done.headers["Location"]).content.decode(), re.MULTILINE
    )
    return secret[1], codes


def test_a_wrong_password_tells_nothing_about_the_name(person: User) -> None:
    _, known = sign_in(person, "wrong")
    _, unknown = sign_in(User(username="nobody-here"), "wrong")
    words = [re.sub(r'value="[^"]*"', "", a.content.decode()) for a in (known, unknown)]
    assert words[0] == words[1]


def test_an_account_locks_after_failures_and_opens_by_itself(
    person: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SIGN_IN_TRIES = 3
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            sign_in(person, "wrong")
        client, answer = sign_in(person)
    assert answer.status_code == 200
    assert "too often" in answer.content.decode()
    assert person.username not in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert person.username not in repr(list(Failures.objects.values()))
    Failures.objects.update(
        since=timezone.now() - WINDOW - dt.timedelta(minutes=1),
        locked_until=timezone.now() - dt.timedelta(minutes=1),
    )
    assert sign_in(person)[1].status_code == 302
    assert client.get("/accounts/own/").status_code == 302


def test_an_administrator_unlocks(person: User, settings: Settings) -> None:
    settings.SIGN_IN_TRIES = 1
    sign_in(person, "wrong")
    assert sign_in(person)[1].status_code == 200
    activate(SYSTEM, person)
    assert sign_in(person)[1].status_code == 302


def test_an_address_locks_after_failures_of_many_names(settings: Settings, person: User) -> None:
    settings.SIGN_IN_TRIES = 1
    for n in range(10):
        sign_in(User(username=f"nobody-{n}"), "wrong")
    assert sign_in(person)[1].status_code == 200
    client = Client(REMOTE_ADDR="192.0.2.7")
    form = {"username": person.username, "password": PASSWORD}
    assert client.post(SIGN_IN, form).status_code == 302


def test_an_app_is_set_up_and_asked_for(person: User) -> None:
    client, _ = sign_in(person)
    secret, codes = with_app(client)
    assert len(codes) == 10
    # Held, but not to be read.
    held = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(held.data)
    # Recovery codes are shown once.
    assert codes[0] not in client.get(f"{SECOND}recovery-codes/").content.decode()
    what = list(AuditEvent.objects.filter(actor=f"person:{person.pk}").values_list("what", "note"))
    assert ("accounts.note_added", "totp") in what
    assert ("accounts.note_added", "recovery_codes") in what

    other, answer = sign_in(person)
    assert answer.headers["Location"] == f"{SECOND}authenticate/"
    assert other.get("/accounts/own/").status_code == 302  # not in yet
    assert other.post(f"{SECOND}authenticate/", {"code": "000000"}).status_code == 200
    now = code(secret)
    assert other.post(f"{SECOND}authenticate/", {"code": now}).headers["Location"] == "/"
    assert other.get("/accounts/own/").status_code == 200
    # A code that somebody looked at does not work again.
    replay, _ = sign_in(person)
    assert replay.post(f"{SECOND}authenticate/", {"code": now}).status_code == 200
    assert replay.get("/accounts/own/").status_code == 302
    # A recovery code works, once.
    assert replay.post(f"{SECOND}authenticate/", {"code": codes[0]}).status_code == 302
    again, _ = sign_in(person)
    assert again.post(f"{SECOND}authenticate/", {"code": codes[0]}).status_code == 200
    assert not list(verify())


def test_a_used_code_is_remembered_by_all_processes(person: User) -> None:
    from django.core.cache import caches

    client, _ = sign_in(person)
    secret, _ = with_app(client)
    now = code(secret)
    first, _ = sign_in(person)
    assert first.post(f"{SECOND}authenticate/", {"code": now}).status_code == 302
    caches["default"].clear()  # as in another process
    second, _ = sign_in(person)
    refused = second.post(f"{SECOND}authenticate/", {"code": now})
    assert "used already" in refused.content.decode()


def test_setting_up_a_factor_asks_who_one_is(person: User) -> None:
    client, _ = sign_in(person)
    answer = client.get(f"{SECOND}totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/again/")
    assert client.post("/accounts/again/", {"password": "wrong"}).status_code == 200


def test_a_reset_second_factor_is_asked_for_no_more(person: User) -> None:
    client, _ = sign_in(person)
    with_app(client)
    events = AuditEvent.objects.count()
    reset_second_factor(SYSTEM, person)
    assert AuditEvent.objects.count() == events + 1  # one deed, one event
    assert client.get("/accounts/own/").status_code == 302  # its sessions have ended
    assert sign_in(person)[1].headers["Location"] == "/"


def test_removing_an_app_leaves_events_and_no_codes(person: User) -> None:
    client, _ = sign_in(person)
    with_app(client)
    assert client.post(f"{SECOND}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    notes = AuditEvent.objects.filter(what="accounts.note_removed").values_list("note", flat=True)
    assert set(notes) == {"totp", "recovery_codes"}


def test_sessions_are_seen_and_ended(person: User) -> None:
    here, _ = sign_in(person)
    there, _ = sign_in(person, headers={"user-agent": "A browser elsewhere"})
    page = here.get("/accounts/own/").content.decode()
    assert "A browser elsewhere" in page
    assert "this session" in page
    end = re.search(r'action="(/accounts/own/sessions/\d+/end/)"', page)
    assert end is not None
    stranger, _ = sign_in(person)
    assert here.post(end[1]).status_code == 302
    assert there.get("/accounts/own/").status_code == 302
    here.post("/accounts/own/sessions/end/")
    assert stranger.get("/accounts/own/").status_code == 302
    assert here.get("/accounts/own/").status_code == 200


def test_nobody_ends_the_sessions_of_others(person: User, make_user: Callable[..., User]) -> None:
    theirs, _ = sign_in(person)
    page = theirs.get("/accounts/own/").content.decode()
    assert "sessions/" in page
    stranger = Client()
    stranger.force_login(make_user())
    from allauth.usersessions.models import UserSession

    key = UserSession.objects.get(user=person).pk
    assert stranger.post(f"/accounts/own/sessions/{key}/end/").status_code == 404
    assert theirs.get("/accounts/own/").status_code == 200


def test_the_own_password_is_changed_and_other_sessions_end(person: User) -> None:
    here, _ = sign_in(person)
    there, _ = sign_in(person)
    address, new = "/accounts/own/password/", "another horse altogether"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert (
        "too short"
        in here.post(address, {**form, "password1": "short", "password2": "short"}).content.decode()
    )
    assert here.post(address, {**form, "oldpassword": "wrong"}).status_code == 200
    assert here.post(address, form).headers["Location"] == "/accounts/own/"
    assert here.get("/accounts/own/").status_code == 200
    assert there.get("/accounts/own/").status_code == 302
    assert sign_in(person, new)[1].status_code == 302
    event = AuditEvent.objects.get(what="accounts.change_own_password")
    assert event.actor == f"person:{person.pk}"


def test_no_password_is_set_by_a_page_that_is_no_form_of_ours(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    form = {"oldpassword": PASSWORD, "password1": "a" * 20, "password2": "a" * 20}
    assert client.post("/accounts/own/password/", form).status_code == 403


def test_nobody_signs_up() -> None:
    client = Client()
    for address in ("signup/", "connected/new/", "email/"):
        assert client.get(f"/accounts/{address}").status_code == 404


def test_the_way_back_stays_on_the_site(person: User) -> None:
    client = Client()
    form = {"username": person.username, "password": PASSWORD, "next": "https://example.org/"}
    assert client.post(SIGN_IN, form).headers["Location"] == "/"


def test_a_demanded_factor_is_said_on_the_own_page(person: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["officer"]
    client, _ = sign_in(person)
    page = client.get("/accounts/own/").content.decode()
    assert "grant nothing until" in page
    assert client.get("/uploads/").status_code == 403
    with_app(client)
    assert client.get("/uploads/").status_code == 200


def test_a_forgotten_password_is_reset_by_a_mailed_link(person: User, settings: Settings) -> None:
    settings.MAIL_IS_SET = True
    rename_self(person, person, name="", email="k@example.org", seen=seen(person, ("name",)))
    theirs, _ = sign_in(person)
    client = Client()
    known = client.post("/accounts/reset/", {"email": "k@example.org"})
    unknown = client.post("/accounts/reset/", {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    [letter] = [one for one in mail.outbox if one.to == ["k@example.org"]]
    link = re.search(r"http://testserver(\S+)", str(letter.body))
    assert link is not None
    page = client.get(link[1], follow=True)
    new = {"password1": "a new horse for the road", "password2": "a new horse for the road"}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302
    assert sign_in(person, new["password1"])[1].status_code == 302
    assert theirs.get("/accounts/own/").status_code == 302
    assert AuditEvent.objects.filter(actor="system:password-link").count() == 1
    # The link works once.
    assert "invalid" in Client().get(link[1], follow=True).content.decode()
    forged = link[1].replace("-", "-x", 1)
    assert "invalid" in Client().get(forged, follow=True).content.decode()


def test_no_mail_no_reset(client: Client) -> None:
    assert "Ask an administrator" in client.get(SIGN_IN).content.decode()
    assert client.get("/accounts/reset/").status_code == 404
    assert mail.outbox == []
