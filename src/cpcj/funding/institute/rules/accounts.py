"""The accounts of members: entries of the same kind as the office's ledger, and what they hold.

An assessment stands as a contribution does there, under a code of State and year (``KEN-2024``):
what is to come in is receivable, a payment brings cash for what it settles, what will not come in
is written off. What a member pays beyond all that it is assessed is held to its credit, under the
code of the State alone, until it is set against a later assessment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import Account, Book, Deed, Entry, OverdrawnError, Posting


class Open(NamedTuple):
    """An assessment of which something is outstanding: its code, when it is due, cents."""

    code: str
    due_on: dt.date
    cents: int


class Settling(NamedTuple):
    """How a payment is applied: cents by assessment, and what is left to the member's credit."""

    parts: tuple[tuple[str, int], ...]
    credit: int


class NotOwedError(ValueError):
    """A payment names more for an assessment than is outstanding, or one that is not.

    Attributes:
        code: of the assessment.
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


def code_of(state: str, year: int | None) -> str:
    """Return the code of an assessment, or of a State's credit where no year is given."""
    return state if year is None else f"{state}-{year}"


def oldest_first(cents: int, outstanding: Iterable[Open]) -> Settling:
    """Apply a payment to what has been due longest; what is left is the member's credit."""
    parts = []
    for one in sorted(outstanding, key=lambda each: (each.due_on, each.code)):
        taken = min(cents, one.cents)
        if taken > 0:
            parts.append((one.code, taken))
            cents -= taken
    return Settling(tuple(parts), cents)


def as_said(cents: int, outstanding: Sequence[Open], said: Mapping[str, int]) -> Settling:
    """Apply a payment as the payer says, and what the payer says nothing of to the oldest.

    Raises:
        NotOwedError: the payer names more than is outstanding, or than is paid.
    """
    owed = {one.code: one for one in outstanding}
    left, rest = cents, dict(owed)
    for code, part in said.items():
        if code not in owed or not 0 < part <= owed[code].cents or part > left:
            raise NotOwedError(code)
        left -= part
        rest[code] = owed[code]._replace(cents=owed[code].cents - part)
    others = oldest_first(left, rest.values())
    parts = dict(said)
    for code, part in others.parts:
        parts[code] = parts.get(code, 0) + part
    return Settling(tuple(sorted(parts.items())), others.credit)


def assess(day: dt.date, code: str, cents: int) -> Entry:
    """Record an assessment: so much is to come in."""
    return ledger.agree(day, code, cents)


def _settle(code: str, cents: int) -> tuple[Posting, ...]:
    return (
        Posting(Account(Book.DEFERRED, code), cents),
        Posting(Account(Book.RECEIVABLE, code), -cents),
    )


def pay(day: dt.date, state: str, settling: Settling) -> Entry:
    """Record a payment: cash comes in, for what it settles and to the member's credit."""
    postings: list[Posting] = []
    whole = settling.credit
    for code, cents in settling.parts:
        postings += [*_settle(code, cents), Posting(Account(Book.AVAILABLE, code), -cents)]
        whole += cents
    if settling.credit:
        postings.append(Posting(Account(Book.AVAILABLE, state), -settling.credit))
    return Entry(day, Deed.RECEIVED, (Posting(Account(Book.CASH), whole), *postings))


def use_credit(day: dt.date, state: str, parts: Iterable[tuple[str, int]]) -> Entry:
    """Set a member's credit against what it is assessed."""
    postings: list[Posting] = []
    for code, cents in parts:
        postings += [
            *_settle(code, cents),
            Posting(Account(Book.AVAILABLE, state), cents),
            Posting(Account(Book.AVAILABLE, code), -cents),
        ]
    return Entry(day, Deed.ALLOCATED, tuple(postings))


def write_off(day: dt.date, code: str, cents: int) -> Entry:
    """Record that so much of an assessment will not come in."""
    return ledger.write_off(day, code, cents)


def require_covered(entries: Sequence[Entry], entry: Entry) -> None:
    """Refuse an entry that would leave an account below nothing on its day or a later one.

    Raises:
        OverdrawnError: naming the account and what it would be short of.
    """
    written = [*entries, entry]
    for day in sorted({one.day for one in written if one.day >= entry.day}):
        for account, cents in ledger.balances(written, day).items():
            if cents < 0:
                asked = next(
                    abs(posting.cents) for posting in entry.postings if posting.account == account
                )
                raise OverdrawnError(account, cents + asked, asked)
