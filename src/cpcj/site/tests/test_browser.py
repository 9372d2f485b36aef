"""The pages in a real browser: accessible, inside a phone's width, usable by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.site import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser.executable() is None, reason="Chromium is missing"),
]
AXE = Path(__file__).resolve().parents[4] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (320, 1280)
ADDRESSES = ("/", "/about/", "/accounts/sign-in/", "/nothing-here/", "/audit/")
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser.executable(), args=list(browser.ARGUMENTS)
        )
        yield started
        started.close()


@pytest.fixture
def opened(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site; errors on it fail the test."""
    errors: list[str] = []
    contexts = []

    def open_page(address: str, width: int = 1280, **options: Any) -> Page:
        # Axe is injected by the test, which the site's own policy rightly refuses.
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=live_server.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: (
                errors.append(said.text)
                if said.type == "error" and "404" not in said.text
                else None
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, user: User, address: str) -> None:
    page.goto(f"/accounts/sign-in/?next={address}")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address}")


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{each['id']}: {json.dumps([node['target'] for node in each['nodes']])}" for each in found
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_and_fit(
    opened: Callable[..., Page],
    make_user: Callable[..., User],
    width: int,
    language: str,
    scheme: str,
) -> None:
    officer = make_user(Role.OFFICER, password=PASSWORD)
    page = opened("/", width, color_scheme=scheme)
    for address in ADDRESSES:
        page.context.clear_cookies()
        if address == "/audit/":
            sign_in(page, officer, address)
        page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
        page.goto(address)
        assert page.locator("html").get_attribute("data-bs-theme") == scheme
        assert violations(page) == [], f"{address} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} scrolls sideways: {wide}"


def test_the_keyboard_alone_suffices(
    opened: Callable[..., Page], make_user: Callable[..., User]
) -> None:
    officer = make_user(Role.OFFICER, password=PASSWORD)
    page = opened("/about/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.goto("/accounts/sign-in/")  # the first field has the focus
    page.keyboard.type(officer.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text(officer.username, exact=True).wait_for()


def test_changing_the_language_needs_one_choice(opened: Callable[..., Page]) -> None:
    page = opened("/about/")
    page.locator("#language").select_option("ar")
    page.wait_for_function("document.documentElement.dir === 'rtl'")
    assert page.url.endswith("/about/")


def test_filters_work_without_a_script(
    opened: Callable[..., Page], make_user: Callable[..., User]
) -> None:
    officer = make_user(Role.OFFICER, password=PASSWORD)
    page = opened("/", java_script_enabled=False)
    sign_in(page, officer, "/audit/")
    page.get_by_label("accounts.make_account").check()
    page.get_by_role("button", name="Filter").click()
    assert "what=accounts.make_account" in page.url
    assert page.get_by_role("status").first.text_content() == "1 record"
