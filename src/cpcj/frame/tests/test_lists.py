"""The list base, tried on the audit log."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cpcj.audit.models import AuditEvent
from cpcj.audit.views import AuditList
from cpcj.frame.actors import SystemActor
from cpcj.frame.exports import flat, harmless
from cpcj.frame.lists import decode_place, encode_place
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


@service(permission=Permission.JOB_VIEW)
def ring(change: Change, *, note: str) -> None:
    change.did(note)


@service(permission=Permission.JOB_VIEW)
def knock(change: Change, *, note: str) -> None:
    change.did(note)


@pytest.fixture
def listed(client: Client, officer: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return an officer's client of a log with 25 events, ten a page."""
    monkeypatch.setattr(AuditList, "page_size", 10)
    client.force_login(officer)
    for n in range(12):
        ring(SYSTEM, note=f"ring {n}")
        knock(SYSTEM, note=f"=knock {n}")
    return client


def numbers(client: Client, address: str) -> list[int]:
    listing = client.get(address).context["listing"]
    return [event.sequence for event in listing.records]


@pytest.mark.parametrize("sort", ["newest", "oldest", "deed"])
def test_paging_shows_each_record_once_and_comes_back(listed: Client, sort: str) -> None:
    address = f"/audit/?sort={sort}"
    seen: list[int] = []
    back: list[int] = []
    while True:
        listing = listed.get(address).context["listing"]
        seen += [event.sequence for event in listing.records]
        if not listing.next_href:
            break
        address = f"/audit/{listing.next_href}"
    assert sorted(seen) == list(range(1, 26))
    last = [event.sequence for event in listing.records]
    while listing.previous_href:
        listing = listed.get(f"/audit/{listing.previous_href}").context["listing"]
        back = [event.sequence for event in listing.records] + back
    assert back + last == seen


def test_a_facet_counts_what_it_would_give(listed: Client) -> None:
    listing = listed.get("/audit/?what=frame.ring").context["listing"]
    assert listing.count == 12
    (deeds,) = (facet for facet in listing.facets if facet.name == "what")
    counts = {v.value: v.count for v in deeds.values}
    assert counts == {"frame.ring": 12, "frame.knock": 12, "accounts.make_account": 1}
    for value, count in counts.items():
        assert listed.get(f"/audit/?what={value}").context["listing"].count == count
    both = listed.get("/audit/?what=frame.ring&what=frame.knock").context["listing"]
    assert both.count == 24
    assert [chip.value for chip in both.chips] == ["frame.ring", "frame.knock"]
    assert both.chips[0].href == "?what=frame.knock"


def test_counts_follow_each_write(listed: Client) -> None:
    assert listed.get("/audit/").context["listing"].count == 25
    ring(SYSTEM, note="once more")
    assert listed.get("/audit/").context["listing"].count == 26


def test_queries_do_not_grow_with_rows(listed: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    for size in (2, 20):
        monkeypatch.setattr(AuditList, "page_size", size)
        ring(SYSTEM, note="forget the counts")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            listed.get("/audit/")
        used.append(len(queries))
    assert used[0] == used[1]


def test_files_hold_all_that_the_filter_gives(listed: Client) -> None:
    def content(wanted: str) -> bytes:
        answer = listed.get(f"/audit/?what=frame.knock&format={wanted}")
        assert f"audit.{wanted}" in answer.headers["Content-Disposition"]
        return answer.getvalue()

    rows = list(csv.DictReader(io.StringIO(content("csv").decode("utf-8-sig"))))
    assert len(rows) == 12
    assert rows[0]["note"] == "'=knock 11", "no spreadsheet may take it for a formula"
    records = json.loads(content("json"))["audit"]
    assert [record["note"] for record in records] == [f"=knock {n}" for n in range(11, -1, -1)]
    sheet = openpyxl.load_workbook(io.BytesIO(content("xlsx"))).worksheets[0]
    assert sheet.max_row == 13
    assert sheet.cell(2, 8).value == "=knock 11"
    assert sheet.cell(2, 8).data_type == "s"


@pytest.mark.parametrize("address", ["/audit/?after=%FF", "/audit/?after=W10", "/audit/?sort=no"])
def test_a_broken_address_shows_the_first_page(listed: Client, address: str) -> None:
    assert numbers(listed, address)[0] == 25


def test_an_unknown_format_is_refused(listed: Client) -> None:
    assert listed.get("/audit/?format=exe").status_code == 400


def test_others_do_not_see_the_log(client: Client) -> None:
    answer = client.get("/audit/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/sign-in/?next=/audit/"
    assert AuditEvent.objects.visible_to(SYSTEM).count() == AuditEvent.objects.count()


@given(st.lists(st.one_of(st.text(max_size=20), st.integers(-(10**9), 10**9)), max_size=4))
def test_a_place_survives_the_address(values: list[str | int]) -> None:
    assert decode_place(encode_place(values), len(values)) == values


@given(st.text(max_size=40))
def test_any_place_is_read_or_refused(token: str) -> None:
    decode_place(token, 2)


def test_values_are_flat() -> None:
    assert flat(["a", None, True]) == "a; ; true"
    assert flat({"a": 1}) == '{"a": 1}'
    assert harmless("@x") == "'@x"
