"""Imports: nothing without a yes, nothing lost, an officer's word kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.audit.models import AuditEvent
from cpcj.frame.records import WriteOutsideServiceError
from cpcj.register.budget import services
from cpcj.register.budget.models import Edition, Line, Proposal, Treaty
from cpcj.register.budget.tests.factories import SYSTEM, imported, line, proposed
from cpcj.resolutions.budget.tests.samples import GA, LINES, as_table, as_tree
from cpcj.resolutions.budget.tests.samples import Line as Printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

ROWS = sum(len(one.citations) for one in LINES) + 2


def test_a_proposal_changes_nothing() -> None:
    proposed()
    assert Line.objects.count() == Edition.objects.count() == 0


def test_an_import_holds_rows_and_treaties_and_leaves_one_event() -> None:
    proposal = proposed()
    before = AuditEvent.objects.count()
    services.carry_out(SYSTEM, proposal, seen=services.plan_for(proposal).seen)
    assert AuditEvent.objects.count() == before + 1
    assert Line.objects.count() == ROWS
    assert list(Line.objects.values_list("position", flat=True)) == list(range(1, ROWS + 1))
    assert [one.instruments for one in Treaty.objects.all()] == [["UNCAC"], []]
    assert line("CND/RES/55/1").made
    assert line("A/RES/55/1").symbol == "A/RES/55/1"


def test_another_form_of_the_same_list_changes_nothing() -> None:
    imported()
    proposal = proposed(as_table(), name="lamps.csv")
    planned = services.plan_for(proposal)
    assert (planned.added, planned.removed, planned.changed) == ((), (), ())
    services.carry_out(SYSTEM, proposal, seen=planned.seen)
    assert Line.objects.count() == ROWS
    assert Treaty.objects.count() == 2


def test_rows_are_removed_by_an_explicit_yes_alone() -> None:
    imported()
    proposal = proposed(as_tree(LINES[1:]))
    seen = services.plan_for(proposal).seen
    with pytest.raises(services.ImportRefusedError) as refused:
        services.carry_out(SYSTEM, proposal, seen=seen)
    assert refused.value.code == "yes"
    assert Line.objects.count() == ROWS
    services.carry_out(SYSTEM, proposal, seen=seen, removing=True)
    assert Line.objects.count() == ROWS - 1
    with pytest.raises(services.ImportRefusedError) as refused:
        services.carry_out(SYSTEM, proposal, seen=seen, removing=True)
    assert refused.value.code == "done"


def test_what_was_shown_is_what_is_carried_out() -> None:
    proposal = proposed()
    seen = services.plan_for(proposal).seen
    imported()
    with pytest.raises(services.ImportRefusedError) as refused:
        services.carry_out(SYSTEM, proposal, seen=seen)
    assert refused.value.code == "changed"


def test_a_new_import_keeps_an_officers_word() -> None:
    imported()
    wrong = line("CND/RES/55/1")
    services.correct(SYSTEM, wrong, body="ga", kind="resolution", number="55/1", reason="it says")
    changed = tuple(
        Printed(one.subprogramme, one.title, one.source, one.citations, f"New {one.description}")
        for one in LINES
    )
    imported(changed)
    wrong.refresh_from_db()
    assert wrong.identifier == "A/RES/55/1"
    assert wrong.description == "New Oil"
    assert wrong.machine["identifier"] == "CND/RES/55/1"
    services.uncorrect(SYSTEM, wrong)
    assert (wrong.identifier, wrong.corrected) == ("CND/RES/55/1", False)


def test_a_correction_to_a_number_that_cannot_be_is_refused() -> None:
    imported()
    row = line("CND/RES/55/1")
    with pytest.raises(ValueError, match="written like"):
        services.correct(SYSTEM, row, body="sc", kind="resolution", number="55/1", reason="x")
    row.refresh_from_db()
    assert not row.corrected
    services.untrace(SYSTEM, row, reason="torn page")
    row.refresh_from_db()
    assert (row.identifier, row.symbol, row.corrected) == ("", "", True)


def test_nobody_else_imports_or_corrects(make_user: Callable[..., User]) -> None:
    imported()
    person = make_user()
    with pytest.raises(PermissionDenied):
        services.untrace(person, line("CND/RES/55/1"), reason="x")
    with pytest.raises(PermissionDenied):
        services.carry_out(person, proposed(), seen="")
    with pytest.raises(WriteOutsideServiceError):
        Line.objects.all().delete()
    assert not Proposal.objects.visible_to(person).exists()


def _give(client: Client, data: bytes, name: str, **more: str) -> object:
    return client.post("/budget/import/", {"document": SimpleUploadedFile(name, data), **more})


def test_the_pages_of_an_import(client: Client, officer: User) -> None:
    assert client.get("/budget/import/").status_code in (302, 403)
    client.force_login(officer)
    imported((Printed("", "", GA, ("70/1",), "Old lamps"),))
    answer = _give(client, as_table(), "budget-2027.csv")
    proposal = Proposal.objects.latest("pk")
    address = f"/budget/import/{proposal.pk}/"
    assert answer.headers["Location"] == address  # type: ignore[attr-defined]
    page = client.get(address).content.decode()
    assert "1 row would be removed" in page
    assert "Old lamps" in page
    assert f"{ROWS} of {ROWS} rows are resolved" in page
    seen = services.plan_for(proposal).seen
    refused = client.post(address, {"seen": seen})
    assert refused.status_code == 409
    assert "say that you agree" in refused.content.decode()
    assert Line.objects.filter(printed="70/1").exists()
    done = client.post(address, {"seen": seen, "removing": "yes"})
    assert done.headers["Location"] == "/budget/?year=2027"
    assert Line.objects.count() == ROWS


def test_a_file_that_cannot_be_read_says_why(client: Client, officer: User) -> None:
    client.force_login(officer)
    answer = _give(client, b"a,b\n1,2\n", "lamps.csv", year="2027")
    assert "lacks the column" in answer.content.decode()  # type: ignore[attr-defined]
    unknown = _give(client, as_table(), "lamps.csv")
    assert "give the year" in unknown.content.decode()  # type: ignore[attr-defined]
    other = _give(client, as_tree(year=2026), "lamps.json", year="2027")
    assert "The file is of 2026" in other.content.decode()  # type: ignore[attr-defined]
    assert not Proposal.objects.exists()
