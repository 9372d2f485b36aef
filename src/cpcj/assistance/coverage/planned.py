"""What is planned, cut into offices, crime areas and regions without losing a cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cpcj.assistance.coverage.rules.proportion import Share, proportional
from cpcj.assistance.portfolio.models import (
    Activity,
    ActivityOffice,
    ActivityValue,
    Budget,
    Recipient,
    Status,
)
from cpcj.frame.permissions import Actor
from cpcj.resolutions.vocabulary.states import states


def region_of(state: str) -> str:
    """Return the regional group of a State, the first of two; empty for none."""
    known = states().get(state)
    return known.groups[0] if known and known.groups else ""


def planned(user: Actor) -> list[Share]:
    """Return what is planned by office, crime area and region.

    Counted are the budgets of records that have not ended; where a record and what belongs to it
    both have budgets, those of what belongs to it. An amount is divided evenly among offices and
    among crime areas, and among regions by the recipients' shares.
    """
    going = (
        Activity.objects.visible_to(user)
        .exclude(status__in=(Status.CLOSED, Status.CANCELLED))
        .order_by()
    )
    parents: dict[int, int | None] = dict(going.values_list("pk", "parent"))
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for key, cents, months in Budget.objects.filter(activity__in=parents).values_list(
        "activity", "cents", "staff_months"
    ):
        sums[key][0] += cents
        sums[key][1] += int(months * 100)
    told_below: set[int] = set()
    for key in sums:
        above = parents.get(key)
        while above is not None and above not in told_below:
            told_below.add(above)
            above = parents.get(above)
    offices, areas, regions = _by_activity(parents)
    found = []
    for key in sorted(sums.keys() - told_below):
        places = [
            (office, area, region, weight)
            for office in offices.get(key, [""])
            for area in areas.get(key, [""])
            for region, weight in regions.get(key, {"": 1}).items()
        ]
        weights = [weight for *_place, weight in places]
        dollars, staff = (proportional(weights, amount) for amount in sums[key])
        found += [
            Share(office, area, region, amount, month)
            for (office, area, region, _w), amount, month in zip(
                places, dollars, staff, strict=True
            )
        ]
    return found


def _by_activity(
    keys: dict[int, int | None],
) -> tuple[dict[int, list[str]], dict[int, list[str]], dict[int, dict[str, int]]]:
    """Return offices, crime areas, and regions with their weights, by activity."""
    offices: dict[int, list[str]] = defaultdict(list)
    for key, code in ActivityOffice.objects.filter(activity__in=keys).values_list(
        "activity", "office__code"
    ):
        offices[key].append(code)
    areas: dict[int, list[str]] = defaultdict(list)
    for key, area in _areas(keys):
        areas[key].append(area)
    regions: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, sort, code, share in Recipient.objects.filter(activity__in=keys).values_list(
        "activity", "sort", "code", "share"
    ):
        regions[key][region_of(code) if sort == Recipient.Sort.STATE else ""] += share
    return offices, areas, {key: dict(own) for key, own in regions.items()}


def _areas(keys: dict[int, int | None]) -> Iterator[tuple[int, str]]:
    yield from ActivityValue.objects.filter(
        activity__in=keys, field=ActivityValue.Field.TOPIC
    ).values_list("activity", "value")
