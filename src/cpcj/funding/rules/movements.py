"""What came in, was allotted, committed and spent month by month, and what was left at its end."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cpcj.funding.rules.ledger import Book

ALLOTTED = frozenset({Book.ALLOCATED, Book.COMMITTED, Book.EXPENDED})
COMMITTED = frozenset({Book.COMMITTED, Book.EXPENDED})
HELD = frozenset({Book.AVAILABLE, Book.ALLOCATED, Book.COMMITTED})
"""The accounts whose sum is money that has come in and is not spent."""


class Line(NamedTuple):
    """What moved on an account in a month.

    Attributes:
        month: its first day.
        book: the account.
        receipt: whether a receipt moved it, or a receipt turned round.
        cents: of the account's own side; below nothing where it fell.
    """

    month: dt.date
    book: Book
    receipt: bool
    cents: int


class Moved(NamedTuple):
    """A month: what came in, was allotted, committed and spent in it; what was held at its end.

    All in cents; what was taken back in the month is taken off.
    """

    month: dt.date
    received: int
    allotted: int
    committed: int
    spent: int
    balance: int


def months(lines: Iterable[Line]) -> list[Moved]:
    """Return the months in which something moved, in order; the sums are those of the lines."""
    found: dict[dt.date, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for line in lines:
        sums = found[line.month]
        for place, counts in enumerate(
            (
                line.book is Book.AVAILABLE and line.receipt,
                line.book in ALLOTTED,
                line.book in COMMITTED,
                line.book is Book.EXPENDED,
                line.book in HELD,
            )
        ):
            sums[place] += line.cents if counts else 0
    moved, balance = [], 0
    for month in sorted(found):
        received, allotted, committed, spent, held = found[month]
        balance += held
        moved.append(Moved(month, received, allotted, committed, spent, balance))
    return moved


def by_year(moved: Iterable[Moved]) -> list[Moved]:
    """Return the same by year, each named by its first day."""
    found: dict[int, Moved] = {}
    for one in moved:
        year = one.month.year
        sums = found.get(year, Moved(dt.date(year, 1, 1), 0, 0, 0, 0, 0))
        found[year] = Moved(
            sums.month,
            sums.received + one.received,
            sums.allotted + one.allotted,
            sums.committed + one.committed,
            sums.spent + one.spent,
            one.balance,
        )
    return list(found.values())
