"""Expenditure along the six dimensions of the United Nations data cube.

Dimensions (United Nations data standards for system-wide reporting of financial data): entity,
function, geographic location, financing instrument, Sustainable Development Goal, contributor.
An amount is divided among locations by their shares and among goals evenly; what is left over by
rounding goes, a cent each, to the parts that lost most, so that the parts sum to the amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cpcj.assistance.portfolio.rules.shares import WHOLE, divided, even
from cpcj.funding.rules.charges import Channel, Earmarking

DEVELOPMENT: Final = "Development assistance"
HUMANITARIAN: Final = "Humanitarian assistance"
_REGULAR_BUDGET: Final = "regular_budget"  # funding.DonorKind
NOT_STATED: Final = ""
"""Where an activity names no location or no goal."""


class Place(NamedTuple):
    """The coordinates of an amount."""

    year: int
    entity: str
    function: str
    location: str
    instrument: str
    goal: str
    contributor: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent of one contribution for one activity in one year.

    Attributes:
        cents: may be negative where more was refunded than spent.
        locations: codes with their shares in basis points; none where it names none.
        goals: numbers of goals.
    """

    year: int
    cents: int
    humanitarian: bool
    locations: Sequence[tuple[str, int]]
    goals: Sequence[str]
    instrument: str
    contributor: str


def instrument(donor_kind: str, earmarking: str, channel: str) -> str:
    """Return the financing instrument of a contribution."""
    if donor_kind == _REGULAR_BUDGET:
        return "Assessed contributions"
    if earmarking == Earmarking.GENERAL_PURPOSE:
        return "Voluntary core contributions"
    pooled = {
        Channel.POOLED: "Inter-agency pooled funds",
        Channel.THEMATIC: "Single-entity thematic funds",
        Channel.OWN_COUNTRY: "Local resources",
    }
    return pooled.get(Channel(channel), "Project- or programme-specific resources")


def cells(entity: str, spent: Iterable[Spent]) -> dict[Place, int]:
    """Return cents by place, in the order of the places; those of nothing are left out."""
    found: Counter[Place] = Counter()
    for one in spent:
        locations = list(one.locations) or [(NOT_STATED, WHOLE)]
        goals = list(dict.fromkeys(one.goals)) or [NOT_STATED]
        function = HUMANITARIAN if one.humanitarian else DEVELOPMENT
        parts = _divided(one.cents, [share for _code, share in locations])
        for (location, _share), part in zip(locations, parts, strict=True):
            for goal, cents in zip(goals, _divided(part, even(len(goals))), strict=True):
                place = Place(
                    one.year, entity, function, location, one.instrument, goal, one.contributor
                )
                found[place] += cents
    return {place: found[place] for place in sorted(found) if found[place]}


def _divided(cents: int, shares: Sequence[int]) -> Sequence[int]:
    """Divide an amount, which may be negative."""
    parts = divided(abs(cents), shares)
    return parts if cents >= 0 else [-part for part in parts]
