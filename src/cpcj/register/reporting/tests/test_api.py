"""What programs are told of the calendar: the rows of the page, page after page, and as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.open_data.building import build
from cpcj.register.reporting.api import shapes
from cpcj.register.reporting.models import DueEntry
from cpcj.register.reporting.services import settling
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.services.ingest import publish
from cpcj.register.tests.factories import REQUEST, SYSTEM, document, hold, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
API = "/api/v1/deadlines"


def held(count: int, start: int = 1) -> None:
    for number in range(start, start + count):
        hold(
            document(text(REQUEST, symbol=f"A/RES/79/{900 + number}", title=f"Lamps {number}")),
            f"{number}.txt",
        )
    derive(SYSTEM)


def ask(client: Client, query: str = "") -> Any:
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    shapes.Deadlines.model_validate(found)
    return found


def test_programs_are_told_what_the_page_says(client: Client) -> None:
    held(3)
    third = DueEntry.objects.get(identifier="A/RES/79/903#op1.1")
    settling.settle(SYSTEM, third, deed=settling.NO_REQUEST, reason="it asks nothing")
    found = ask(client, "on=2026-01-01&limit=1")
    assert found["total"] == 2
    (one,) = found["deadlines"]
    assert (one["identifier"], one["body"], one["session"], one["state"]) == (
        "A/RES/79/901#op1.1", "general_assembly", 82, "due",
    )  # fmt: skip
    following = ask(client, f"on=2026-01-01&limit=1&cursor={found['next']}")
    assert [row["identifier"] for row in following["deadlines"]] == ["A/RES/79/902#op1.1"]
    assert following["next"] is None
    for query, count in (
        ("addressee=secretary_general", 2), ("addressee=unodc", 0), ("due=general_assembly:82", 2),
        ("state=set_aside", 1), ("text=A/RES/79/902", 1), ("state=late&on=2026-01-01", 0),
    ):  # fmt: skip
        assert ask(client, query)["total"] == count, query
    for wrong in ("stat=due", "state=odd", "cursor=x", "on=soon", "due=x"):
        assert client.get(f"{API}?{wrong}").status_code == 422, wrong


def test_what_is_kept_back_is_told_nobody(client: Client, tmp_path: Path, settings: Any) -> None:
    held(2)
    publish(SYSTEM, DueEntry.objects.earliest("pk").text, published=False)
    derive(SYSTEM)
    assert ask(client)["total"] == 1
    settings.DOWNLOADS_ROOT = tmp_path
    made = build()
    words = (made.folder / "deadlines.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(words)))
    assert [row["identifier"] for row in rows] == ["A/RES/79/902#op1.1"]
    assert (rows[0]["session"], rows[0]["addressees"], rows[0]["proposed"]) == (
        "82", "secretary_general", "false",
    )  # fmt: skip


def test_more_deadlines_ask_no_more_statements(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            ask(client)
        return len(statements)

    held(1)
    asked()
    few = asked()
    held(5, start=2)
    assert asked() <= few


def get(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_request_its_session_and_its_series(client: Client) -> None:
    held(2)
    one = get(client, "deadlines/A/RES/79/901/op1.1?on=2026-01-01")
    shapes.DutyRecord.model_validate(one)
    assert one["identifier"] == "A/RES/79/901#op1.1"
    assert [(row["session"], row["state"]) for row in one["deadlines"]] == [(82, "due")]
    late = get(client, "deadlines/A/RES/79/901%23op1.1?on=2090-01-01")
    assert late["deadlines"][0]["state"] != "due"
    series = get(client, "recurring-requests/A/RES/79/902/op1.1?on=2026-01-01")
    shapes.SeriesOfRequests.model_validate(series)
    assert [(column["session"], column["gap"]) for column in series["columns"]] == [(82, False)]
    sessions = get(client, "sessions?on=2026-01-01")
    shapes.Sessions.model_validate(sessions)
    (only,) = sessions["sessions"]
    assert (only["place"], only["deadlines"], only["states"]) == (
        "general_assembly:82", 2, {"due": 2},
    )  # fmt: skip
    shapes.Duties.model_validate(get(client, "recurring-requests"))
    shapes.ListedDocuments.model_validate(get(client, "documents"))
    days = get(client, "observances?year=2026&limit=500")
    shapes.Observances.model_validate(days)
    assert "2026-07-30" in {day["day"] for day in days["observances"]}
    publish(SYSTEM, DueEntry.objects.get(identifier="A/RES/79/901#op1.1").text, published=False)
    derive(SYSTEM)
    for hidden in ("deadlines", "recurring-requests"):
        assert client.get(f"/api/v1/{hidden}/A/RES/79/901/op1.1").status_code == 404
    (only,) = get(client, "sessions?on=2026-01-01")["sessions"]
    assert only["deadlines"] == 1
