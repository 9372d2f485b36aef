"""People decide: confirm, correct, reject, reopen, merge, split, reread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from cpcj.accounts.models import User
from cpcj.audit.models import AuditEvent
from cpcj.frame.forms import ChangedMeanwhileError
from cpcj.frame.records import writing_allowed
from cpcj.register.models import Act, FamilyMember, Generation, Review, Text, Upload
from cpcj.register.queries.mandate import MandatePage, mandate_detail
from cpcj.register.queries.mandates import MandateFilters, mandate_page
from cpcj.register.reading import FileRead
from cpcj.register.services.dividing import (
    NotInForceError,
    merge_acts,
    split_act,
    undo_division,
)
from cpcj.register.services.families import (
    NoStageError,
    confirm_family,
    decide_member,
    put_in_family,
    put_in_series,
)
from cpcj.register.services.ingest import store_file
from cpcj.register.services.masthead import (
    confirm_text,
    correct_text,
    reject_text,
    reopen_text,
)
from cpcj.register.services.meanwhile import last_word, refuse_later_word
from cpcj.register.services.rereading import compare, reread
from cpcj.register.services.reviewing import (
    ReasonMissingError,
    confirm,
    correct,
    reject,
    reopen,
)
from cpcj.register.services.settling import WrongValueError
from cpcj.register.tests.factories import (
    ENCOURAGE,
    REQUEST,
    SYSTEM,
    document,
    hold,
    read,
    text,
    with_operative,
)
from cpcj.resolutions.model import DocumentKind, TextKind

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
FIRST = "A/RES/79/901#op1.1"


@pytest.fixture
def act() -> Act:
    hold(document(text(ENCOURAGE, REQUEST)))
    return Act.objects.get(identifier=FIRST)


def shown(identifier: str = FIRST) -> MandatePage:
    page = mandate_detail(ANYBODY, identifier)
    assert page is not None
    return page


def test_a_correction_stands_beside_the_machines_value(act: Act, officer: User) -> None:
    correct(officer, act, "addressees", ["unodc", "member_states"], reason="named in a note")
    page = shown()
    assert page.row.addressees == ("unodc", "member_states")
    assert page.machine == {"addressees": ["member_states", "donors"]}
    assert page.row.review == "corrected"
    assert page.reviews[0].by == officer
    assert page.reviews[0].reason == "named in a note"
    # The words of a value that stays keep their place; a new one has none.
    assert page.spans["addressee"][0] == []
    (start, end), *_ = page.spans["addressee"][1]
    assert page.full[start:end] == "Member States"


def test_a_second_correction_keeps_the_first_machine_value(act: Act, officer: User) -> None:
    correct(officer, act, "act", "invite", reason="one")
    correct(officer, act, "act", "urge", reason="two")
    page = shown()
    assert page.row.act == "urge"
    assert page.machine == {"act": "encourage"}
    assert [review.standing for review in page.reviews] == [True, False]


def test_a_deliverable_is_corrected_as_a_whole(act: Act, officer: User) -> None:
    due = {"body": "ecosoc", "session": 2026, "from": "2026-01-01", "to": "2026-12-31"}
    wanted: dict[str, object] = {"what": "a list", "to": "ecosoc", "when": "in 2026", "due": due}
    correct(officer, act, "deliverable", wanted, reason="read with the annex")
    row = shown().row
    assert (row.deliverable_to, row.due_session) == ("ecosoc", 2026)
    assert str(row.due_from) == "2026-01-01"


@pytest.mark.parametrize(
    ("field", "value"),
    [("addressees", "unodc"), ("addressees", ["Bad Name!"]), ("addressees", ["a" * 81]),
     ("topics", ["\x00"]), ("deliverable", {"due": {"session": 10**30}}),
     ("phrase", ["a"]), ("colour", "red"),
     ("deliverable", {"due": {"session": "soon"}})],
)  # fmt: skip
def test_values_that_do_not_fit_are_refused(act: Act, field: str, value: object) -> None:
    with pytest.raises(WrongValueError):
        correct(SYSTEM, act, field, value, reason="x")  # type: ignore[arg-type]
    assert shown().row.review == "unreviewed"


def test_corrections_need_a_reason_and_a_right(act: Act) -> None:
    with pytest.raises(ReasonMissingError):
        correct(SYSTEM, act, "act", "urge", reason=" ")
    with pytest.raises(PermissionDenied):
        confirm(ANYBODY, act)
    assert Review.objects.count() == 0


def test_confirmed_corrected_rejected_and_unreviewed_are_a_facet(act: Act) -> None:
    def reviews() -> dict[str, int]:
        facets = mandate_page(ANYBODY, MandateFilters()).facets
        (facet,) = (one for one in facets if one.name == "review")
        return {value.value: value.count for value in facet.values}

    assert reviews() == {"unreviewed": 2}
    confirm(SYSTEM, act)
    assert reviews() == {"unreviewed": 1, "confirmed": 1}
    reject(SYSTEM, act, reason="a participle")
    assert reviews() == {"unreviewed": 1, "rejected": 1}
    assert mandate_page(ANYBODY, MandateFilters()).total == 1
    chosen = MandateFilters(chosen={"review": frozenset({"rejected"})})
    assert [row.identifier for row in mandate_page(ANYBODY, chosen).rows] == [FIRST]
    reopen(SYSTEM, act)
    assert reviews() == {"unreviewed": 2}


def test_a_rejected_field_is_empty_and_can_be_reopened(act: Act) -> None:
    reject(SYSTEM, act, "qualifiers", reason="of another clause")
    assert shown().row.qualifiers == ()
    reopen(SYSTEM, act, "qualifiers")
    assert shown().row.qualifiers == ("upon_request",)
    with pytest.raises(WrongValueError):
        reject(SYSTEM, act, "phrase", reason="x")


def test_split_and_merged_again(act: Act) -> None:
    before = shown().row
    at = act.paragraph.full_text.index("and invites")
    first, second = split_act(SYSTEM, act, at, reason="two verbs")
    assert second.identifier == "A/RES/79/901#op1.2"
    assert shown().row.addressees == ("member_states",)
    assert shown(second.identifier).row.addressees == ("donors",)
    assert mandate_page(ANYBODY, MandateFilters()).total == 3
    with pytest.raises(NotInForceError):
        split_act(SYSTEM, act, at, reason="again")
    merged = merge_acts(SYSTEM, first, second, reason="one after all")
    after = shown().row
    assert (after.identifier, after.action, after.addressees) == (
        before.identifier, before.action, before.addressees
    )  # fmt: skip
    assert {row.identifier for row in shown().replaced} == {first.identifier, second.identifier}
    third = split_act(SYSTEM, merged, at, reason="two")[1]
    assert third.identifier == "A/RES/79/901#op1.3"


def test_a_split_is_taken_back_and_done_again(act: Act) -> None:
    correct(SYSTEM, act, "act", "urge", reason="stronger")
    before, at = shown().row, act.paragraph.full_text.index("and invites")
    _first, second = split_act(SYSTEM, act, at, reason="two verbs")
    with pytest.raises(ReasonMissingError):
        undo_division(SYSTEM, second, reason=" ")
    events = AuditEvent.objects.count()
    assert undo_division(SYSTEM, second, reason="one verb after all") == act
    assert AuditEvent.objects.count() == events + 1
    assert shown().row == before
    assert shown().reviews[0].reason == "one verb after all"
    assert shown().replaced == ()
    assert Text.objects.get().acts == mandate_page(ANYBODY, MandateFilters()).total == 2
    with pytest.raises(NotInForceError):
        undo_division(SYSTEM, second, reason="again")
    again, _ = split_act(SYSTEM, act, at, reason="two indeed")
    assert [row.pk for row in shown().replaced] == [act.pk]
    confirm(SYSTEM, again)
    assert shown().settled == "confirmed"
    reopen(SYSTEM, again)
    assert (shown().settled, shown().row.review) == ("split", "corrected")
    undo_division(SYSTEM, again, reason="no")
    assert shown().act == act


def test_a_merge_is_taken_back_unless_it_went_on(act: Act) -> None:
    at = act.paragraph.full_text.index("and invites")
    first, second = split_act(SYSTEM, act, at, reason="two verbs")
    merged = merge_acts(SYSTEM, first, second, reason="one")
    with pytest.raises(NotInForceError):
        undo_division(SYSTEM, first, reason="not in force")
    assert undo_division(SYSTEM, merged, reason="two") == first
    assert shown(second.identifier).act == second
    assert shown(second.identifier).reviews[0].reason == "two"
    split_act(SYSTEM, second, second.paragraph.full_text.index("to give"), reason="three")
    with pytest.raises(NotInForceError):
        undo_division(SYSTEM, first, reason="its other half went on")
    with pytest.raises(NotInForceError):
        undo_division(SYSTEM, Act.objects.get(identifier="A/RES/79/901#op2.1"), reason="as read")


def test_what_was_settled_is_carried_to_a_new_version(act: Act) -> None:
    correct(SYSTEM, act, "addressees", ["unodc"], reason="known")
    reject(SYSTEM, Act.objects.get(identifier="A/RES/79/901#op2.1"), reason="none")
    hold(document(text("Urges Member States to trim wicks", ENCOURAGE, REQUEST)))
    page = shown("A/RES/79/901#op2.1")
    assert page.row.addressees == ("unodc",)
    assert page.row.review == "corrected"
    assert page.reviews[0].carried_from is not None
    assert page.machine == {"addressees": ["member_states", "donors"]}
    assert shown("A/RES/79/901#op3.1").row.review == "rejected"


def newer(of: FileRead, **changes: object) -> FileRead:
    """The same file as a newer reader reads it: other values in every act of its text."""
    (one,) = of.texts
    acts = tuple(replace(act, **changes) for act in one.acts)  # type: ignore[arg-type]
    return replace(of, reader="9.9", texts=(replace(one, acts=acts),))


def test_a_newer_reader_overwrites_nothing_that_was_settled() -> None:
    of = read(document(text(ENCOURAGE, REQUEST)))
    store_file(SYSTEM, of)
    settled = Act.objects.get(identifier=FIRST)
    correct(SYSTEM, settled, "act", "urge", reason="stronger")
    fresh = newer(of, act="invite", reiterated=True)
    (plan,) = compare(fresh)
    assert plan.plan is not None
    assert {
        (pair.held.act.id, change.field, change.kept)
        for pair in plan.plan.same
        for change in pair.changes
    } == {
        (FIRST, "act", True), (FIRST, "reiterated", False),
        ("A/RES/79/901#op2.1", "act", False), ("A/RES/79/901#op2.1", "reiterated", False),
    }  # fmt: skip
    assert Act.objects.get(identifier=FIRST).reader != "9.9"
    reread(SYSTEM, Upload.objects.get(), fresh)
    page = shown()
    assert (page.row.act, page.row.reiterated) == ("urge", True)
    assert page.carried == {"act": "invite"}
    assert page.act.reader == "9.9"
    assert shown("A/RES/79/901#op2.1").row.act == "invite"
    assert Text.objects.get().versions.count() == 1


def test_acts_that_a_newer_reader_no_longer_finds_go_unless_settled() -> None:
    of = read(document(text(ENCOURAGE, REQUEST)))
    store_file(SYSTEM, of)
    confirm(SYSTEM, Act.objects.get(identifier=FIRST))
    (one,) = of.texts
    reread(SYSTEM, Upload.objects.get(), replace(of, reader="9.9", texts=(replace(one, acts=()),)))
    rows = mandate_page(ANYBODY, MandateFilters()).rows
    assert [row.identifier for row in rows] == [FIRST]


def test_other_words_in_a_newer_reading_are_a_new_version() -> None:
    of = document(text(ENCOURAGE))
    first = read(of)
    store_file(SYSTEM, first)
    better = read(document(with_operative(text(), [ENCOURAGE, REQUEST])), content=first.content)
    fresh = replace(better, reader="9.9")
    (plan,) = compare(fresh)
    assert plan.other_words
    reread(SYSTEM, Upload.objects.get(), fresh)
    assert Text.objects.get().versions.count() == 2
    assert mandate_page(ANYBODY, MandateFilters()).total == 2


def test_a_corrected_masthead_survives_another_reading(act: Act) -> None:
    correct_text(SYSTEM, act.text, "date", "2024-12-20", reason="see the record")
    correct_text(SYSTEM, act.text, "organ", "ecosoc", reason="see the record")
    page = mandate_page(ANYBODY, MandateFilters(chosen={"organ": frozenset({"ecosoc"})}))
    assert page.total == 2
    hold(document(text(REQUEST)))
    held = Text.objects.get()
    assert (str(held.date), held.organ) == ("2024-12-20", "ecosoc")
    for field, value in (("date", "soon"), ("session", "9" * 30), ("session", "9" * 5000)):
        with pytest.raises(WrongValueError):
            correct_text(SYSTEM, held, field, value, reason="x")


def test_what_was_read_on_a_masthead_is_confirmed_rejected_and_taken_back(act: Act) -> None:
    held = act.text
    read = str(held.session)
    confirm_text(SYSTEM, held, "session")
    correct_text(SYSTEM, held, "session", "78", reason="misprint")
    reject_text(SYSTEM, held, "session", reason="none is printed")
    held.refresh_from_db()
    assert held.session is None
    standing = held.reviews.get(field="session", standing=True)
    assert (standing.verdict, str(standing.machine)) == ("rejected", read)
    hold(document(text(REQUEST)))
    held.refresh_from_db()
    assert held.session is None
    reopen_text(SYSTEM, held, "session")
    assert str(Text.objects.get().session) == read
    with pytest.raises(WrongValueError):
        reject_text(SYSTEM, held, "standing", reason="a text stands somewhere")
    with pytest.raises(ReasonMissingError):
        reject_text(SYSTEM, held, "title", reason=" ")


def test_who_settles_after_somebody_else_is_told(act: Act) -> None:
    shown = last_word(act)
    confirm(SYSTEM, act, "act")
    with pytest.raises(ChangedMeanwhileError, match=r"Act: confirmed"):
        refuse_later_word(act, shown)
    shown = last_word(act)
    reopen(SYSTEM, act, "act")
    with pytest.raises(ChangedMeanwhileError):
        refuse_later_word(act, shown)
    refuse_later_word(act, last_word(act))
    shown = last_word(act.text)
    correct_text(SYSTEM, act.text, "title", "Better lamps", reason="misread")
    with pytest.raises(ChangedMeanwhileError, match="Title: Better lamps"):
        refuse_later_word(act.text, shown)


def test_a_text_stays_where_an_officer_put_it(act: Act, officer: User) -> None:
    draft = text(REQUEST, symbol="A/C.3/79/L.7", title="Oil", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    other = Text.objects.get(symbol="A/C.3/79/L.7")
    before = Generation.current()
    put_in_family(officer, other, act.text, reason="the same text under another title")
    assert set(FamilyMember.objects.values_list("text__symbol", flat=True)) == {
        "A/C.3/79/L.7", "A/RES/79/901"
    }  # fmt: skip
    # The calendar has the requests of a family once: it is derived anew.
    assert Generation.current() > before
    before = Generation.current()
    member = FamilyMember.objects.get(text=other)
    decide_member(officer, member, confirmed=False, reason="after all not")
    assert Generation.current() > before
    put_in_series(officer, other, None, reason="of no series")
    draft = text(REQUEST, ENCOURAGE, symbol="A/C.3/79/L.7", title="Oil",
                 kind=TextKind.DRAFT_RESOLUTION)  # fmt: skip
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    other.refresh_from_db()
    assert (other.versions.count(), other.series) == (2, None)
    put_in_series(officer, other, act.text.series, reason="of the lamps")
    assert other.series == act.text.series
    hold(document(text(REQUEST, symbol="A/RES/79/902")))
    with pytest.raises(NoStageError):
        put_in_family(officer, Text.objects.get(symbol="A/RES/79/902"), act.text, reason="x")
    with pytest.raises(NoStageError):
        put_in_family(officer, act.text, act.text, reason="x")


def test_families_are_confirmed_and_refused(officer: User) -> None:
    for symbol in ("A/C.3/79/L.91", "A/C.3/79/L.92"):
        draft = text(REQUEST, symbol=symbol, kind=TextKind.DRAFT_RESOLUTION)
        hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    hold(document(text(REQUEST)))
    second = FamilyMember.objects.get(text__symbol="A/C.3/79/L.92")
    decide_member(officer, second, confirmed=False, reason="another text")
    confirm_family(officer, second.family)
    states = dict(FamilyMember.objects.values_list("text__symbol", "state"))
    assert states == {
        "A/C.3/79/L.91": "confirmed", "A/C.3/79/L.92": "rejected", "A/RES/79/901": "confirmed"
    }  # fmt: skip
    put_in_family(officer, second.text, Text.objects.get(symbol="A/RES/79/901"), reason="it is")
    second.refresh_from_db()
    assert (second.state, second.decided_by) == ("confirmed", officer)


def test_two_adopted_texts_never_share_a_family() -> None:
    draft = text(REQUEST, symbol="A/C.3/79/L.91", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    hold(document(text(REQUEST)))
    hold(document(text(REQUEST, symbol="A/RES/79/902")))
    assert set(FamilyMember.objects.values_list("text__symbol", flat=True)) == {
        "A/C.3/79/L.91", "A/RES/79/901"
    }  # fmt: skip
    first, second = Text.objects.filter(symbol__startswith="A/RES")
    assert first.series_id == second.series_id is not None


def test_who_may_settle(act: Act, make_user: Callable[..., User]) -> None:
    visitor = make_user()
    for attempt in (
        lambda: confirm(visitor, act),
        lambda: reject(visitor, act, reason="x"),
        lambda: split_act(visitor, act, 30, reason="x"),
        lambda: merge_acts(visitor, act, act, reason="x"),
        lambda: correct_text(visitor, act.text, "title", "x", reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(("at", "says"), [("and lamps", "Merge the two acts")])
def test_a_split_of_which_nothing_was_noted_says_what_to_do(at: str, says: str) -> None:
    hold(document(text("Requests donors to give oil, and lamps to whoever has none")))
    act = Act.objects.get()
    split_act(SYSTEM, act, act.paragraph.full_text.index(at), reason="two gifts")
    with writing_allowed():
        Review.objects.filter(field="").update(value={"origin": "split"})
    first = Act.objects.filter(current=True).earliest("position")
    with pytest.raises(NotInForceError, match=says):
        undo_division(SYSTEM, first, reason="one gift")
    assert Act.objects.filter(current=True).count() == 2
