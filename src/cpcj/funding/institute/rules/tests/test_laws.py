"""The laws of the institute's money: shares, settling, ages, balances."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cpcj.funding.institute.rules import accounts, arrears, shares
from cpcj.funding.institute.rules.accounts import NotOwedError, Open, Settling
from cpcj.funding.institute.rules.arrears import AGES, Age, Standing, age, ages, plan_missing
from cpcj.funding.institute.rules.shares import Membership, NoShareError
from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import Account, Book, OverdrawnError

DAY = dt.date(2026, 3, 1)
_CODES = ("EGY", "GHA", "KEN", "MWI", "SEN", "UGA", "ZMB")
_percents = some.decimals(0, 100, places=6)
_days = some.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
_open = some.lists(
    some.builds(Open, some.sampled_from(_CODES), _days, some.integers(1, 10**9)),
    unique_by=lambda one: one.code,
)


@given(
    some.integers(1, 10**12),
    _percents,
    some.dictionaries(some.sampled_from(_CODES), _percents, min_size=1),
)
def test_assessments_add_up_to_the_members_part(
    budget: int, percent: Decimal, scale: dict[str, Decimal]
) -> None:
    if not any(scale.values()):
        return
    part = shares.members_part(budget, percent)
    found = shares.assessed(part, scale, scale)
    assert sum(found.values()) == part
    whole = sum(scale.values())
    for code, cents in found.items():  # no member pays a cent more or less than its share
        assert abs(cents - Decimal(part) * scale[code] / whole) < 1


def test_members_fund_their_percentage_rounded_once() -> None:
    assert shares.members_part(100_01, Decimal(73)) == 73_01
    assert shares.members_part(50, Decimal(73)) == 37  # half away from nothing
    thirds = dict.fromkeys(("GHA", "KEN", "MWI"), Decimal("33.333333"))
    assert shares.assessed(100, thirds, thirds) == {"GHA": 34, "KEN": 33, "MWI": 33}
    with pytest.raises(NoShareError, match="SEN"):
        shares.assessed(100, [*thirds, "SEN"], thirds)


def test_members_of_the_first_day_of_the_year_are_assessed() -> None:
    one = Membership("KEN", dt.date(2020, 1, 1), dt.date(2022, 12, 31))
    assert [year for year in range(2019, 2025) if one.in_year(year)] == [2020, 2021, 2022]
    assert not one.meets(Membership("KEN", dt.date(2023, 1, 1)))
    assert one.meets(Membership("KEN", dt.date(2022, 12, 31)))


@given(some.integers(1, 10**10), _open)
def test_a_payment_settles_the_oldest_first_and_loses_nothing(
    cents: int, outstanding: list[Open]
) -> None:
    found = accounts.oldest_first(cents, outstanding)
    assert sum(part for _code, part in found.parts) + found.credit == cents
    paid = dict(found.parts)
    order = sorted(outstanding, key=lambda one: (one.due_on, one.code))
    left = [one.cents - paid.get(one.code, 0) for one in order]
    assert all(each >= 0 for each in left)
    for place, one in enumerate(order):  # nothing younger is touched while this is open
        if left[place]:
            assert not any(later.code in paid for later in order[place + 1 :]), one
    assert found.credit == 0 or not any(left)


@given(some.data(), _open.filter(bool))
def test_what_the_payer_says_goes_before_age(
    data: some.DataObject, outstanding: list[Open]
) -> None:
    chosen = data.draw(some.sampled_from(outstanding))
    part = data.draw(some.integers(1, chosen.cents))
    more = data.draw(some.integers(0, 10**9))
    found = accounts.as_said(part + more, outstanding, {chosen.code: part})
    assert dict(found.parts)[chosen.code] >= part
    assert sum(cents for _code, cents in found.parts) + found.credit == part + more
    for code, said in ((chosen.code, chosen.cents + 1), ("XXX", 1), (chosen.code, part + more + 1)):
        with pytest.raises(NotOwedError):
            accounts.as_said(part + more, outstanding, {code: said})


@given(_open, _days)
def test_ages_partition_what_is_outstanding(outstanding: list[Open], on: dt.date) -> None:
    found = ages(outstanding, on)
    assert set(found) == set(Age)
    assert sum(found.values()) == sum(one.cents for one in outstanding)
    overdue = sum(one.cents for one in outstanding if one.due_on < on)
    assert sum(found[each] for each in AGES) == overdue
    standing = Standing(assessed=sum(found.values()), open=tuple(outstanding), by_age=found)
    assert standing.arrears == overdue


@pytest.mark.parametrize(
    ("due_on", "on", "expected"),
    [
        ("2025-03-01", "2025-03-01", Age.NOT_DUE),
        ("2025-03-01", "2025-03-02", Age.UNDER_ONE),
        ("2025-03-01", "2026-02-28", Age.UNDER_ONE),
        ("2025-03-01", "2026-03-01", Age.ONE_TO_TWO),
        ("2024-02-29", "2025-02-28", Age.UNDER_ONE),
        ("2024-02-29", "2025-03-01", Age.ONE_TO_TWO),
        ("2024-03-01", "2026-03-01", Age.TWO_TO_FIVE),
        ("2021-03-02", "2026-03-01", Age.TWO_TO_FIVE),
        ("2021-03-01", "2026-03-01", Age.FIVE_AND_MORE),
    ],
)
def test_a_year_is_over_on_its_day(due_on: str, on: str, expected: Age) -> None:
    assert age(dt.date.fromisoformat(due_on), dt.date.fromisoformat(on)) is expected


@given(
    some.lists(some.integers(1, 10**6), min_size=1, max_size=5),
    some.lists(some.tuples(some.integers(1, 10**7), some.booleans()), max_size=6),
)
def test_whatever_is_paid_arrears_are_assessed_less_paid(
    assessed: list[int], payments: list[tuple[int, bool]]
) -> None:
    """Payments in any order, some turned round: the ledger balances and nothing is lost."""
    codes = [f"KEN-{2020 + place}" for place in range(len(assessed))]
    written = [
        accounts.assess(DAY, code, cents) for code, cents in zip(codes, assessed, strict=True)
    ]
    paid = 0
    for number, (cents, turned) in enumerate(payments):
        held = ledger.balances(written)
        still = [
            Open(code, DAY, left)
            for code in codes
            if (left := held.get(Account(Book.RECEIVABLE, code), 0))
        ]
        entry = accounts.pay(DAY, "KEN", accounts.oldest_first(cents, still))
        accounts.require_covered(written, entry)
        written.append(entry)
        if turned:
            written.append(ledger.reverse(DAY, number, entry))
        else:
            paid += cents
    held = ledger.balances(written)
    credit = held.get(Account(Book.AVAILABLE, "KEN"), 0)
    left = sum(held.get(Account(Book.RECEIVABLE, code), 0) for code in codes)
    assert left == sum(assessed) - (paid - credit)
    assert held.get(Account(Book.CASH), 0) == paid
    assert sum(ledger.side(account) * cents for account, cents in held.items()) == 0


def test_credit_is_set_against_the_next_assessment_and_used_once() -> None:
    written = [accounts.pay(DAY, "KEN", Settling((), 500)), accounts.assess(DAY, "KEN-2027", 300)]
    entry = accounts.use_credit(DAY, "KEN", [("KEN-2027", 300)])
    accounts.require_covered(written, entry)
    written.append(entry)
    held = ledger.balances(written)
    assert held[Account(Book.AVAILABLE, "KEN")] == 200
    assert Account(Book.RECEIVABLE, "KEN-2027") not in held
    with pytest.raises(OverdrawnError):
        accounts.require_covered(written, accounts.use_credit(DAY, "KEN", [("KEN-2027", 1)]))


def test_a_plan_is_behind_by_what_was_due_and_not_paid() -> None:
    due = [(DAY, 100), (DAY + dt.timedelta(days=30), 200)]
    assert plan_missing(due, 0, DAY) == 0
    assert plan_missing(due, 0, DAY + dt.timedelta(days=1)) == 100
    assert plan_missing(due, 250, DAY + dt.timedelta(days=31)) == 50
    assert arrears.plan_missing(due, 900, dt.date(2030, 1, 1)) == 0
