"""A withheld name, address or amount: who is told, who is not, and what lists and sums say.

That it stands nowhere in the site is tried by ``tests/leaks``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.exports import FORMATS
from cpcj.frame.records import writing_allowed
from cpcj.funding.campaigns.services import campaigning
from cpcj.funding.models import Forecast, ForecastLine, ImportedTransaction, TransactionProposal
from cpcj.funding.rules.money import Money
from cpcj.funding.rules.transactions import COLUMNS
from cpcj.funding.services import books, planning, transactions
from cpcj.funding.services.books import RefusedError
from cpcj.funding.trust_fund.models import (
    Application,
    Fund,
    Grant,
    Particular,
    Report,
)
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.tests.conftest import PROPOSAL, SYSTEM, World
from cpcj.funding.trust_fund.tests.planting import (
    AWARDED,
    FIRST_PART,
    PARTLY_AWARDED,
    SECRETS,
    as_,
    plant,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(world: World) -> Grant:
    """Return a withheld grant that is told of wherever words can stand."""
    return plant(world)


def test_what_is_posted_tells_nothing_either(world: World, planted: Grant) -> None:
    """Refusals do not tell: of money, of readers, of steps."""
    number, people = planted.number, world.people
    posts: list[tuple[str, dict[str, Any]]] = [
        (f"/funding/grants/awarded/{number}/do/pay/", {"position": 2}),
        (f"/funding/grants/awarded/{number}/do/answer/", {"position": 1, "accept": "yes"}),
        (f"/funding/grants/applications/{number}/do/assign/", {"reader": people.third.pk}),
        (f"/funding/grants/applications/{number}/do/withhold/", {"chosen": ["name"]}),
        (f"/funding/grants/applications/{number}/do/submit/", {}),
        *(
            (
                f"/funding/contributions/{world.contribution.code}/do/{deed}/",
                {"on": "2026-11-01", "amount": "99999999", "reason": "x",
                 "cost_object": planted.cost_object.pk},
            )
            for deed in ("commit", "release", "spend", "return")
        ),
    ]  # fmt: skip
    for person in (people.officer, people.first, people.rival, None):
        for address, given in posts:
            answer = as_(person).post(address, given)
            assert answer.status_code < 500, address
            assert not SECRETS.search(said(answer)), address


def test_who_may_see_it_finds_all_of_it(world: World, planted: Grant) -> None:
    page = f"/funding/grants/awarded/{planted.number}/"
    for person in (world.people.head, world.people.grantee):
        words = said(as_(person).get(page))
        for value in (
            PROPOSAL.name,
            "Lampstead",
            "Ropewalk",
            "38,765.43",
            "23,456.71",
            "21,987.65",
        ):
            assert value in words
        found = as_(person).get(f"/funding/grants/awarded/?q={quote(PROPOSAL.name)}")
        assert planted.number in said(found)
    listed = as_(world.people.officer).get(f"/funding/grants/awarded/?q={quote(PROPOSAL.name)}")
    assert listed.context["listing"].count == 0
    assert planted.number in said(as_(world.people.officer).get("/funding/grants/awarded/"))
    assert planted.number not in said(as_(None).get("/funding/grants/awarded/"))


def test_the_order_of_a_list_does_not_tell(world: World, planted: Grant) -> None:
    """A withheld value sorts as nothing does, whatever it is."""
    client = as_(world.people.officer)
    orders = []
    for name, cents in (("Aaa", 1), ("Zzz", 9_999_999_999)):
        with writing_allowed():
            Particular.objects.filter(application=planted.application, part=Part.NAME).update(
                value=name
            )
            Particular.objects.filter(application=planted.application, part=Part.AMOUNT).update(
                cents=cents
            )
        for sort in ("grantee", "largest"):
            page = client.get(f"/funding/grants/applications/?sort={sort}")
            orders.append((sort, [one.number for one in page.context["listing"].records]))
    assert orders[:2] == orders[2:]


def test_counts_by_state_leave_it_out(world: World, planted: Grant) -> None:
    page = as_(world.people.officer).get("/funding/grants/awarded/")
    facet = next(one for one in page.context["listing"].facets if one.name == "state")
    told = {(value.value, value.count) for value in facet.values}
    assert told == {("?", 1), ("KEN", 1), ("CHL", 1)}
    assert "Peru" not in said(as_(None).get(f"/funding/grants/funds/{world.fund.code}/"))


def test_a_shelter_stands_in_no_file_whoever_asks(world: World) -> None:
    people = world.people
    grant = world.granted(replace(PROPOSAL, shelter=True))
    client = as_(people.head)
    assert PROPOSAL.name in said(client.get(f"/funding/grants/awarded/{grant.number}/"))
    places = [f"/funding/grants/awarded/{grant.number}/agreement/"]
    places += [
        f"/funding/grants/{each}/?format={form}"
        for each in ("awarded", "applications")
        for form in FORMATS
    ]
    for place in places:
        words = said(client.get(place))
        assert grant.number in words
        for value in (
            "House of the Quiet",
            "Lampstead",
            "Ropewalk",
            "harbour.example",
            "Peru",
            "PER",
        ):
            assert value not in words, place
    own = said(as_(people.grantee).get(places[0]))
    assert PROPOSAL.name in own


def test_the_log_keeps_that_it_was_changed_and_shows_no_value(world: World, planted: Grant) -> None:
    events = AuditEvent.objects.filter(
        kind="trust_fund.application", key=str(planted.application_id)
    )
    assert {"withheld"} <= set(events.values_list("note", flat=True))
    page = said(as_(world.people.administrator).get(
        f"/audit/record/trust_fund.application/{planted.application_id}/"
    ))  # fmt: skip
    assert "chosen: changed" in page
    assert not SECRETS.search(page)


def test_the_ledger_shows_what_was_allocated_and_every_balance_fits(
    world: World, planted: Grant
) -> None:
    from cpcj.funding.queries import balances_of, by_book, office_balances
    from cpcj.funding.rules.ledger import Book

    people = world.people
    told = by_book(balances_of(world.contribution, reader=people.officer))
    known = by_book(balances_of(world.contribution, reader=people.head))
    hidden = AWARDED - FIRST_PART + PARTLY_AWARDED
    assert known[Book.COMMITTED] - told.get(Book.COMMITTED, 0) == hidden
    assert known[Book.EXPENDED] == FIRST_PART
    assert Book.EXPENDED not in told
    for sums in (office_balances(reader=people.officer), office_balances(reader=people.head)):
        debits = sum(c for a, c in sums.items() if a.book in ("receivable", "cash", "disbursed"))
        assert debits == sum(c for a, c in sums.items()) - debits
    assert SystemActor("x").pk is None
    assert Report.objects.visible_to(people.donor).count() == 0
    assert not Application.objects.visible_to(people.donor).exists()


def _officer_and_head(world: World) -> tuple[Client, Client]:
    return as_(world.people.officer), as_(world.people.head)


def test_a_forecast_of_a_sealed_cost_object_is_the_heads_(world: World, planted: Grant) -> None:
    month = timezone.localdate().replace(day=1)
    sealed = planted.cost_object
    planning.add_forecast(world.people.head, sealed, made_on=month, lines={month: FIRST_PART})
    officer, head = _officer_and_head(world)
    page = f"/funding/forecasts/cost-objects/{sealed.code}/"
    assert "23,456.71" in said(head.get(page))
    assert officer.get(page).status_code == officer.get(f"{page}new/").status_code == 404
    for kind in (Forecast, ForecastLine):
        assert kind.objects.visible_to(world.people.head).count() == 1
        assert kind.objects.visible_to(world.people.officer).count() == 0


def test_a_spreadsheet_tells_nothing_of_a_sealed_cost_object(world: World) -> None:
    people, of, sealed = world.people, world.contribution.code, world.fund.sealed
    today = timezone.localdate().isoformat()

    def proposed(person: User, to: str, amount: str) -> TransactionProposal:
        table = f"{','.join(COLUMNS)}\nX-1,{today},commitment,{of},{to},{amount}\n"
        return transactions.propose_transactions(person, content=table.encode(), name="ours.csv")

    assert sealed is not None
    whole = proposed(people.head, sealed.code, "38765.43")
    officer, head = _officer_and_head(world)
    page = f"/funding/transactions/{whole.pk}/"
    assert "38765.43" in said(head.get(page))
    assert "38765.43" not in said(officer.get(page))
    shown = transactions.plan_of(whole, people.head).digest
    transactions.take_over_transactions(people.head, whole, shown=shown, replace=False)
    assert ImportedTransaction.objects.visible_to(people.head).exists()
    assert not ImportedTransaction.objects.visible_to(people.officer).exists()
    plain = world.fund.cost_object
    assert plain is not None
    for to, amount in ((plain.code, "1.00"), (sealed.code, "38765.43"), (sealed.code, "1.00")):
        again = proposed(people.officer, to, amount)
        plan = transactions.plan_of(again, people.officer)
        assert ([why for _row, why in plan.refused], plan.same) == (["sealed"], 0)
        told = said(officer.get(f"/funding/transactions/{again.pk}/"))
        assert "38765.43" not in told


def test_a_campaign_s_page_tells_nothing_of_withheld_grants(world: World) -> None:
    people, today = world.people, timezone.localdate()
    sealed = world.fund.sealed
    assert sealed is not None
    one = campaigning.open_campaign(
        SYSTEM, code="beds", title="Beds", purpose="", fund=sealed, opened_on=today
    )
    given = campaigning.record_donation(SYSTEM, one, amount=Money(11_300_000), on=today)
    books.allocate(SYSTEM, given.contribution, cost_object=sealed, on=today, cents=11_300_000)
    books.commit(SYSTEM, given.contribution, cost_object=sealed, on=today, cents=AWARDED)
    officer, head = _officer_and_head(world)
    assert "38,765.43" in said(head.get("/funding/campaigns/beds/"))
    told = said(officer.get("/funding/campaigns/beds/"))
    assert "100,000.00" in told
    assert not SECRETS.search(told)
    assert "61,234.57" not in told, "what is left tells what was taken"
    assert people.head.pk != people.officer.pk


def test_what_comes_back_tells_no_single_grant(world: World, planted: Grant) -> None:
    """Allocated less returned is spent: while the grants are few, nothing is returned."""
    head, today = world.people.head, timezone.localdate()

    def take_back() -> None:
        books.return_allocation(
            head, world.contribution, cost_object=planted.cost_object, on=today, cents=100,
            reason="The rest.",
        )  # fmt: skip

    with pytest.raises(RefusedError, match="few"):
        take_back()
    number = Grant.objects.filter(cost_object=planted.cost_object).count()
    with writing_allowed():
        Fund.objects.filter(pk=world.fund.pk).update(minimum_shown=number)
    take_back()
