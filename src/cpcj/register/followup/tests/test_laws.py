"""Laws: the table and four eyes hold whatever people do; many at once are the sum of one by one."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cpcj.accounts.models import Unit
from cpcj.accounts.rules import Role
from cpcj.accounts.services import make_account
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.register.followup.models import Entry, FollowUp, Status
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.many import (
    ManyRefusedError,
    assign_many,
    set_status_many,
)
from cpcj.register.followup.services.recording import FollowUpError, of_act
from cpcj.register.followup.services.statuses import (
    confirm,
    decline,
    propose_completion,
    set_status,
)
from cpcj.register.followup.workflow import STATUS
from cpcj.register.models import Act
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text

if TYPE_CHECKING:
    from cpcj.accounts.models import User

SYSTEM = SystemActor("test")
DEEDS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([*Status.values, "propose", "confirm", "decline"]),
    ),
    max_size=12,
)


def _person(*roles: Role) -> User:
    name = f"person-{secrets.token_hex(4)}"
    return make_account(SYSTEM, username=name, password=secrets.token_urlsafe(), roles=roles)


def _acts() -> list[Act]:
    return list(Act.objects.filter(current=True).order_by("pk"))


class Laws(TestCase):
    """On every sequence of deeds."""

    def setUp(self) -> None:
        """Hold a text with two mandates; three heads of units act."""
        hold(document(text(REQUEST, ENCOURAGE)))
        self.people = [_person(Role.UNIT_HEAD) for _ in range(3)]

    @settings(max_examples=20)
    @given(deeds=DEEDS)
    def test_the_table_and_four_eyes(self, deeds: list[tuple[int, str]]) -> None:
        """A status changes only as the table says, and nobody completes alone."""
        act = _acts()[0]
        moves = {(source, row.target) for row in STATUS.transitions for source in row.sources}
        for who, deed in deeds:
            person, before = self.people[who], of_act(act)
            try:
                _do(person, before, deed)
            except FollowUpError:
                after = of_act(act)
                assert (after.status, after.version) == (before.status, before.version)
                continue
            after = of_act(act)
            if after.status != before.status:
                assert (before.status, after.status) in moves
            if after.status == Status.COMPLETED:
                assert after.proposed_by is not None
                assert after.proposed_by != after.confirmed_by
                assert after.confirmed_by is not None
            assert after.version - before.version in {0, 1}
        held = FollowUp.objects.filter(row=act).first()
        number = held.version if held else 0
        assert Entry.objects.count() == number
        assert AuditEvent.objects.filter(kind="followup.followup").count() == number
        assert list(verify()) == []

    @settings(max_examples=10)
    @given(status=st.sampled_from(Status.values), first=st.sampled_from(Status.values))
    def test_many_are_the_sum_of_one_by_one(self, status: str, first: str) -> None:
        """The same records, history and events, whether at once or one after the other."""
        person = self.people[0]
        with writing_allowed():
            unit = Unit.objects.create(code=f"u{secrets.token_hex(3)}", names={"en": "Unit"})
        if first != Status.COMPLETED:
            set_status(SYSTEM, of_act(_acts()[0]), first, reason="before")

        def single() -> None:
            for act in _acts():
                assign(person, of_act(act), unit=unit, officer=None, reason="all")
                if status == Status.COMPLETED:
                    propose_completion(person, of_act(act), reason="all")
                else:
                    set_status(person, of_act(act), status, reason="all")

        def many() -> None:
            assign_many(person, _acts(), unit=unit, officer=None, reason="all")
            set_status_many(person, _acts(), status, reason="all")

        assert _undone(single) == _undone(many)

    def test_one_refused_leaves_all_as_they_were(self) -> None:
        """A closed unit is refused for each; nothing is done."""
        with writing_allowed():
            unit = Unit.objects.create(code="old", names={"en": "Old"}, closed_on="2020-01-01")
        events = AuditEvent.objects.count()
        with pytest.raises(ManyRefusedError) as told:
            assign_many(self.people[0], _acts(), unit=unit, officer=None, reason="x")
        assert len(told.value.why) == 2
        assert not FollowUp.objects.exists()
        assert AuditEvent.objects.count() == events


def _do(person: User, followup: FollowUp, deed: str) -> None:
    if deed == "propose":
        propose_completion(person, followup, reason="r")
    elif deed == "confirm":
        confirm(person, followup, reason="r")
    elif deed == "decline":
        decline(person, followup, reason="r")
    else:
        set_status(person, followup, deed, reason="r")


def _undone(deed: Any) -> tuple[Any, ...]:
    """Return what a deed leaves, without keys and times, and take it back."""
    with transaction.atomic():
        events = AuditEvent.objects.count()
        deed()
        left = (
            sorted(
                FollowUp.objects.values_list(
                    "act", "status", "unit", "officer", "proposed_by", "version"
                )
            ),
            sorted(Entry.objects.values_list("followup__act", "number", "deed", "reason")),
            sorted(
                AuditEvent.objects.filter(sequence__gt=0).values_list("what", flat=True)[events:]
            ),
        )
        transaction.set_rollback(True)
    return left
