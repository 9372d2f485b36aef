"""The pages: a contribution followed from donor to expenditure, and who sees what."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.evidence.registry import for_provision
from cpcj.funding.knowledge import above
from cpcj.funding.models import Contribution, CostObject, Donor, EntryRow, Rate, Setting
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books
from cpcj.funding.tests.factories import (
    DAY,
    PARAGRAPH,
    SYSTEM,
    cost_object,
    donor,
    organization,
    pledge,
    rate,
    received,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(make_user: Callable[..., User]) -> User:
    """Return a person who records and approves."""
    return make_user(Role.UNIT_HEAD)


@pytest.fixture
def giver(make_user: Callable[..., User]) -> User:
    """Return a person who acts for a donor's organization."""
    person = make_user()
    give_role(SYSTEM, person, Grant(role=Role.DONOR, organization=organization("giver")))
    return person


def _terms(**given: str) -> dict[str, str]:
    return {
        "title": "Lamps",
        "earmarking": "soft_earmarked",
        "channel": "thematic",
        "levy_payment": "beside",
        "provisions": PARAGRAPH,
        **given,
    }


def test_a_contribution_is_followed_from_the_donor_to_what_it_was_spent_on(
    client: Client, head: User
) -> None:
    client.force_login(head)

    def send(address: str, **given: str) -> None:
        answer = client.post(f"/funding/{address}", given)
        assert answer.status_code == 302, answer.content.decode()

    send("donors/new/", code="nord", name_en="Northern Light", kind="government", state="nor")
    send("cost-objects/new/", code="P-1", title="Harbours")
    send(
        "contributions/new/",
        **_terms(code="C-9", donor=str(Donor.objects.get().pk), amount="1130.00", currency="USD",
                 on="2026-03-01"),
    )  # fmt: skip
    one = "contributions/C-9/"
    project = str(CostObject.objects.get().pk)
    send(f"{one}do/agree/", on="2026-03-01")
    send(f"{one}instalments/", due="2026-04-01 565\n2026-05-01 565.00")
    send(f"{one}do/receive/", on="2026-03-02", amount="1130")
    send(f"{one}do/allocate/", cost_object=project, on="2026-03-03", amount="1130")
    send(f"{one}do/commit/", cost_object=project, on="2026-03-04", amount="400")
    send(f"{one}do/spend/", cost_object=project, on="2026-03-05", amount="150.25")
    page = client.get(f"/funding/{one}?on=2026-03-05").content.decode()
    assert "150.25" in page
    assert "249.75" in page  # still committed
    assert "130.00" in page  # the support cost
    assert PARAGRAPH in page
    earlier = client.get(f"/funding/{one}?on=2026-03-02").content.decode()
    assert earlier.count("1,130.00") > 2
    for address in ("donors/nord/", "cost-objects/P-1/", "balances/", "settings/", "rates/"):
        assert client.get(f"/funding/{address}?on=2026-03-05").status_code == 200
    assert "Norway" in client.get("/funding/donors/nord/").content.decode()


def test_what_the_books_refuse_is_said_beside_what_was_typed(client: Client, head: User) -> None:
    client.force_login(head)
    one, project = received(100_00), cost_object()
    answer = client.post(
        f"/funding/contributions/{one.code}/do/allocate/",
        {"cost_object": project.pk, "on": "2026-03-01", "amount": "100.01"},
    )
    assert answer.status_code == 200
    assert "“Available” holds 100.00" in answer.content.decode()
    answer = client.post(
        f"/funding/contributions/{one.code}/do/refund/",
        {"on": "2026-03-01", "amount": "0.001", "reason": "less than a cent"},
    )
    assert "no amount of that currency" in answer.content.decode()


def test_an_entry_is_reversed_from_the_page(client: Client, head: User) -> None:
    client.force_login(head)
    one, project = received(100_00), cost_object()
    entry = books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=50_00)
    assert (
        f"/funding/entries/{entry.pk}/reverse/"
        in client.get(f"/funding/contributions/{one.code}/").content.decode()
    )
    answer = client.post(
        f"/funding/entries/{entry.pk}/reverse/", {"on": "2026-03-02", "reason": "wrong"}
    )
    assert answer.status_code == 302
    assert EntryRow.objects.get(reverses=entry).reason == "wrong"


def test_a_donor_sees_the_own_contributions_and_nothing_else(
    client: Client, giver: User, officer: User
) -> None:
    mine = received(123_00, by=donor(organization=giver.memberships.get().organization))
    others = received(777_00, title="Somebody else's")
    project = cost_object()
    hidden = cost_object()
    books.allocate(SYSTEM, mine, cost_object=project, on=DAY, cents=50_00)
    books.allocate(SYSTEM, others, cost_object=project, on=DAY, cents=700_00)
    books.allocate(SYSTEM, others, cost_object=hidden, on=DAY, cents=1_00)
    client.force_login(giver)
    page = client.get("/funding/").content.decode()
    assert mine.code in page
    assert others.code not in page
    assert "Somebody else" not in client.get("/funding/?format=csv").getvalue().decode()
    assert client.get(f"/funding/contributions/{mine.code}/").status_code == 200
    for closed in (
        f"contributions/{others.code}/",
        f"contributions/{others.code}/ledger/",
        f"donors/{others.donor.code}/",
        f"cost-objects/{hidden.code}/",
        "balances/",
    ):
        assert client.get(f"/funding/{closed}").status_code == 404, closed
    shared = client.get(f"/funding/cost-objects/{project.code}/").content.decode()
    assert others.code not in shared
    assert "619" not in shared  # what the others' allocation leaves
    for forbidden in (
        "contributions/new/",
        f"contributions/{mine.code}/do/receive/",
        "balances/close/",
    ):
        assert client.get(f"/funding/{forbidden}").status_code == 403, forbidden
    client.force_login(officer)
    assert others.code in client.get("/funding/").content.decode()


