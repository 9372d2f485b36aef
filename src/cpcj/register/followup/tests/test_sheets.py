"""Tracking sheets: read from anybody's hands, shown, applied all or none."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from cpcj.audit.chain import verify
from cpcj.frame import sheets
from cpcj.frame.sheets import SheetError
from cpcj.register.followup.models import Entry, FollowUp, Note, Sheet
from cpcj.register.followup.services.importing import (
    Mode,
    Outcome,
    PlanChangedError,
    apply_sheet,
    keep_sheet,
    plan_sheet,
)
from cpcj.register.followup.services.recording import FollowUpError, of_act
from cpcj.register.followup.services.statuses import set_status
from cpcj.register.followup.sheet import read_sheet
from cpcj.register.followup.tests.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.test import Client

    from cpcj.accounts.models import Unit, User
    from cpcj.register.models import Act

HEAD = "Symbol;Para.;Responsible unit;Implementation status;Remarks\n"
GOOD = HEAD + (
    "A/RES/79/901;OP 1;Lamps Section;In progress;A study began\n"
    "79/901;2;;N/A;\n"
    "A/RES/79/902;1;;Completed;\n"
    "A/RES/79/901;op9;;Completed;\n"
    "A/RES/79/901;two;;;\n"
    "A/RES/79/901;2;;nearly done;\n"
    "A/RES/79/901;2;Lamp Section;;\n"
)


def _xlsx(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_csv_and_xlsx_give_the_same_rows() -> None:
    table = [line.split(";") for line in GOOD.splitlines()]
    assert read_sheet("a.xlsx", _xlsx(*table)) == read_sheet("a.csv", GOOD.encode())
    assert read_sheet("a.csv", GOOD.encode("utf-16"))[0].symbol == "A/RES/79/901"
    first = read_sheet("a.xlsx", _xlsx(["Our list"], [], ["symbol", "para"], ["X", 8.0]))
    assert (first[0].row, first[0].paragraph) == (4, "8")


def test_our_own_list_can_be_read_again() -> None:
    rows = read_sheet("f.csv", b"\xef\xbb\xbfid,unit,status\r\nA/RES/79/901#op1.1,,completed\r\n")
    assert rows[0].identifier == FIRST


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no heading"),
        (b"a,b\n1,2\n", "no heading"),
        (b"symbol,para\n", "no rows"),
        (b"symbol,para,document\nx,1,y\n", "column C"),
        (b"\x00\x01\x02", "neither CSV nor XLSX"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"symbol,para\nx," + b"9" * 20_000, "Row 2, column B is too long"),
        (b"symbol,para\n" + b"x,1\n" * 6_000, "Too many rows"),
        (b'symbol,para\n"' + b"x" * 200_000, "row 2 cannot be read"),
    ],
)
def test_bad_sheets_are_told(content: bytes, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read_sheet("sheet", content)


def test_too_large_a_sheet() -> None:
    with pytest.raises(SheetError, match="too large"):
        read_sheet("sheet", b" " * (sheets.LARGEST + 1))


def test_a_formula_is_named_and_not_evaluated() -> None:
    content = _xlsx(["symbol", "paragraph", "note"], ["A/RES/1/1", 1, '=HYPERLINK("http://x")'])
    with pytest.raises(SheetError, match="Row 2, column C holds a formula"):
        read_sheet("sheet", content)


def _with_part(name: str, content: bytes) -> bytes:
    kept = io.BytesIO(_xlsx(["symbol", "paragraph"], ["x", "1"]))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def test_no_entity_is_resolved() -> None:
    typed = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'
    with pytest.raises(SheetError, match="document type"):
        read_sheet("sheet", _with_part("xl/extra.xml", typed))


def test_an_archive_that_unfolds_to_too_much() -> None:
    with pytest.raises(SheetError, match="too much"):
        read_sheet("sheet", _with_part("xl/extra.xml", b"\x20" * (sheets.UNFOLDED + 1)))


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_an_error(content: bytes) -> None:
    with suppress(SheetError):
        read_sheet("sheet", content)


@pytest.mark.django_db
def test_the_dry_run_says_what_each_row_would_do(act: Act, head: User, unit: Unit) -> None:
    kept = keep_sheet(head, "ours.csv", GOOD.encode())
    plan = plan_sheet(head, kept, Mode.ADD)
    by_row = {one.row.row: one for one in plan.rows}
    assert by_row[2].changes == (
        ("unit", "Lamps Section"), ("status", "in_progress"), ("note", "A study began"),
    )  # fmt: skip
    assert by_row[3].acts == (SECOND,)
    assert by_row[4].outcome is Outcome.UNMATCHED
    assert by_row[4].candidates == ("A/RES/79/901",)
    assert by_row[5].candidates
    assert "no paragraph" in by_row[6].why
    assert by_row[7].outcome is Outcome.REFUSED
    assert by_row[8].outcome is Outcome.REFUSED
    assert not FollowUp.objects.exists()


@pytest.mark.django_db
def test_applying_does_what_was_shown_once(act: Act, head: User, unit: Unit) -> None:
    kept = keep_sheet(head, "ours.csv", GOOD.encode())
    plan = plan_sheet(head, kept, Mode.ADD)
    apply_sheet(head, kept, Mode.ADD, plan.digest)
    held = of_act(act)
    assert (held.unit, held.status) == (unit, "in_progress")
    assert Note.objects.get().words == "A study began"
    assert "ours.csv, row 2" in Entry.objects.filter(deed="assign").get().reason
    assert list(verify()) == []
    with pytest.raises(FollowUpError):
        apply_sheet(head, kept, Mode.ADD, plan.digest)
    again = keep_sheet(head, "ours.csv", GOOD.encode())
    assert plan_sheet(head, again, Mode.REPLACE).counts[Outcome.CHANGE] == 0


@pytest.mark.django_db
def test_what_changed_since_it_was_shown_is_not_done(act: Act, head: User, unit: Unit) -> None:
    kept = keep_sheet(head, "ours.csv", GOOD.encode())
    plan = plan_sheet(head, kept, Mode.ADD)
    set_status(head, of_act(act), "not_implemented", reason="known better")
    with pytest.raises(PlanChangedError):
        apply_sheet(head, kept, Mode.ADD, plan.digest)
    assert of_act(act).unit is None


@pytest.mark.django_db
def test_add_leaves_what_stands_and_replace_does_not(act: Act, head: User) -> None:
    set_status(head, of_act(act), "not_implemented", reason="known")
    content = b"symbol,para,status\nA/RES/79/901,1,in progress\n"
    kept = keep_sheet(head, "s.csv", content)
    assert plan_sheet(head, kept, Mode.ADD).counts[Outcome.CHANGE] == 0
    apply_sheet(head, kept, Mode.REPLACE)
    assert of_act(act).status == "in_progress"


@pytest.mark.django_db
def test_a_sheet_completes_nothing_alone(act: Act, head: User) -> None:
    kept = keep_sheet(head, "s.csv", b"symbol,para,status\nA/RES/79/901,1,Completed\n")
    apply_sheet(head, kept, Mode.ADD)
    held = of_act(act)
    assert (held.status, held.waits, held.proposed_by) == ("no_indication", True, head)


@pytest.mark.django_db
def test_rows_that_contradict_each_other(act: Act, head: User) -> None:
    content = (
        b"symbol,para,status\nA/RES/79/901,1,in progress\nA/RES/79/901,1,N/A\n"
        b"A/RES/79/901,1,in progress\n"
    )
    plan = plan_sheet(head, keep_sheet(head, "s.csv", content), Mode.ADD)
    assert [one.outcome for one in plan.rows] == [Outcome.CHANGE, Outcome.REFUSED, Outcome.SAME]
    assert "Row 2 says something else" in plan.rows[1].why


@pytest.mark.django_db
def test_who_may_not_assign_leaves_the_unit(act: Act, officer: User, unit: Unit) -> None:
    kept = keep_sheet(officer, "s.csv", b"symbol,para,unit\nA/RES/79/901,1,lamps\n")
    plan = plan_sheet(officer, kept, Mode.ADD)
    assert plan.rows[0].outcome is Outcome.SAME
    assert "may not assign" in plan.rows[0].why


@pytest.mark.django_db
def test_who_may_not_import(act: Act, make_user: Callable[..., User]) -> None:
    with pytest.raises(PermissionDenied):
        keep_sheet(make_user(), "s.csv", GOOD.encode())


@pytest.mark.django_db
def test_the_pages_of_a_sheet(client: Client, act: Act, head: User, unit: Unit) -> None:
    client.force_login(head)
    bad = SimpleUploadedFile("../<b>.csv", b"nothing")
    assert "no heading" in client.post("/followup/sheets/", {"sheet": bad}).content.decode()
    good = SimpleUploadedFile("../<b>.csv", GOOD.encode())
    answer = client.post("/followup/sheets/", {"sheet": good})
    page = client.get(answer["Location"]).content.decode()
    assert "A/RES/79/902" in page
    assert "<b>" not in page
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    done = client.post(answer["Location"], {"mode": "add", "shown": shown})
    assert done.status_code == 302
    assert FollowUp.objects.count() == 2
    again = client.post(answer["Location"], {"mode": "add", "shown": shown}).content.decode()
    assert "applied already" in again
    assert Sheet.objects.get().name == "b_.csv"
