"""The pages: what stands on them, what they cost, what other rooms show of the lists."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.evidence.registry import for_provision
from cpcj.register.budget import founding as founding_room
from cpcj.register.budget.services import stamp_of
from cpcj.register.budget.tests.factories import SYSTEM, imported, line
from cpcj.register.tests.factories import document, hold, text
from cpcj.resolutions.budget.tests.samples import GA, LINES
from cpcj.resolutions.budget.tests.samples import Line as Printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

PAGES = ("/budget/", "/budget/compare/", "/budget/outdated/", "/budget/treaties/")
SERIES = (
    Printed("", "", GA, ("77/900",), "Care of lighthouses"),
    Printed("", "", GA, ("78/900",), "Care of lighthouses"),
    Printed("", "", GA, ("79/901",), "Care of lighthouses"),
    Printed("", "", GA, ("79/905",), "Paint"),
)


def _many(count: int, year: int = 2027) -> None:
    imported(
        tuple(
            Printed("", "", GA, (f"{n}/7",), f"Lamp in tower {n}") for n in range(40, 40 + count)
        ),
        year,
    )


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path + ("&" if "?" in path else "?") + "x=1").status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_more_when_it_shows_more(client: Client, officer: User, path: str) -> None:
    client.force_login(officer)
    for year in (2026, 2027):
        _many(2, year)
    few = _queries(client, path)
    for year in (2026, 2027):
        _many(30, year)
    assert _queries(client, path) <= few <= 30


@pytest.mark.parametrize("path", PAGES)
def test_pages_without_a_list_say_so(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_list_its_facets_and_files(client: Client) -> None:
    imported()
    hold(document(text(symbol="A/RES/55/1"), session=55))
    page = client.get("/budget/").content.decode()
    assert "General Assembly resolution 55/1" in page
    assert "Commission on Narcotic Drugs resolution 55/1" in page
    rows = json.loads(_all(client.get("/budget/?format=json")))["budget-mandates"]
    assert {one["state"] for one in rows} == {"held", "resolved"}
    assert [one["identifier"] for one in rows if one["state"] == "held"] == ["A/RES/55/1"]
    assert all(one["symbol"] is None for one in rows if one["body"] == "cnd")
    saved = list(csv.DictReader(io.StringIO(_all(client.get("/budget/?body=cnd&format=csv")))))
    assert [one["number"] for one in saved] == ["55/1", "60/1"]
    held = client.get("/budget/?state=held").content.decode()
    assert "1 record" in held


def _all(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode().lstrip("\ufeff")


def test_a_row_shows_its_reasons_and_its_text(client: Client) -> None:
    imported()
    made = client.get(f"/budget/rows/{line('CND/RES/55/1').pk}/").content.decode()
    assert "means the Commission on Narcotic Drugs" in made
    assert "Identifier made here, no document symbol" in made
    assert "docs.un.org" not in made
    printed = client.get(f"/budget/rows/{line('S/RES/1373(2001)').pk}/").content.decode()
    assert "docs.un.org/en/S/RES/1373(2001)" in printed
    part = client.get(f"/budget/rows/{line('A/RES/46/185C').pk}/").content.decode()
    assert "docs.un.org/en/A/RES/46/185" in part
    hold(document(text(symbol="A/RES/55/1"), session=55))
    held = client.get(f"/budget/rows/{line('A/RES/55/1').pk}/").content.decode()
    assert "/texts/A/RES/55/1/" in held


def test_a_text_kept_back_is_not_held_for_the_public(client: Client) -> None:
    imported()
    hold(document(text(symbol="A/RES/55/1"), session=55), published=False)
    assert "/texts/A/RES/55/1/" not in client.get(
        f"/budget/rows/{line('A/RES/55/1').pk}/"
    ).content.decode()  # fmt: skip


def test_outdated_only_by_a_later_text_held_or_listed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(SERIES[:2])
    page = client.get("/budget/outdated/").content.decode()
    assert "1 row is outdated" in page
    assert "General Assembly resolution 78/900" in page
    assert "cannot be known" in page
    hold(document(text(symbol="A/RES/79/901", title="Care of lighthouses")))
    page = client.get("/budget/outdated/").content.decode()
    assert "2 rows are outdated" in page
    assert "/texts/A/RES/79/901/" in page
    monkeypatch.setattr(founding_room, "_providers", [lambda _user, _ids: {"A/RES/77/900"}])
    assert "1 row is outdated" in client.get("/budget/outdated/?again=1").content.decode()
    row = client.get(f"/budget/rows/{line('A/RES/77/900').pk}/?again=1").content.decode()
    assert "it founds a body" in row


def test_a_norm_is_not_outdated_by_a_text_of_its_title(client: Client) -> None:
    imported(tuple(
        Printed("", "", GA, (number,), "Convention on Lamps") for number in ("44/25", "45/104")
    ))  # fmt: skip
    assert "0 rows are outdated" in client.get("/budget/outdated/").content.decode()
    page = client.get(f"/budget/rows/{line('A/RES/44/25').pk}/").content.decode()
    assert "adopts a norm" in page


def test_a_sentence_is_no_title(client: Client) -> None:
    imported()
    assert line("A/RES/45/179").series == ""
    page = client.get("/budget/outdated/").content.decode()
    assert "General Assembly resolution 60/9" in page
    assert "General Assembly resolution 45/179" not in page


def test_the_same_title_in_another_body_is_said(client: Client) -> None:
    council = "Economic and Social Council resolutions"
    imported(
        (Printed("", "", GA, ("80/7",), "Lamps"), Printed("", "", council, ("2025/7",), "Lamps"))
    )
    page = client.get(f"/budget/rows/{line('A/RES/80/7').pk}/").content.decode()
    assert "Economic and Social Council resolution 2025/7" in page


def test_two_years_compared(client: Client) -> None:
    imported(SERIES[:2], 2026)
    imported(SERIES[1:], 2027)
    page = client.get("/budget/compare/").content.decode()
    assert "2 added, 1 dropped, 0 moved to another subprogramme, 3 kept" in page
    saved = _all(client.get("/budget/compare/?from=2026&to=2027&format=json"))
    changes = [one["change"] for one in json.loads(saved)["budget-mandates-2026-2027"]]
    assert changes == ["added", "added", "dropped"]
    assert client.get("/budget/compare/?from=2026&to=2027&format=exe").status_code == 404


def test_a_texts_page_and_the_evidence_name_the_list(client: Client) -> None:
    hold(document(text(symbol="A/RES/79/901")))
    imported(SERIES)
    page = client.get("/texts/A/RES/79/901/").content.decode()
    assert "Listed as a legislative mandate of the whole programme" in page
    found = [one for one in for_provision("A/RES/79/901#op1", SYSTEM) if one.room == "budget"]
    assert len(found) == 1
    assert found[0].href == f"/budget/rows/{line('A/RES/79/901').pk}/"


def test_an_officer_corrects_a_row(
    client: Client, officer: User, make_user: Callable[..., User]
) -> None:
    imported()
    row = line("CND/RES/55/1")
    address = f"/budget/rows/{row.pk}/correct/"
    client.force_login(make_user())
    assert client.get(address).status_code == 403
    client.force_login(officer)
    said = {"meaning": "text", "body": "sc", "kind": "resolution", "number": "55/1", "reason": "x"}
    assert "written like" in client.post(address, said).content.decode()
    client.post(address, {**said, "body": "ga"})
    late = client.post(address, {**said, "meaning": "untraceable"})
    assert late.status_code == 409
    assert "Somebody else corrected this row meanwhile" in late.content.decode()
    row.refresh_from_db()
    assert row.identifier == "A/RES/55/1"
    page = client.get(f"/budget/rows/{row.pk}/").content.decode()
    assert "General Assembly resolution 55/1" in page
    assert "Commission on Narcotic Drugs resolution 55/1" in page
    client.post(address, {**said, "meaning": "untraceable", "seen": stamp_of(row)})
    assert "not traceable" in client.get(f"/budget/rows/{row.pk}/").content.decode()
    row.refresh_from_db()
    client.post(address, {**said, "meaning": "rules", "seen": stamp_of(row)})
    row.refresh_from_db()
    assert row.identifier == "CND/RES/55/1"


def test_pages_are_for_whoever_may_see_the_lists(client: Client) -> None:
    imported(LINES)
    assert "/budget/" in client.get("/").content.decode()
    assert client.get("/budget/rows/999999/").status_code == 404
    assert client.get("/budget/?state=x&sort=none&after=zz").status_code == 200
