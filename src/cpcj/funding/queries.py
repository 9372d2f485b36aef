"""What the books hold, stored and recomputed, now and as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet, Sum

from cpcj.funding.models import Balance, Contribution, CostObject, Posting
from cpcj.funding.rules import ledger
from cpcj.funding.rules.forecasts import by_month
from cpcj.funding.rules.ledger import Account, Book, Deed, Entry

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


def _account(book: str, contribution: str | None, cost_object: str | None) -> Account:
    return Account(Book(book), contribution or "", cost_object or "")


def entries() -> list[Entry]:
    """Return every entry as the rules see it, in the order in which they were written."""
    rows = (
        Posting.objects.order_by("entry_id", "pk")
        .annotate(
            number=F("entry_id"),
            deed=F("entry__deed"),
            reverses=F("entry__reverses_id"),
            of=F("contribution__code"),
            to=F("cost_object__code"),
        )
        .values_list("number", "day", "deed", "reverses", "book", "of", "to", "cents")
    )
    found = []
    for (_number, day, deed, reverses), own in groupby(rows.iterator(), key=lambda row: row[:4]):
        postings = tuple(
            ledger.Posting(_account(book, of, to), cents) for *_head, book, of, to, cents in own
        )
        found.append(Entry(day, Deed(deed), postings, reverses))
    return found


def stored_balances() -> dict[Account, int]:
    """Return what the accounts hold now, as it is kept; those of nothing are left out."""
    rows = Balance.objects.exclude(cents=0).values_list(
        "book", "contribution__code", "cost_object__code", "cents"
    )
    return {_account(book, of, to): cents for book, of, to, cents in rows}


def _recomputed(postings: QuerySet[Any], on: dt.date | None) -> dict[Account, int]:
    if on is not None:
        postings = postings.filter(day__lte=on)
    rows = (
        postings.order_by()
        .values_list("book", "contribution__code", "cost_object__code")
        .annotate(sum=Sum("cents"))
    )
    found = {}
    for book, of, to, cents in rows:
        if cents:
            account = _account(book, of, to)
            found[account] = ledger.side(account) * int(cents)
    return found


def _postings(reader: Actor | None) -> QuerySet[Any]:
    """Return all postings, less those that are sealed from a reader where one is named."""
    found = Posting.objects.all()
    return found if reader is None else found.unsealed(reader)


def office_balances(
    on: dt.date | None = None, *, reader: Actor | None = None
) -> dict[Account, int]:
    """Return what all accounts held at the end of a day, recomputed from the postings.

    With a ``reader``, here and below, what is sealed from that person is left out.
    """
    return _recomputed(_postings(reader), on)


def balances_of(
    contribution: Contribution, on: dt.date | None = None, *, reader: Actor | None = None
) -> dict[Account, int]:
    """Return what the accounts of a contribution held at the end of a day."""
    return _recomputed(_postings(reader).filter(contribution=contribution), on)


def balances_of_many(
    keys: Collection[int], on: dt.date | None = None, *, reader: Actor | None = None
) -> dict[Account, int]:
    """Return what the accounts of some contributions held, by the contributions' keys."""
    return _recomputed(_postings(reader).filter(contribution__in=keys), on)


def balances_on_cost_object(
    cost_object: CostObject,
    contributions: QuerySet[Contribution],
    on: dt.date | None = None,
    *,
    reader: Actor | None = None,
) -> dict[Account, int]:
    """Return what the accounts of a cost object held, of the contributions that may be seen."""
    own = _postings(reader).filter(cost_object=cost_object, contribution__in=contributions)
    return _recomputed(own, on)


def by_book(held: dict[Account, int]) -> dict[Book, int]:
    """Return sums by kind of account, in the order of the books."""
    found: dict[Book, int] = {}
    for book in Book:
        own = [cents for account, cents in held.items() if account.book is book]
        if own:
            found[book] = sum(own)
    return found


def actual_by_month(
    about: Contribution | CostObject, on: dt.date, *, reader: Actor | None = None
) -> dict[dt.date, int]:
    """Return what came in of a contribution, or was spent on a cost object, by month until a day.

    What was turned round counts in the month in which it was: with a minus.
    """
    own = _postings(reader).filter(day__lte=on)
    if isinstance(about, Contribution):
        moved = own.filter(
            contribution=about,
            book=Book.AVAILABLE,
        ).filter(Q(entry__deed=Deed.RECEIVED) | Q(entry__reverses__deed=Deed.RECEIVED))
    else:
        moved = own.filter(cost_object=about, book=Book.EXPENDED)
    rows = moved.order_by().values_list("day").annotate(sum=Sum("cents"))
    return by_month((day, -int(cents)) for day, cents in rows)
