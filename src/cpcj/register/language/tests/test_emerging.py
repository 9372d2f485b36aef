"""Emerging issues on the register, and a comparison that reads no acts again."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.register.language.queries.compared import held
from cpcj.register.tests.factories import SYSTEM, document, hold, text
from cpcj.resolutions.comparing import compare
from cpcj.resolutions.comparing.showing import comparison_record

pytestmark = pytest.mark.django_db

OLD = "Requests the Secretary-General to keep a ledger of harbour lamps"
NEW = "Urges coastal States to protect floating libraries from storms"


def _hold(session: int, number: int, *operative: str, published: bool = True) -> None:
    words = text(
        *operative, symbol=f"A/RES/{session}/{number}", title=f"Lamps of {session} and {number}",
        recalling=f"Recalling the year {session} with gratitude,",
    )  # fmt: skip
    of = document(words, session=session, date=dt.date(1945 + session, 12, 17))
    hold(of, f"{session}-{number}.txt", published=published)


@pytest.fixture
def sessions() -> None:
    """Hold two texts of one session and two of the next with something new in both."""
    _hold(78, 901, OLD)
    _hold(78, 902, OLD)
    _hold(79, 901, OLD, NEW)
    _hold(79, 902, NEW)
    _hold(79, 903, NEW, published=False)


@pytest.mark.usefixtures("sessions")
def test_what_is_new_in_a_session_is_told_with_its_first_place(client: Client) -> None:
    page = client.get("/drafting/emerging/?number=79").content.decode()
    assert "floating libraries" in page
    assert "A/RES/79/901" in page
    assert "harbour lamps" not in page
    record = json.loads(
        client.get("/drafting/emerging/?number=79&format=json").getvalue()
    )["emerging-session-79"]  # fmt: skip
    phrase = next(one for one in record if "floating libraries" in one["name"])
    assert (phrase["new"], phrase["texts"], phrase["first"]) == (True, 2, "A/RES/79/901#op2")
    assert "floating libraries" not in client.get("/drafting/emerging/?number=78").content.decode()
    assert "floating libraries" in client.get(
        "/drafting/emerging/?by=year&number=2024"
    ).content.decode()  # fmt: skip


@pytest.mark.usefixtures("sessions")
def test_the_list_is_saved_as_a_file(client: Client) -> None:
    answer = client.get("/drafting/emerging/?number=79&format=docx")
    file = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert any("floating libraries" in cell and "(new)" in cell for cell in cells)
    assert b"floating libraries" in client.get("/drafting/emerging/?format=csv").getvalue()
    assert client.get("/drafting/emerging/?format=odd").status_code == 400


def test_nothing_held_and_odd_addresses(client: Client) -> None:
    assert client.get("/drafting/emerging/").status_code == 200
    assert client.get("/drafting/emerging/?format=csv").status_code == 400
    _hold(79, 901, OLD)
    odd = "/drafting/emerging/?organ=x&by=moon&number=9999999999999"
    assert client.get(odd).status_code == 200


@pytest.mark.usefixtures("sessions")
def test_stored_acts_compare_as_those_read_from_the_words(monkeypatch: Any, client: Client) -> None:
    old, new = held(SYSTEM, "A/RES/78/901"), held(SYSTEM, "A/RES/79/901")
    assert old is not None
    assert new is not None
    sides = (old.document, old.text), (new.document, new.text)
    stored = compare(*sides, acts=(old.acts(), new.acts()))
    read = compare(*sides)
    assert [change.fates for change in stored.changes] == [change.fates for change in read.changes]
    assert stored.alignment == read.alignment

    def refused(*_: object) -> None:
        message = "acts are read again"
        raise AssertionError(message)

    monkeypatch.setattr("cpcj.resolutions.comparing.comparison.acts_of_text", refused)
    address = "/drafting/compare/?before=A/RES/78/901&after=A/RES/79/901"
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"{address}&format=json")
    assert len(queries) < 30
    assert json.loads(answer.content) == json.loads(json.dumps(comparison_record(stored)))
