"""The office's own file: budgets by year and country, what was spent by year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

from django.db.models.functions import ExtractYear

from cpcj.assistance.iati.activity import Coded, Value
from cpcj.assistance.iati.organisation import Amount, OrganisationRecord
from cpcj.assistance.portfolio.models import Budget, Level, Recipient, Release
from cpcj.assistance.portfolio.rules.shares import WHOLE, divided
from cpcj.assistance.publication.money import public_postings
from cpcj.assistance.publication.vocabulary import OFFICE
from cpcj.funding.rules.ledger import Book
from cpcj.resolutions.vocabulary.states import states


def office_record(updated: dt.datetime) -> OrganisationRecord:
    """Return the office as the organisation file tells of it.

    Budgets are those of public projects, by the year they begin in: the programmes above and the
    activities below have the same money. An amount for several States is divided by their shares.
    """
    total: Counter[int] = Counter()
    by_country: Counter[tuple[str, int]] = Counter()
    budgets = Budget.objects.filter(
        activity__level=Level.PROJECT, activity__release=Release.PUBLISHED
    )
    for one in budgets.select_related("activity").prefetch_related("activity__recipients"):
        year = one.starts_on.year
        total[year] += one.cents
        recipients = list(one.activity.recipients.all())
        shares = [each.share for each in recipients]
        if sum(shares) != WHOLE:
            continue
        for each, cents in zip(recipients, divided(one.cents, shares), strict=True):
            if each.sort == Recipient.Sort.STATE:
                by_country[each.code, year] += cents
    spent = (
        public_postings()
        .filter(
            book=Book.EXPENDED,
            cost_object__activities__release=Release.PUBLISHED,
            entry__day__lte=updated.date(),
        )
        .order_by()
        .values("pk", "cents", year=ExtractYear("entry__day"))
        .distinct()
    )
    by_year: Counter[int] = Counter()
    for row in spent:
        by_year[row["year"]] -= row["cents"]
    return OrganisationRecord(
        identifier=OFFICE.ref,
        name=OFFICE.words,
        reporting=OFFICE,
        updated=updated,
        total_budgets=tuple(_amount(year, cents) for year, cents in sorted(total.items())),
        country_budgets=tuple(
            (Coded(states()[code].alpha2 if code in states() else code), _amount(year, cents))
            for (code, year), cents in sorted(by_country.items())
            if cents
        ),
        expenditures=tuple(_amount(year, cents) for year, cents in sorted(by_year.items())),
    )


def _amount(year: int, cents: int) -> Amount:
    start = dt.date(year, 1, 1)
    return Amount(start, dt.date(year, 12, 31), Value(Decimal(cents) / 100, start))
