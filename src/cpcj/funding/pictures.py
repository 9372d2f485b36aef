"""Where the money is: bars in whole dollars, by kind of account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext

from cpcj.funding.names import book_name
from cpcj.funding.rules.ledger import Book
from cpcj.funding.rules.money import rounded
from cpcj.funding.rules.movements import Moved
from cpcj.funding.rules.movements import by_year as yearly
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


def expected_and_actual(rows: Sequence[tuple[str, int, int]]) -> Picture | None:
    """Draw for each month what was expected and what came about; None where there is nothing.

    Args:
        rows: name of the month, cents expected, cents that came about. What was turned round
            beyond what came about draws no bar.
    """
    if not any(expected or actual for _month, expected, actual in rows):
        return None
    found = []
    for month, expected, actual in rows:
        found += [
            Bar(
                gettext("%(month)s: expected") % {"month": month},
                max(0, whole_dollars(expected)),
                tone="due",
            ),
            Bar(gettext("%(month)s: actual") % {"month": month}, max(0, whole_dollars(actual))),
        ]
    return bars(
        gettext("Expected and actual, in whole dollars"),
        (gettext("Month"), gettext("Dollars")),
        found,
        rtl=get_language_bidi(),
    )


_MOST_MONTHS = 36


def balance_over_time(moved: Sequence[Moved]) -> Picture | None:
    """Draw what was held at the end of each month, the last three years of them; None for none."""
    if not any(one.balance for one in moved):
        return None
    return bars(
        gettext("Balance at the end of each month in which something moved, in whole dollars"),
        (gettext("Month"), gettext("Dollars")),
        [
            Bar(date_format(one.month, "YEAR_MONTH_FORMAT"), max(0, whole_dollars(one.balance)))
            for one in moved[-_MOST_MONTHS:]
        ],
        rtl=get_language_bidi(),
    )


def moved_by_year(moved: Iterable[Moved]) -> Picture | None:
    """Draw receipts, allotments and expenditure of each year; None where nothing moved."""
    found = []
    for one in yearly(moved):
        named = {"year": one.month.year}
        for words, cents, tone in (
            (gettext("%(year)s: received"), one.received, "adopted"),
            (gettext("%(year)s: allotted"), one.allotted, "due"),
            (gettext("%(year)s: spent"), one.spent, "plain"),
        ):
            if cents:
                found.append(Bar(words % named, max(0, whole_dollars(cents)), tone=tone))
    if not found:
        return None
    return bars(
        gettext("Received, allotted and spent by year, in whole dollars"),
        (gettext("Year"), gettext("Dollars")),
        found,
        rtl=get_language_bidi(),
    )


def given_and_received(pledged: int, agreed: int, received: int) -> Picture | None:
    """Draw what was pledged, agreed of it, and has come in of that; None where nothing was."""
    if not pledged:
        return None
    return bars(
        gettext("Pledged, agreed and received, in whole dollars"),
        (gettext("What"), gettext("Dollars")),
        [
            Bar(gettext("Pledged"), whole_dollars(pledged)),
            Bar(gettext("Agreed"), whole_dollars(agreed)),
            Bar(gettext("Received"), whole_dollars(received)),
        ],
        rtl=get_language_bidi(),
    )
