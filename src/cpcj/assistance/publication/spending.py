"""What was spent, from the books, along the dimensions of the data cube."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from cpcj.assistance.portfolio.models import Activity, ActivityValue, Level
from cpcj.assistance.portfolio.rules.shares import WHOLE
from cpcj.assistance.publication.rules.cube import Place, Spent, cells, instrument
from cpcj.frame.permissions import Actor
from cpcj.funding.models import Contribution, Posting
from cpcj.funding.rules.ledger import Book

ENTITY: Final = "UNODC"
"""The entity's code in the system-wide reporting."""


def data_cube(reader: Actor) -> dict[Place, int]:
    """Return expenditure in cents by place of the cube, less what is sealed from the reader.

    Money on a cost object is told of with the highest record of the portfolio that names it; where
    none does, location and goal are not stated.
    """
    owners: dict[int, tuple[int, int]] = {}
    named = Activity.objects.filter(cost_object__isnull=False)
    for of, key, level in named.values_list("cost_object", "pk", "level"):
        place = (Level.values.index(level), key)
        owners[of] = min(place, owners.get(of, place))
    keys = {key for _level, key in owners.values()}
    activities = Activity.objects.filter(pk__in=keys).prefetch_related("recipients").in_bulk()
    goals: dict[int, list[str]] = defaultdict(list)
    grounds = ActivityValue.objects.filter(activity__in=keys, field=ActivityValue.Field.GOAL)
    for key, value in grounds.values_list("activity", "value"):
        goals[key].append(value.partition(".")[0])
    given = Contribution.objects.select_related("donor").in_bulk()
    rows = (
        Posting.objects.all()
        .unsealed(reader)
        .filter(book=Book.EXPENDED)
        .order_by()
        .values("cost_object", "contribution", year=ExtractYear("entry__day"))
        .annotate(sum=Sum("cents"))
    )
    spent = []
    for row in rows:
        _level, key = owners.get(row["cost_object"], (0, 0))
        activity = activities.get(key)
        recipients = list(activity.recipients.all()) if activity else []
        locations = [(one.code, one.share) for one in recipients]
        contribution = given[row["contribution"]]
        donor = contribution.donor
        spent.append(
            Spent(
                year=row["year"],
                cents=-int(row["sum"]),
                humanitarian=bool(activity and activity.humanitarian),
                locations=locations if sum(share for _c, share in locations) == WHOLE else (),
                goals=sorted(goals[key]),
                instrument=instrument(donor.kind, contribution.earmarking, contribution.channel),
                contributor=donor.state or donor.names.get("en", donor.code),
            )
        )
    return cells(ENTITY, spent)
