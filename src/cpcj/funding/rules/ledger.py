"""The ledger: balanced, immutable entries, and what may not be overdrawn.

Amounts are whole cents of a dollar; debits are positive, credits negative, and each entry adds up
to nothing. What is owned or still to come in (cash, receivables, advances, what was paid out)
stands on the debit side, what it may be used for on the credit side:

    agreed      receivable      | deferred       until it comes in
    received    cash            | available      of the contribution
    allocated                   | allocated      to a cost object, with the support cost beside it
    committed                   | committed      of a cost object
    spent       disbursed       | expended       of a cost object

Nothing can be allocated twice or spent beyond what was received, because no account may go beyond
nothing: an operation that would is refused whole. Spending ahead of a receipt needs an explicit
advance, which is itself an entry. A correction is a new entry that turns an old one round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cpcj.funding.rules.charges import Split


class Book(StrEnum):
    """The kinds of accounts; those of :data:`DEBITS` hold debits, the others credits."""

    RECEIVABLE = "receivable"  # by contribution
    CASH = "cash"  # one
    ADVANCE = "advance"  # by contribution: made available before it came in
    DISBURSED = "disbursed"  # one: what was paid out
    DEFERRED = "deferred"  # by contribution: agreed, not yet received
    AVAILABLE = "available"  # by contribution: received, not yet allocated
    ALLOCATED = "allocated"  # by cost object and contribution
    COMMITTED = "committed"  # by cost object and contribution
    EXPENDED = "expended"  # by cost object and contribution
    SUPPORT_COST = "support_cost"  # by contribution
    LEVY = "levy"  # by contribution: owed to the coordination fund
    IN_KIND = "in_kind"  # by contribution: goods and services received
    IN_KIND_USED = "in_kind_used"  # by contribution: the same, as what it is used for


DEBITS = frozenset({Book.RECEIVABLE, Book.CASH, Book.ADVANCE, Book.DISBURSED, Book.IN_KIND})


class Account(NamedTuple):
    """An account: its book, and whose it is.

    ``contribution`` and ``cost_object`` are codes, empty where the book does not ask for them.
    """

    book: Book
    contribution: str = ""
    cost_object: str = ""


class Posting(NamedTuple):
    """An amount in cents on an account; debits are positive."""

    account: Account
    cents: int


class Deed(StrEnum):
    """What an entry records."""

    AGREED = "agreed"
    RECEIVED = "received"
    ADVANCED = "advanced"
    ADVANCE_COVERED = "advance_covered"
    LEVIED = "levied"
    LEVY_PAID = "levy_paid"
    ALLOCATED = "allocated"
    RETURNED = "returned"
    COMMITTED = "committed"
    RELEASED = "released"
    SPENT = "spent"
    REFUNDED = "refunded"
    WRITTEN_OFF = "written_off"
    IN_KIND = "in_kind"
    REVERSED = "reversed"


class OverdrawnError(ValueError):
    """An operation would take more from an account than it holds.

    Attributes:
        account: the account.
        held: what it holds, in cents.
        asked: what would be taken.
    """

    def __init__(self, account: Account, held: int, asked: int) -> None:
        """Put the message together."""
        self.account, self.held, self.asked = account, held, asked
        name = " ".join(part for part in account if part)
        super().__init__(f"{name} holds {held} cents; {asked} were asked for")


class UnbalancedError(ValueError):
    """Postings that do not add up to nothing, or move nothing."""


class ClosedPeriodError(ValueError):
    """An entry dated in a period whose books are closed.

    Attributes:
        through: the last day that is closed.
    """

    def __init__(self, day: dt.date, through: dt.date) -> None:
        """Put the message together."""
        self.through = through
        super().__init__(f"{day} lies in a closed period; the books are closed through {through}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced entry.

    Attributes:
        day: the day it counts from.
        deed: what it records.
        postings: at least two, adding up to nothing.
        reverses: number of the entry it turns round, None for none.
    """

    day: dt.date
    deed: Deed
    postings: tuple[Posting, ...]
    reverses: int | None = None

    def __post_init__(self) -> None:
        """Refuse what does not balance."""
        if sum(posting.cents for posting in self.postings) != 0:
            message = f"the postings of {self.deed} do not add up to nothing"
            raise UnbalancedError(message)
        if not self.postings or not all(posting.cents for posting in self.postings):
            message = f"{self.deed} has a posting of nothing"
            raise UnbalancedError(message)