def test_nobody_else_sees_any_money(client: Client, make_user: Callable[..., User]) -> None:
    one = received()
    for role in (Role.RESEARCHER, Role.DELEGATE, Role.EXPERT, Role.ADMINISTRATOR):
        person = make_user(role)
        client.force_login(person)
        assert client.get("/funding/").status_code == 403
        assert client.get(f"/funding/contributions/{one.code}/").status_code == 403
        assert not Contribution.objects.visible_to(person).exists()
        assert not list(for_provision(PARAGRAPH, person))


def test_a_mandate_knows_the_contributions_that_fund_it(officer: User) -> None:
    one = received()
    assert above(f"{PARAGRAPH}(a).1") == (f"{PARAGRAPH}(a).1", f"{PARAGRAPH}(a)", PARAGRAPH)
    found = [item for item in for_provision(f"{PARAGRAPH}.1", officer) if item.room == "funding"]
    assert [item.href for item in found] == [f"/funding/contributions/{one.code}/"]
    assert not list(for_provision("A/RES/79/901#op21", officer))


def test_rates_are_shown_before_they_are_taken_over(client: Client, officer: User) -> None:
    client.force_login(officer)
    rate("EUR", dt.date(2026, 1, 1), "0.9")
    table = b"currency,since,units\nEUR,2026-01-01,0.95\nJPY,2026-01-01,150.2\nXXQ,2026-01-01,1\n"
    answer = client.post(
        "/funding/rates/import/",
        {"table": SimpleUploadedFile("rates.csv", table), "source": "invented"},
        follow=True,
    )
    page = answer.content.decode()
    assert "New: 1. Other than recorded: 1. As recorded: 0. Not understood: 1." in page
    assert Rate.objects.count() == 1
    shown = answer.context["shown"]
    address = answer.redirect_chain[-1][0]
    refused = client.post(address, {"shown": shown}).content.decode()
    assert "say whether they are replaced" in refused
    assert Rate.objects.count() == 1
    client.post(address, {"shown": shown, "yes": "yes"})
    assert {(r.currency, str(r.units.normalize())) for r in Rate.objects.all()} == {
        ("EUR", "0.95"),
        ("JPY", "150.2"),
    }


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\xff\xfe", b"currency,since\nEUR,2026-01-01\n"]
)
def test_what_is_no_table_of_rates_is_refused(
    client: Client, officer: User, content: bytes
) -> None:
    client.force_login(officer)
    answer = client.post(
        "/funding/rates/import/",
        {"table": SimpleUploadedFile("rates.csv", content), "source": "invented"},
    )
    assert answer.status_code == 200
    assert "alert-danger" in answer.content.decode()


def test_a_pledge_needs_a_rate_of_its_day(client: Client, officer: User) -> None:
    client.force_login(officer)
    given = _terms(code="C-1", donor=str(donor().pk), amount="10", currency="eur", on="2026-03-01")
    page = client.post("/funding/contributions/new/", given).content.decode()
    assert "No rate of EUR" in page
    assert not Contribution.objects.exists()


def test_somebody_who_was_slower_overwrites_nothing(client: Client, officer: User) -> None:
    client.force_login(officer)
    one = pledge(Money(100_00))
    address = f"/funding/contributions/{one.code}/change/"
    note = client.get(address).context["form"]["seen"].value()
    first = client.post(address, _terms(title="First", seen=note))
    assert first.status_code == 302
    second = client.post(address, _terms(title="Second", seen=note))
    assert "Somebody else changed this" in second.content.decode()
    one.refresh_from_db()
    assert one.title == "First"


def test_a_setting_holds_from_its_day_on(client: Client, head: User) -> None:
    client.force_login(head)
    client.post(
        "/funding/settings/new/",
        {"kind": "support_cost", "percent": "8", "since": "2026-03-02", "source": "a decision"},
    )
    assert Setting.objects.count() == 1
    one, project = received(1000_00), cost_object()
    before = books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=113_00)
    after = books.allocate(SYSTEM, one, cost_object=project, on=dt.date(2026, 3, 2), cents=108_00)
    charged = [-entry.postings.get(book="support_cost").cents for entry in (before, after)]
    assert charged == [13_00, 8_00]


def test_files_hold_what_the_pages_show(client: Client, officer: User) -> None:
    client.force_login(officer)
    one = received(100_00)
    saved = json.loads(client.get("/funding/?format=json").getvalue())
    assert saved["contributions"][0]["amount"] == "100.00"
    lines = client.get(f"/funding/contributions/{one.code}/ledger/?format=csv").getvalue().decode()
    assert lines.count("100.00") == 6  # agreed, no longer due, received


def test_as_many_statements_for_one_contribution_as_for_many(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(officer)
    first = received()
    for _ in range(6):
        received(by=first.donor)
    books.allocate(SYSTEM, first, cost_object=cost_object(), on=DAY, cents=1_00)
    for address, most in (
        ("/funding/", 16),
        (f"/funding/contributions/{first.code}/", 22),
        (f"/funding/donors/{first.donor.code}/", 16),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
