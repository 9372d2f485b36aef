"""What came in for a campaign, and what was committed and spent on sponsorships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Sum

from cpcj.funding.campaigns.models import Sponsorship, SponsorshipEntry
from cpcj.funding.models import Receipt
from cpcj.funding.rules.ledger import Deed


class Total(NamedTuple):
    """Donations of a campaign: how many, and cents of dollars that came in."""

    number: int = 0
    cents: int = 0


def totals(keys: Iterable[int]) -> dict[int, dict[int, Total]]:
    """Return by campaign and year what came in and was not reversed."""
    rows = (
        Receipt.objects.filter(
            contribution__donation__campaign__in=list(keys), entry__reversed_by__isnull=True
        )
        .order_by()
        .values_list("contribution__donation__campaign", "on__year")
        .annotate(number=Count("pk"), cents=Sum("cents"))
    )
    found: dict[int, dict[int, Total]] = {}
    for campaign, year, number, cents in rows:
        found.setdefault(campaign, {})[year] = Total(number, int(cents))
    return found


def whole(years: dict[int, Total]) -> Total:
    """Return the sum of the years."""
    return Total(
        sum(one.number for one in years.values()), sum(one.cents for one in years.values())
    )


class Sponsored(NamedTuple):
    """What was committed for a State, less what was released, and what of it was spent."""

    committed: int = 0
    spent: int = 0

    @property
    def left(self) -> int:
        """What is still committed."""
        return self.committed - self.spent


def money_of(found: Iterable[Sponsorship]) -> dict[int, Sponsored]:
    """Return the money of sponsorships, by key; a reversed entry counts for nothing."""
    keys = [one.pk for one in found]
    rows = (
        SponsorshipEntry.objects.filter(sponsorship__in=keys, entry__reversed_by__isnull=True)
        .order_by()
        .values_list("sponsorship", "entry__deed")
        .annotate(cents=Sum("cents"))
    )
    sums: dict[tuple[int, str], int] = {(key, deed): int(cents) for key, deed, cents in rows}
    return {
        key: Sponsored(
            sums.get((key, Deed.COMMITTED), 0) - sums.get((key, Deed.RELEASED), 0),
            sums.get((key, Deed.SPENT), 0),
        )
        for key in keys
    }
