"""What the room's pages have in common: the table of money with its picture and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.views.base import ways
from cpcj.assistance.profiles.money import Money, sees_money, sums_of
from cpcj.frame.exports import Column
from cpcj.funding.names import dollars_words
from cpcj.funding.pictures import whole_dollars
from cpcj.funding.rules.money import Money as Amount
from cpcj.funding.views.base import saves
from cpcj.register.pictures.bars import Bar, bars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

    from cpcj.register.pictures.svg import Picture

_AMOUNTS = ("planned", "allotted", "committed", "spent")
_MOST = 300


def _amount(name: str) -> Callable[[Money], str]:
    return lambda row: str(Amount(getattr(row, name)).decimal)


_HEAD = (
    Column("year", _("Year"), lambda row: row.year),
    Column("identifier", _("Identifier"), lambda row: row.one.identifier),
    Column("title", _("Title"), lambda row: row.one.shown_title),
    Column("planned", _("Planned in dollars"), _amount("planned")),
)
_OF_THE_BOOKS = (
    Column("allotted", _("Allotted in dollars"), _amount("allotted")),
    Column("committed", _("Committed in dollars"), _amount("committed")),
    Column("spent", _("Spent in dollars"), _amount("spent")),
)


def columns(request: HttpRequest) -> tuple[Column, ...]:
    """Return the columns of a file of money: what the books say to whom they say it."""
    return (*_HEAD, *_OF_THE_BOOKS) if sees_money(request.user) else _HEAD


def money_context(request: HttpRequest, rows: Sequence[Money]) -> dict[str, Any]:
    """Return the table, the pictures and the addresses of the files."""
    seen = sees_money(request.user)
    years = sums_of(rows, lambda row: row.year)
    whole = sum(amounts[0] for amounts in years.values())
    titles = {row.one.identifier: row.one for row in rows}
    by_title = sums_of(rows, lambda row: row.one.identifier)
    return {
        **ways(request),
        "sees_money": seen,
        "money": [
            {
                "year": row.year,
                "one": row.one,
                **{name: dollars_words(getattr(row, name)) for name in _AMOUNTS},
            }
            for row in rows[:_MOST]
        ],
        "more_money": len(rows) > _MOST,
        "totals": {
            name: dollars_words(sum(getattr(row, name) for row in rows)) for name in _AMOUNTS
        },
        "shares": [
            (titles[str(key)], dollars_words(amounts[0]), round(100 * amounts[0] / whole, 1))
            for key, amounts in sorted(by_title.items(), key=lambda item: -item[1][0])
            if amounts[0]
        ][:_MOST],
        "money_pictures": [
            picture
            for picture in (
                _drawn(
                    gettext("Planned by year, in whole dollars"),
                    [(str(year), amounts[0]) for year, amounts in sorted(years.items())],
                ),
                _drawn(
                    gettext("Spent by year, in whole dollars"),
                    [(str(year), amounts[3]) for year, amounts in sorted(years.items())],
                ),
            )
            if picture
        ],
        "saves": saves(request),
    }


def _drawn(title: str, rows: Sequence[tuple[str, int]]) -> Picture | None:
    found = [Bar(name, max(0, whole_dollars(cents))) for name, cents in rows if cents]
    head = (gettext("Year"), gettext("Dollars"))
    return bars(title, head, found, rtl=get_language_bidi()) if found else None
