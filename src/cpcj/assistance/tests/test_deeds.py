"""What is done with requests: the whole way, four eyes, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cpcj.assistance import queries
from cpcj.assistance.models import Document, Question, Request, RequestEvent
from cpcj.assistance.rules.states import Status
from cpcj.assistance.services import asking, deciding, handling, office
from cpcj.assistance.services.asking import Asked
from cpcj.assistance.services.recording import LARGEST_DOCUMENT, RequestError
from cpcj.assistance.tests.conftest import ASKED, OTHER, OWN, SYSTEM, People
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed
from cpcj.register.followup.services.notes import GivenDocument

pytestmark = pytest.mark.django_db


@contextmanager
def on(day: str) -> Iterator[None]:
    """Let today be another day; later than the memberships that the people were given."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "localdate", lambda *_: dt.date.fromisoformat(day))
        yield


def test_from_receipt_to_closure(people: People) -> None:
    with on("2040-03-05"):
        one = asking.make(people.point, OWN, ASKED)
        assert one.number == "REQ-2040-0001"
    with on("2040-03-07"):
        one = handling.acknowledge(people.officer, one)
        assert one.officer == people.officer
        handling.advance(people.officer, one, "assess", reason="complete")
        handling.ask(people.officer, one, question="How many courses?")
        handling.score(people.officer, one, {"need": (4, "new law")})
    with on("2040-03-13"):
        waiting = queries.clocks([one])[one.pk].answer
        assert (waiting.stopped, waiting.used, waiting.due) == (True, 2, None)
    with on("2040-03-15"):
        question = Question.objects.get(request=one)
        one = asking.answer(people.point, one, answers={question.pk: "Two."})
        assert one.status == Status.UNDER_ASSESSMENT
        one = deciding.accept(people.head, one, reason="fits the programme")
        for deed in ("plan", "start", "deliver", "evaluate", "close"):
            one = handling.advance(people.officer, one, deed, reason="done")
    assert one.status == Status.CLOSED
    clocks = queries.clocks([one], as_of=dt.date(2040, 6, 1))[one.pk]
    assert (clocks.acknowledge.used, clocks.acknowledge.ended) == (2, dt.date(2040, 3, 7))
    assert (clocks.answer.used, clocks.answer.ended) == (2, dt.date(2040, 3, 15))
    deeds = list(RequestEvent.objects.filter(request=one).values_list("deed", flat=True))
    assert deeds == [
        "make", "acknowledge", "assess", "ask", "score", "answer", "accept",
        "plan", "start", "deliver", "evaluate", "close",
    ]  # fmt: skip


def test_holidays_stretch_the_clock(people: People) -> None:
    with on("2040-03-05"):
        one = asking.make(people.point, OWN, ASKED)
        assert queries.clocks([one])[one.pk].acknowledge.due == dt.date(2040, 3, 12)
        office.keep_holidays(people.officer, {dt.date(2040, 3, 7): "Lamp Day"}, replace=False)
        assert queries.clocks([one])[one.pk].acknowledge.due == dt.date(2040, 3, 13)


def test_nobody_declines_alone(people: People, request_: Request) -> None:
    one = handling.acknowledge(people.officer, request_)
    with pytest.raises(RequestError):
        deciding.decline(people.head, one)
    deciding.propose_decline(people.head, one, reason="no mandate")
    with pytest.raises(deciding.FourEyesError):
        deciding.decline(people.head, one)
    with pytest.raises(deciding.FourEyesError):
        deciding.decline(SYSTEM, one)
    with pytest.raises(PermissionDenied):
        deciding.decline(people.officer, one)
    deciding.keep(people.head, one, reason="on second thoughts")
    deciding.propose_decline(people.officer, one, reason="no mandate")
    with pytest.raises(RequestError):
        deciding.accept(people.head, one, reason="yes")
    done = deciding.decline(people.head, one)
    assert (done.status, done.declined_by) == (Status.DECLINED, people.head)
    last = RequestEvent.objects.filter(request=one).last()
    assert last is not None
    assert (last.reason, last.internal) == ("no mandate", False)


def test_the_database_holds_the_four_eyes_too(people: People, request_: Request) -> None:
    request_.decline_proposed_by = request_.declined_by = people.head
    with pytest.raises(IntegrityError), transaction.atomic(), writing_allowed():
        request_.save()


