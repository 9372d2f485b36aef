"""Requests that came by letter, by table: tried, added, corrected; never what a State wrote."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.assistance.models import Request, RequestEvent
from cpcj.assistance.portfolio.models import Proposal
from cpcj.assistance.portfolio.services import importing
from cpcj.assistance.portfolio.tests.factories import SYSTEM
from cpcj.assistance.queries import clocks
from cpcj.assistance.services import asking, handling
from cpcj.assistance.services.asking import Asked
from cpcj.audit.models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
HEAD = "number,state,received,title,asked,topics,mandates,urgency\n"


def _given(table: str | bytes, *, replace: bool = False) -> Proposal:
    content = table if isinstance(table, bytes) else table.encode()
    return importing.propose(
        SYSTEM, kind="requests", name="letters.csv", content=content, replace=replace
    )


def test_every_row_that_is_wrong_is_named_and_nothing_is_written() -> None:
    given = _given(
        HEAD
        + ",KEN,2026-03-02,Lamps,Lamps for a harbour,corruption,A/RES/79/901#op1,soon\n"
        + ",XYZ,2026-03-02,Lamps,Lamps,,,\n"
        + ",KEN,yesterday,Lamps,Lamps,,,\n"
        + ",KEN,2096-03-02,Lamps,Lamps,,,\n"
        + ",KEN,2026-03-02,Oil,Oil,no_such_area,,\n"
        + ",KEN,2026-03-02,Oil,Oil,,not a paragraph,\n"
        + ",KEN,2026-03-02,Lamps,The same letter again,,,\n"
        + "REQ-2026-0077,KEN,2026-03-02,Lamps,Lamps,,,\n"
        + ",KEN,2026-03-02,,Lamps,,,\n"
    )
    assert [line for line, _words in given.problems] == list(range(3, 11))
    assert not Request.objects.exists()


def test_letters_come_in_with_their_days_and_their_clocks_run() -> None:
    given = _given(
        HEAD
        + ",KEN,2026-03-02,Lamps,Lamps for a harbour,corruption,A/RES/79/901#op1,soon\n"
        + ",uga,2026-03-03,Oil,Oil for lamps,,,\n"
    )
    assert given.problems == []
    before = AuditEvent.objects.count()
    assert importing.take_over(SYSTEM, given) == 2
    assert AuditEvent.objects.count() == before + 1
    lamps = Request.objects.get(state="KEN")
    assert (lamps.received, lamps.urgency, lamps.shared) == (dt.date(2026, 3, 2), "soon", False)
    assert {v.value for v in lamps.values.all()} == {"corruption", "A/RES/79/901#op1"}
    due = clocks([lamps], as_of=dt.date(2026, 3, 4))[lamps.pk].acknowledge.due
    assert due == dt.date(2026, 3, 9)


def test_replacing_corrects_what_the_office_recorded_and_nothing_else() -> None:
    importing.take_over(SYSTEM, _given(HEAD + ",KEN,2026-03-02,Lamps,Lamps,corruption,,\n"))
    held = Request.objects.get()
    row = f"{held.number},KEN,2026-03-02,Brighter lamps,Lamps that shine,,A/RES/79/901#op2,\n"
    assert len(_given(HEAD + row).problems) == 1
    importing.take_over(SYSTEM, _given(HEAD + row, replace=True))
    held.refresh_from_db()
    assert held.title == "Brighter lamps"
    assert [v.value for v in held.values.all()] == ["A/RES/79/901#op2"]
    assert RequestEvent.objects.filter(request=held, deed="correct", internal=True).count() == 1
    moved = row.replace("2026-03-02", "2026-03-03")
    assert "stay as they are" in _given(HEAD + moved, replace=True).problems[0][1]

    handling.acknowledge(SYSTEM, held)
    handling.advance(SYSTEM, held, "record_withdrawal", reason="by letter")
    assert "answered" in _given(HEAD + row, replace=True).problems[0][1]


def test_what_a_state_wrote_itself_is_not_replaced(make_user: Callable[..., User]) -> None:
    point = make_user()
    give_role(SYSTEM, point, Grant(Role.FOCAL_POINT, state="KEN"))
    own = asking.make(point, "KEN", Asked(title="Lamps", asked="Lamps for us"))
    row = f"{own.number},KEN,{own.received},Lamps,Fewer lamps,,,\n"
    (problem,) = _given(HEAD + row, replace=True).problems
    assert "State wrote" in problem[1]
    with pytest.raises(PermissionDenied):
        importing.propose(point, kind="requests", name="a.csv", content=row.encode(), replace=True)


def test_an_officer_fills_in_the_empty_table_and_takes_it_over(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    board = client.get("/requests/board/").content.decode()
    assert "/import/?kind=requests" in board
    empty = client.get("/portfolio/import/template/requests/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(empty)))
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    row = {"state": "PER", "received": dt.date(2026, 3, 2), "title": "Nets", "asked": "Nets"}
    sheet.append([row.get(str(column)) for column in columns])
    out = io.BytesIO()
    book.save(out)
    given = _given(out.getvalue())
    page = client.get(f"/portfolio/import/{given.pk}/").content.decode()
    assert "Requests for assistance" in page
    client.post(f"/portfolio/import/{given.pk}/", {"deed": "take"})
    assert Request.objects.get().state == "PER"