Balances = Mapping[Account, int]
"""What each account holds, in cents, on its own side: never below nothing."""


def side(account: Account) -> int:
    """Return 1 for an account of debits, -1 for one of credits."""
    return 1 if account.book in DEBITS else -1


def balances(entries: Iterable[Entry], on: dt.date | None = None) -> dict[Account, int]:
    """Return what each account holds after the entries, or those up to a day included."""
    held: dict[Account, int] = {}
    for entry in entries:
        if on is None or entry.day <= on:
            for account, cents in entry.postings:
                held[account] = held.get(account, 0) + side(account) * cents
    return {account: cents for account, cents in held.items() if cents}


def after(held: Balances, entry: Entry) -> dict[Account, int]:
    """Return what the accounts of an entry hold once it is written.

    Raises:
        OverdrawnError: one would hold less than nothing.
    """
    changed: dict[Account, int] = {}
    for account, cents in entry.postings:
        before = changed.get(account, held.get(account, 0))
        changed[account] = before + side(account) * cents
    for account, cents in changed.items():
        if cents < 0:
            raise OverdrawnError(account, held.get(account, 0), held.get(account, 0) - cents)
    return changed


def require_open(day: dt.date, closed_through: dt.date | None) -> None:
    """Refuse a day in a closed period.

    Raises:
        ClosedPeriodError: the books are closed through that day or a later one.
    """
    if closed_through is not None and day <= closed_through:
        raise ClosedPeriodError(day, closed_through)


# The operations. Each returns the entry; whether it may be written is asked of `after`.


def _entry(day: dt.date, deed: Deed, *moves: tuple[Account, Account, int]) -> Entry:
    """Return an entry of moves (debit, credit, cents), leaving out those of nothing."""
    postings: list[Posting] = []
    for debit, credit, cents in moves:
        if cents < 0:
            message = f"{deed} of a negative amount: a correction is an entry that reverses"
            raise UnbalancedError(message)
        if cents:
            postings += [Posting(debit, cents), Posting(credit, -cents)]
    return Entry(day, deed, tuple(postings))


_CASH = Account(Book.CASH)
_DISBURSED = Account(Book.DISBURSED)


def agree(day: dt.date, contribution: str, cents: int) -> Entry:
    """Record an agreement: so much is to come in."""
    return _entry(
        day,
        Deed.AGREED,
        (Account(Book.RECEIVABLE, contribution), Account(Book.DEFERRED, contribution), cents),
    )


def receive(day: dt.date, contribution: str, cents: int, agreed: int) -> Entry:
    """Record a receipt.

    Args:
        day: when it came in.
        contribution: of which contribution.
        cents: what came in, at the rate of that day.
        agreed: what was expected for it, at the rate of the agreement. The difference between the
            two is the exchange's: it was never available.
    """
    return _entry(
        day,
        Deed.RECEIVED,
        (Account(Book.DEFERRED, contribution), Account(Book.RECEIVABLE, contribution), agreed),
        (_CASH, Account(Book.AVAILABLE, contribution), cents),
    )


def write_off(day: dt.date, contribution: str, cents: int) -> Entry:
    """Record that so much of what was agreed will not come in."""
    return _entry(
        day,
        Deed.WRITTEN_OFF,
        (Account(Book.DEFERRED, contribution), Account(Book.RECEIVABLE, contribution), cents),
    )


