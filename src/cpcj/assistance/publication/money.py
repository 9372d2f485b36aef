"""The ledger as the standard's transactions, for each activity.

For each entry and what it is spent on, the standard's transactions follow from what moved:

    1 incoming funds            what came to the activity, or went back from it
    2 outgoing commitment       what was committed, or released
    4 expenditure               what was spent, or refunded

A reversal moves the other way and so has the opposite amount. Neither reasons nor names of those
who were paid leave the books.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cpcj.assistance.iati.activity import Coded, Organisation, Transaction, Value
from cpcj.funding.models import Contribution, DonorKind, Posting
from cpcj.funding.rules.charges import Channel, Earmarking
from cpcj.funding.rules.ledger import Book

INCOMING: Final = "1"
COMMITMENT: Final = "2"
EXPENDITURE: Final = "4"

_MOVES: Final[dict[str, tuple[Book, ...]]] = {
    INCOMING: (Book.ALLOCATED, Book.COMMITTED, Book.EXPENDED),
    COMMITMENT: (Book.COMMITTED, Book.EXPENDED),
    EXPENDITURE: (Book.EXPENDED,),
}
"""The accounts, all of them on the credit side, by whose sum a kind of transaction is known."""

_TYPES: Final = {
    DonorKind.GOVERNMENT: "10",
    DonorKind.INTERGOVERNMENTAL: "40",
    DonorKind.PRIVATE: "70",
    DonorKind.FOUNDATION: "60",
    DonorKind.REGULAR_BUDGET: "40",
    DonorKind.PUBLIC: "90",
}
"""Kinds of donors as codes of the codelist OrganisationType."""

_DAC, _EARMARKING = "1", "2"


class Move(NamedTuple):
    """What an entry moves of a cost object, in cents: debits positive."""

    entry: int
    day: dt.date
    contribution: int
    book: str
    cents: int


def moved(rows: Iterable[Move]) -> Iterator[tuple[int, dt.date, int, str, int]]:
    """Yield (entry, day, contribution, type, cents) of what entries move of one cost object.

    Args:
        rows: its postings, those of an entry beside one another.
    """
    for (entry, day, contribution), own in groupby(rows, key=lambda row: row[:3]):
        postings = list(own)
        for kind, books in _MOVES.items():
            cents = -sum(one.cents for one in postings if one.book in books)
            if cents:
                yield entry, day, contribution, kind, cents


def aid_types(earmarking: str, channel: str) -> tuple[Coded, ...]:
    """Return the aid types of a contribution: of the Committee, and by how it is earmarked."""
    if earmarking == Earmarking.GENERAL_PURPOSE:
        return Coded("B021", _DAC), Coded("1", _EARMARKING)
    if earmarking == Earmarking.SOFT:
        return Coded("B032", _DAC), Coded("2", _EARMARKING)
    tight = "4" if channel == Channel.SINGLE_PROJECT else "3"
    return Coded("B033", _DAC), Coded(tight, _EARMARKING)


def public_postings() -> QuerySet[Posting]:
    """Return what the public may know of the books: less what is sealed from it."""
    found: QuerySet[Posting] = Posting.objects.all().unsealed(AnonymousUser())
    return found


def transactions(cost_objects: Collection[int]) -> Mapping[int, tuple[Transaction, ...]]:
    """Return the transactions of cost objects by their keys."""
    rows = (
        public_postings()
        .filter(cost_object__in=cost_objects)
        .order_by("cost_object", "entry__day", "entry", "pk")
        .values_list("cost_object", "entry", "entry__day", "entry__contribution", "book", "cents")
    )
    by_object = {
        key: [Move(*row[1:]) for row in own] for key, own in groupby(rows, key=lambda row: row[0])
    }
    keys = {move.contribution for moves in by_object.values() for move in moves}
    given = Contribution.objects.filter(pk__in=keys).select_related("donor").in_bulk()
    return {
        key: tuple(
            _transaction(entry, day, given[contribution], kind, cents)
            for entry, day, contribution, kind, cents in moved(moves)
        )
        for key, moves in by_object.items()
    }


def _transaction(
    entry: int, day: dt.date, contribution: Contribution, kind: str, cents: int
) -> Transaction:
    incoming = kind == INCOMING
    donor = contribution.donor
    words = {language: name for language, name in donor.names.items() if name}
    provider = Organisation("", _TYPES[DonorKind(donor.kind)], words) if incoming else None
    return Transaction(
        type=kind,
        date=day,
        value=Value(Decimal(cents) / 100, day),
        ref=f"{entry}-{kind}",
        provider=provider,
        aid_types=aid_types(contribution.earmarking, contribution.channel) if incoming else (),
    )
