"""The ledger balances after any sequence of operations, and no cent is made or lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cpcj.funding.rules import ledger
from cpcj.funding.rules.charges import (
    Channel,
    Earmarking,
    Setting,
    levy,
    setting_on,
    support_cost,
)
from cpcj.funding.rules.ledger import Account, Book, ClosedPeriodError, OverdrawnError
from cpcj.funding.rules.money import AmountError, Money, divided, in_dollars, money

DAY = dt.date(2026, 1, 5)
PSC = Setting(Decimal(13), dt.date(2020, 1, 1), "invented for the test")

cents = st.integers(1, 10**9)
contributions = st.sampled_from(["C1", "C2"])
projects = st.sampled_from(["P1", "P2"])


class Books(RuleBasedStateMachine):
    """Any operations in any order, against totals kept apart."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[ledger.Entry] = []
        self.held: dict[Account, int] = {}
        self.came_in = self.went_out = 0

    def write(self, entry: ledger.Entry) -> bool:
        """Write an entry unless it overdraws; nothing of a refused one is left."""
        try:
            changed = ledger.after(self.held, entry)
        except OverdrawnError:
            return False
        self.held.update(changed)
        self.entries.append(entry)
        return True

    @rule(of=contributions, amount=cents)
    def agreement(self, of: str, amount: int) -> None:
        """Agree."""
        assert self.write(ledger.agree(DAY, of, amount))

    @rule(of=contributions, amount=cents, agreed=cents)
    def receipt(self, of: str, amount: int, agreed: int) -> None:
        """Receive."""
        if self.write(ledger.receive(DAY, of, amount, agreed)):
            self.came_in += amount

    @rule(of=contributions, to=projects, amount=cents)
    def allocation(self, of: str, to: str, amount: int) -> None:
        """Allocate."""
        self.write(ledger.allocate(DAY, of, to, support_cost(amount, PSC)))

    @rule(of=contributions, to=projects, amount=cents)
    def commitment(self, of: str, to: str, amount: int) -> None:
        """Commit."""
        self.write(ledger.commit(DAY, of, to, amount))

    @rule(of=contributions, to=projects, amount=cents)
    def expenditure(self, of: str, to: str, amount: int) -> None:
        """Spend."""
        if self.write(ledger.spend(DAY, of, to, amount)):
            self.went_out += amount

    @rule(of=contributions, amount=cents)
    def refund(self, of: str, amount: int) -> None:
        """Refund."""
        if self.write(ledger.refund(DAY, of, amount)):
            self.went_out += amount

    @rule(of=contributions, amount=cents, beside=st.booleans())
    def levied(self, of: str, amount: int, beside: bool) -> None:  # noqa: FBT001 - drawn
        """Charge the levy."""
        if self.write(ledger.charge_levy(DAY, of, amount, beside=beside)) and beside:
            self.came_in += amount

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def correction(self, data: st.DataObject) -> None:
        """Turn an entry round."""
        number = data.draw(st.integers(0, len(self.entries) - 1))
        old = self.entries[number]
        if self.write(ledger.reverse(DAY, number, old)):
            moved = sum(c for account, c in old.postings if account.book is Book.CASH)
            self.came_in -= moved

    @invariant()
    def nothing_is_lost(self) -> None:
        """Debits are credits, and the till holds what came in and did not go out."""
        assert sum(ledger.side(account) * held for account, held in self.held.items()) == 0
        assert self.held.get(Account(Book.CASH), 0) == self.came_in - self.went_out
        assert min(self.held.values(), default=0) >= 0

    @invariant()
    def recomputed_is_cached(self) -> None:
        """The balances are those of all entries."""
        cached = {account: held for account, held in self.held.items() if held}
        assert ledger.balances(self.entries) == cached


TestBooks = Books.TestCase


