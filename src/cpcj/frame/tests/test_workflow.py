"""Workflow tables: refused when they contradict themselves, obeyed when they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from lxml import etree

from cpcj.accounts.models import User
from cpcj.audit.models import AuditEvent
from cpcj.frame.permissions import Permission
from cpcj.frame.records import writing_allowed
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import (
    Transition,
    TransitionRefusedError,
    Workflow,
    WorkflowTableError,
)
from cpcj.frame.workflow_drawing import markdown, mermaid, svg


class State(models.TextChoices):
    """States of a letter."""

    DRAFT = "draft", "draft"
    SENT = "sent", "sent"
    CLOSED = "closed", "closed"


def has_address(user: User) -> str | None:
    """Only with an address."""
    return None if user.email else "no address to send it to"


SEND = Transition(
    "send",
    (State.DRAFT,),
    State.SENT,
    Permission.MANDATE_REVIEW,
    guard=has_address,
    clock=dt.timedelta(days=30),
    who="officer",
)
CLOSE = Transition("close", (State.SENT,), State.CLOSED, Permission.MANDATE_REVIEW)
REOPEN = Transition("reopen", (State.CLOSED,), State.DRAFT, Permission.MANDATE_REVIEW)
# A person's name serves as the state, so that no model is needed for the test alone.
FLOW = Workflow("A letter", "name", State, State.DRAFT, (SEND, CLOSE, REOPEN))


@service(permission=Permission.TEXT_VIEW)
def act(change: Change, user: User, *, deed: str) -> None:
    FLOW.apply(change, user, deed)


@pytest.fixture
def letter(db: None) -> User:
    letter = User(username="letter", name=State.DRAFT, email="a@example.org")
    with writing_allowed():
        letter.save()
    return letter


@pytest.mark.parametrize(
    ("transitions", "words"),
    [
        ((SEND, SEND), "same name"),
        ((SEND,), "no way leads to: closed"),
        ((SEND, replace(CLOSE, target="lost")), "unknown states: lost"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    transitions: tuple[Transition, ...], words: str
) -> None:
    with pytest.raises(WorkflowTableError, match=words):
        Workflow("A letter", "name", State, State.DRAFT, transitions)


@pytest.mark.django_db
def test_a_transition_saves_and_leaves_one_event(letter: User, officer: User) -> None:
    before = AuditEvent.objects.count()
    act(officer, letter, deed="send")
    letter.refresh_from_db()
    assert letter.name == State.SENT
    event = AuditEvent.objects.last()
    assert event is not None
    assert (AuditEvent.objects.count(), event.note) == (before + 1, "send")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "deed", "words"),
    [
        ("a@example.org", "close", "not possible while draft"),
        ("", "send", "no address"),
        ("a@example.org", "burn", "there is no 'burn'"),
    ],
)
def test_what_the_table_forbids_is_refused_with_the_reason(
    letter: User, officer: User, email: str, deed: str, words: str
) -> None:
    letter.email = email
    with pytest.raises(TransitionRefusedError, match=words):
        act(officer, letter, deed=deed)


@pytest.mark.django_db
def test_the_permission_of_the_transition_is_asked(
    letter: User, make_user: Callable[..., User], officer: User
) -> None:
    stranger = make_user()
    with pytest.raises(PermissionDenied):
        act(stranger, letter, deed="send")
    assert list(FLOW.available(letter, stranger)) == []
    assert [t.name for t in FLOW.available(letter, officer)] == ["send"]


@pytest.mark.django_db
def test_a_stale_record_is_refused(letter: User, officer: User) -> None:
    stale = User.objects.get(pk=letter.pk)
    act(officer, letter, deed="send")
    with pytest.raises(TransitionRefusedError, match="meanwhile"):
        act(officer, stale, deed="send")


def test_the_clock_runs_from_entering_the_state() -> None:
    since = timezone.now()
    assert FLOW.due(State.SENT, since) == since + dt.timedelta(days=30)
    assert FLOW.due(State.CLOSED, since) is None


def test_the_drawings_show_every_row() -> None:
    table, diagram, picture = markdown(FLOW), mermaid(FLOW), svg(FLOW)
    assert (
        "| send | draft | sent | `register.review_mandate` | officer |  | Only with an address |"
        in table
    )
    assert "draft --> sent : send" in diagram
    etree.fromstring(picture)
    for name in ("send", "close", "reopen"):
        assert name in picture
