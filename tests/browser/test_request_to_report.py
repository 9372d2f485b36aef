"""A request from a mission's form to a published activity and a report to the donor.

Each of those concerned does the own part on the own screen: the focal point asks, the officer
records, the head of the unit decides, the public fetches the file.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override
from lxml import etree

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.assistance.iati.schema import ACTIVITIES, ORGANISATIONS, schema
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.publication.models import Run
from cpcj.audit.chain import verify
from cpcj.documents.tests.test_documents import pdf_words, words
from cpcj.frame.actors import SystemActor
from cpcj.funding.models import Contribution
from cpcj.funding.names import dollars_words
from cpcj.funding.queries import balances_of, by_book
from cpcj.funding.rules.ledger import Book
from cpcj.jobs.models import Job
from cpcj.jobs.queue import run_job
from cpcj.site import browser
from cpcj.site.tests.test_browser import (
    PASSWORD,
    chromium,  # noqa: F401 - a fixture
    opened,  # noqa: F401 - a fixture
    sign_in,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(browser.executable() is None, reason="Chromium is missing"),
]
PARAGRAPH = "A/RES/79/901#op9"
_RATES = "currency,since,units\nEUR,{day},0.8\n"


def send(page: Page, **given: Any) -> None:
    """Fill the form that stands open and send it; it must be taken."""
    for name, value in given.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        elif isinstance(value, bool):
            field.set_checked(value)
        else:
            field.fill(value)
    before = page.url
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert page.url != before, page.locator("main").inner_text()


def deed(page: Page, address: str, **given: Any) -> None:
    """Open the form of a deed and send it."""
    page.goto(address)
    send(page, **given)


def saved(page: Page, address: str, link: str) -> bytes:
    """Return the file behind a link of a page."""
    page.goto(address)
    with page.expect_download() as file:
        page.get_by_role("link", name=link, exact=True).first.click()
    return file.value.path().read_bytes()


def test_from_a_missions_form_to_a_published_activity_and_a_report(  # noqa: PLR0915 - one way
    opened: Callable[..., Page],  # noqa: F811 - the fixture
    make_user: Callable[..., User],
) -> None:
    focal = make_user(password=PASSWORD)
    give_role(SystemActor("test"), focal, Grant(Role.FOCAL_POINT, state="KEN"))
    pages = {}
    people = {
        "mission": focal,
        "officer": make_user(Role.OFFICER, password=PASSWORD),
        "head": make_user(Role.UNIT_HEAD, password=PASSWORD),
    }
    for who, person in people.items():
        pages[who] = opened("/")
        sign_in(pages[who], person, "/requests/")
    mission, officer, head = pages["mission"], pages["officer"], pages["head"]

    # The mission asks; the office answers.
    deed(
        mission, "/requests/new/", title="Examiners for our ports",
        asked="We ask for a course for twelve examiners.", topics=["organized_crime"],
        mandates=PARAGRAPH, articles="UNTOC#art29", beneficiaries="Examiners",
    )  # fmt: skip
    request = Request.objects.get()
    of_it = f"/requests/{request.number}/"
    assert request.number in mission.locator("main").inner_text()
    deed(officer, f"{of_it}acknowledge/")
    deed(officer, f"{of_it}assess/", reason="Complete.")
    deed(head, f"{of_it}accept/", reason="Within the mandate.")
    deed(officer, f"{of_it}plan/", reason="A place was found.")
    mission.goto(of_it)
    assert "planned" in mission.locator(".page-head").inner_text()

    # What is done about it: a programme, a project, an activity, each approved by another person.
    today = dt.date.today()  # noqa: DTZ011 - the day of the server, which runs here
    begins = today.replace(year=today.year - 1, month=1, day=1)
    deed(officer, "/funding/cost-objects/new/", code="ports", title="Ports")
    levels = {"programme": {"reach": "thematic"}, "project": {}, "activity": {"kind": "training"}}
    above = "/portfolio/new/"
    held: dict[str, Activity] = {}
    for level, more in levels.items():
        deed(
            officer, above, title=f"Examiners: {level}", description="They examine.",
            planned_start=str(begins), planned_end=str(begins.replace(year=begins.year + 2)),
            cost_object="" if level == "programme" else "ports", **more,
        )  # fmt: skip
        one = held[level] = Activity.objects.get(level=level)
        of_one = f"/portfolio/{one.identifier}/"
        deed(officer, f"{of_one}part/recipients/", **{"row-0-code": "KEN", "row-1-code": "UGA"})
        deed(officer, f"{of_one}part/sectors/", **{"row-0-code": "15130"})
        deed(
            officer, f"{of_one}part/grounds/", mandate=PARAGRAPH, article="UNTOC#art29",
            topic=["organized_crime"], goal="16.4",
        )  # fmt: skip
        if level == "activity":
            deed(officer, f"{of_one}requests/", numbers=request.number)
        deed(officer, f"{of_one}do/submit/")
        deed(head, f"{of_one}do/approve/")
        deed(officer, f"{of_one}do/start/", on=str(begins))
        above = f"{of_one}add/"
    mission.goto(f"/portfolio/{held['activity'].identifier}/")
    assert request.number in mission.locator("main").inner_text()

    # A donor gives; the money is allocated and spent.
    officer.goto("/funding/rates/import/")
    officer.locator("#id_table").set_input_files(
        {"name": "rates.csv", "mimeType": "text/csv", "buffer": _RATES.format(day=begins).encode()}
    )
    send(officer, source="invented")
    send(officer)
    deed(officer, "/funding/donors/new/", code="isenland", name_en="Government of Isenland")
    deed(
        officer, "/funding/contributions/new/", code="isenland-1",
        donor="Government of Isenland", title="Ports", amount="80000", currency="EUR",
        on=str(begins), provisions=PARAGRAPH,
    )  # fmt: skip
    of_gift = "/funding/contributions/isenland-1/"
    aim = {"cost_object": "ports: Ports", "on": str(today)}
    deed(head, f"{of_gift}do/agree/", on=str(begins))
    deed(officer, f"{of_gift}do/receive/", on=str(begins), amount="60000")
    deed(head, f"{of_gift}do/allocate/", **aim, amount="56500")
    deed(officer, f"{of_gift}do/commit/", **aim, amount="40000")
    deed(officer, f"{of_gift}do/spend/", **aim, amount="31234.56")

    # What was reached, approved by another person.
    of_results = f"/results/{held['activity'].identifier}/"
    deed(officer, f"{of_results}result/", title="Examiners know more")
    officer.get_by_role("link", name="Add an indicator").click()
    send(officer, title="Examiners trained", **{"axis-sex": "whole"})
    deed(
        officer, f"{of_results}period/", starts_on=str(begins),
        ends_on=str(begins.replace(month=6, day=30)),
    )  # fmt: skip
    officer.get_by_role("link", name="Begin an update").click()
    send(officer)
    officer.get_by_label("Examiners trained", exact=True).fill("12")
    officer.get_by_label("Examiners trained – Sex: women").fill("7")
    officer.get_by_label("Examiners trained – Sex: men", exact=True).fill("5")
    send(officer)
    update = re.sub(r"figures/$", "", officer.url)
    deed(officer, f"{update}submit/")
    deed(head, f"{update}approve/")

    # The open standard: made by one, published by another, fetched by everybody.
    officer.goto("/publication/runs/")
    officer.get_by_role("button", name="Make a publication").click()
    officer.wait_for_url("**/runs/*/")
    run_job.func(str(Job.objects.get(key__startswith="publication-").pk))
    officer.reload()
    assert officer.get_by_role("button", name="Publish", exact=True).count() == 0
    run = Run.objects.get()
    assert (run.records, run.errors) == (3, 0)
    head.goto(officer.url)
    with head.expect_navigation():
        head.get_by_role("button", name="Publish", exact=True).click()
    public = opened("/publication/")
    names = public.locator("main a[href*='/publication/files/']").all_inner_texts()
    assert len(names) == 2
    for name in names:
        content = public.request.get(f"/publication/files/{name}").body()
        root = etree.parse(io.BytesIO(content))
        kind = ORGANISATIONS if "organisation" in name else ACTIVITIES
        assert schema(kind).validate(root), schema(kind).error_log
        assert request.title not in content.decode()
        if kind == ACTIVITIES:
            told = root.xpath("string(//iati-activity[@hierarchy=2]/transaction"
                              "[transaction-type/@code='4']/value)")  # fmt: skip
            assert told.startswith("31234.56")
            assert "12" in root.xpath("//iati-activity[@hierarchy=3]//actual/@value")
            assert PARAGRAPH in "".join(root.xpath("//tag/@code"))

    # The report to the donor says what the ledger says.
    gift = Contribution.objects.get()
    sums = by_book(balances_of(gift, today))
    assert sums[Book.EXPENDED] == 3_123_456
    with override("en"):
        said = [dollars_words(sums[book]) for book in (Book.EXPENDED, Book.SUPPORT_COST)]
        said += [dollars_words(7_500_000), dollars_words(sums[Book.AVAILABLE])]
    in_word = words(saved(officer, of_gift, "Word"))
    in_pdf = pdf_words(saved(officer, of_gift, "PDF"))
    for report in (in_word, in_pdf):
        plain = re.sub(r"\s+", " ", report)
        for amount in said:
            assert re.sub(r"\s+", " ", amount) in plain
        assert "Examiners trained" in plain
    # Titles in the narrow columns of the PDF are hyphenated.
    assert "Examiners: project" in in_word
    assert not list(verify())
