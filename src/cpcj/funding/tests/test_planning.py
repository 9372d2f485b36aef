"""Forecasts in versions with their variance; transactions that come as a spreadsheet."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as some

from cpcj.accounts.rules import Role
from cpcj.funding import queries
from cpcj.funding.models import EntryRow, Forecast, ImportedTransaction
from cpcj.funding.rules import ledger
from cpcj.funding.rules.forecasts import month_of, variances
from cpcj.funding.rules.ledger import OverdrawnError
from cpcj.funding.rules.transactions import (
    COLUMNS,
    UnreadableTransactionsError,
    read_transactions,
)
from cpcj.funding.services import books, planning, transactions
from cpcj.funding.services.tables import ImportRefusedError
from cpcj.funding.tests.factories import DAY, SYSTEM, agreed, cost_object, received

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User
    from cpcj.funding.models import Contribution, CostObject

MARCH, APRIL, MAY = (dt.date(2026, month, 1) for month in (3, 4, 5))
HEAD = ",".join(COLUMNS)
_amounts = some.dictionaries(
    some.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)).map(month_of), some.integers(0, 10**9)
)


@given(_amounts, _amounts)
def test_variance_loses_no_month_and_no_cent(
    expected: dict[dt.date, int], actual: dict[dt.date, int]
) -> None:
    rows = variances(expected, actual)
    assert [row.month for row in rows] == sorted({*expected, *actual})
    assert sum(row.difference for row in rows) == sum(actual.values()) - sum(expected.values())
    if rows:
        assert rows[-1].expected_so_far == sum(expected.values())
        assert rows[-1].difference_so_far == sum(row.difference for row in rows)


@pytest.mark.django_db
def test_a_forecast_is_compared_with_what_came_about_as_of_a_day(
    client: Client, officer: User
) -> None:
    one, project = agreed(1_000_00), cost_object()
    planning.add_forecast(SYSTEM, one, made_on=DAY, lines={MARCH: 400_00, APRIL: 600_00})
    planning.add_forecast(
        SYSTEM, one, made_on=APRIL, lines={MARCH: 400_00, MAY: 600_00}, reason="later"
    )
    receipt = books.receive(SYSTEM, one, on=DAY, minor=300_00)
    books.receive(SYSTEM, one, on=APRIL, minor=500_00)
    books.reverse(SYSTEM, receipt.entry, on=MAY, reason="another's")
    assert queries.actual_by_month(one, MAY) == {MARCH: 300_00, APRIL: 500_00, MAY: -300_00}
    assert queries.actual_by_month(one, DAY) == {MARCH: 300_00}
    books.allocate(SYSTEM, one, cost_object=project, on=MAY, cents=113_00)
    books.commit(SYSTEM, one, cost_object=project, on=MAY, cents=100_00)
    books.spend(SYSTEM, one, cost_object=project, on=MAY, cents=40_00)
    assert queries.actual_by_month(project, MAY) == {MAY: 40_00}
    with pytest.raises(ValidationError):
        planning.add_forecast(SYSTEM, one, made_on=DAY, lines={MARCH: 1})
    client.force_login(officer)
    address = f"/funding/forecasts/contributions/{one.code}/"
    page = client.get(f"{address}?on=2026-03-31").content.decode()
    assert "Version 1" in page
    assert "Version 2" not in page, "as of a day"
    assert "-100.00" in page.replace("−", "-")
    assert "Version 2" in client.get(address).content.decode()
    said = {"made_on": "2026-06-01", "lines": "2026-06 25.50\n2026-07 4", "reason": ""}
    new = f"/funding/forecasts/cost-objects/{project.code}/new/"
    assert client.post(new, said).status_code == 302
    assert Forecast.objects.get(cost_object=project).lines.count() == 2
    wrong = client.post(new, {**said, "lines": "June 5"}).content.decode()
    assert "This line was not understood" in wrong
    assert client.get("/funding/forecasts/people/x/").status_code == 404


@pytest.mark.django_db
def test_forecasts_are_the_office_s(client: Client, make_user: Callable[..., User]) -> None:
    one = agreed()
    planning.add_forecast(SYSTEM, one, made_on=DAY, lines={MARCH: 1})
    person = make_user(Role.DONOR)
    client.force_login(person)
    assert client.get(f"/funding/forecasts/contributions/{one.code}/").status_code == 404
    assert not Forecast.objects.visible_to(person).exists()


def _table(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def _taken(actor: Any, content: bytes, *, replace: bool = False) -> int:
    proposal = transactions.propose_transactions(actor, content=content, name="sheet.csv")
    shown = transactions.plan_of(proposal, actor).digest
    return transactions.take_over_transactions(actor, proposal, shown=shown, replace=replace)


def _projects() -> tuple[Contribution, CostObject]:
    one, project = received(1_000_00), cost_object()
    books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=565_00)
    return one, project


@pytest.mark.django_db
def test_transactions_are_written_whole_or_not_at_all() -> None:
    one, project = _projects()
    rows = (
        f"X2,2026-03-03,expenditure,{one.code},{project.code},80.00",
        f"X1,2026-03-02,commitment,{one.code},{project.code},100.00",
    )
    assert _taken(SYSTEM, _table(*rows)) == 2
    before = EntryRow.objects.count()
    with pytest.raises(ImportRefusedError, match="nothing"):
        _taken(SYSTEM, _table(*rows))
    more = f"X3,2026-03-04,commitment,{one.code},{project.code},50.00"
    beyond = f"X4,2026-03-04,expenditure,{one.code},{project.code},500.00"
    with pytest.raises(OverdrawnError):
        _taken(SYSTEM, _table(more, beyond))
    with pytest.raises(ImportRefusedError, match="refused"):
        _taken(SYSTEM, _table(more, f"X5,2026-03-04,expenditure,nowhere,{project.code},1"))
    assert EntryRow.objects.count() == before
    assert queries.stored_balances() == ledger.balances(queries.entries())


@pytest.mark.django_db
def test_rows_recorded_otherwise_are_replaced_by_a_head_who_says_so(
    make_user: Callable[..., User],
) -> None:
    one, project = _projects()
    first = f"X1,2026-03-02,commitment,{one.code},{project.code},100.00"
    _taken(SYSTEM, _table(first, f"X2,2026-03-03,expenditure,{one.code},{project.code},80.00"))
    other = _table(
        first.replace("100.00", "90.00"),
        f"X2,2026-03-03,expenditure,{one.code},{project.code},70.00",
    )
    with pytest.raises(ImportRefusedError, match="needs_yes"):
        _taken(SYSTEM, other)
    with pytest.raises(ImportRefusedError, match="needs_head"):
        _taken(make_user(Role.OFFICER), other, replace=True)
    assert _taken(make_user(Role.UNIT_HEAD), other, replace=True) == 2
    held = queries.by_book(queries.balances_on_cost_object(project, type(one).objects.all()))
    assert (held[ledger.Book.EXPENDED], held[ledger.Book.COMMITTED]) == (70_00, 20_00)
    assert ImportedTransaction.objects.get(reference="X1").said[5] == "90.00"
    assert EntryRow.objects.filter(deed="reversed").count() == 2
    assert queries.stored_balances() == ledger.balances(queries.entries())


@pytest.mark.django_db
def test_a_spreadsheet_is_shown_before_it_is_taken_over(client: Client, officer: User) -> None:
    one, project = _projects()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    sheet.append(["X1", dt.date(2026, 3, 2), "commitment", one.code, project.code, 100])
    sheet.append(["X2", "soon", "commitment", one.code, project.code, 1])
    sheet.append(["X3", dt.date(2026, 3, 2), "commitment", "nowhere", project.code, 1])
    out = io.BytesIO()
    book.save(out)
    client.force_login(officer)
    answer = client.post(
        "/funding/transactions/",
        {"table": SimpleUploadedFile("sheet.xlsx", out.getvalue())},
        follow=True,
    )
    page = answer.content.decode()
    assert "New: 1." in page
    assert "Cannot be taken: 1. Not understood: 1." in page
    address, shown = answer.redirect_chain[-1][0], answer.context["plan"].digest
    refused = client.post(address, {"shown": shown}).content.decode()
    assert "whole or not at all" in refused
    assert not ImportedTransaction.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"a,b\n", b"\xff\xfe", b"PK\x03\x04broken", b"reference\x00",
        _table(*(f"R{n},2026-01-01,release,C,P,1" for n in range(5_002))),
    ],
    ids=["empty", "columns", "encoding", "zip", "null", "rows"],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(UnreadableTransactionsError, match=r"sheet\.csv"):
        read_transactions(content, "sheet.csv")


def test_each_wrong_row_is_named_by_its_line() -> None:
    rows, problems = read_transactions(
        _table(
            "A,2026-01-01,receipt,C-1,,5.00",
            "A,2026-01-01,receipt,C-1,,5.00",
            "B,2026-01-01,receipt,C-1,P-1,5.00",
            "C,2026-01-01,gift,C-1,,5.00",
            "D,2026-01-01,release,C-1,P-1,0",
            ",2026-01-01,release,C-1,P-1,1",
            "E,2026-01-01,release,,P-1,1",
        ),
        "sheet.csv",
    )
    assert [row.reference for row in rows] == ["A"]
    assert [problem.line for problem in problems] == [3, 4, 5, 6, 7, 8]
