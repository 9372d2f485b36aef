"""From call to closed grant: who may do what, when, and what the books say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import Membership, User
from cpcj.accounts.rules import Role
from cpcj.frame.records import writing_allowed
from cpcj.funding import queries as ledger
from cpcj.funding.rules.ledger import Book, OverdrawnError
from cpcj.funding.services import books
from cpcj.funding.services.books import RefusedError
from cpcj.funding.trust_fund import queries
from cpcj.funding.trust_fund.models import Application, Call, Grant, GrantInstalment, Score
from cpcj.funding.trust_fund.services import (
    applying,
    awarding,
    calls,
    embargo,
    grants,
    reading,
)
from cpcj.funding.trust_fund.services.grants import Account
from cpcj.funding.trust_fund.services.recording import GrantError
from cpcj.funding.trust_fund.tests.conftest import (
    EMBARGOED,
    GOOD,
    OWN_STATE,
    PROPOSAL,
    SYSTEM,
    World,
)
from cpcj.register.followup.services.notes import GivenDocument

pytestmark = pytest.mark.django_db
POOR = {"need": (0, ""), "plan": (1, "")}
SAID = Account("Lamps were lit.", 1_900_000, {("female", "child", "legal"): 12})


def held(world: World, grant: Grant) -> dict[Book, int]:
    """Return what the grant's cost object holds."""
    return ledger.by_book(
        {
            account: cents
            for account, cents in ledger.balances_of(world.contribution).items()
            if account.cost_object == grant.cost_object.code
        }
    )


def test_every_requirement_that_fails_is_named(world: World) -> None:
    terms = calls.CallTerms(
        "Strict", "Words", world.call.opens_on, world.call.closes_on,
        (
            {"kind": "years_at_least", "value": 30},
            {"kind": "dollars_at_most", "value": 10_000},
            {"kind": "states", "value": "KEN"},
            {"kind": "documents_at_least", "value": 1},
            {"kind": "confirm", "value": "We are registered."},
        ),
        world.call.criteria,
    )  # fmt: skip
    call = calls.draft_call(SYSTEM, world.fund, code="strict", terms=terms)
    call = calls.move_call(world.people.officer, call, deed="open")
    one = applying.start(world.people.grantee, call, world.people.organization, PROPOSAL)
    with pytest.raises(GrantError) as refused:
        applying.submit(world.people.grantee, one)
    for words in ("30 years", "10,000 dollars", "Kenya", "1 files", "We are registered."):
        assert words in str(refused.value)
    said = replace(
        PROPOSAL, founded=1950, cents=900_000, state="KEN", confirmed=("We are registered.",)
    )
    applying.rewrite(world.people.grantee, one, said, [GivenDocument("plan.txt", b"x")])
    assert applying.submit(world.people.grantee, one).status == "submitted"


def test_a_closed_call_takes_nothing_and_an_open_one_is_not_changed(world: World) -> None:
    one = world.draft()
    world.assess()
    with pytest.raises(GrantError, match="does not take"):
        applying.submit(world.people.grantee, one)
    with pytest.raises(GrantError, match="Only a draft"):
        calls.change_call(
            world.people.officer, world.call,
            calls.CallTerms("x", "y", world.call.opens_on, world.call.closes_on, (), ()),
        )  # fmt: skip


def test_a_call_closes_when_its_day_is_over_and_is_decided_by_a_head(world: World) -> None:
    with pytest.raises(GrantError, match="still taken"):
        calls.move_call(world.people.officer, world.call, deed="close")
    one = world.sent()
    world.assess()
    with pytest.raises(PermissionDenied):
        calls.move_call(world.people.officer, world.call, deed="decide")
    with pytest.raises(GrantError, match="waits"):
        calls.move_call(world.people.head, world.call, deed="decide")
    awarding.decline(world.people.head, one, reason="Others were better.")
    assert calls.move_call(world.people.head, world.call, deed="decide").status == "decided"
    assert calls.move_call(world.people.officer, world.call, deed="end").status == "ended"


