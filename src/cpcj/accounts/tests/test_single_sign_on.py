"""Single sign-on: tied to accounts that were made by invitation, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from cpcj.accounts.adapters import SingleSignOnAdapter
from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed
from cpcj.site.environment import SettingError, single_sign_on

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
SERVER = "https://login.example.org"
START = "/accounts/oidc/sso/login/"
BACK = "/accounts/oidc/sso/login/callback/"


@dataclass
class Answer:
    """What the provider answers."""

    said: dict[str, Any]
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    text: str = ""

    def json(self) -> dict[str, Any]:
        """Return what it says."""
        return self.said

    def raise_for_status(self) -> None:
        """Do nothing: all is well."""


class Provider:
    """A provider that knows one person."""

    def __init__(self, person: dict[str, Any]) -> None:
        """Keep whom it knows."""
        self.person = person

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing."""

    def get(self, url: str, **_: Any) -> Answer:
        """Answer for the provider's description, and for who signed in."""
        if url.endswith("/userinfo"):
            return Answer(self.person)
        return Answer(
            {
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "userinfo_endpoint": f"{SERVER}/userinfo",
            }
        )

    def request(self, _method: str, _url: str, **_: Any) -> Answer:
        """Answer for the code that came back."""
        return Answer({"access_token": "token", "token_type": "bearer"})


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """Set single sign-on up, with a provider in place of the network."""
    monkeypatch.setenv("CPCJ_OIDC_SERVER", SERVER)
    monkeypatch.setenv("CPCJ_OIDC_CLIENT", "cpcj")
    monkeypatch.setenv("CPCJ_OIDC_SECRET", "secret")
    monkeypatch.setenv("CPCJ_OIDC_NAME", "Sign-on of the Office")
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on()
    made = Provider({"sub": "17", "email": "keeper@example.org", "email_verified": True})
    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", lambda _self: made)
    return made


def come_back(client: Client, process: str = "login", **changed: str) -> Any:
    """Go to the provider and come back, with what the provider was given."""
    away = client.get(START, {"process": process})
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert away.headers["Location"].startswith(f"{SERVER}/authorize?")
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(BACK, {"code": "c", "state": asked["state"][0], **changed})


def test_nobody_gets_an_account_by_it(client: Client, provider: Provider) -> None:
    assert "Sign-on of the Office" in client.get("/accounts/sign-in/").content.decode()
    come_back(client)
    assert client.get("/accounts/own/").status_code == 302
    assert not User.objects.exists()


def test_an_identity_is_connected_and_then_opens_the_account(
    make_user: Callable[..., User], provider: Provider
) -> None:
    person = make_user(Role.OFFICER)
    here = Client()
    here.force_login(person)
    assert come_back(here, "connect").status_code == 302
    assert SocialAccount.objects.get().user == person
    event = AuditEvent.objects.get(what="accounts.note_added")
    assert event.actor == f"person:{person.pk}"
    there = Client()
    assert come_back(there).headers["Location"] == "/"
    assert there.get("/accounts/own/").status_code == 200


def test_a_forged_return_opens_nothing(make_user: Callable[..., User], provider: Provider) -> None:
    person = make_user(Role.OFFICER)
    here = Client()
    here.force_login(person)
    come_back(here, "connect")
    for state in ("", "forged"):
        there = Client()
        come_back(there, state=state)
        assert there.get("/accounts/own/").status_code == 302
    assert Client().get(BACK, {"code": "c", "state": "s"}).status_code < 500


@pytest.mark.parametrize(("trusted", "verified"), [(True, True), (True, False), (False, True)])
def test_an_address_opens_an_account_only_where_that_is_set(
    make_user: Callable[..., User],
    provider: Provider,
    settings: Settings,
    trusted: object,
    verified: object,
) -> None:
    person = make_user(Role.OFFICER)
    with writing_allowed():
        User.objects.filter(pk=person.pk).update(email="keeper@example.org")
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = trusted
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = trusted
    provider.person["email_verified"] = verified
    client = Client()
    come_back(client)
    opened = client.get("/accounts/own/").status_code == 200
    assert opened is (trusted is True and verified is True)


def test_without_the_setting_the_pages_are_not_there(client: Client) -> None:
    for address in (START, BACK, "/accounts/connected/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "environment",
    [
        {"CPCJ_OIDC_SERVER": SERVER},
        {
            "CPCJ_OIDC_SERVER": "http://login.example.org",
            "CPCJ_OIDC_CLIENT": "c",
            "CPCJ_OIDC_SECRET": "s",
        },
    ],
)
def test_half_a_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingError):
        single_sign_on()
