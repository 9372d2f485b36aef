"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.staticfiles import finders

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.site import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser.executable() is None, reason="Chromium is missing"),
]
PASSWORD = "correct horse battery"


@pytest.fixture
def page(live_server: LiveServer) -> Iterator[Page]:
    """Return a page of a browser that has a built-in authenticator."""
    if finders.find("vendor/htmx/htmx.min.js") is None:
        pytest.skip("no front-end files (`cpcj assets`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser.executable(), args=list(browser.ARGUMENTS)
        )
        context = started.new_context(base_url=live_server.url)
        opened = context.new_page()
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on(
            "console", lambda said: errors.append(said.text) if said.type == "error" else None
        )
        session = context.new_cdp_session(opened)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield opened
        started.close()
        assert errors == []


def test_a_passkey_is_added_and_opens_the_account(
    page: Page, make_user: Callable[..., User]
) -> None:
    person = make_user(Role.OFFICER, password=PASSWORD)
    page.goto("/accounts/sign-in/?next=/accounts/second-factor/webauthn/add/")
    page.get_by_label("User name").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/accounts/again/**")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/webauthn/add/**")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    notes = AuditEvent.objects.filter(what="accounts.note_added").values_list("note", flat=True)
    assert set(notes) == {"webauthn", "recovery_codes"}

    page.context.clear_cookies()
    page.goto("/accounts/sign-in/?next=/accounts/own/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    assert person.username in (page.text_content("main") or "")
