"""What members owe, as of a day: one statement for all of them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from django.db.models import F, QuerySet, Sum

from cpcj.funding.institute.models import Assessment, Member, Percentage, Posting, Scale
from cpcj.funding.institute.rules import arrears
from cpcj.funding.institute.rules.accounts import Open, code_of
from cpcj.funding.institute.rules.arrears import Standing
from cpcj.funding.institute.rules.shares import Membership
from cpcj.funding.rules import charges, ledger
from cpcj.funding.rules.ledger import Account, Book, Deed, Entry


def account(book: str, state: str, year: int | None) -> Account:
    """Return an account as the rules see it; cash is one for all."""
    return Account(Book(book), "" if book == Book.CASH else code_of(state, year))


def entries_of(state: str) -> list[Entry]:
    """Return the entries of a State as the rules see them, in the order they were written."""
    rows = (
        Posting.objects.filter(entry__state=state)
        .order_by("entry_id", "pk")
        .annotate(day=F("entry__day"), deed=F("entry__deed"), turned=F("entry__reverses_id"))
        .values_list("entry_id", "day", "deed", "turned", "book", "year", "cents")
    )
    found = []
    for (_key, day, deed, turned), own in groupby(rows, key=lambda row: row[:4]):
        postings = tuple(
            ledger.Posting(account(book, state, year), cents) for *_head, book, year, cents in own
        )
        found.append(Entry(day, Deed(deed), postings, turned))
    return found


def standings(states: Iterable[str], on: dt.date) -> dict[str, Standing]:
    """Return what each of the States owes on a day, recomputed from the ledger."""
    wanted = sorted(set(states))
    held: dict[str, dict[tuple[str, int | None], int]] = {code: {} for code in wanted}
    sums = (
        Posting.objects.filter(entry__state__in=wanted, entry__day__lte=on)
        .order_by()
        .values_list("entry__state", "book", "year")
        .annotate(sum=Sum("cents"))
    )
    for state, book, year, cents in sums:
        held[state][book, year] = ledger.side(Account(Book(book))) * int(cents)
    due: dict[str, list[tuple[int, dt.date, int]]] = {code: [] for code in wanted}
    assessments = Assessment.objects.filter(state__in=wanted, issued_on__lte=on).order_by("due_on")
    for state, year, due_on, cents in assessments.values_list("state", "year", "due_on", "cents"):
        due[state].append((year, due_on, cents))
    return {code: _standing(code, held[code], due[code], on) for code in wanted}


def _standing(
    code: str,
    held: dict[tuple[str, int | None], int],
    due: list[tuple[int, dt.date, int]],
    on: dt.date,
) -> Standing:
    outstanding = tuple(
        Open(code_of(code, year), due_on, left)
        for year, due_on, _cents in due
        if (left := held.get((Book.RECEIVABLE, year), 0))
    )
    assessed = sum(cents for _year, _due_on, cents in due)
    paid = sum(held.get((Book.AVAILABLE, year), 0) for year, _due_on, _cents in due)
    left = sum(one.cents for one in outstanding)
    return Standing(
        assessed=assessed,
        paid=paid,
        written_off=assessed - paid - left,
        credit=held.get((Book.AVAILABLE, None), 0),
        open=outstanding,
        by_age=arrears.ages(outstanding, on),
    )


def standing_of(state: str, on: dt.date) -> Standing:
    """Return what one State owes on a day."""
    return standings([state], on)[state]


def members_in(year: int) -> list[str]:
    """Return the codes of the States that are members on the first day of a year."""
    rows = Member.objects.values_list("state", "since", "until")
    return sorted({row[0] for row in rows if Membership(*row).in_year(year)})


@cache
def shipped() -> tuple[charges.Setting, ...]:
    """Return the percentages that hold until an office records others."""
    text = (
        files("cpcj.funding.institute.rules")
        .joinpath("percentage.toml")
        .read_text(encoding="utf-8")
    )
    return tuple(
        charges.Setting(Decimal(row["percent"]), row["since"], row["source"])
        for row in tomllib.loads(text)["percentage"]
    )


def percentages() -> list[charges.Setting]:
    """Return the percentages by the day they begin; an office's own stands for one shipped."""
    held = {one.since: one for one in shipped()}
    for row in Percentage.objects.all():
        held[row.since] = charges.Setting(row.percent, row.since, row.source)
    return sorted(held.values(), key=lambda one: one.since)


def percentage_of(year: int) -> charges.Setting | None:
    """Return what holds on the first day of a year."""
    return charges.setting_on(percentages(), dt.date(year, 1, 1))


def scale_of(year: int) -> Scale | None:
    """Return the scale that holds for a year."""
    found: QuerySet[Any] = Scale.objects.filter(year__lte=year).order_by("-year")
    return found.first()
