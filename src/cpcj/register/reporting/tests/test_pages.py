"""The pages and files of the calendar: what stands on them, who may do what, what they cost."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import CharField, Expression, Value
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cpcj.evidence.registry import for_provision
from cpcj.register.reporting import units
from cpcj.register.reporting.models import (
    Deadline,
    DocumentTable,
    DueEntry,
    ListedReport,
    Match,
)
from cpcj.register.reporting.services import settling
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.reporting.units import register_units
from cpcj.register.services.ingest import publish
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

ACT = "A/RES/79/901#op1.1"
ENTRY = "/reporting/request/A/RES/79/901/-/op1.1/"
PAGES = (
    "/",
    "/reporting/",
    "/reporting/?on=2028-01-01",
    "/reporting/list/",
    "/reporting/list/?due=general_assembly:82&on=2026-01-01",
    "/reporting/months/?month=2027-09",
    "/reporting/months/",
    "/reporting/recurring/",
    "/reporting/observances/",
    "/reporting/documents/",
    ENTRY,
    "/reporting/series/A/RES/79/901/-/op1.1/",
    "/mandates/A/RES/79/901/-/op1.1/",
    "/texts/A/RES/79/901/",
)
FOR_OFFICERS = (
    "/reporting/match/A/RES/79/901/-/op1.1/",
    "/reporting/correct/A/RES/79/901/-/op1.1/",
    "/reporting/documents/add/",
    "/reporting/tables/",
    "/reporting/tables/new/",
)


def held(count: int = 1, start: int = 1) -> None:
    """Hold texts that ask for a report each."""
    for number in range(start, start + count):
        title = "Care of lighthouses" if number == 1 else f"Lamps {number}"
        hold(
            document(text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/{900 + number}", title=title)),
            f"{number}.txt",
        )
    derive(SYSTEM)


def words(client: Client, path: str) -> str:
    """Return the words of a page."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_for_everybody(client: Client, path: str) -> None:
    held()
    words(client, path)


@pytest.mark.parametrize("path", [*PAGES, *FOR_OFFICERS])
def test_every_page_is_there_where_nothing_is_held(
    client: Client, officer: User, path: str
) -> None:
    client.force_login(officer)
    expected = 404 if "A/RES/79" in path else 200
    assert client.get(path).status_code == expected


@pytest.mark.parametrize("path", FOR_OFFICERS)
def test_what_settles_is_for_those_who_may(client: Client, officer: User, path: str) -> None:
    held()
    assert client.get(path).status_code in (302, 403)
    client.force_login(officer)
    words(client, path)


def test_what_is_kept_back_is_nowhere(client: Client, officer: User) -> None:
    held()
    publish(SYSTEM, Deadline.objects.get().entry.text, published=False)
    derive(SYSTEM)
    assert client.get(ENTRY).status_code == 404
    for path in ("/reporting/", "/reporting/list/", "/reporting/calendar.ics",
                 "/reporting/list/?format=csv", "/reporting/recurring/"):  # fmt: skip
        assert b"79/901" not in client.get(path).getvalue()  # type: ignore[attr-defined]
    client.force_login(officer)
    words(client, ENTRY)


@pytest.mark.parametrize("path", PAGES)
def test_more_rows_ask_no_more_statements(client: Client, path: str) -> None:
    held()
    few = _statements(client, path)
    held(6, start=2)
    assert _statements(client, path) <= few


def _statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.mark.parametrize(
    "path",
    ["/reporting/?on=soon", "/reporting/list/?on=2026-02-31", "/reporting/months/?month=x",
     "/reporting/months/?month=0001-01", f"{ENTRY}?on=9", "/reporting/list/?after=xx&on=1"],
)  # fmt: skip
def test_an_unreadable_day_is_said(client: Client, path: str) -> None:
    held()
    assert client.get(path).status_code == 400


def test_the_state_is_that_of_the_day_asked_for(client: Client) -> None:
    held()
    assert ">not traceable</span>" in words(client, f"{ENTRY}?on=2030-01-01")
    assert ">due</span>" in words(client, f"{ENTRY}?on=2026-01-01")
    assert "No deadline matches" in words(client, "/reporting/list/?on=2024-01-01")


def test_matching_and_removing_on_the_pages(client: Client, officer: User) -> None:
    held()
    client.force_login(officer)
    key = Deadline.objects.get().key
    said = {
        "deadline": key, "deed": "answers", "symbol": "A/82/77", "title": "On lamps",
        "date": "2027-07-01", "reason": "seen", "seen": "0",
    }  # fmt: skip
    answer = client.post(FOR_OFFICERS[0], said)
    assert answer.headers["Location"] == ENTRY
    page = words(client, f"{ENTRY}?on=2030-01-01")
    assert ">answered</span>" in page
    assert "A/82/77" in page
    report = ListedReport.objects.get()
    client.post(f"/reporting/documents/{report.pk}/remove/", {"reason": "wrong"})
    assert ">late</span>" in words(client, f"{ENTRY}?on=2030-01-01")


