"""A grant from the call to its second instalment, as each of those concerned does it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CALL = "/funding/grants/calls/journey/"
_READERS = ("grants-reader-1", "grants-reader-2")


@pytest.fixture
def people(chromium_browser: Browser, site: Site) -> Iterator[dict[str, Visitor]]:
    """Return somebody of each role, signed in."""
    found, contexts = {}, []
    for name in ("officer", "grants-grantee", "grants-head", *_READERS):
        context = chromium_browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        visitor = Visitor(page, site, [])
        password = site.password if name == "officer" else site.keys["grants_password"]
        visitor.give_password(name, password)
        page.wait_for_url(site.address + "/")
        found[name] = visitor
    yield found
    for context in contexts:
        context.close()


def act(visitor: Visitor, link: str, **given: str) -> None:
    """Follow a link to a form, fill it, send it, and come back."""
    visitor.page.locator("#content .actions a", has_text=link).first.click()
    send(visitor, **given)


def send(visitor: Visitor, **given: str) -> None:
    """Fill and send the form that stands open."""
    page = visitor.page
    for name, value in given.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    with page.expect_navigation():
        page.locator("main form button.btn-primary").last.click()
    assert page.locator(".alert-danger").count() == 0, page.locator("main").inner_text()


def test_a_grant_from_call_to_second_instalment(  # noqa: PLR0915 - step after step
    people: dict[str, Visitor], site: Site
) -> None:
    officer, grantee = people["officer"], people["grants-grantee"]
    head = people["grants-head"]
    today = dt.date.today()  # noqa: DTZ011 - the day of the server, which runs here
    in_a_year, soon = today + dt.timedelta(days=365), today + dt.timedelta(days=30)

    officer.open("/funding/grants/calls/new/")
    send(
        officer, fund="Fund of Lamps", code="journey", title="Lamps for victims",
        words="Beds, lamps and lawyers.", opens_on=str(today), closes_on=str(soon),
        requirements="years_at_least: 3\nconfirm: We keep books.",
        criteria="60; 5; Need\n40; 5; Plan",
    )  # fmt: skip
    act(officer, "Open the call")

    grantee.open(CALL)
    grantee.page.locator("#content .actions a", has_text="Apply").click()
    grantee.page.check("#id_confirm_0")
    send(
        grantee, organization="Grantee 17", title="Forty beds", summary="Forty beds, one lawyer.",
        name="House of the Quiet Harbour", address="Lane 17", place="Lampstead",
        contact="k@harbour.example", state="Kenya", amount="20000", founded="2001", months="12",
    )  # fmt: skip
    act(grantee, "Send")
    assert "sent on" in grantee.page.locator(".page-head").inner_text()
    number = grantee.page.locator(".page-head .kicker span").first.inner_text()
    application = f"/funding/grants/applications/{number}/"
    grant = f"/funding/grants/awarded/{number}/"

    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.grant_rows", "journey"],
        env=site.environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    officer.open(CALL)
    act(officer, "Close the call")
    act(officer, "Begin the assessment")
    for name in _READERS:
        officer.open(application)
        act(officer, "Give it to a reader", reader=name)
    for name in _READERS:
        reader = people[name]
        reader.open("/funding/grants/readings/")
        reader.page.locator("#content li a", has_text=number).click()
        assert "one lawyer" not in reader.page.locator("main").inner_text()
        reader.page.locator("input[name=conflict][value=no]").check()
        send(reader)
        assert "one lawyer" in reader.page.locator("main").inner_text()
        send(reader, points_c1="4", reason_c1="Needed.", points_c2="5")
    officer.open(f"{CALL}ranking/")
    assert "88.00" in officer.page.locator("table").inner_text()

    head.open(application)
    later = [str(today + dt.timedelta(days=n)) for n in (60, 90, 300)]
    act(
        head, "Award a grant", contribution="lamp-gift: Lamps", ends_on=str(in_a_year),
        amount_1="12000", planned_1=str(today), due_1=later[0],
        amount_2="8000", planned_2=later[1], due_2=later[2],
    )  # fmt: skip

    officer.open(grant)
    act(officer, "Record the signature")
    act(officer, "Pay an instalment", position="1")
    assert "is not accepted" in officer.page.locator("main").inner_text()

    grantee.open(grant)
    grantee.page.get_by_role("link", name="Report on instalment 1").click()
    send(
        grantee, narrative="Beds were made, lamps lit.", spent="11500",
        n_female_child_housing="14", n_male_adult_legal="9",
    )  # fmt: skip
    officer.open(grant)
    officer.page.locator("#content .actions a", has_text="Answer a report").click()
    officer.page.locator("input[name=accept][value=yes]").check()
    send(officer, position="1", answer="Thank you.")
    act(officer, "Pay an instalment", position="2")
    words = officer.page.locator("main").inner_text()
    assert words.count("paid on") == 2
    assert "14" in words

    officer.open(f"/funding/contributions/{site.keys['grants_contribution']}/ledger/?what=spent")
    assert f"{number}/2" in officer.page.locator("main").inner_text()
    officer.open("/funding/grants/awarded/")
    row = officer.page.locator("tr", has_text=number).inner_text()
    assert "House of the Quiet Harbour" in row
    assert "20,000.00" in row
