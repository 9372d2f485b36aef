"""What activities for a country have reached by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.results import queries
from cpcj.assistance.results.names import value_words
from cpcj.assistance.results.rules.aggregation import totals
from cpcj.frame.permissions import Actor

_MOST = 200
_COUNTRY = "country"


class Reached(NamedTuple):
    """An indicator with its value.

    Attributes:
        one: the record it stands at.
        indicator: its title.
        value: what was reached, in words.
        here: whether that is the country's own row; else it is of all countries together.
    """

    one: Activity
    indicator: str
    value: str
    here: bool


def reached_in(
    user: Actor, activities: Iterable[Activity], code: str, on: dt.date
) -> list[Reached]:
    """Return the approved results of activities for a country, of periods over by a day.

    An indicator that adds to another one shown is left out: its value is in that one's.
    """
    known = {one.pk: one for one in activities}
    held = queries.held(user, *{one.programme_id for one in known.values()}, until=on)
    sums = totals(held.measures, held.reported)
    own = [one for one in held.indicators.values() if one.result.activity_id in known]
    keys = {one.pk for one in own}
    found = []
    for one in sorted(own, key=lambda one: (known[one.result.activity_id].identifier, one.pk)):
        total = sums[one.pk]
        if one.contributes_to_id in keys or total.value is None:
            continue
        row = total.rows.get((_COUNTRY, code))
        found.append(
            Reached(
                known[one.result.activity_id], one.title,
                value_words(one.unit, total.value if row is None else row), row is not None,
            )
        )  # fmt: skip
    return found[:_MOST]
