"""Countries and programmes in pictures: the figures, who sees which, as of which day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.assistance.portfolio.tests import factories as portfolios
from cpcj.assistance.profiles.money import by_record, for_country
from cpcj.assistance.profiles.results import reached_in
from cpcj.assistance.publication.tests.conftest import SECRET, Portfolio, portfolio
from cpcj.assistance.results.services.framework import Told, Typed
from cpcj.assistance.results.tests.factories import approved, indicator, period
from cpcj.assistance.services import asking
from cpcj.assistance.services.asking import Asked
from cpcj.frame.actors import SystemActor

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpcj.accounts.models import User

__all__ = ["portfolio"]
pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")
BEFORE, AFTER = "2026-02-28", "2026-12-31"
LAST = dt.date(2026, 12, 31)
FIVE = Decimal(5)


def as_(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"))))


def test_a_country_has_its_share_to_the_cent_and_all_shares_are_the_whole(
    portfolio: Portfolio,
) -> None:
    records = [portfolio.programme, portfolio.project, portfolio.activity]
    (planned, books) = by_record(portfolio.officer, records, LAST)
    # The activity's budget counts; the money is told of with the project, the highest.
    assert (planned.one, planned.planned) == (portfolio.activity, 10_000_001)
    assert (books.one, books.allotted, books.committed, books.spent) == (
        portfolio.project, 442_478, 300_000, 120_000,
    )  # fmt: skip
    parts = [for_country(portfolio.officer, [planned, books], code) for code in ("KEN", "UGA")]
    assert [[(row.planned, row.spent) for row in part] for part in parts] == [
        [(6_000_001, 72_000)], [(4_000_000, 48_000)],
    ]  # fmt: skip
    assert sum(row.allotted for part in parts for row in part) == 442_478


def test_the_page_of_a_country_shows_to_each_what_that_person_may_see(
    portfolio: Portfolio, make_user: Callable[..., User]
) -> None:
    asked = asking.record(
        SYSTEM, "KEN", Asked("Lamps of ours", "Lamps"), received=dt.date(2026, 3, 2)
    )
    point = make_user()
    give_role(SYSTEM, point, Grant(Role.FOCAL_POINT, state="UGA"))
    own = make_user()
    give_role(SYSTEM, own, Grant(Role.DELEGATE, state="KEN"))
    address = f"/profiles/countries/KEN?on={AFTER}"
    public = as_(None).get(address).content.decode()
    assert "A course" in public
    assert "60,000.01" in public
    assert SECRET not in public
    office = as_(portfolio.officer).get(address).content.decode()
    assert "720.00" in office
    assert asked.number in office
    for person in (None, point):
        said = as_(person).get(address).content.decode()
        assert asked.number not in said
        assert "720.00" not in said
    assert asked.number in as_(own).get(address).content.decode()
    earlier = as_(portfolio.officer).get(f"/profiles/countries/KEN?on={BEFORE}").content.decode()
    assert "720.00" not in earlier
    assert asked.number not in earlier
    assert as_(None).get("/profiles/countries/KEN?on=nonsense").status_code == 200
    assert as_(None).get("/profiles/countries/298").status_code == 404
    assert "Kenya" in as_(None).get("/profiles/countries/").content.decode()


def test_files_hold_what_the_page_shows_and_no_more(portfolio: Portfolio) -> None:
    address = f"/profiles/programmes/{portfolio.programme.identifier}/?on={AFTER}"
    office, public = as_(portfolio.officer), as_(None)
    found = rows(office, f"{address}&format=csv")
    assert {(row["identifier"], row["planned"], row["spent"]) for row in found} == {
        (portfolio.activity.identifier, "100000.01", "0.00"),
        (portfolio.project.identifier, "0.00", "1200.00"),
    }
    (row,) = rows(public, f"{address}&format=csv")
    assert set(row) == {"year", "identifier", "title", "planned"}
    said = json.loads(b"".join(public.get(f"{address}&format=json")))
    assert "spent" not in json.dumps(said)
    assert public.get(f"{address}&format=xlsx").getvalue().startswith(b"PK")
    assert "1,200.00" in office.get(address).content.decode()
    assert "1,200.00" not in public.get(address).content.decode()
    draft = f"/profiles/programmes/{portfolio.draft.identifier}/"
    assert public.get(draft).status_code == 404


def test_results_are_those_of_the_country_by_a_day(portfolio: Portfolio) -> None:
    one = portfolios.published(portfolios.activity())
    made = indicator(one, axes={"country": True})
    whole = Told(
        Typed(Decimal(30)),
        {("country", "KEN"): Typed(Decimal(20)), ("country", "UGA"): Typed(Decimal(10))},
    )
    approved(period(one), {made.pk: whole})
    anybody = AnonymousUser()
    (kenya,) = reached_in(anybody, [one], "KEN", LAST)
    assert (kenya.indicator, kenya.value, kenya.here) == (made.title, "20", True)
    (other,) = reached_in(anybody, [one], "PER", LAST)
    assert (other.value, other.here) == ("30", False)
    assert reached_in(anybody, [one], "KEN", dt.date(2025, 6, 29)) == []
    page = as_(None).get(f"/profiles/programmes/{one.identifier}/").content.decode()
    assert made.title in page


def test_pages_ask_as_often_for_many_rows_as_for_few(portfolio: Portfolio) -> None:
    client = as_(portfolio.officer)
    programme = portfolio.programme
    addresses = ["/profiles/countries/", "/profiles/countries/KEN",
                 f"/profiles/programmes/{programme.identifier}/"]  # fmt: skip

    def asked() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    def report() -> None:
        one = portfolios.activity(of=portfolio.project)
        made = indicator(one)
        approved(period(one), {made.pk: Told(Typed(FIVE), {("sex", "female"): Typed(FIVE)})})

    report()
    before = asked()
    for _more in range(4):
        report()
    assert asked() == before