def test_a_grantee_acts_for_its_own_organization_alone(world: World) -> None:
    one = world.draft()
    with pytest.raises(PermissionDenied):
        applying.start(world.people.rival, world.call, world.people.organization, PROPOSAL)
    for deed in (
        lambda: applying.submit(world.people.rival, one),
        lambda: applying.withdraw(world.people.rival, one, reason="x"),
        lambda: applying.rewrite(world.people.rival, one, PROPOSAL),
        lambda: applying.remove_file(world.people.rival, one, key=1),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert applying.withdraw(world.people.grantee, one, reason="Ill.").status == "withdrawn"


def test_who_is_of_the_same_state_or_organization_reads_nothing(world: World) -> None:
    people = world.people
    one = world.sent()
    world.assess()
    with writing_allowed():
        Membership.objects.create(user=people.third, role=Role.EXPERT, state=OWN_STATE)
        Membership.objects.create(
            user=people.first, role=Role.RESEARCHER, organization=people.organization
        )
    for person in (people.third, people.first, people.nobody):
        with pytest.raises(GrantError, match="cannot read"):
            reading.assign(people.officer, one, User.objects.get(pk=person.pk))
    reading.assign(people.officer, one, people.second)


def test_a_conflict_is_declared_before_anything_and_another_reads(world: World) -> None:
    people = world.people
    one = world.sent()
    world.assess()
    first = reading.assign(people.officer, one, people.first)
    with pytest.raises(GrantError, match="First say"):
        reading.score(people.first, first, given=GOOD)
    with pytest.raises(GrantError, match="another person"):
        reading.declare(people.second, first, conflict=False)
    with pytest.raises(GrantError, match="why"):
        reading.declare(people.first, first, conflict=True)
    reading.declare(people.first, first, conflict=True, reason="My sister works there.")
    with pytest.raises(GrantError, match="nothing to score"):
        reading.score(people.first, first, given=GOOD)
    assert not Application.objects.visible_to(people.first).exists()
    for reader in (people.second, people.third):
        world.assigned(one, reader)
    with pytest.raises(GrantError, match="has its readers"):
        reading.assign(people.officer, one, people.head)


def test_a_conflict_that_comes_out_in_reading_is_declared_until_points_are_given(
    client: Client, world: World
) -> None:
    people = world.people
    one = world.sent()
    world.assess()
    given = world.assigned(one, people.first)
    client.force_login(people.first)
    page = f"/funding/grants/readings/{given.pk}/"
    assert "came out in reading" in client.get(page).content.decode()
    assert PROPOSAL.summary not in client.get(f"{page}?conflict=1").content.decode()
    client.post(page, {"conflict": "yes", "reason": "A cousin keeps the house."})
    given.refresh_from_db()
    assert given.conflict
    assert PROPOSAL.summary not in client.get(page).content.decode()
    with pytest.raises(GrantError):
        reading.declare(people.first, given, conflict=False)
    other = world.assigned(one, people.second)
    world.assigned(one, people.third)  # in the place of the first
    reading.score(people.second, other, given=GOOD)
    with pytest.raises(GrantError):
        reading.declare(people.second, other, conflict=True, reason="Too late.")


def test_more_than_was_asked_for_is_awarded_with_a_reason_alone(world: World) -> None:
    one = world.sent()
    world.assess()
    world.scored(one)
    more = world.terms(PROPOSAL.cents, 1)
    with pytest.raises(GrantError, match="asked for"):
        awarding.award(world.people.head, one, more)
    awarding.award(world.people.head, one, replace(more, reason="The roof as well."))
    assert Grant.objects.get().cents == PROPOSAL.cents + 1


def test_neither_reader_sees_the_other_before_both_are_in(world: World) -> None:
    people = world.people
    one = world.sent()
    world.assess()
    first, second = (world.assigned(one, reader) for reader in (people.first, people.second))
    reading.score(people.first, first, given=GOOD)
    assert Score.objects.visible_to(people.first).count() == 2
    assert not Score.objects.visible_to(people.second).exists()
    assert not Score.objects.visible_to(people.officer).exists()
    with pytest.raises(GrantError, match="nothing to score"):
        reading.score(people.first, first, given=POOR)
    reading.score(people.second, second, given=GOOD)
    for person in (people.first, people.second, people.officer):
        assert Score.objects.visible_to(person).count() == 4
    assert not Score.objects.visible_to(people.third).exists()
    assert not Score.objects.visible_to(people.grantee).exists()


def test_two_who_differ_call_a_third_whom_nobody_precedes(world: World) -> None:
    people = world.people
    one = world.sent()
    world.assess()
    one = world.scored(one, GOOD, POOR)
    assert (one.third_called, one.scores_open) == (True, False)
    assert Score.objects.visible_to(people.officer).count() == 0
    with pytest.raises(GrantError, match="not all in"):
        awarding.award(people.head, one, world.terms())
    third = world.assigned(one, people.third)
    assert not Score.objects.visible_to(people.third).exists()
    reading.score(people.third, third, given={"need": (5, ""), "plan": (4, "")})
    line = queries.ranking(people.officer, world.call).lines[0]
    assert len(line.readings) == 3
    assert line.combined.total == 90
    assert line.combined.aside == 8


def test_who_was_to_read_does_not_award(world: World) -> None:
    people = world.people
    with writing_allowed():
        Membership.objects.create(user=people.head, role=Role.EXPERT)
    head = User.objects.get(pk=people.head.pk)
    one = world.sent()
    world.assess()
    reading.score(head, world.assigned(one, head), given=GOOD)
    reading.score(people.second, world.assigned(one, people.second), given=GOOD)
    one.refresh_from_db()
    with pytest.raises(GrantError, match="does not decide"):
        awarding.award(head, one, world.terms())
    with pytest.raises(GrantError, match="does not decide"):
        awarding.decline(head, one, reason="No.")
    with pytest.raises(PermissionDenied):
        awarding.award(people.officer, one, world.terms())
    assert awarding.award(people.other_head, one, world.terms()).cents == 3_234_567


def test_never_more_than_there_is(world: World) -> None:
    one = world.sent()
    world.assess()
    one = world.scored(one)
    with pytest.raises(OverdrawnError):
        awarding.award(
            world.people.head, one, replace(world.terms(9_000_000), reason="The roof as well.")
        )
    assert not Grant.objects.exists()
    one.refresh_from_db()
    assert one.status == "submitted"
    with writing_allowed():
        Call.objects.filter(pk=world.call.pk).update(envelope=100_000)
    with pytest.raises(GrantError, match="call may award"):
        awarding.award(world.people.head, one, world.terms(100_001))
    awarding.award(world.people.head, one, world.terms(100_000))


def test_an_instalment_waits_for_the_accepted_report(world: World) -> None:
    people = world.people
    grant = world.granted()
    allocated = 8_849_558  # 100,000 dollars less 13 per cent on what is programmable
    assert held(world, grant)[Book.COMMITTED] == 3_234_567
    assert held(world, grant)[Book.ALLOCATED] == allocated - 3_234_567
    grants.pay(people.officer, grant, position=1)
    with pytest.raises(GrantError, match="paid already"):
        grants.pay(people.officer, grant, position=1)
    with pytest.raises(GrantError, match="not accepted"):
        grants.pay(people.officer, grant, position=2)
    with pytest.raises(GrantError, match="No more was spent"):
        grants.send_report(people.grantee, grant, position=1, said=replace(SAID, spent=2_000_001))
    grants.send_report(people.grantee, grant, position=1, said=SAID)
    with pytest.raises(GrantError, match="not accepted"):
        grants.pay(people.officer, grant, position=2)
    with pytest.raises(GrantError, match="why"):
        grants.answer_report(people.officer, grant, position=1, accept=False)
    grants.answer_report(people.officer, grant, position=1, accept=False, answer="Receipts?")
    again = replace(SAID, assisted={("male", "adult", "legal"): 7})
    report = grants.send_report(people.grantee, grant, position=1, said=again)
    assert [row.number for row in report.assisted.all()] == [7]
    grants.answer_report(people.officer, grant, position=1, accept=True)
    grants.pay(people.officer, grant, position=2)
    assert held(world, grant)[Book.EXPENDED] == 3_234_567
    with pytest.raises(GrantError, match="accounted"):
        grants.close(people.head, grant)
    assert grants.close(people.head, grant, reason="The last report is lost.").status == "closed"


def test_what_comes_back_and_what_is_not_paid_is_free_again(world: World) -> None:
    people = world.people
    grant = world.granted()
    before = held(world, grant)[Book.ALLOCATED] + 3_234_567
    grants.pay(people.officer, grant, position=1)
    with pytest.raises(PermissionDenied):
        grants.refund(people.officer, grant, position=1, cents=1, reason="x")
    grants.refund(people.head, grant, position=1, cents=500_000, reason="Fewer beds.")
    assert held(world, grant)[Book.EXPENDED] == 1_500_000
    with pytest.raises(GrantError, match="So much"):
        grants.refund(people.head, grant, position=1, cents=1_500_001, reason="x")
    grants.refund(people.head, grant, position=1, cents=1_500_000, reason="All.")
    grants.close(people.head, grant)
    assert held(world, grant) == {Book.ALLOCATED: before}
    assert ledger.stored_balances() == ledger.office_balances()


def test_a_suspended_grant_pays_nothing(world: World) -> None:
    people = world.people
    grant = world.granted()
    grants.suspend(people.officer, grant, reason="An audit.")
    with pytest.raises(GrantError, match="not active"):
        grants.pay(people.officer, grant, position=1)
    with pytest.raises(PermissionDenied):
        grants.resume(people.officer, grant, reason="Done.")
    grants.resume(people.head, grant, reason="Done.")
    grants.pay(people.officer, grant, position=1)


def test_a_withheld_amount_is_paid_and_judged_by_who_sees_it(world: World) -> None:
    people = world.people
    grant = world.granted(EMBARGOED)
    assert grant.cost_object == world.fund.sealed
    with pytest.raises(RefusedError, match="sealed"):
        grants.pay(people.officer, grant, position=1)
    with pytest.raises(RefusedError, match="sealed"):
        books.commit(
            people.officer, world.contribution, cost_object=grant.cost_object,
            on=timezone.localdate(), cents=99_999_999,
        )  # fmt: skip
    assert GrantInstalment.objects.get(grant=grant, position=1).entry_id is None
    grants.pay(people.head, grant, position=1)
    grants.send_report(people.grantee, grant, position=1, said=SAID)
    with pytest.raises(PermissionDenied):
        grants.answer_report(people.officer, grant, position=1, accept=True)
    grants.answer_report(people.head, grant, position=1, accept=True)


def test_what_is_withheld_is_lifted_by_a_head_and_a_shelter_s_never(world: World) -> None:
    people = world.people
    one = world.sent(replace(PROPOSAL, shelter=True, chosen=("amount",)))
    with pytest.raises(GrantError, match="head of unit alone"):
        embargo.choose_withheld(people.grantee, one, chosen=(), shelter=False)
    with pytest.raises(GrantError, match="head of unit alone"):
        embargo.withhold(people.officer, one, chosen=(), shelter=True)
    with pytest.raises(PermissionDenied):
        embargo.lift(people.officer, one, chosen=())
    embargo.lift(people.head, one, chosen=())
    told = set(one.particulars.filter(withheld=False).values_list("part", flat=True))
    assert told == {"amount"}


def test_text_and_account_do_not_tell_what_is_withheld(world: World) -> None:
    hidden = replace(PROPOSAL, chosen=("name", "amount"))
    one = world.draft(replace(hidden, summary="The house of the  QUIET harbour asks 43,219.87."))
    with pytest.raises(GrantError, match="Name, Amount"):
        applying.submit(world.people.grantee, one)
    with pytest.raises(GrantError, match="account"):
        applying.rewrite(world.people.grantee, one, replace(hidden, name="GRANTEE-17"))


def test_what_is_due_is_listed_and_what_is_late_first(world: World) -> None:
    grant = world.granted()
    today = timezone.localdate()
    assert [(d.kind, d.late) for d in queries.due(world.people.officer, today)] == [
        ("payment", False)
    ]
    grants.pay(world.people.officer, grant, position=1)
    later = today + dt.timedelta(days=210)
    found = queries.due(world.people.grantee, later)
    assert [(d.kind, d.position, d.late) for d in found] == [
        ("report", 1, True), ("payment", 2, True),
    ]  # fmt: skip
    assert queries.due(world.people.rival, later) == []