def test_a_wrong_symbol_is_said(client: Client, officer: User) -> None:
    held()
    client.force_login(officer)
    said = {"deadline": Deadline.objects.get().key, "deed": "answers", "symbol": "lamps",
            "reason": "x", "seen": "0"}  # fmt: skip
    assert "This is no document symbol." in client.post(FOR_OFFICERS[0], said).content.decode()


def test_another_session_is_settled_on_the_page(client: Client, officer: User) -> None:
    held()
    client.force_login(officer)
    said = {"deed": "other-session", "body": "ccpcj", "sessions": "36, 37", "reason": "printed so",
            "seen": "0"}  # fmt: skip
    client.post(FOR_OFFICERS[1], said)
    places = list(Deadline.objects.order_by("order_on").values_list("place", flat=True))
    assert places == ["ccpcj:36", "ccpcj:37"]
    bad = {**said, "sessions": "0"}
    assert "This body has no session 0." in client.post(FOR_OFFICERS[1], bad).content.decode()


def test_whoever_comes_second_is_told_and_may_send_it_again(client: Client, officer: User) -> None:
    held()
    client.force_login(officer)
    key = Deadline.objects.get().key
    first = {"deadline": key, "deed": "answers", "symbol": "A/82/77", "title": "On lamps",
             "reason": "seen", "seen": "0"}  # fmt: skip
    assert client.post(FOR_OFFICERS[0], first).status_code == 302
    late = client.post(FOR_OFFICERS[0], {**first, "symbol": "A/82/78"})
    page = late.content.decode()
    assert "Somebody else changed this meanwhile" in page
    assert "A/82/77: answers the request" in page
    assert Deadline.objects.get().answered_by == "A/82/77"
    note = str(Match.objects.get().pk)
    assert f'value="{note}"' in page
    again = client.post(FOR_OFFICERS[0], {**first, "symbol": "A/82/78", "seen": note})
    assert again.status_code == 302
    assert Deadline.objects.get().answered_by == "A/82/78"
    other = {"deed": "other-session", "body": "ccpcj", "sessions": "36", "reason": "a", "seen": "0"}
    assert client.post(FOR_OFFICERS[1], other).status_code == 302
    told = client.post(FOR_OFFICERS[1], {**other, "deed": "no-request"}).content.decode()
    assert "This entry: ccpcj 36" in told
    assert Deadline.objects.get().place == "ccpcj:36"


def test_a_table_is_tried_before_it_is_taken(client: Client, officer: User) -> None:
    held()
    client.force_login(officer)
    content = b"symbol,title\nA/82/77,Report of the Secretary-General on lamps\n?,bad\n"
    file = SimpleUploadedFile("documents.csv", content)
    page = client.post("/reporting/tables/new/", {"table": file, "mode": "add"}).content.decode()
    assert "1 document can be taken." in page
    assert "no document symbol can be read" in page
    assert not DocumentTable.objects.exists()
    rows = "symbol,title\nA/82/77,Report of the Secretary-General on lamps\n"
    said = {"rows": rows, "name": "documents.csv", "mode": "add"}
    client.post("/reporting/tables/new/", said)
    table = DocumentTable.objects.get()
    assert Deadline.objects.get().proposed_by == "A/82/77"
    client.post(f"/reporting/tables/{table.pk}/withdraw/", {"reason": "wrong year"})
    assert Deadline.objects.get().proposed_by == ""


def test_a_file_that_is_no_table_is_said(client: Client, officer: User) -> None:
    client.force_login(officer)
    file = SimpleUploadedFile("x.csv", b"\x00\x01\x02")
    answer = client.post("/reporting/tables/new/", {"table": file, "mode": "add"})
    assert "neither CSV nor an Excel file" in answer.content.decode()


