"""What is recorded, who approves it, what the public sees of it and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, add_unit, give_role
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.knowledge import about
from cpcj.assistance.portfolio.models import (
    Activity,
    Event,
    Need,
    Participants,
    Proposal,
    Recipient,
    Revision,
)
from cpcj.assistance.portfolio.services import importing, needs, recording, training
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.training import Counted
from cpcj.assistance.portfolio.tests.factories import (
    OTHER,
    PARAGRAPH,
    SYSTEM,
    above,
    activity,
    event,
    facts,
    programme,
    project,
    published,
    top,
)
from cpcj.assistance.services.asking import Asked, make
from cpcj.audit.models import AuditEvent
from cpcj.frame.sheets import SheetError

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
HEAD = "level,title,planned_start,planned_end,kind,countries,identifier,parent\n"


def _seen(one: Activity) -> bool:
    found: bool = Activity.objects.visible_to(ANYBODY).filter(pk=one.pk).exists()
    return found


def test_a_tree_is_recorded_and_its_identifiers_tell_level_year_and_number() -> None:
    one = activity()
    assert [p.identifier.rsplit("-", 3)[1] for p in (top(one), above(one), one)] == [
        "PRG", "PRJ", "ACT",
    ]  # fmt: skip
    assert one.identifier.startswith("XM-DAC-41128-ACT-")
    second = activity(one.parent)
    assert int(second.identifier[-4:]) == int(one.identifier[-4:]) + 1
    assert AuditEvent.objects.filter(what="portfolio.open_record").count() == 4


def test_what_does_not_belong_there_is_refused() -> None:
    one = programme()
    for level, parent in (("activity", one), ("programme", one), ("project", None)):
        with pytest.raises(PortfolioError):
            recording.open_record(SYSTEM, level=level, parent=parent, facts=facts())


@pytest.mark.parametrize(("part", "given", "words"), [
    ("recipients", {"rows": [{"code": "KEN", "share": 9999}]}, "99.99"),
    ("recipients", {"rows": [{"code": "XXX", "share": 10000}]}, "XXX"),
    ("recipients", {"rows": [{"code": "KEN"}, {"code": "KEN"}]}, "twice"),
    ("sectors", {"rows": [{"code": "00000"}]}, "00000"),
    ("grounds", {"topic": ["lamps"]}, "lamps"),
    ("grounds", {"article": ["LAMPS#art1"]}, "LAMPS"),
    ("grounds", {"goal": ["18"]}, "18"),
    ("markers", {"gender": 3}, "Gender"),
    ("partners", {"rows": [{"name": "Fund", "role": "9"}]}, "Fund"),
    ("facts", {"title": "", "planned_start": "2026-01-01", "planned_end": "2026-01-02"}, "missing"),
    ("facts", {"title": "x", "planned_start": "2026-01-02", "planned_end": "2026-01-01"}, "before"),
    ("budgets", {"rows": [{"starts_on": "2025-01-01", "ends_on": "2026-06-30"}]}, "year"),
], ids=["sum", "state", "twice", "sector", "topic", "article", "goal", "marker", "role", "title",
        "dates", "budget"])  # fmt: skip
def test_what_cannot_be_is_refused(part: str, given: dict[str, object], words: str) -> None:
    one = programme()
    with pytest.raises(PortfolioError, match=words):
        recording.record_part(SYSTEM, one, part=part, given=given)


def test_equal_shares_are_made_where_none_is_given() -> None:
    one = programme()
    rows = [{"code": code} for code in ("KEN", "UGA", "298")]
    recording.record_part(SYSTEM, one, part="recipients", given={"rows": rows})
    assert sorted(Recipient.objects.filter(activity=one).values_list("share", "sort")) == [
        (3333, "region"), (3333, "state"), (3334, "state"),
    ]  # fmt: skip


def test_nothing_is_seen_outside_before_another_person_approved_it(
    make_user: Callable[..., User],
) -> None:
    head, second = make_user(Role.UNIT_HEAD), make_user(Role.UNIT_HEAD)
    one = programme()
    recording.submit(head, one)
    assert not _seen(one)
    with pytest.raises(PortfolioError, match="Another person"):
        recording.approve(head, one)
    recording.approve(second, one)
    assert _seen(one)
    recording.take_back(second, one, why="A wrong title.")
    assert not _seen(one)


def test_what_lacks_something_or_stands_below_a_draft_cannot_be_submitted() -> None:
    bare = recording.open_record(SYSTEM, level="programme", facts=facts(description=""))
    with pytest.raises(PortfolioError, match="description"):
        recording.submit(SYSTEM, bare)
    with pytest.raises(PortfolioError, match="public"):
        recording.submit(SYSTEM, project())


def test_a_change_after_submission_has_to_be_submitted_again() -> None:
    one = recording.submit(SYSTEM, programme())
    recording.record_part(SYSTEM, one, part="markers", given={"youth": 2})
    with pytest.raises(PortfolioError):
        recording.approve(OTHER, one)


def test_a_public_record_changes_only_when_a_second_person_agrees(
    make_user: Callable[..., User],
) -> None:
    officer, head = make_user(Role.UNIT_HEAD), make_user(Role.UNIT_HEAD)
    one = published(programme())
    changed = {**facts(), "title": "Other lamps"}
    recording.record_part(officer, one, part="facts", given=changed)
    assert Activity.objects.get(pk=one.pk).title != "Other lamps"
    assert Revision.objects.visible_to(ANYBODY).count() == 0
    with pytest.raises(PortfolioError, match="Another person"):
        recording.approve_changes(officer, one)
    recording.approve_changes(head, one)
    assert Activity.objects.get(pk=one.pk).title == "Other lamps"
    assert not Revision.objects.exists()


def test_a_programme_with_public_parts_is_not_taken_back() -> None:
    one = published(activity())
    with pytest.raises(PortfolioError, match="first"):
        recording.take_back(SYSTEM, top(one), why="wrong")


def test_the_head_of_another_unit_does_not_approve(make_user: Callable[..., User]) -> None:
    unit = add_unit(SYSTEM, code="lamps", names={"en": "Lamps"}, parent=None)
    other = add_unit(SYSTEM, code="oil", names={"en": "Oil"}, parent=None)
    one = recording.submit(SYSTEM, programme(unit="lamps"))
    head = make_user()
    give_role(SYSTEM, head, Grant(Role.UNIT_HEAD, unit=other))
    with pytest.raises(PermissionDenied):
        recording.approve(head, one)
    own = make_user()
    give_role(SYSTEM, own, Grant(Role.UNIT_HEAD, unit=unit))
    assert recording.approve(own, one).release == "published"


def test_the_status_follows_its_table_and_keeps_dates_in_order() -> None:
    one = programme()
    one = recording.advance(SYSTEM, one, deed="start", on=dt.date(2025, 2, 1))
    with pytest.raises(PortfolioError, match="before it began"):
        recording.advance(SYSTEM, one, deed="close", on=dt.date(2025, 1, 1))
    with pytest.raises(PortfolioError, match="future"):
        recording.advance(SYSTEM, one, deed="close", on=dt.date(2999, 1, 1))
    with pytest.raises(PortfolioError):
        recording.advance(SYSTEM, one, deed="suspend")
    one = recording.advance(SYSTEM, one, deed="close", on=dt.date(2025, 6, 1))
    assert (one.status, one.actual_start, one.actual_end) == (
        "closed", dt.date(2025, 2, 1), dt.date(2025, 6, 1),
    )  # fmt: skip
    with pytest.raises(PortfolioError):
        recording.advance(SYSTEM, one, deed="resume")


def _request(make_user: Callable[..., User], state: str) -> tuple[User, Request]:
    point = make_user()
    give_role(SYSTEM, point, Grant(Role.FOCAL_POINT, state=state))
    return point, make(point, state, Asked(title="A course", asked="For our courts."))


def test_what_it_answers_is_seen_by_who_sees_both_ends(make_user: Callable[..., User]) -> None:
    point, request = _request(make_user, "KEN")
    stranger, _other = _request(make_user, "FRA")
    need = needs.record_need(
        SYSTEM, state="KEN", on=dt.date(2025, 1, 1), title="Courts", findings="None are lit.",
        assessed_by="A mission", evidence="Its report", areas=["corruption"],
        requests=[request.number],
    )  # fmt: skip
    one = published(activity())
    recording.answers_requests(SYSTEM, one, numbers=[request.number])
    needs.answers_needs(SYSTEM, one, needs=[need])
    for who, sees in ((point, 1), (stranger, 0), (ANYBODY, 0)):
        assert Need.objects.visible_to(who).count() == sees
        assert one.answers.model.objects.visible_to(who).count() == sees
        assert one.needs.model.objects.visible_to(who).count() == sees
    with pytest.raises(PortfolioError, match="REQ-1999"):
        recording.answers_requests(SYSTEM, one, numbers=["REQ-1999-0001"])


def test_a_needs_assessment_has_findings_evidence_and_an_area() -> None:
    whole = {
        "state": "KEN", "on": dt.date(2025, 1, 1), "title": "Courts", "findings": "None are lit.",
        "assessed_by": "A mission", "evidence": "Its report", "areas": ["corruption"],
    }  # fmt: skip
    for name, value in (
        ("state", "XXX"), ("on", dt.date(2999, 1, 1)), ("areas", []), ("evidence", " "),
        ("findings", ""), ("requests", ["REQ-1999-0001"]),
    ):  # fmt: skip
        with pytest.raises(PortfolioError):
            needs.record_need(SYSTEM, **{**whole, name: value})  # type: ignore[arg-type]


def test_training_is_counted_and_followed_up() -> None:
    one = event()
    assert one.follow_up_due == dt.date(2025, 9, 7)
    with pytest.raises(PortfolioError, match="at most"):
        training.count_participants(SYSTEM, one, counts=[Counted("Harbour", "male", 3, 4)])
    with pytest.raises(PortfolioError, match="twice"):
        training.count_participants(SYSTEM, one, counts=[Counted("Harbour", "male", 3)] * 2)
    with pytest.raises(PortfolioError, match="at most"):
        training.follow_up(SYSTEM, one, on=dt.date(2025, 9, 9), reached=22, applying=1)
    training.follow_up(SYSTEM, one, on=dt.date(2025, 9, 9), reached=15, applying=11)
    with pytest.raises(PortfolioError):
        training.add_event(
            SYSTEM, activity(kind="study"), title="x", starts_on=dt.date(2025, 1, 1),
            ends_on=dt.date(2025, 1, 1),
        )  # fmt: skip


def test_evidence_names_what_is_done_under_a_paragraph() -> None:
    one = published(programme())
    draft = programme()
    found = list(about(PARAGRAPH, ANYBODY))
    assert [item.label for item in found if one.identifier in item.label]
    assert not [item.label for item in found if draft.identifier in item.label]


def _proposal(table: str, *, kind: str = "activities", replace: bool = False) -> Proposal:
    return importing.propose(
        SYSTEM, kind=kind, name="ours.csv", content=table.encode(), replace=replace
    )


def test_a_trial_lists_every_row_s_errors_and_writes_nothing() -> None:
    proposal = _proposal(
        HEAD
        + "programme,Lamps,2026-01-01,2026-12-31,global,298,,\n"
        + "programme,Lamps,2026-01-01,never,global,298,,\n"
        + "voyage,Lamps,2026-01-01,2026-12-31,global,298,,\n"
        + "programme,Lamps,2026-01-01,2026-12-31,global,KEN 60; UGA 41,,\n"
        + "project,Lamps,2026-01-01,2026-12-31,,298,,nowhere\n"
    )
    assert [line for line, _words in proposal.problems] == [3, 4, 5, 6]
    assert not Activity.objects.exists()
    with pytest.raises(PortfolioError, match="Line 3"):
        importing.take_over(SYSTEM, proposal)
    assert not Activity.objects.exists()


def test_a_table_is_taken_over_whole_and_rows_may_belong_to_rows_above() -> None:
    own = "XM-DAC-41128-LAMPS"
    proposal = _proposal(
        HEAD
        + f"programme,Lamps,2026-01-01,2026-12-31,global,298,{own},\n"
        + f"project,Lamps,2026-01-01,2026-12-31,,KEN 60; UGA 40,,{own}\n"
    )
    assert proposal.problems == []
    assert importing.take_over(SYSTEM, proposal) == 2
    made = Activity.objects.get(level="project")
    assert top(made).identifier == own
    assert sorted(made.recipients.values_list("code", "share")) == [("KEN", 6000), ("UGA", 4000)]


def test_adding_refuses_what_is_held_and_replacing_takes_its_place() -> None:
    one = programme()
    row = HEAD + f"programme,Other,2026-01-01,2026-12-31,global,298,{one.identifier},\n"
    assert len(_proposal(row).problems) == 1
    importing.take_over(SYSTEM, _proposal(row, replace=True))
    one.refresh_from_db()
    assert (one.title, one.reach) == ("Other", "global")
    assert list(one.recipients.values_list("code", flat=True)) == ["298"]


def test_a_table_does_not_change_a_public_record_unseen() -> None:
    one = published(programme())
    row = HEAD + f"programme,Other,2026-01-01,2026-12-31,global,298,{one.identifier},\n"
    importing.take_over(SYSTEM, _proposal(row, replace=True))
    one.refresh_from_db()
    assert one.title != "Other"
    assert set(Revision.objects.get(activity=one).content) == {"facts", "recipients"}


def test_participants_come_by_table() -> None:
    one = event()
    head = "event,institution,sex,attended,completed\n"
    held = Participants.objects.filter(event=one)
    table = f"{head}{one.pk},School of Lamps,female,30,3\n"
    assert len(_proposal(table, kind="participants").problems) == 1
    importing.take_over(SYSTEM, _proposal(table, kind="participants", replace=True))
    assert list(held.values_list("attended", "completed")) == [(30, 3)]
    wrong = _proposal(f"{head}0,A,female,x,\n{one.pk},A,lamp,1,\n", kind="participants")
    assert [line for line, _words in wrong.problems] == [2, 3]
    assert Event.objects.count() == 1


@pytest.mark.parametrize("content", ["title\nx\n", "", HEAD, "level,level,title,planned_start\n"])
def test_what_is_no_table_is_refused(content: str) -> None:
    with pytest.raises(SheetError):
        _proposal(content)