def test_the_proposal_to_decline_is_not_the_states(people: People, request_: Request) -> None:
    one = handling.acknowledge(people.officer, request_)
    deciding.propose_decline(people.officer, one, reason="a secret thought")
    seen = RequestEvent.objects.visible_to(people.point).filter(request=one)
    assert [event.deed for event in seen] == ["make", "acknowledge"]


def test_deeds_out_of_turn_change_nothing(people: People, request_: Request) -> None:
    events = AuditEvent.objects.count()
    for deed in ("plan", "start", "deliver", "close", "resume"):
        with pytest.raises(RequestError):
            handling.advance(people.officer, request_, deed, reason="now")
    with pytest.raises(RequestError):
        handling.advance(people.officer, request_, "accept", reason="now")
    with pytest.raises(RequestError):
        deciding.accept(people.head, request_, reason="now")
    request_.refresh_from_db()
    assert request_.status == Status.RECEIVED
    assert AuditEvent.objects.count() == events


def test_a_merge_stays_in_the_state(people: People, request_: Request) -> None:
    own = asking.make(people.point, OWN, ASKED)
    other = asking.make(people.stranger, OTHER, ASKED)
    for wrong in (request_, other):
        with pytest.raises(RequestError):
            handling.merge(people.officer, request_, wrong, reason="the same")
    done = handling.merge(people.officer, request_, own, reason="the same")
    assert (done.status, done.merged_into) == (Status.MERGED, own)


def test_nobody_asks_for_another_state(people: People) -> None:
    for person in (people.point, people.delegate, people.officer):
        with pytest.raises(PermissionDenied):
            asking.make(person, OTHER, ASKED)
    assert asking.record(people.officer, OTHER, ASKED, received=dt.date.today()).state == OTHER  # noqa: DTZ011


@pytest.mark.parametrize(
    "wrong",
    [
        Asked("", "words"),
        Asked("title", "  "),
        Asked("t", "w", topics=("no_such_area",)),
        Asked("t", "w", mandates=("not an identifier",)),
        Asked("t", "w", articles=("NOSUCH#art1",)),
        Asked("t", "w", urgency="at once"),
        Asked("t", "w", language="xx"),
    ],
)
def test_what_cannot_be_asked(people: People, wrong: Asked) -> None:
    with pytest.raises(RequestError):
        asking.make(people.point, OWN, wrong)
    assert not Request.objects.exists()


def test_documents_are_bounded_and_their_names_harmless(people: People, request_: Request) -> None:
    kept = asking.attach(people.point, request_, [GivenDocument("../../e\u202etc/\x00pass", b"x")])
    assert "/" not in kept[0].name
    assert "\u202e" not in kept[0].name
    too_large = GivenDocument("large", b"x" * (LARGEST_DOCUMENT + 1))
    with pytest.raises(RequestError):
        asking.attach(people.point, request_, [too_large])
    with pytest.raises(RequestError):
        asking.attach(people.point, request_, [GivenDocument("n", b"x")] * 50)
    assert Document.objects.count() == 1
    with pytest.raises(PermissionDenied):
        asking.attach(people.delegate, request_, [GivenDocument("n", b"x")])


def test_points_of_who_has_a_conflict_do_not_count(people: People, request_: Request) -> None:
    handling.score(people.officer, request_, {"need": (4, "")})
    handling.score(people.second, request_, {"need": (0, "")})
    handling.declare_conflict(people.second, request_, reason="my brother's firm")
    summed, scores, conflicts = queries.triage(people.officer, request_)
    assert (summed.total, len(scores), len(conflicts)) == (100, 2, 1)
    with pytest.raises(RequestError):
        handling.score(people.officer, request_, {"need": (5, "")})


def test_answers_in_part_leave_the_clock_standing(people: People, request_: Request) -> None:
    one = handling.acknowledge(people.officer, request_)
    first = handling.ask(people.officer, one, question="How many?")
    with pytest.raises(RequestError):
        asking.answer(people.point, one, answers={first.pk: " "})
    one.refresh_from_db()
    assert one.status == Status.MORE_INFORMATION
    assert asking.answer(people.point, one, answers={first.pk: "2"}).status == (
        Status.UNDER_ASSESSMENT
    )


def test_a_state_withdraws_until_it_is_delivered(people: People, request_: Request) -> None:
    with pytest.raises(PermissionDenied):
        asking.withdraw(people.stranger, request_, reason="mine")
    assert asking.withdraw(people.point, request_, reason="done otherwise").status == (
        Status.WITHDRAWN
    )
    with pytest.raises(RequestError):
        asking.withdraw(people.point, request_, reason="again")
