"""Pages of donors, funds and cost objects: over time, as of a day, to whom."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.frame.exports import FORMATS
from cpcj.funding import over_time
from cpcj.funding.rules.transactions import COLUMNS
from cpcj.funding.services import books, parties
from cpcj.funding.tests.factories import (
    DAY,
    SYSTEM,
    agreed,
    cost_object,
    donor,
    organization,
    received,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
APRIL, NEXT = dt.date(2026, 4, 2), dt.date(2027, 1, 9)


def test_a_fund_s_months_say_what_moved_and_what_was_left() -> None:
    one, project = received(100_000), cost_object()
    books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=56_500)
    books.commit(SYSTEM, one, cost_object=project, on=APRIL, cents=40_000)
    books.spend(SYSTEM, one, cost_object=project, on=NEXT, cents=30_000)
    moved = over_time.moved(SYSTEM, NEXT, contribution=one)
    assert [tuple(row)[1:] for row in moved] == [
        (100_000, 50_000, 0, 0, 93_500), (0, 0, 40_000, 0, 93_500), (0, 0, 0, 30_000, 63_500),
    ]  # fmt: skip
    assert over_time.moved(SYSTEM, APRIL, contribution=one) == moved[:2]
    (own,) = over_time.moved_of(SYSTEM, NEXT, [project.pk]).values()
    assert [row.balance for row in own] == [50_000, 50_000, 20_000]


def test_a_donor_s_page_says_what_was_given_what_it_paid_for_and_what_is_due(
    client: Client, make_user: Callable[..., User]
) -> None:
    giver = donor(organization=organization())
    one = agreed(100_000, by=giver)
    parties.set_instalments(SYSTEM, one, due=[(DAY, 40_000), (APRIL, 35_000), (NEXT, 25_000)])
    books.receive(SYSTEM, one, on=DAY, minor=60_000)
    project = cost_object(title="Harbours at night")
    books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=11_300)
    person = make_user()
    give_role(SYSTEM, person, Grant(Role.DONOR, organization=giver.organization))
    client.force_login(person)
    page = client.get(f"/funding/donors/{giver.code}/?on=2026-06-01").content.decode()
    for words in ("Harbours at night", "Softly earmarked", "600.00", "150.00", "250.00", "late"):
        assert words in page, words
    assert "400.00" not in page.split("Instalments due")[1].split("</ul>")[0]
    early = client.get(f"/funding/donors/{giver.code}/?on=2026-02-01").content.decode()
    assert "Harbours" not in early
    (row,) = csv.DictReader(
        io.StringIO(client.get(f"/funding/donors/{giver.code}/?format=csv").getvalue().decode())
    )
    assert (row["pledged"], row["agreed"], row["received"]) == ("1000.00", "1000.00", "600.00")


def test_who_sees_a_fund_sees_the_own_part_and_gets_it_as_a_file(
    client: Client, make_user: Callable[..., User]
) -> None:
    giver = donor(organization=organization())
    received(10_000, by=giver)
    received(70_000, earmarking="general_purpose")
    person = make_user()
    give_role(SYSTEM, person, Grant(Role.DONOR, organization=giver.organization))
    client.force_login(person)
    assert "100.00" in client.get("/funding/funds/all/").content.decode()
    assert "800.00" not in client.get("/funding/funds/all/").content.decode()
    assert "700.00" not in client.get("/funding/funds/general_purpose/").content.decode()
    assert client.get("/funding/funds/nothing/").status_code == 404
    client.force_login(make_user(Role.OFFICER))
    assert "800.00" in client.get("/funding/funds/all/").content.decode()
    assert "700.00" in client.get("/funding/funds/").content.decode()
    for form in FORMATS:
        assert client.get(f"/funding/funds/soft_earmarked/?format={form}").getvalue()
    client.force_login(make_user(Role.DELEGATE))
    assert client.get("/funding/funds/all/").status_code == 403


def test_an_officer_gets_the_empty_table_of_transactions(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.DELEGATE))
    assert client.get("/funding/transactions/template/").status_code == 403
    client.force_login(make_user(Role.OFFICER))
    assert "/transactions/template/" in client.get("/funding/transactions/").content.decode()
    content = client.get("/funding/transactions/template/").getvalue()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert tuple(cell.value for cell in book.worksheets[0][1]) == COLUMNS


def test_pages_ask_as_often_for_many_rows_as_for_few(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    giver = donor()

    def give() -> str:
        one, project = received(50_000, by=giver), cost_object()
        parties.set_instalments(SYSTEM, one, due=[(NEXT, 50_000)])
        books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=11_300)
        return project.code

    code = give()
    addresses = [f"/funding/donors/{giver.code}/", "/funding/funds/", "/funding/funds/all/",
                 f"/funding/cost-objects/{code}/"]  # fmt: skip

    def asked() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    before = asked()
    for _more in range(4):
        give()
    assert asked() == before
