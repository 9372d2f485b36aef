"""Entries from what is held: once each, again without change, and with what people settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cpcj.frame.permissions import Permission
from cpcj.jobs.models import Job
from cpcj.register.models import FamilyMember, Generation, Text, Upload
from cpcj.register.reporting.jobs import ask_for_update, bring_up_to_date
from cpcj.register.reporting.models import Beside, Deadline, DueEntry, ListedReport
from cpcj.register.reporting.rules.states import State, state_of
from cpcj.register.reporting.rules.tables import TableRow
from cpcj.register.reporting.services import settling, tables
from cpcj.register.reporting.services.deriving import derive, up_to_date
from cpcj.register.services.families import decide_member
from cpcj.register.services.ingest import undo_upload
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text
from cpcj.resolutions.model import DocumentKind, TextKind

pytestmark = pytest.mark.django_db

ACT = "A/RES/79/901#op1.1"
OVER = dt.date(2030, 1, 1)
BEFORE = dt.date(2027, 1, 1)


def draft() -> Any:
    """Return a draft of the same words."""
    return document(
        text(REQUEST, symbol="A/C.3/79/L.901", kind=TextKind.DRAFT_RESOLUTION),
        kind=DocumentKind.DRAFT_RESOLUTION,
        date=dt.date(2024, 11, 1),
    )


def the_deadline() -> Any:
    """Return the one deadline there is."""
    return Deadline.objects.get()


def row(
    symbol: str = "A/82/77", title: str = "Report of the Secretary-General on lamps"
) -> TableRow:
    """Return a row of a table of documents."""
    return TableRow(2, symbol, title, dt.date(2027, 7, 1), "general_assembly", 82)


def test_one_request_is_one_entry_with_its_session() -> None:
    hold(document(text(REQUEST, ENCOURAGE)))
    made = derive(SYSTEM)
    assert made is not None
    assert (made.entries, made.deadlines) == (1, 1)
    deadline = the_deadline()
    assert deadline.entry.identifier == ACT
    assert deadline.place == "general_assembly:82"
    assert state_of(deadline, BEFORE) is State.DUE


def test_deriving_again_changes_nothing() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    before = (DueEntry.objects.get().pk, the_deadline().pk)
    assert derive(SYSTEM) is None
    hold(document(text(ENCOURAGE, symbol="A/RES/79/902", title="Of other things")))
    assert not up_to_date()
    derive(SYSTEM)
    assert (DueEntry.objects.get().pk, the_deadline().pk) == before


def test_a_draft_is_proposed_until_the_resolution_is_held() -> None:
    hold(draft(), "draft.txt")
    derive(SYSTEM)
    assert state_of(the_deadline(), BEFORE) is State.PROPOSED
    hold(document(text(REQUEST)), "resolution.txt")
    derive(SYSTEM)
    assert [one.identifier for one in DueEntry.objects.all()] == [ACT]
    assert [one.identifier for one in Beside.objects.all()] == ["A/C.3/79/L.901#op1.1"]
    undo_upload(SYSTEM, Upload.objects.get(name="resolution.txt"), reason="wrong file")
    derive(SYSTEM)
    assert state_of(the_deadline(), BEFORE) is State.PROPOSED


def test_a_removed_report_turns_its_entry_late() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    assert state_of(the_deadline(), OVER) is State.NOT_TRACEABLE
    settling.match(
        SYSTEM, the_deadline(), deed=settling.ANSWERS, symbol="A/82/77", title="On lamps",
        date=dt.date(2027, 7, 1), reason="seen in print",
    )  # fmt: skip
    assert state_of(the_deadline(), OVER) is State.ANSWERED
    assert state_of(the_deadline(), BEFORE) is State.DUE
    settling.remove_report(SYSTEM, ListedReport.objects.get(), reason="another subject")
    assert state_of(the_deadline(), OVER) is State.LATE
    assert state_of(the_deadline(), BEFORE) is State.DUE


def test_a_table_proposes_its_documents_and_taking_it_back_takes_them_too() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    table = tables.take_table(SYSTEM, "documents.csv", [row()], replace=False)
    assert table is not None
    deadline = the_deadline()
    assert (deadline.proposed_by, deadline.trace) == ("A/82/77", "table")
    assert state_of(deadline, OVER) is State.ANSWER_PROPOSED
    settling.match(
        SYSTEM, deadline, deed=settling.ANSWERS, symbol="A/82/77", reason="the same subject"
    )
    assert state_of(the_deadline(), OVER) is State.ANSWERED
    tables.withdraw_table(SYSTEM, table, reason="the wrong year")
    assert state_of(the_deadline(), OVER) is State.LATE
    again = tables.take_table(SYSTEM, "documents.csv", [row()], replace=False)
    assert again is not None
    assert state_of(the_deadline(), OVER) is State.ANSWERED


def test_a_table_without_the_report_makes_it_late() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    other = row("A/82/78", "Report of the Secretary-General on the law of the sea")
    tables.take_table(SYSTEM, "documents.csv", [other], replace=False)
    assert state_of(the_deadline(), OVER) is State.LATE


def test_a_rejected_proposal_is_not_proposed_again() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    tables.take_table(SYSTEM, "documents.csv", [row()], replace=False)
    settling.match(
        SYSTEM, the_deadline(), deed=settling.DOES_NOT, symbol="A/82/77", reason="other lamps"
    )
    assert the_deadline().proposed_by == ""
    assert state_of(the_deadline(), OVER) is State.LATE
    settling.match(SYSTEM, the_deadline(), deed=settling.TAKE_BACK, symbol="A/82/77", reason="no")
    assert the_deadline().proposed_by == "A/82/77"


def test_what_people_settled_stays_through_a_new_derivation() -> None:
    hold(document(text(REQUEST)))
    derive(SYSTEM)
    settling.settle(
        SYSTEM, DueEntry.objects.get(), deed=settling.OTHER_SESSION, body="ccpcj", sessions=(37,),
        reason="the Commission is meant",
    )  # fmt: skip
    assert the_deadline().place == "ccpcj:37"
    hold(document(text(ENCOURAGE, symbol="A/RES/79/902", title="Of other things")))
    derive(SYSTEM)
    entry = DueEntry.objects.get()
    assert the_deadline().place == "ccpcj:37"
    assert entry.machine == ["general_assembly:82"]
    settling.settle(SYSTEM, entry, deed=settling.NO_REQUEST, reason="it asks for nothing")
    assert state_of(the_deadline(), BEFORE) is State.SET_ASIDE
    settling.settle(SYSTEM, DueEntry.objects.get(), deed=settling.AS_READ, reason="it does")
    assert the_deadline().place == "general_assembly:82"


def test_a_series_of_three_years_with_a_gap() -> None:
    for session, number, due in ((79, 901, "eighty-second"), (81, 905, "eighty-second")):
        words = REQUEST.replace("eighty-second", due)
        hold(
            document(
                text(words, symbol=f"A/RES/{session}/{number}"), session=session,
                date=dt.date(1945 + session, 12, 17),
            ),
            f"{session}.txt",
        )  # fmt: skip
    derive(SYSTEM)
    assert {one.chain for one in DueEntry.objects.all()} == {ACT}


def test_the_lists_of_texts_are_taken_and_taken_back() -> None:
    noting = "Takes note of the report of the Secretary-General on lamps (A/82/77)"
    resolution = document(
        text(noting, symbol="A/RES/82/901"), session=82, date=dt.date(2027, 12, 17)
    )
    hold(document(text(REQUEST)))
    hold(resolution, "noting.txt")
    derive(SYSTEM)
    listed = ListedReport.objects.get()
    assert (listed.symbol, listed.body, listed.session) == ("A/82/77", "general_assembly", 82)
    deadline = Deadline.objects.get(entry__identifier=ACT)
    assert deadline.proposed_by == "A/82/77"
    assert deadline.noted_by == "A/RES/82/901#op1"
    undo_upload(SYSTEM, Upload.objects.get(name="noting.txt"), reason="wrong")
    derive(SYSTEM)
    assert not ListedReport.objects.exists()
    assert the_deadline().proposed_by == ""


def test_what_was_removed_from_a_list_stays_removed() -> None:
    noting = "Takes note of the report of the Secretary-General on lamps (A/82/77)"

    def hold_list(*operative: str) -> None:
        of = text(noting, *operative, symbol="A/RES/82/901")
        hold(document(of, session=82, date=dt.date(2027, 12, 17)), "noting.txt")
        derive(SYSTEM)

    hold(document(text(REQUEST)))
    hold_list()
    settling.remove_report(SYSTEM, ListedReport.objects.get(), reason="of another year")
    assert Deadline.objects.get(entry__identifier=ACT).proposed_by == ""
    hold_list(ENCOURAGE)  # the same text, read anew
    assert Text.objects.get(symbol="A/RES/82/901").versions.count() == 2
    assert Deadline.objects.get(entry__identifier=ACT).proposed_by == ""
    assert ListedReport.objects.get().removed_reason == "of another year"
    undo_upload(SYSTEM, Upload.objects.latest("pk"), reason="wrong")
    derive(SYSTEM)
    hold_list(ENCOURAGE)
    assert Deadline.objects.get(entry__identifier=ACT).proposed_by == ""


def test_a_family_settled_otherwise_is_in_the_calendar() -> None:
    hold(draft(), "draft.txt")
    hold(document(text(REQUEST)), "resolution.txt")
    derive(SYSTEM)
    assert DueEntry.objects.count() == 1
    member = FamilyMember.objects.get(text__symbol="A/C.3/79/L.901")
    decide_member(SYSTEM, member, confirmed=False, reason="another text")
    assert not up_to_date()
    derive(SYSTEM)
    assert DueEntry.objects.count() == 2


def test_the_job_is_asked_for_once(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as asked:
        hold(document(text(REQUEST)))
    assert sum(1 for one in asked if one is ask_for_update) == 1
    jobs = Job.objects.filter(kind=bring_up_to_date.kind)
    assert jobs.count() == 1
    ask_for_update()
    assert jobs.count() == 1


def test_who_may_settle_is_a_permission() -> None:
    for service, permission in (
        (settling.match, Permission.REPORTING_MATCH),
        (settling.settle, Permission.REPORTING_MATCH),
        (settling.remove_report, Permission.REPORTING_MATCH),
        (tables.take_table, Permission.REPORTING_IMPORT),
        (tables.withdraw_table, Permission.REPORTING_IMPORT),
        (tables.enter_report, Permission.REPORTING_IMPORT),
    ):
        assert service.__dict__["permission"] is permission


def test_the_register_moving_on_is_seen() -> None:
    hold(document(text(REQUEST)))
    assert not up_to_date()
    derive(SYSTEM)
    assert up_to_date()
    assert Generation.current() > 0
    assert Text.objects.count() == 1
