"""Campaigns with their donations, sponsored participation: recorded, shown, kept apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from cpcj.accounts.rules import Role
from cpcj.funding import queries as funding_queries
from cpcj.funding.campaigns import queries
from cpcj.funding.campaigns.models import Campaign, Donation, Event, Sponsorship
from cpcj.funding.campaigns.services import campaigning, sponsoring
from cpcj.funding.campaigns.services.refusals import RefusedError
from cpcj.funding.models import CostObject
from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import Book
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books
from cpcj.funding.tests.factories import DAY, SYSTEM, cost_object, donor, rate, received

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
HOME = "/funding/campaigns/"


def lanterns(**given: str) -> Campaign:
    """Return a campaign against trafficking, of invented looks."""
    values = {"code": "lanterns", "title": "A Thousand Lanterns", "purpose": ""} | given
    return campaigning.open_campaign(SYSTEM, fund=cost_object(), opened_on=DAY, **values)


def congress(fund: CostObject | None = None) -> Event:
    """Return a congress to be sponsored."""
    return sponsoring.add_event(
        SYSTEM,
        code="congress",
        title="Congress of Lamplighters",
        place="Lanternport",
        starts_on=dt.date(2025, 4, 20),
        ends_on=dt.date(2025, 4, 27),
        cost_object=fund or cost_object(),
    )


def test_a_donation_is_a_contribution_that_has_come_in() -> None:
    rate("EUR", DAY, "0.8")
    one = lanterns()
    anonymous = campaigning.record_donation(SYSTEM, one, amount=Money(40_00, "EUR"), on=DAY)
    assert (anonymous.contribution.dollars, anonymous.contribution.status) == (50_00, "agreed")
    assert anonymous.contribution.donor == one.public_donor
    campaigning.record_donation(
        SYSTEM, one, amount=Money(25_00), on=DAY + dt.timedelta(days=400), donor=donor()
    )
    years = queries.totals([one.pk])[one.pk]
    assert {year: total.cents for year, total in years.items()} == {2026: 50_00, 2027: 25_00}
    held = funding_queries.balances_of_many([anonymous.contribution.pk])
    assert funding_queries.by_book(held)[Book.AVAILABLE] == 50_00
    assert funding_queries.stored_balances() == ledger.balances(funding_queries.entries())
    entry = anonymous.contribution.receipts.get().entry
    books.reverse(SYSTEM, entry, on=DAY, reason="came back")
    assert queries.whole(queries.totals([one.pk])[one.pk]).cents == 25_00


def test_a_campaign_takes_what_is_given_while_it_is_open() -> None:
    one = lanterns()
    for wrong in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=31)):
        if wrong > DAY:
            campaigning.close_campaign(SYSTEM, one, on=DAY + dt.timedelta(days=30))
        with pytest.raises(RefusedError):
            campaigning.record_donation(SYSTEM, one, amount=Money(1_00), on=wrong)
    with pytest.raises(RefusedError, match="anonymous"):
        campaigning.record_donation(
            SYSTEM, one, amount=Money(1_00), on=DAY, agreed_to_be_named=True
        )
    assert not Donation.objects.exists()


def test_the_public_sees_totals_and_only_names_of_those_who_agreed(client: Client) -> None:
    one = lanterns()
    for name, agreed in (("Guild of Wicks", True), ("Hidden Giver", False), ("", False)):
        campaigning.record_donation(
            SYSTEM, one, amount=Money(10_00), on=DAY, name=name, agreed_to_be_named=agreed
        )
    page = client.get(f"{HOME}{one.code}/").content.decode()
    assert "3 donations, together 30.00" in page
    assert "Guild of Wicks" in page
    assert "Hidden Giver" not in page
    assert client.get(f"{HOME}donations/").status_code in (302, 403)
    for form in ("", "?format=csv", "?format=json"):
        answer = client.get(HOME + form)
        words = answer.getvalue() if answer.streaming else answer.content
        assert b"Hidden Giver" not in words


def test_an_officer_opens_a_campaign_and_records_donations(client: Client, officer: User) -> None:
    client.force_login(officer)
    fund = cost_object()
    given = {"code": "sails", "title": "Sails of Hope", "fund": fund.pk, "opened_on": "2026-01-01"}
    assert client.post(f"{HOME}new/", given).status_code == 302
    donation = {"on": "2026-02-01", "amount": "12.50", "currency": "usd", "name": "A. Lamp"}
    assert client.post(f"{HOME}sails/donate/", donation).status_code == 302
    late = client.post(f"{HOME}sails/donate/", {**donation, "on": "2025-12-31"})
    assert "not open on that day" in late.content.decode()
    assert "A. Lamp" in client.get(f"{HOME}donations/").content.decode()
    assert "12.50" in client.get(f"{HOME}sails/").content.decode()
    assert client.post(f"{HOME}sails/close/", {"on": "2026-03-01"}).status_code == 302


def test_least_developed_countries_of_the_event_s_day_are_invited() -> None:
    event = congress()
    made = {one.state for one in sponsoring.invite(SYSTEM, event)}
    assert len(made) == 44
    assert "BTN" not in made
    with pytest.raises(RefusedError, match="invited"):
        sponsoring.invite(SYSTEM, event)


def test_a_sponsorship_is_decided_by_a_second_person_and_paid_through_the_books(
    make_user: Callable[..., User],
) -> None:
    head, other = make_user(Role.UNIT_HEAD), make_user(Role.UNIT_HEAD)
    event = congress()
    contribution = received(10_000_00)
    books.allocate(SYSTEM, contribution, cost_object=event.cost_object, on=DAY, cents=5_650_00)
    sponsoring.invite(SYSTEM, event)
    malawi = event.invitations.get(state="MWI")
    one = sponsoring.ask(head, malawi, asked_on=DAY, persons=2, cents=4_000_00)
    paid: dict[str, Any] = {"on": DAY, "cents": 3_000_00, "contribution": contribution}
    with pytest.raises(RefusedError, match="own"):
        sponsoring.approve(head, one, **paid)
    one.refresh_from_db()
    assert one.status == "asked"
    sponsoring.approve(other, one, **paid)
    with pytest.raises(RefusedError, match="more"):
        sponsoring.spend(head, one, on=DAY, cents=3_000_01)
    sponsoring.spend(head, one, on=DAY, cents=2_400_00)
    assert queries.money_of([one])[one.pk] == (3_000_00, 2_400_00)
    sponsoring.settle(head, one, on=DAY)
    assert queries.money_of([one])[one.pk] == (2_400_00, 2_400_00)
    held = funding_queries.by_book(funding_queries.balances_of(contribution))
    assert held[Book.EXPENDED] == 2_400_00
    assert held[Book.ALLOCATED] == 2_600_00
    with pytest.raises(RefusedError, match="closed"):
        sponsoring.spend(head, one, on=DAY, cents=1)


def test_the_event_s_page_says_by_region_who_is_sponsored(
    client: Client, make_user: Callable[..., User]
) -> None:
    head, officer = make_user(Role.UNIT_HEAD), make_user(Role.OFFICER)
    event = congress()
    contribution = received(10_000_00)
    books.allocate(SYSTEM, contribution, cost_object=event.cost_object, on=DAY, cents=5_650_00)
    client.force_login(officer)
    assert client.post(f"{HOME}events/congress/invite/", {}).status_code == 302
    for state, cents in (("MWI", "1500"), ("NPL", "900")):
        key = event.invitations.get(state=state).pk
        said = {"asked_on": "2026-01-05", "persons": "2", "amount": cents, "reason": "why not"}
        assert client.post(f"{HOME}events/invitations/{key}/ask/", said).status_code == 302
    malawi, nepal = Sponsorship.objects.order_by("pk")
    requests = f"{HOME}events/requests/"
    assert client.get(f"{requests}{malawi.pk}/approve/").status_code == 403
    client.force_login(head)
    approved = {"on": "2026-03-02", "amount": "1500", "contribution": contribution.pk}
    assert client.post(f"{requests}{malawi.pk}/approve/", approved).status_code == 302
    declined = {"on": "2026-03-02", "decision": "no money"}
    assert client.post(f"{requests}{nepal.pk}/decline/", declined).status_code == 302
    page = client.get(f"{HOME}events/congress/").content.decode()
    assert "1,500.00" in page
    client.logout()
    page = client.get(f"{HOME}events/congress/").content.decode()
    assert "44 least developed countries are invited; sponsored: 1." in page
    assert page.count("<strong>sponsored</strong>") == 1
    assert "1,500.00" not in page
    assert "no money" not in page


def test_as_many_statements_for_one_as_for_many(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    event, one = congress(), lanterns()
    sponsoring.invite(SYSTEM, event)
    for invitation in event.invitations.all()[:8]:
        sponsoring.ask(SYSTEM, invitation, asked_on=DAY, persons=1, cents=1_00)
    for _ in range(4):
        campaigning.record_donation(SYSTEM, one, amount=Money(1_00), on=DAY, name="Wick")
    client.force_login(officer)
    for path, most in (
        ("", 12), ("lanterns/", 14), ("donations/", 14), ("events/", 12),
        ("events/congress/", 14), ("events/requests/", 14),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert client.get(HOME + path).status_code == 200
