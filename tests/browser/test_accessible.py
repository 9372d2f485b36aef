"""No page has what axe-core calls a violation, at the width of a phone and of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import ROOT, TEXTS, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Site

TEXT = "/texts/A/RES/78/901/"
MANDATE = "/mandates/A/RES/78/901/-/op2.1/"
REVIEW = "/review/mandate/A/RES/78/901/-/op2.1/"
PUBLIC = (
    "/",
    "/texts/",
    "/texts/?q=nothing+like+it",
    TEXT,
    "/texts/A/C.3/78/L.901/",
    "/texts/series/",
    "/texts/cited-by/?id=A/RES/77/902",
    "/mandates/",
    "/mandates/?proposals=1&addressee=member_states&sort=act",
    MANDATE,
    f"{MANDATE}?field=addressees",
    "/search/",
    "/search/?q=harbours",
    "/search/?q=zebra",
    "/uploads/paste/",
    "/help/",
    "/help/search/",
    "/about/",
    "/accounts/sign-in/",
)
OFFICERS = (
    MANDATE,
    f"{REVIEW}?deed=correct&field=addressees",
    f"{REVIEW}?deed=correct&field=deliverable",
    f"{REVIEW}?deed=split",
    "/review/text/A/RES/78/901/",
    "/uploads/",
    "/uploads/1/reread/",
    "/uploads/new/",
    "/uploads/1/undo/",
)
WIDTHS = (320, 1280)
_AXE = "axe-core/axe.min.js"


def _axe() -> str:
    installed = ROOT / "node_modules" / _AXE
    if installed.exists():
        return installed.read_text(encoding="utf-8")
    import axe_playwright_python

    packed = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    return packed.read_text(encoding="utf-8")


def _violations(visitor: Visitor) -> list[str]:
    # The policy of the site refuses scripts of others: the checker is evaluated from outside.
    visitor.page.evaluate(_axe())
    found: dict[str, Any] = visitor.page.evaluate("() => axe.run(document)")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def _no_wider(visitor: Visitor) -> bool:
    return bool(
        visitor.page.evaluate(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.fixture(params=WIDTHS)
def sized(
    request: pytest.FixtureRequest, chromium_browser: Browser, site: Site
) -> Iterator[Visitor]:
    """Return a visitor at each width."""
    context = chromium_browser.new_context(viewport={"width": request.param, "height": 800})
    yield Visitor(context.new_page(), site, [])
    context.close()


def test_public_pages(sized: Visitor) -> None:
    wrong = {}
    for path in PUBLIC:
        sized.open(path)
        violations = _violations(sized)
        if violations or not _no_wider(sized):
            wrong[path] = violations or ["wider than the window"]
    assert not wrong


def test_pages_of_an_officer(sized: Visitor) -> None:
    sized.sign_in()
    wrong = {}
    for path in OFFICERS:
        sized.open(path)
        violations = _violations(sized)
        if violations or not _no_wider(sized):
            wrong[path] = violations or ["wider than the window"]
    assert not wrong


def test_the_account_of_an_upload(sized: Visitor, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    sized.sign_in()
    sized.open("/uploads/new/")
    # A text that is held already: the other tests count what the register holds.
    sized.page.set_input_files("#id_documents", [str(TEXTS / "resolution.txt"), str(broken)])
    sized.page.locator("main form button", has_text="Read the files").click()
    sized.page.wait_for_url("**/uploads/account/**")
    sized.page.wait_for_selector("#account .could-not", timeout=60_000)
    sized.page.wait_for_selector("#account:not([hx-get])", timeout=60_000)
    assert sized.page.locator("#account ul a").count() == 1
    assert not _violations(sized)
    assert _no_wider(sized)


def test_in_the_dark(chromium_browser: Browser, site: Site) -> None:
    context = chromium_browser.new_context(color_scheme="dark")
    visitor = Visitor(context.new_page(), site, [])
    wrong = {}
    for path in ("/", "/texts/", TEXT, "/mandates/", MANDATE, "/search/?q=harbours"):
        visitor.open(path)
        if violations := _violations(visitor):
            wrong[path] = violations
    context.close()
    assert not wrong


def test_from_right_to_left(chromium_browser: Browser, site: Site) -> None:
    context = chromium_browser.new_context(viewport={"width": 1280, "height": 900})
    visitor = Visitor(context.new_page(), site, [])
    context.add_cookies([{"name": "django_language", "value": "ar", "url": site.address}])
    wrong = {}
    for path in ("/", TEXT, "/mandates/", MANDATE):
        visitor.open(path)
        assert visitor.page.get_attribute("html", "dir") == "rtl"
        violations = _violations(visitor)
        if violations or not _no_wider(visitor):
            wrong[path] = violations or ["wider than the window"]
    # The words of an English text still run from left to right, on the reading side.
    visitor.open(TEXT)
    assert visitor.page.eval_on_selector(".reading", "e => getComputedStyle(e).direction") == "ltr"
    visitor.open("/mandates/")
    facets = visitor.page.locator(".facets").bounding_box()
    rows = visitor.page.locator(".ledger").bounding_box()
    assert facets is not None
    assert rows is not None
    assert facets["x"] > rows["x"]
    context.close()
    assert not wrong
