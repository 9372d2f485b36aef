"""Every page's headers, the way in and out, errors, languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

import cpcj
from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import deactivate
from cpcj.frame.actors import SystemActor

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ("/", "/about/", "/accounts/sign-in/")


@pytest.mark.parametrize("address", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client: Client, address: str) -> None:
    answer = client.get(address)
    words = answer.content.decode()
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|https?://", words)
    assert not re.search(r"<script(?![^>]*\ssrc=)", words)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_where_things_are(client: Client, address: str) -> None:
    words = client.get(address).content.decode()
    assert 'href="#content"' in words
    for landmark in ("<header", "<nav", "<main", "<footer"):
        assert landmark in words
    assert len(re.findall("<h1", words)) == 1


@pytest.mark.parametrize(("code", "_name"), settings.LANGUAGES)
def test_each_language_has_its_direction_and_sheet(client: Client, code: str, _name: str) -> None:
    chosen = client.get("/language/", {"language": code, "next": "/about/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/about/")
    words = client.get("/").content.decode()
    right_to_left = code == "ar"
    assert f'lang="{code}" dir="{"rtl" if right_to_left else "ltr"}"' in words
    assert ("bootstrap.rtl.min.css" in words) == right_to_left


def test_the_files_a_page_asks_for_are_there(client: Client) -> None:
    words = client.get("/").content.decode()
    asked = re.findall(r'(?:src|href)="/static/([^"]+)"', words)
    assert len(asked) >= 6
    assert [name for name in asked if finders.find(name) is None] == []


def test_the_officer_signs_in_and_out(client: Client, make_user: Callable[..., User]) -> None:
    officer = make_user(Role.OFFICER, password="correct horse battery")
    wrong = client.post("/accounts/sign-in/", {"username": officer.username, "password": "x"})
    assert wrong.status_code == 200
    assert "alert" in wrong.content.decode()
    form = {"username": officer.username, "password": "correct horse battery"}
    assert client.post("/accounts/sign-in/", form).status_code == 302
    assert officer.username in client.get("/").content.decode()
    client.post("/accounts/sign-out/")
    assert officer.username not in client.get("/").content.decode()


def test_somebody_inactive_does_not_get_in(client: Client, make_user: Callable[..., User]) -> None:
    person = make_user(Role.OFFICER, password="correct horse battery")
    deactivate(SystemActor("test"), person)
    form = {"username": person.username, "password": "correct horse battery"}
    assert client.post("/accounts/sign-in/", form).status_code == 200


def test_errors_are_pages_of_the_site(client: Client, make_user: Callable[..., User]) -> None:
    assert client.get("/nothing-here/").status_code == 404
    client.force_login(make_user())
    refused = client.get("/audit/")
    assert refused.status_code == 403
    assert "<main" in refused.content.decode()


def test_a_form_from_elsewhere_is_refused() -> None:
    from django.test import Client as Fresh

    answer = Fresh(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "x"})
    assert answer.status_code == 403
    assert "expired" in answer.content.decode()


def test_health_names_the_version(client: Client) -> None:
    assert client.get("/health/").json() == {"status": "ok", "version": cpcj.__version__}


def test_after_an_error_the_page_needs_no_database(client: Client) -> None:
    from django.test import RequestFactory

    from cpcj.site.faults import server_error

    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "went wrong" in answer.content.decode()
