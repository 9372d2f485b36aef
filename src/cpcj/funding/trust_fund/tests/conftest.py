"""What the room's tests stand on: people, a fund with money, a call, an application, a grant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.utils import timezone

from cpcj.accounts.models import Organization, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant as RoleGrant
from cpcj.accounts.services import add_organization, give_role
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.funding.models import Contribution
from cpcj.funding.services import books
from cpcj.funding.tests import factories as money
from cpcj.funding.trust_fund.models import Application, Assignment, Call, Fund, Grant
from cpcj.funding.trust_fund.rules.states import CallStatus
from cpcj.funding.trust_fund.services import applying, awarding, calls, grants, reading
from cpcj.funding.trust_fund.services.applying import Proposal
from cpcj.funding.trust_fund.services.awarding import Award, Instalment

SYSTEM = SystemActor("test")
OWN_STATE, OTHER_STATE = "PER", "FRA"
CRITERIA = (
    {"key": "need", "title": "Need", "weight": 60, "highest": 5},
    {"key": "plan", "title": "Plan", "weight": 40, "highest": 5},
)
PROPOSAL = Proposal(
    title="Beds and lamps",
    summary="Forty people are given a bed, a lamp and a lawyer.",
    name="House of the Quiet Harbour",
    address="Ropewalk Lane 17\nUpper Quay",
    place="Lampstead",
    contact="Keeper of the house, keeper@harbour.example, +00 5551234",
    state=OWN_STATE,
    cents=4_321_987,
    founded=2001,
    months=12,
)
GOOD = {"need": (4, "much needed"), "plan": (5, "clear")}


@dataclass(slots=True)
class People:
    """Who has to do with grants."""

    grantee: User
    rival: User
    first: User
    second: User
    third: User
    officer: User
    head: User
    other_head: User
    administrator: User
    donor: User
    nobody: User
    organization: Organization
    others: dict[str, User] = field(default_factory=dict)


@pytest.fixture
def people(make_user: Callable[..., User]) -> People:
    """Return people of every role."""
    own, rival, gives = (
        add_organization(SYSTEM, code=code, names={"en": name})
        for code, name in (("q-17", "Grantee 17"), ("q-18", "Grantee 18"), ("q-giver", "Giver"))
    )

    def of(role: Role, **given: Any) -> User:
        person = make_user()
        give_role(SYSTEM, person, RoleGrant(role, **given))
        return person

    return People(
        grantee=of(Role.GRANTEE, organization=own),
        rival=of(Role.GRANTEE, organization=rival),
        first=of(Role.EXPERT),
        second=of(Role.EXPERT, state=OTHER_STATE),
        third=of(Role.EXPERT),
        officer=make_user(Role.OFFICER),
        head=make_user(Role.UNIT_HEAD),
        other_head=make_user(Role.UNIT_HEAD),
        administrator=make_user(Role.ADMINISTRATOR),
        donor=of(Role.DONOR, organization=gives),
        nobody=make_user(),
        organization=own,
        others={
            "focal": of(Role.FOCAL_POINT, state=OWN_STATE),
            "delegate": of(Role.DELEGATE, state=OWN_STATE),
            "researcher": make_user(Role.RESEARCHER),
        },
    )


@dataclass(slots=True)
class World:
    """A fund with money and a call; ways to come to an application, scores, a grant."""

    people: People
    fund: Fund
    call: Call
    contribution: Contribution

    def draft(self, said: Proposal = PROPOSAL, by: User | None = None) -> Application:
        """Return a draft."""
        person = by or self.people.grantee
        organization = person.memberships.get().organization
        assert organization is not None
        return applying.start(person, self.call, organization, said)

    def sent(self, said: Proposal = PROPOSAL, by: User | None = None) -> Application:
        """Return an application that was sent, its call under assessment."""
        return applying.submit(by or self.people.grantee, self.draft(said, by))

    def assess(self) -> None:
        """Let the closing day be over."""
        with writing_allowed():
            Call.objects.filter(pk=self.call.pk).update(
                closes_on=timezone.localdate() - dt.timedelta(days=1),
                opens_on=timezone.localdate() - dt.timedelta(days=9),
            )
        self.call.refresh_from_db()
        if self.call.status == CallStatus.OPEN:
            self.call = calls.move_call(self.people.officer, self.call, deed="close")
            self.call = calls.move_call(self.people.officer, self.call, deed="assess")

    def assigned(self, one: Application, reader: User, *, declared: bool = True) -> Assignment:
        """Return an assignment."""
        given = reading.assign(self.people.officer, one, reader)
        return reading.declare(reader, given, conflict=False) if declared else given

    def scored(self, one: Application, *given: dict[str, tuple[int, str]]) -> Application:
        """Let two readers score it."""
        for reader, points in zip(
            (self.people.first, self.people.second), given or (GOOD, GOOD), strict=True
        ):
            reading.score(reader, self.assigned(one, reader), given=points)
        one.refresh_from_db()
        return one

    def terms(self, *cents: int) -> Award:
        """Return an award in instalments."""
        today = timezone.localdate()
        parts = [
            Instalment(
                amount,
                today + dt.timedelta(days=200 * n),
                today + dt.timedelta(days=200 * n + 150),
            )
            for n, amount in enumerate(cents or (2_000_000, 1_234_567))
        ]
        return Award(self.contribution, today, today + dt.timedelta(days=400), parts)

    def granted(self, said: Proposal = PROPOSAL, *cents: int) -> Grant:
        """Return a grant with its agreement signed."""
        one = self.sent(said)
        self.assess()
        grant = awarding.award(self.people.head, self.scored(one), self.terms(*cents))
        return grants.sign(self.people.officer, grant, on=timezone.localdate())


@pytest.fixture
def world(people: People) -> World:
    """Return a fund with 100,000 dollars for grants and as much for withheld ones."""
    plain, sealed = money.cost_object(), money.cost_object()
    fund = calls.add_fund(
        SYSTEM, code="quiet", prefix="QH",
        terms=calls.FundTerms(
            names={"en": "Fund of Quiet Harbours"}, cost_object=plain, sealed=sealed
        ),
    )  # fmt: skip
    organization = people.donor.memberships.get().organization
    contribution = money.received(20_000_000, by=money.donor(organization=organization))
    for aim in (plain, sealed):
        books.allocate(SYSTEM, contribution, cost_object=aim, on=money.DAY, cents=10_000_000)
    today = timezone.localdate()
    call = calls.draft_call(
        SYSTEM, fund, code="first",
        terms=calls.CallTerms(
            title="First call", words="Help for victims.", opens_on=today - dt.timedelta(days=9),
            closes_on=today + dt.timedelta(days=9), criteria=CRITERIA,
            requirements=({"kind": "years_at_least", "value": 3},),
        ),
    )  # fmt: skip
    call = calls.move_call(people.officer, call, deed="open")
    return World(people, fund, call, contribution)


EMBARGOED = replace(PROPOSAL, chosen=("name", "address", "place", "contact", "amount"))