def calendar(client: Client, path: str = "/reporting/calendar.ics") -> Any:
    """Return the calendar of an address."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


def test_the_subscription_holds_each_deadline_once_and_stays_itself(client: Client) -> None:
    held()
    first = calendar(client)
    events = [one for one in first.walk("VEVENT") if "79/901" in str(one["SUMMARY"])]
    assert len(events) == 1
    (event,) = events
    assert event["DTSTART"].dt == Deadline.objects.get().start
    assert str(event["URL"]).endswith(ENTRY)
    again = calendar(client)
    assert [str(one["UID"]) for one in first.walk("VEVENT")] == [
        str(one["UID"]) for one in again.walk("VEVENT")
    ]
    assert (
        client.get("/reporting/calendar.ics").content
        == client.get("/reporting/calendar.ics").content
    )


def test_the_subscription_has_the_filters_of_the_list(client: Client) -> None:
    held(2)
    path = "/reporting/calendar.ics?observances=0&addressee="
    assert len(calendar(client, path + "secretary_general").walk("VEVENT")) == 2
    assert len(calendar(client, path + "unodc").walk("VEVENT")) == 0


def test_observances_come_each_year(client: Client) -> None:
    events = calendar(client).walk("VEVENT")
    day = next(one for one in events if "Trafficking in Persons" in str(one["SUMMARY"]))
    assert (day["DTSTART"].dt.month, day["DTSTART"].dt.day) == (7, 30)
    assert day["RRULE"]["FREQ"] == ["YEARLY"]
    assert "A/RES/68/192" in str(day["DESCRIPTION"])


def test_the_extract_in_word(client: Client) -> None:
    held()
    response = client.get("/reporting/extract.docx?on=2026-01-01")
    file = docx.Document(io.BytesIO(response.content))
    headings = [one.text for one in file.paragraphs if one.style.name.startswith("Heading")]  # type: ignore[union-attr]
    assert "General Assembly, 82nd session" in headings
    cells = " ".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    for expected in ("A/RES/79/901", "Secretary-General", "due", "report to it on lamps"):
        assert expected in cells


def test_a_file_that_cannot_hold_all_says_so_and_keeps_what_is_ahead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(2)
    later = DueEntry.objects.get(identifier="A/RES/79/902#op1.1")
    settling.settle(
        SYSTEM, later, deed=settling.OTHER_SESSION, body="general_assembly", sessions=(83,),
        reason="a misprint",
    )  # fmt: skip
    path = "/reporting/calendar.ics?observances=0"
    whole = calendar(client, path)
    assert "DESCRIPTION" not in whole
    monkeypatch.setattr("cpcj.register.reporting.views.files.MOST", 1)
    cut = calendar(client, path)
    (event,) = cut.walk("VEVENT")
    assert "79/902" in str(event["SUMMARY"])
    assert "latest 1 deadlines" in str(cut["DESCRIPTION"])
    file = docx.Document(io.BytesIO(client.get("/reporting/extract.docx").content))
    assert any("first 1 deadlines" in one.text for one in file.paragraphs)


def test_saved_lists_have_the_rows_of_the_page(client: Client) -> None:
    held(2)
    rows = client.get("/reporting/list/?format=json&on=2026-01-01").getvalue()  # type: ignore[attr-defined]
    assert rows.count(b'"state": "due"') == 2


def test_evidence_says_what_is_due(officer: User) -> None:
    held()
    (item,) = [one for one in for_provision(ACT, officer) if one.room == "reporting"]
    assert item.href == ENTRY
    assert item.label.startswith("General Assembly, 82nd session")
    of_paragraph = list(for_provision("A/RES/79/901#op1", officer))
    assert any(one.room == "reporting" for one in of_paragraph)


def test_the_pages_of_mandate_and_text_say_what_is_due(client: Client) -> None:
    held()
    for path in ("/mandates/A/RES/79/901/-/op1.1/", "/texts/A/RES/79/901/"):
        assert ENTRY in words(client, path)
    assert "What is due next" in words(client, "/")


class OneUnit:
    """A room that gives every act to one unit."""

    def of(self, identifiers: Iterable[str], _user: object) -> Mapping[str, str]:
        """Return the unit of each act."""
        return dict.fromkeys(identifiers, "Lamps section")

    def code(self, _act: str, _user: object) -> Expression:
        """Return the one code."""
        return Value("lamps", output_field=CharField())

    def names(self, _user: object) -> dict[str, str]:
        """Return the one name."""
        return {"lamps": "Lamps section"}


@pytest.fixture
def _with_units() -> Iterator[None]:
    before = units._registered.units
    register_units(OneUnit())
    yield
    register_units(before)


@pytest.mark.usefixtures("_with_units")
def test_the_unit_comes_from_whoever_knows_it(client: Client) -> None:
    held()
    assert "Lamps section" in words(client, "/reporting/list/")
    assert "79/901" in words(client, "/reporting/list/?unit=lamps")
    assert "79/901" not in words(client, "/reporting/list/?unit=other")


def test_a_month_shows_what_opens_and_what_is_observed(client: Client) -> None:
    held()
    start = Deadline.objects.get().start
    page = words(client, f"/reporting/months/?month={start:%Y-%m}&on=2026-01-01")
    assert "General Assembly, 82nd session opens" in page
    july = words(client, "/reporting/months/?month=2025-07")
    assert "World Day against Trafficking in Persons" in july
    assert dt.date(2025, 7, 30).strftime("%d") in july
