"""A whole review by the organized crime mechanism: a country, two reviewers, an observer, the
secretariat; each sees what the mechanism's table says and nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visitor, _visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Site

OPEN, SECRET = "openharbours", "sunkenharbours"
SEATS = {
    "country": ("country_focal_point", "PER"),
    "near": ("reviewing_focal_point", "BRA"),
    "far": ("reviewing_focal_point", "NOR"),
    "expert": ("reviewing_expert", "BRA"),
    "observer": ("observer", ""),
}


@pytest.fixture
def people(chromium_browser: Browser, site: Site) -> Iterator[dict[str, Visitor]]:
    """Return a browser for each of them, and for a passer-by."""
    names = ("secretariat", *SEATS, "public")
    made = [_visitor(chromium_browser, site, viewport={"width": 1280, "height": 900})
            for _name in names]  # fmt: skip
    yield {name: next(one) for name, one in zip(names, made, strict=True)}
    for one in made:
        next(one, None)


def _send(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.locator("#content form button").last.click()


def _take_part(secretariat: Visitor, person: Visitor, own: str, seat: str, country: str) -> None:
    """Nominate somebody, who makes an account by the link."""
    page = secretariat.page
    secretariat.open(f"{own}nominate/")
    page.select_option("#id_seat", seat)
    page.select_option("#id_country", country)
    page.fill("#id_note", f"NV {seat}")
    _send(secretariat)
    assert "valid for 10 days" in page.locator("#content").inner_text()
    link = page.locator("#link").input_value()
    person.page.goto(link)
    password = secrets.token_urlsafe()
    person.page.fill("#id_username", f"{seat}-{country or 'none'}".lower())
    person.page.fill("#id_password", password)
    person.page.fill("#id_again", password)
    _send(person)
    person.page.wait_for_url("**/accounts/own/")


def _words(visitor: Visitor, own: str) -> str:
    visitor.open(own)
    return visitor.page.locator("#content").inner_text()


def _steps(people: dict[str, Visitor], own: str) -> None:
    """The country answers the questionnaire and clears it; a reviewer's expert gives feedback."""
    country, expert = people["country"], people["expert"]
    country.open(own)
    country.page.get_by_label("Report done: Self-assessment questionnaire").click()
    _send(country)
    country.page.get_by_label("Clear: Self-assessment questionnaire").click()
    _send(country)
    assert "to be cleared" not in _words(country, own)
    expert.open(own)
    expert.page.get_by_label("Report done: Written feedback").click()
    _send(expert)
    assert expert.page.get_by_label("Clear: Written feedback").count() == 0
    people["near"].open(own)
    people["far"].open(own)
    assert people["far"].page.get_by_label("Clear: Written feedback").count() == 0
    people["near"].page.get_by_label("Clear: Written feedback").click()
    _send(people["near"])


def test_a_whole_review(people: dict[str, Visitor], site: Site) -> None:
    own = f"/reviews/{site.keys['played']}/"
    office = people["secretariat"]
    office.sign_in()
    for name, (seat, country) in SEATS.items():
        _take_part(office, people[name], own, seat, country)
    # Nobody else knows of the review.
    answer = people["public"].page.request.get(site.address + own)
    assert answer.status == 404
    country, expert = people["country"], people["expert"]
    _steps(people, own)
    # The expert drafts; a part is confidential.
    for words, secret in ((OPEN, False), (SECRET, True)):
        expert.open(f"{own}observe/")
        expert.page.select_option("#id_sort", "assistance_need")
        expert.page.fill("#id_provision", "UNTOC#art18")
        expert.page.fill("#id_words", f"Help about {words}.")
        if secret:
            expert.page.check("#id_confidential")
        _send(expert)
    expert.open(f"{own}summary/")
    expert.page.fill("#id_words", "Much was done about lamps.")
    _send(expert)
    _sees_what_the_table_says(people, own, drafted=True)
    # All focal points agree; the needs are proposed to the State alone.
    for name in ("country", "near", "far"):
        people[name].open(f"{own}agree/")
        shown = people[name].page.locator("#content").inner_text()
        assert SECRET in shown
        assert "Much was done about lamps." in shown
        _send(people[name])
    assert "Agreed by all focal points" in _words(office, own)
    _sees_what_the_table_says(people, own, drafted=False)
    assert "Proposed requests for assistance" in _words(country, own)
    for name in ("near", "expert", "observer"):
        assert "Proposed requests for assistance" not in _words(people[name], own)
    country.open(own)
    country.page.get_by_role("link", name="Ask for this assistance").first.click()
    _send(country)
    assert "REQ-" in _words(country, own)
    # What was done since.
    country.open(own)
    country.page.get_by_role("link", name="What was done about it (1)").click()
    country.page.fill("#id_words", "A law of lamps is drafted.")
    _send(country)
    assert "A law of lamps is drafted." in _words(people["near"], own)
    # The summary is everybody's.
    office.open(f"{own}publish/")
    _send(office)
    public = _words(people["public"], own)
    assert "Much was done about lamps." in public
    for hidden in (OPEN, SECRET, "NV ", "Self-assessment questionnaire"):
        assert hidden not in public
    for name in ("observer", "public"):
        answer = people[name].page.request.get(f"{site.address}/search/?q={SECRET}")
        assert f"about {SECRET}" not in answer.text()
        answer = people[name].page.request.get(f"{site.address}/reviews/all/?format=json")
        assert SECRET not in answer.text()


def _sees_what_the_table_says(people: dict[str, Visitor], own: str, *, drafted: bool) -> None:
    for name in ("secretariat", "country", "near", "far", "expert"):
        words = _words(people[name], own)
        assert OPEN in words, name
        assert SECRET in words, name
        assert "NV country_focal_point" in words, name
    words = _words(people["observer"], own)
    assert "Self-assessment questionnaire" in words
    assert (OPEN in words) == (not drafted)
    assert ("Much was done about lamps." in words) == (not drafted)
    assert SECRET not in words
    assert "NV country_focal_point" not in words
    assert people["observer"].page.locator(".actions a").count() == 0
