"""What the books say over time, of contributions or of what money was allocated to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import Column
from cpcj.funding.models import Posting
from cpcj.funding.names import dollars_words
from cpcj.funding.rules.ledger import Account, Book, Deed, side
from cpcj.funding.rules.money import Money
from cpcj.funding.rules.movements import ALLOTTED, HELD, Line, Moved, months

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

_BOOKS = ALLOTTED | HELD
_RECEIPT = Q(entry__deed=Deed.RECEIVED) | Q(entry__reverses__deed=Deed.RECEIVED)

COLUMNS = (
    Column("month", _("Month"), lambda one: f"{one.month:%Y-%m}"),
    Column("received", _("Received"), lambda one: str(Money(one.received).decimal)),
    Column("allotted", _("Allotted"), lambda one: str(Money(one.allotted).decimal)),
    Column("committed", _("Committed"), lambda one: str(Money(one.committed).decimal)),
    Column("spent", _("Spent"), lambda one: str(Money(one.spent).decimal)),
    Column("balance", _("Balance"), lambda one: str(Money(one.balance).decimal)),
)
"""The months of :func:`moved` as a file."""


def moved(user: Actor, on: dt.date, **narrowed: Any) -> list[Moved]:
    """Return what moved by month until a day, as far as the user sees the books: one question.

    Args:
        user: who asks.
        on: the last day.
        narrowed: which postings, as a filter ("cost_object=…").
    """
    rows = _rows(user, on, narrowed).values_list("month", "book", "receipt", "sum")
    return months(_line(*row) for row in rows)


def moved_of(user: Actor, on: dt.date, cost_objects: Collection[int]) -> Mapping[int, list[Moved]]:
    """Return the same for each of some cost objects, by key: one question for all of them."""
    lines: dict[int, list[Line]] = {}
    rows = _rows(user, on, {"cost_object__in": cost_objects}, "cost_object")
    for key, *row in rows.values_list("cost_object", "month", "book", "receipt", "sum"):
        lines.setdefault(key, []).append(_line(*row))
    return {key: months(own) for key, own in lines.items()}


def _rows(
    user: Actor, on: dt.date, narrowed: Mapping[str, Any], *groups: str
) -> QuerySet[Any, Any]:
    seen: QuerySet[Any, Any] = Posting.objects.visible_to(user).filter(
        day__lte=on, book__in=_BOOKS, **narrowed
    )
    found: QuerySet[Any, Any] = (
        seen.order_by()
        .annotate(month=TruncMonth("day"))
        .values(*groups, "month", "book", receipt=_RECEIPT)
        .annotate(sum=Sum("cents"))
    )
    return found


def _line(month: dt.date, book: str, receipt: bool | None, cents: int) -> Line:  # noqa: FBT001 - a row
    kind = Book(book)
    return Line(month, kind, bool(receipt), side(Account(kind)) * int(cents))


def shown(moved: Sequence[Moved]) -> list[dict[str, Any]]:
    """Return months or years as a page's table has them."""
    return [
        {
            "month": one.month,
            "received": dollars_words(one.received),
            "allotted": dollars_words(one.allotted),
            "committed": dollars_words(one.committed),
            "spent": dollars_words(one.spent),
            "balance": dollars_words(one.balance),
        }
        for one in moved
    ]
