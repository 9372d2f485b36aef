"""Tokens: what they may carry, how they end, and that nobody can read them back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.permissions import Permission
from cpcj.frame.records import writing_allowed
from cpcj.tokens.bearing import bearer
from cpcj.tokens.models import Token, TokenUse
from cpcj.tokens.rules import SCOPES
from cpcj.tokens.services import WrongTokenError, issue, revoke

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_token_acts_for_its_owner_within_its_scopes(officer: User) -> None:
    _token, secret = issue(officer, name="sheet", scopes=[Permission.TEXT_UPLOAD], days=7)
    found = bearer(secret)
    assert found is not None
    assert found.pk == officer.pk
    assert found.has_perm(Permission.TEXT_UPLOAD)
    assert found.has_perm(Permission.TEXT_VIEW)  # what everybody may
    assert not found.has_perm(Permission.MANDATE_REVIEW)
    assert not found.has_perm(Permission.TOKEN_ISSUE)


@pytest.mark.parametrize(
    "scope", [Permission.ACCOUNT_MANAGE, Permission.TOKEN_ISSUE, Permission.TEXT_REMOVE]
)
def test_nobody_gives_away_what_they_may_not(officer: User, scope: Permission) -> None:
    with pytest.raises(WrongTokenError):
        issue(officer, name="x", scopes=[scope], days=7)
    assert not Token.objects.exists()


def test_no_scope_makes_accounts_or_tokens() -> None:
    assert not {one for one in SCOPES if one.value.startswith("accounts.")}


def test_a_visitor_issues_none() -> None:
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(PermissionDenied):
        issue(AnonymousUser(), name="x", scopes=[], days=7)


def test_only_what_cannot_be_turned_back_is_stored(officer: User) -> None:
    token, secret = issue(officer, name="x", scopes=[], days=7)
    row = Token.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert secret[5:] not in str(row)
    assert secret not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("how", ["forged", "expired", "revoked", "inactive", "long", "strange"])
def test_what_no_longer_works_answers_401(client: Client, officer: User, how: str) -> None:
    token, secret = issue(officer, name="x", scopes=[], days=7)
    if how == "forged":
        secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    elif how == "expired":
        token.expires_on = timezone.localdate() - dt.timedelta(days=1)
        with writing_allowed():
            token.save()
    elif how == "revoked":
        revoke(officer, token)
    elif how == "inactive":
        officer.is_active = False
        with writing_allowed():
            officer.save()
    elif how == "long":
        secret += "A" * 10_000
    else:
        secret = "cpcj_\udcff\x00é"
    for path in ("/api/v1/texts", "/id/A/RES/1/1", "/api/v1/nowhere"):
        answer = client.get(path, HTTP_AUTHORIZATION=f"Bearer {secret}")
        assert answer.status_code == 401, path
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Basic b2ZmaWNlcjpsYW1w", "Bearer", "Bearer ", "x", "cpcj_"])
def test_another_way_to_sign_in_is_refused(client: Client, header: str) -> None:
    assert client.get("/api/v1/texts", headers={"Authorization": header}).status_code == 401


def test_the_day_of_the_last_use_is_kept(client: Client, officer: User) -> None:
    token, secret = issue(officer, name="x", scopes=[], days=7)
    for _ in range(2):
        client.get("/api/v1/texts", headers={"Authorization": f"Bearer {secret}"})
    assert TokenUse.objects.get(token=token).day == timezone.localdate()


def test_one_revokes_ones_own(make_user: Callable[..., User], officer: User) -> None:
    token, _secret = issue(officer, name="x", scopes=[], days=7)
    with pytest.raises(PermissionDenied):
        revoke(make_user(Role.OFFICER), token)
    revoke(make_user(Role.ADMINISTRATOR), token)
    token.refresh_from_db()
    assert not token.works
    revoke(officer, token)  # twice does no harm


def test_the_page_issues_and_shows_once(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get("/tokens/")
    assert page.headers["Cache-Control"] == "no-store"
    given = {"name": "My sheet", "scopes": ["register.upload_text"], "days": "30"}
    answer = client.post("/tokens/", given)
    found = re.search(r"cpcj_[\w-]+", answer.content.decode())
    assert found is not None
    secret = found[0]
    assert bearer(secret) is not None
    again = client.get("/tokens/").content.decode()
    assert secret not in again
    assert "My sheet" in again
    client.post(f"/tokens/{Token.objects.get().pk}/revoke/")
    assert bearer(secret) is None


def test_the_page_gives_no_scope_of_others(client: Client, make_user: Callable[..., User]) -> None:
    client.force_login(make_user(Role.RESEARCHER))
    assert "register.upload_text" not in client.get("/tokens/").content.decode()
    client.post("/tokens/", {"name": "x", "scopes": ["register.upload_text"], "days": "30"})
    assert not Token.objects.exclude(scopes=[]).exists()


def test_another_persons_token_is_not_there(
    client: Client, make_user: Callable[..., User], officer: User
) -> None:
    token, _secret = issue(officer, name="x", scopes=[], days=7)
    client.force_login(make_user(Role.OFFICER))
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 404
    assert client.get("/tokens/").status_code == 200
    client.logout()
    assert client.get("/tokens/").status_code == 302
