"""The pages of follow-up in a real browser: accessible, in a phone's width, both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cpcj.accounts.rules import Role
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.importing import keep_sheet
from cpcj.register.followup.services.notes import add_note, remind
from cpcj.register.followup.services.recording import of_act
from cpcj.register.followup.services.statuses import propose_completion
from cpcj.register.models import Act
from cpcj.register.tests.factories import DAY, ENCOURAGE, REQUEST, document, hold, text
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
PLACE = "A/RES/79/901/-/op1.1/"
LONG = "https://example.org/" + "a-long-address-without-spaces" * 6


def _said(head: User, officer: User) -> str:
    """Say something of every kind; return the address of a sheet."""
    hold(document(text(REQUEST, ENCOURAGE)))
    act = Act.objects.get(identifier="A/RES/79/901#op1.1", current=True)
    assign(head, of_act(act), unit=None, officer=officer, reason="a" * 200)
    propose_completion(head, of_act(act), reason="The report was issued.")
    add_note(officer, of_act(act), on=DAY, words="w" * 300, addresses=[LONG])
    remind(head, of_act(act), on=DAY, to=officer, words="look")
    sheet = keep_sheet(head, "ours.csv", b"symbol,para,status\n79/901,1,N/A\nX/1,1,\n")
    return f"/followup/sheets/{sheet.pk}/"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_and_fit(
    opened: Callable[..., Any],  # noqa: F811 - the fixture
    make_user: Callable[..., User],
    width: int,
    language: str,
) -> None:
    officer = make_user(Role.OFFICER, Role.UNIT_HEAD, password=PASSWORD)
    sheet = _said(make_user(Role.UNIT_HEAD), officer)
    page = opened("/", width)
    sign_in(page, officer, "/followup/")
    site = page.url.partition("/followup")[0]
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    for address in (
        "/followup/",
        "/followup/?status=no_indication",
        "/followup/changes/",
        f"/followup/mandate/{PLACE}",
        f"/followup/change/describe/{PLACE}",
        f"/followup/change/note/{PLACE}",
        f"/followup/change/status/{PLACE}",
        f"/mandates/{PLACE}",
        "/texts/A/RES/79/901/",
        "/",
        "/followup/sheets/",
        sheet,
    ):
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert violations(page) == [], f"{address} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} scrolls sideways: {wide}"


def test_the_second_person_is_told_and_can_save_again(
    opened: Callable[..., Any],  # noqa: F811 - the fixture
    make_user: Callable[..., User],
) -> None:
    officer = make_user(Role.OFFICER, Role.UNIT_HEAD, password=PASSWORD)
    _said(make_user(Role.UNIT_HEAD), officer)
    address = f"/followup/change/status/{PLACE}"
    one = opened("/")
    sign_in(one, officer, address)
    one.get_by_label("implemented – in progress").check()
    one.get_by_label("Why").fill("a study began")
    other = one.context.new_page()
    other.goto(address)
    other.get_by_label("not applicable").check()
    other.get_by_label("Why").fill("addressed to States")
    other.get_by_role("button", name="Save").click()
    other.get_by_text("Saved.").wait_for()
    # Chromium logs the answer 409 as an error of its own, so the page is asked without one.
    again = one.request.post(
        address,
        form={
            "csrfmiddlewaretoken": one.locator(
                "input[name=csrfmiddlewaretoken]"
            ).last.input_value(),
            "status": "in_progress",
            "reason": "a study began",
            "seen": one.locator("input[name=seen]").input_value(),
        },
    )
    assert again.status == 409
    assert "addressed to States" in again.text()
