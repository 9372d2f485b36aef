"""Where the money is: bars in whole dollars, by kind of account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import get_language_bidi, gettext

from cpcj.funding.names import book_name
from cpcj.funding.rules.ledger import Book
from cpcj.funding.rules.money import rounded
from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.pictures.svg import Picture

_SHOWN: Iterable[Book] = (
    Book.RECEIVABLE,
    Book.AVAILABLE,
    Book.ALLOCATED,
    Book.COMMITTED,
    Book.EXPENDED,
    Book.SUPPORT_COST,
    Book.LEVY,
    Book.IN_KIND_USED,
)
"""What an amount can be at one time; the others are the same amounts from the other side."""


def whole_dollars(cents: int) -> int:
    """Return cents as the nearest whole dollars."""
    return rounded(Decimal(cents) / 100)


def where_it_is(sums: Mapping[Book, int]) -> Picture | None:
    """Draw where the money is; None where there is none."""
    rows = [
        Bar(book_name(book), whole_dollars(sums[book])) for book in _SHOWN if sums.get(book, 0) > 0
    ]
    if not rows:
        return None
    return bars(
        gettext("Where the money is, in whole dollars"),
        (gettext("Account"), gettext("Dollars")),
        rows,
        rtl=get_language_bidi(),
    )


def by_year(years: Mapping[int, int]) -> Picture | None:
    """Draw what was pledged or agreed by year, in whole dollars; None where there is nothing."""
    if not years:
        return None
    return bars(
        gettext("Contributions by year of the pledge, in whole dollars"),
        (gettext("Year"), gettext("Dollars")),
        [Bar(str(year), whole_dollars(years[year])) for year in sorted(years)],
        rtl=get_language_bidi(),
    )
