"""The weekly digest: to whom, of what, once a week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import get_language

from cpcj.accounts.models import Membership
from cpcj.accounts.services import choose_language
from cpcj.frame.records import writing_allowed
from cpcj.jobs.queue import enqueue
from cpcj.jobs.worker import work
from cpcj.register.followup import digests
from cpcj.register.followup.digests import (
    NoMailServerError,
    Sent,
    send_all,
    send_digests,
    send_to,
)
from cpcj.register.followup.models import Digest
from cpcj.register.followup.rules import week_of
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.notes import remind
from cpcj.register.followup.services.recording import of_act
from cpcj.register.followup.services.statuses import confirm, propose_completion, set_status

if TYPE_CHECKING:
    from cpcj.accounts.models import Unit, User
    from cpcj.register.models import Act

pytestmark = pytest.mark.django_db
LATE = dt.date(2028, 10, 1)
SOON = dt.date(2027, 8, 1)


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.MAIL_IS_SET = True
    settings.SITE_ADDRESS = "https://office.example.org/"


@pytest.fixture
def reader(officer: User) -> User:
    """Return an officer with an address."""
    officer.email = "reader@example.org"
    with writing_allowed():
        officer.save()
    return officer


def test_a_letter_says_what_is_new_late_and_changed(act: Act, reader: User, head: User) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")
    set_status(head, of_act(act), "in_progress", reason="A study began.")
    remind(head, of_act(act), on=LATE, to=reader, words="ask the section")
    assert send_to(reader, LATE) is Sent.SENT
    (letter,) = mail.outbox
    assert letter.to == ["reader@example.org"]
    for words in (
        "Late", "New for you", "A study began.", "ask the section", "A/RES/79/901, para. 1",
        "https://office.example.org/followup/mandate/A/RES/79/901/-/op1.1/",
    ):  # fmt: skip
        assert words in letter.body
    assert "Due soon" not in letter.body


def test_a_reminder_comes_in_the_letter_before_its_day(act: Act, reader: User, head: User) -> None:
    monday = dt.date(2028, 10, 2)
    remind(head, of_act(act), on=dt.date(2028, 10, 8), to=reader, words="ask on Sunday")
    remind(head, of_act(act), on=dt.date(2028, 10, 9), to=reader, words="ask next week")
    assert send_to(reader, monday) is Sent.SENT
    (letter,) = mail.outbox
    assert "ask on Sunday" in letter.body
    assert "ask next week" not in letter.body


def test_what_is_completed_is_not_late(act: Act, reader: User, head: User) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")
    propose_completion(reader, of_act(act), reason="issued")
    confirm(head, of_act(act), reason="seen")
    send_to(reader, LATE)
    assert "\nLate\n" not in mail.outbox[0].body


def test_what_waits_in_the_unit_is_said_too(act: Act, reader: User, head: User, unit: Unit) -> None:
    with writing_allowed():
        Membership.objects.create(user=reader, role="officer", unit=unit)
    assign(head, of_act(act), unit=unit, officer=None, reason="theirs")
    assert send_to(reader, SOON) is Sent.SENT
    assert "Due soon" in mail.outbox[0].body


def test_not_twice_a_week_and_again_the_next(act: Act, reader: User, head: User) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")
    assert [send_to(reader, LATE), send_to(reader, LATE)] == [Sent.SENT, Sent.BEFORE]
    assert send_to(reader, LATE + dt.timedelta(days=7)) is Sent.SENT
    assert len(mail.outbox) == 2


def test_nothing_to_say_nothing_sent(act: Act, reader: User) -> None:
    assert send_to(reader, LATE) is Sent.NOTHING
    assert not Digest.objects.exists()
    assert mail.outbox == []


def test_a_server_that_fails_gives_the_week_back(
    act: Act, reader: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")

    def fail(*_: object, **__: object) -> int:
        message = "refused"
        raise OSError(message)

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", fail)
        assert send_to(reader, LATE) is Sent.FAILED
    assert send_to(reader, LATE) is Sent.SENT


def test_in_the_language_of_the_person(
    act: Act, reader: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")
    choose_language(reader, reader, language="ar")
    monkeypatch.setattr(digests, "render_to_string", lambda *_: get_language())
    send_to(reader, LATE)
    assert mail.outbox[0].body == "ar"
    assert get_language() == "en"


def test_without_a_server_nothing_is_tried(settings: Any, reader: User) -> None:
    settings.MAIL_IS_SET = False
    with pytest.raises(NoMailServerError):
        send_all(LATE)


@pytest.mark.django_db(transaction=True)
def test_the_job_sends_to_all_officers(act: Act, reader: User, head: User) -> None:
    assign(head, of_act(act), unit=None, officer=reader, reason="yours")
    counts = send_all(timezone.localdate())
    assert counts == {Sent.SENT: 1, Sent.NO_ADDRESS: 1}
    asked = enqueue(head, send_digests, key="digest")
    work(until_empty=True)
    asked.refresh_from_db()
    assert asked.result == {"sent before": 1, "no address": 1}


def test_weeks_go_by_iso() -> None:
    assert week_of(dt.date(2026, 11, 22)) == "2026-W47"
    assert week_of(dt.date(2027, 1, 1)) == "2026-W53"
