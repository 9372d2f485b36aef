"""The way of a programme in a real browser: recorded, measured, reported, approved, accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.tests.factories import above, activity, event, published
from cpcj.assistance.results.models import Period, Result, Snapshot
from cpcj.assistance.results.tests.factories import approved, indicator, period, told
from cpcj.site import browser
from cpcj.site.tests.test_browser import (
    PASSWORD,
    WIDTHS,
    chromium,  # noqa: F401 - a fixture
    opened,  # noqa: F401 - a fixture
    sign_in,
    violations,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpcj.accounts.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser.executable() is None, reason="Chromium is missing"),
]


def _record(page: Any, title: str) -> None:
    """Fill in what a new record says of itself."""
    for name, value in (
        ("title", title),
        ("description", "Lamps are lit."),
        ("planned_start", "2025-01-01"),
        ("planned_end", "2026-12-31"),
    ):
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name=title, level=1).wait_for()


def test_from_a_programme_to_an_approved_update(  # noqa: PLR0915 - one way, step by step
    opened: Callable[..., Any],  # noqa: F811 - the fixture
    make_user: Callable[..., User],
) -> None:
    officer = make_user(Role.OFFICER, password=PASSWORD)
    head = make_user(Role.UNIT_HEAD, password=PASSWORD)
    page = opened("/")
    sign_in(page, officer, "/portfolio/")
    page.get_by_role("link", name="New programme").click()
    _record(page, "A programme of lamps")
    page.get_by_role("link", name="Add a project").click()
    _record(page, "A project of lamps")
    page.get_by_role("link", name="Add an activity").click()
    _record(page, "A course about lamps")
    one = Activity.objects.get(title="A course about lamps")
    page.goto(f"/portfolio/{one.identifier}/part/recipients/")
    page.get_by_label("State or region").first.select_option("KEN")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Kenya 100 %").wait_for()
    page.get_by_role("link", name="Results", exact=True).last.click()
    page.get_by_role("link", name="Add a result").click()
    page.locator("#id_title").fill("Keepers know their lamps")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add an indicator").click()
    page.locator("#id_title").fill("Keepers trained")
    page.get_by_label("Broken down by sex").select_option("whole")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a reporting period").click()
    page.locator("#id_starts_on").fill("2025-01-01")
    page.locator("#id_ends_on").fill("2025-06-30")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Targets").click()
    page.get_by_label("Keepers trained", exact=True).fill("40")
    page.get_by_label("Keepers trained – Sex: women").fill("25")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Baseline").click()
    page.get_by_label("Year of the baseline").fill("2024")
    page.get_by_label("Keepers trained", exact=True).fill("3")
    page.get_by_label("Keepers trained – Sex: women").fill("2")
    page.get_by_label("Keepers trained – Sex: men", exact=True).fill("1")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("baseline 2024: 3").wait_for()
    page.get_by_role("link", name="Begin an update").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Keepers trained", exact=True).fill("20")
    page.get_by_label("Keepers trained – Sex: women").fill("12")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("the rows must sum to the total").wait_for()
    page.get_by_role("link", name="Enter figures").click()
    page.get_by_label("Keepers trained – Sex: men", exact=True).fill("8")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Submit for approval").click()
    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_text("Done: Submit for approval").wait_for()
    update = page.url
    page.context.clear_cookies()
    sign_in(page, head, update.partition("/results")[1] + update.partition("/results")[2])
    page.get_by_role("link", name="Approve", exact=True).click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("it does not change any more").wait_for()
    assert Snapshot.objects.count() == 1
    page.goto(f"/results/{one.identifier}/")
    assert page.get_by_text("50 %").count() == 2
    women = page.get_by_role("row", name="women")
    assert [women.get_by_role("cell").nth(place).inner_text() for place in (1, 2, 3)] == [
        "2",
        "25",
        "12",
    ]
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_and_fit(
    opened: Callable[..., Any],  # noqa: F811 - the fixture
    make_user: Callable[..., User],
    width: int,
    language: str,
) -> None:
    officer = make_user(Role.OFFICER, password=PASSWORD)
    one = published(activity(title="w" * 120))
    held = event(one)
    during = period(one)
    approved(during, {indicator(one, indicator(above(one))).pk: told(20, female=12, male=8)})
    result, name = Result.objects.earliest("pk"), one.identifier
    page = opened("/", width)
    sign_in(page, officer, "/portfolio/")
    site = page.url.partition("/portfolio")[0]
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    for address in (
        "/portfolio/", f"/portfolio/{name}/", above(one).get_absolute_url(),
        held.get_absolute_url(),
        f"/portfolio/{name}/part/recipients/", f"/portfolio/{name}/part/facts/",
        "/portfolio/training/", "/portfolio/offices/", "/portfolio/import/",
        "/portfolio/needs/new/",
        f"/results/{name}/", f"/results/{above(one).identifier}/", "/results/", "/results/updates/",
        f"/results/result/{result.pk}/indicator/",
        f"/results/indicator/{result.indicators.get().pk}/baseline/",
        f"/results/period/{during.pk}/targets/",
        f"/results/period/{Period.objects.get().pk}/begin/",
    ):  # fmt: skip
        page.goto(address)
        assert violations(page) == [], f"{address} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} scrolls sideways: {wide}"