def advance(day: dt.date, contribution: str, cents: int) -> Entry:
    """Make so much available before it has come in."""
    return _entry(
        day,
        Deed.ADVANCED,
        (Account(Book.ADVANCE, contribution), Account(Book.AVAILABLE, contribution), cents),
    )


def cover_advance(day: dt.date, contribution: str, cents: int) -> Entry:
    """Set what has come in against an advance."""
    return _entry(
        day,
        Deed.ADVANCE_COVERED,
        (Account(Book.AVAILABLE, contribution), Account(Book.ADVANCE, contribution), cents),
    )


def charge_levy(day: dt.date, contribution: str, cents: int, *, beside: bool) -> Entry:
    """Record the levy: paid by the donor beside the contribution, or taken out of it."""
    source = _CASH if beside else Account(Book.AVAILABLE, contribution)
    return _entry(day, Deed.LEVIED, (source, Account(Book.LEVY, contribution), cents))


def pay_levy(day: dt.date, contribution: str, cents: int) -> Entry:
    """Hand the levy on."""
    return _entry(day, Deed.LEVY_PAID, (Account(Book.LEVY, contribution), _CASH, cents))


def allocate(day: dt.date, contribution: str, cost_object: str, split: Split) -> Entry:
    """Allocate to a cost object what is programmable, and take the support cost beside it."""
    available = Account(Book.AVAILABLE, contribution)
    return _entry(
        day,
        Deed.ALLOCATED,
        (available, Account(Book.ALLOCATED, contribution, cost_object), split.programmable),
        (available, Account(Book.SUPPORT_COST, contribution), split.charge),
    )


def return_allocation(day: dt.date, contribution: str, cost_object: str, split: Split) -> Entry:
    """Take back what was allocated and not committed, with its support cost."""
    available = Account(Book.AVAILABLE, contribution)
    return _entry(
        day,
        Deed.RETURNED,
        (Account(Book.ALLOCATED, contribution, cost_object), available, split.programmable),
        (Account(Book.SUPPORT_COST, contribution), available, split.charge),
    )


def commit(day: dt.date, contribution: str, cost_object: str, cents: int) -> Entry:
    """Commit a part of an allocation: an order, a grant, a contract."""
    return _entry(
        day,
        Deed.COMMITTED,
        (
            Account(Book.ALLOCATED, contribution, cost_object),
            Account(Book.COMMITTED, contribution, cost_object),
            cents,
        ),
    )


def release(day: dt.date, contribution: str, cost_object: str, cents: int) -> Entry:
    """Release a commitment that will not be spent."""
    return _entry(
        day,
        Deed.RELEASED,
        (
            Account(Book.COMMITTED, contribution, cost_object),
            Account(Book.ALLOCATED, contribution, cost_object),
            cents,
        ),
    )


def spend(day: dt.date, contribution: str, cost_object: str, cents: int) -> Entry:
    """Spend what is committed: it leaves the till and counts as expended."""
    return _entry(
        day,
        Deed.SPENT,
        (
            Account(Book.COMMITTED, contribution, cost_object),
            Account(Book.EXPENDED, contribution, cost_object),
            cents,
        ),
        (_DISBURSED, _CASH, cents),
    )


def refund(day: dt.date, contribution: str, cents: int) -> Entry:
    """Give back to the donor what is available."""
    return _entry(day, Deed.REFUNDED, (Account(Book.AVAILABLE, contribution), _CASH, cents))


def in_kind(day: dt.date, contribution: str, cents: int) -> Entry:
    """Record goods or services received, at what they are worth."""
    return _entry(
        day,
        Deed.IN_KIND,
        (Account(Book.IN_KIND, contribution), Account(Book.IN_KIND_USED, contribution), cents),
    )


def reverse(day: dt.date, number: int, entry: Entry) -> Entry:
    """Turn an entry round, on a day of its own."""
    turned = tuple(Posting(account, -cents) for account, cents in entry.postings)
    return Entry(day, Deed.REVERSED, turned, number)
