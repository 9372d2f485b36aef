"""Every page, in both directions, at the width of a phone and of a desk.

With ``CPCJ_PICTURES=FOLDER`` each page is also kept as a picture there, for people who look.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.conftest import Visitor
from tests.browser.looks import looks, violations
from tests.browser.pages import (
    ASSISTANCE,
    COME_TO,
    FUNDING,
    GIVER,
    KEEPER,
    KEEPERS,
    NO_PAGES,
    NOT_OF_PEOPLE,
    OFFICER,
    OFFICERS,
    OTHERWISE,
    POINT,
    PUBLIC,
    Listed,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Site

EVERY = (*PUBLIC, *OTHERWISE, *OFFICERS, *FUNDING, *ASSISTANCE, *KEEPERS)


@dataclass(slots=True)
class Sweep:
    """One walk through pages: in a language, at a width, light or dark."""

    browser: Browser
    site: Site
    language: str
    width: int
    dark: bool = False
    contrast: bool = True
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, pages: tuple[Listed, ...], *, axe: bool) -> None:
        """Open pages, each kind of visitor in one browser context."""
        for who in dict.fromkeys(one.who for one in pages):
            visitor = self.visitor()
            if who == OFFICER:
                visitor.sign_in()
                self._again(visitor, self.site.password)
            elif who == KEEPER:
                self.sign_in_keeper(visitor)
                self._again(visitor, self.site.keys["keeper_password"])
            elif who in (POINT, GIVER):
                visitor.give_password(who, self.site.keys[f"{who}_password"])
                visitor.page.wait_for_url(self.site.address + "/")
            for one in pages:
                if one.who == who:
                    self.open(visitor, one, axe=axe)
            visitor.page.context.close()

    def visitor(self) -> Visitor:
        """Return a new visitor."""
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 800},
            color_scheme="dark" if self.dark else "light",
        )
        cookie = {"name": "django_language", "value": self.language, "url": self.site.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return Visitor(context.new_page(), self.site, [])

    def sign_in_keeper(self, visitor: Visitor) -> None:
        """Sign in with a recovery code, looking at the page that asks for it."""
        visitor.give_password("keeper", self.site.keys["keeper_password"])
        visitor.page.wait_for_url("**/second-factor/authenticate/**")
        self.look(visitor, "mfa_authenticate", axe=True)
        code, _space, rest = self.site.keys["keeper_codes"].partition(" ")
        self.site.keys["keeper_codes"] = rest
        visitor.page.locator("main input[name=code]").first.fill(code)
        visitor.page.locator("main form button").first.click()
        visitor.page.wait_for_url(lambda url: "authenticate" not in url)

    def _again(self, visitor: Visitor, password: str) -> None:
        # Pages about the second factor ask for the password once more.
        visitor.open("/accounts/again/?next=/accounts/own/")
        visitor.page.fill("#id_password", password)
        visitor.page.locator("main form button").first.click()
        visitor.page.wait_for_url("**/accounts/own/")

    def open(self, visitor: Visitor, listed: Listed, *, axe: bool) -> None:
        """Open one page and look at it."""
        path = listed.address.format(**self.site.keys)
        answer = visitor.page.goto(self.site.address + path)
        assert answer is not None
        said = f"{listed.who}: {path}"
        came = urlsplit(visitor.page.url).path
        if answer.status != listed.status or not came.startswith(
            listed.lands or urlsplit(path).path
        ):
            self.wrong[said] = [f"answers {answer.status} at {came}"]
            return
        self.look(visitor, said, axe=axe)

    def look(self, visitor: Visitor, said: str, *, axe: bool) -> None:
        """Look at the page that stands open."""
        page = visitor.page
        found = looks(page)
        direction = "rtl" if self.language == "ar" else "ltr"
        if page.get_attribute("html", "dir") != direction:
            found.append("the page runs the other way")
        if axe:
            found += violations(page, contrast=self.contrast)
        if found:
            self.wrong[said] = found
        if folder := os.environ.get("CPCJ_PICTURES"):
            name = re.sub(r"[^\w.-]+", "_", f"{self.language}-{self.width}-{said}")
            page.screenshot(path=Path(folder) / f"{name[:150]}.png", full_page=True)


def test_every_address_is_in_the_table() -> None:
    names = {
        name for name in _names(get_resolver().url_patterns) if not name.startswith(NOT_OF_PEOPLE)
    }
    told = {one.name for one in EVERY} | COME_TO.keys() | NO_PAGES.keys()
    assert names - told == set(), "pages that no row of tests/browser/pages.py names"
    assert told - names == set(), "rows of tests/browser/pages.py whose page is gone"


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _names(one.url_patterns, inner)


def test_on_a_phone_in_arabic(chromium_browser: Browser, site: Site) -> None:
    sweep = Sweep(chromium_browser, site, "ar", 320, contrast=False)
    sweep.walk(EVERY, axe=True)
    assert not sweep.wrong


def test_at_a_desk_in_english(chromium_browser: Browser, site: Site) -> None:
    sweep = Sweep(chromium_browser, site, "en", 1280)
    sweep.walk(EVERY, axe=False)
    assert not sweep.wrong


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [
        ("ar", 320, False),
        ("en", 320, False),
        ("en", 1280, False),
        ("ar", 1280, False),
        ("ru", 1280, True),
    ],
)
def test_in_every_other_way(
    chromium_browser: Browser, site: Site, language: str, width: int, *, dark: bool
) -> None:
    sweep = Sweep(chromium_browser, site, language, width, dark)
    sweep.walk(EVERY, axe=True)
    assert not sweep.wrong


@pytest.mark.parametrize(("language", "width"), [("ar", 320), ("en", 1280)])
def test_pages_that_come_of_something_done(
    chromium_browser: Browser, site: Site, language: str, width: int
) -> None:
    sweep = Sweep(chromium_browser, site, language, width)
    guest = sweep.visitor()
    guest.open(f"/accounts/invitation/{site.keys['secret']}/")
    assert urlsplit(guest.page.url).path == "/accounts/invitation/"
    sweep.look(guest, "an invitation", axe=True)
    guest.page.context.close()
    officer = sweep.visitor()
    officer.sign_in()
    page = officer.page
    officer.open("/followup/")
    many = page.locator("form[action='/followup/many/']")
    many.locator("[name=reason]").fill("to see what is said where nothing is chosen")
    many.locator("button").last.click()
    page.wait_for_url("**/followup/many/")
    sweep.look(officer, "nothing chosen", axe=True)
    officer.open("/reporting/tables/new/")
    page.set_input_files(
        "main input[type=file]",
        {
            "name": "documents.csv",
            "mimeType": "text/csv",
            "buffer": b"symbol,title\nA/79/605,Oil\nno symbol,Wicks\n",
        },
    )
    page.locator("main form button").first.click()
    page.wait_for_selector("main table")
    sweep.look(officer, "a table tried", axe=True)
    officer.open("/treaties/not-yet/?instrument=UNTOC")
    sweep.look(officer, "who has not joined", axe=True)
    page.context.close()
    assert not sweep.wrong


def test_the_menu_of_further_pages(chromium_browser: Browser, site: Site) -> None:
    sweep = Sweep(chromium_browser, site, "en", 1280)
    officer = sweep.visitor()
    officer.sign_in()
    page = officer.page
    bar = page.locator("header .navbar").bounding_box()
    assert bar is not None
    assert bar["height"] < 80, "the navigation takes more than one line"
    menu = page.locator("details.more")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_by_role("link", name="Audit log").is_visible()
    sweep.look(officer, "the menu open", axe=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not menu.get_by_role("link", name="Audit log").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Audit log").click()
    page.wait_for_url("**/audit/")
    current = menu.locator("a[aria-current=page]").text_content() or ""
    assert current.strip() == "Audit log"
    page.context.close()
    assert not sweep.wrong
