"""The pages of accounts in a real browser: accessible, inside a phone's width, right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.staticfiles import finders

from cpcj.accounts.models import Organization, Unit, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role, invite
from cpcj.accounts.tests.conftest import SYSTEM
from cpcj.site import browser
from cpcj.site.tests.test_browser import AXE, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser.executable() is None, reason="Chromium is missing"),
]
PASSWORD = "correct horse battery"
ADDRESSES = (
    "/accounts/own/",
    "/accounts/own/name/",
    "/accounts/own/password/",
    "/accounts/second-factor/",
    "/accounts/second-factor/webauthn/",
    "/accounts/again/",
    "/accounts/people/",
    "/accounts/people/{person}/",
    "/accounts/people/{person}/role/",
    "/accounts/people/{person}/close/",
    "/accounts/units/",
    "/accounts/units/new/",
    "/accounts/units/{unit}/",
    "/accounts/organizations/",
    "/accounts/invitations/",
    "/accounts/invitations/new/",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser."""
    if finders.find("vendor/htmx/htmx.min.js") is None or not AXE.exists():
        pytest.skip("no front-end files (`cpcj assets`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser.executable(), args=list(browser.ARGUMENTS)
        )
        yield started
        started.close()


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (320, "ar"), (1280, "ar")])
def test_pages_are_accessible_and_fit(
    chromium: Browser,
    live_server: LiveServer,
    make_user: Callable[..., User],
    section: Unit,
    fund: Organization,
    width: int,
    language: str,
) -> None:
    person = make_user(Role.ADMINISTRATOR, Role.OFFICER, password=PASSWORD)
    give_role(SYSTEM, person, Grant(Role.DONOR, organization=fund))
    give_role(SYSTEM, person, Grant(Role.UNIT_HEAD, unit=section))
    invite(SYSTEM, Grant(Role.DELEGATE, state="PER"), name="A delegate", email="d@example.org")
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=live_server.url
    )
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("User name").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.url}/")
    context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    wrong = {}
    for address in ADDRESSES:
        answer = page.goto(address.format(person=person.pk, unit=section.pk))
        assert answer is not None
        assert answer.ok, address
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        found = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found or wide > width:
            wrong[address] = [*found, f"{wide} wide"]
    context.close()
    assert wrong == {}
