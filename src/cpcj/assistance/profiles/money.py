"""What was planned for records of the portfolio, allotted to them and spent, by year.

Money on a cost object is told of once: with the highest record that names it. Where a record and
what belongs to it both have budgets, those of what belongs to it count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cpcj.assistance.coverage.rules.proportion import proportional
from cpcj.assistance.portfolio.models import Activity, Budget, Level, Recipient, Status
from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.funding import over_time
from cpcj.funding.rules.movements import by_year


@dataclass(frozen=True, slots=True)
class Money:
    """What one record has in a year, in cents.

    Attributes:
        year: the year; a budget counts for the year in which it begins.
        one: the record.
        planned: its budgets.
        allotted, committed, spent: as the books say, as far as the reader sees them.
    """

    year: int
    one: Activity
    planned: int = 0
    allotted: int = 0
    committed: int = 0
    spent: int = 0


def sees_money(user: Actor) -> bool:
    """Tell whether a user sees any of the books."""
    return allows(user, Permission.FUNDING_VIEW)


def by_record(user: Actor, records: Iterable[Activity], on: dt.date) -> list[Money]:
    """Return what records have by year, in order: two questions, however many they are.

    Args:
        user: who asks; what the books keep from that person is left out.
        records: programmes, projects and activities.
        on: the last day of the books; what is planned has no such day.
    """
    known = {one.pk: one for one in records}
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for key, year, cents in _planned(user, known):
        sums[year, key][0] += cents
    if sees_money(user):
        owners = _owners(known.values())
        for of, moved in over_time.moved_of(user, on, owners.keys()).items():
            for one in by_year(moved):
                own = sums[one.month.year, owners[of]]
                for place, cents in enumerate((one.allotted, one.committed, one.spent), 1):
                    own[place] += cents
    return [
        Money(year, known[key], *sums[year, key])
        for year, key in sorted(sums, key=lambda place: (place[0], known[place[1]].identifier))
    ]


def _planned(user: Actor, known: Mapping[int, Activity]) -> list[tuple[int, int, int]]:
    rows = [
        (key, starts_on.year, cents)
        for key, starts_on, cents in Budget.objects.visible_to(user)
        .filter(activity__in=known)
        .values_list("activity", "starts_on", "cents")
        if known[key].status != Status.CANCELLED
    ]
    told_below: set[int] = set()
    for key in {key for key, _year, _cents in rows}:
        above = known[key].parent_id
        while above is not None and above in known and above not in told_below:
            told_below.add(above)
            above = known[above].parent_id
    return [row for row in rows if row[0] not in told_below]


def _owners(records: Iterable[Activity]) -> dict[int, int]:
    """Return, by the key of a cost object, the key of the highest record that names it."""
    found: dict[int, tuple[int, int]] = {}
    for one in records:
        if one.cost_object_id is not None:
            place = (Level.values.index(one.level), one.pk)
            found[one.cost_object_id] = min(place, found.get(one.cost_object_id, place))
    return {of: key for of, (_level, key) in found.items()}


def for_country(user: Actor, rows: Sequence[Money], code: str) -> list[Money]:
    """Return the part of a country or region, by year and programme.

    An amount is divided by the shares of all recipients of its record, so that the parts of all of
    them sum to it; what has no recipients is no country's.
    """
    shares: dict[int, list[tuple[str, int]]] = defaultdict(list)
    keys = {row.one.pk for row in rows}
    recipients = Recipient.objects.visible_to(user).filter(activity__in=keys).order_by("pk")
    for key, of, share in recipients.values_list("activity", "code", "share"):
        shares[key].append((of, share))
    programmes: dict[int, Activity] = {}
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        own = shares[row.one.pk]
        place = next((n for n, (of, _share) in enumerate(own) if of == code), None)
        programme = row.one.programme
        if place is None or programme is None:
            continue
        programmes[programme.pk] = programme
        weights = [share for _of, share in own]
        for which, cents in enumerate((row.planned, row.allotted, row.committed, row.spent)):
            sums[row.year, programme.pk][which] += proportional(weights, cents)[place]
    return [
        Money(year, programmes[key], *amounts)
        for (year, key), amounts in sorted(
            sums.items(), key=lambda item: (item[0][0], programmes[item[0][1]].identifier)
        )
    ]


def sums_of(
    rows: Iterable[Money], place: Callable[[Money], int | str]
) -> dict[int | str, tuple[int, int, int, int]]:
    """Return planned, allotted, committed and spent by what ``place`` says of a row."""
    found: dict[int | str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        own = found[place(row)]
        for which, cents in enumerate((row.planned, row.allotted, row.committed, row.spent)):
            own[which] += cents
    return {key: (own[0], own[1], own[2], own[3]) for key, own in found.items()}