def test_nothing_is_spent_beyond_what_was_received() -> None:
    entries = [ledger.agree(DAY, "C1", 1000), ledger.receive(DAY, "C1", 400, 400)]
    held = ledger.balances(entries)
    with pytest.raises(OverdrawnError, match="available C1 holds 400 cents; 500 were asked for"):
        ledger.after(held, ledger.allocate(DAY, "C1", "P1", support_cost(500, None)))


def test_an_explicit_advance_lets_it_be_allocated_earlier() -> None:
    entries = [ledger.agree(DAY, "C1", 1000), ledger.advance(DAY, "C1", 500)]
    held = ledger.balances(entries)
    ledger.after(held, ledger.allocate(DAY, "C1", "P1", support_cost(500, None)))


def test_a_balance_is_that_of_the_day_asked_for() -> None:
    later = dt.date(2026, 2, 1)
    entries = [ledger.agree(DAY, "C1", 700), ledger.receive(later, "C1", 700, 700)]
    assert Account(Book.CASH) not in ledger.balances(entries, on=dt.date(2026, 1, 31))
    assert ledger.balances(entries, on=later)[Account(Book.CASH)] == 700


def test_a_closed_period_takes_no_entry() -> None:
    ledger.require_open(dt.date(2026, 1, 1), dt.date(2025, 12, 31))
    with pytest.raises(ClosedPeriodError, match="closed through 2025-12-31"):
        ledger.require_open(dt.date(2025, 12, 31), dt.date(2025, 12, 31))


def test_thirteen_per_cent_are_of_what_the_programme_may_use() -> None:
    assert support_cost(11_300, PSC) == (10_000, 1_300)


@given(st.integers(0, 10**14))
def test_charge_and_programmable_amount_are_the_whole(gross: int) -> None:
    assert sum(support_cost(gross, PSC)) == gross


@pytest.mark.parametrize(
    ("earmarking", "channel", "amount", "expected"),
    [
        (Earmarking.SPECIAL_PURPOSE, Channel.SINGLE_PROJECT, 10_000_001, (100_000, "due")),
        (Earmarking.SPECIAL_PURPOSE, Channel.SINGLE_PROJECT, 10_000_000, (0, "below_threshold")),
        (Earmarking.SPECIAL_PURPOSE, Channel.OWN_COUNTRY, 99_000_000, (0, "exempt")),
        (Earmarking.SPECIAL_PURPOSE, Channel.HUMANITARIAN, 99_000_000, (0, "exempt")),
        (Earmarking.SOFT, Channel.SINGLE_PROJECT, 99_000_000, (0, "not_earmarked")),
    ],
)
def test_the_levy_is_due_on_what_is_tightly_earmarked(
    earmarking: Earmarking, channel: Channel, amount: int, expected: tuple[int, str]
) -> None:
    setting = Setting(Decimal(1), dt.date(2019, 1, 1), "invented for the test", 10_000_000)
    assert levy(amount, earmarking, channel, setting) == expected


def test_the_setting_of_the_day_holds() -> None:
    newer = Setting(Decimal(8), dt.date(2026, 6, 1), "invented for the test")
    assert setting_on([newer, PSC], dt.date(2026, 5, 31)) is PSC
    assert setting_on([newer, PSC], dt.date(2026, 6, 1)) is newer
    assert setting_on([newer, PSC], dt.date(2019, 1, 1)) is None


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_the_parts_of_an_amount_add_up_to_it(total: int, weights: list[int]) -> None:
    parts = divided(total, weights)
    assert sum(parts) == total
    exact = [Decimal(total) * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def test_currencies_have_their_own_smallest_unit() -> None:
    assert (money("12.5").minor, money("12", "JPY").minor, money("1.234", "KWD").minor) == (
        1250,
        12,
        1234,
    )
    assert in_dollars(Money(15_000, "JPY"), Decimal(150)) == Money(10_000)


@pytest.mark.parametrize(
    ("amount", "currency"), [("1.005", "USD"), ("0.5", "JPY"), ("NaN", "USD"), ("x", "USD"),
                             ("1", "ZZZ")]
)  # fmt: skip
def test_what_is_no_amount_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(AmountError):
        money(amount, currency)
