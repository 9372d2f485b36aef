"""Where the chain from a mandate to a result is broken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


def paragraph(identifier: str) -> str:
    """Return the paragraph that a provision or act stands in: "…#op46" for "…#op46(a).2"."""
    text, mark, place = identifier.partition("#")
    return f"{text}{mark}{place.partition('.')[0].partition('(')[0]}"


class Gap(StrEnum):
    """What a mandate has without what should come with it."""

    NO_MONEY = "no_money"  # requests, but no money
    NO_ACTIVITY = "no_activity"  # money, but no activity
    UNANSWERED = "unanswered"  # requests, but no activity
    NO_RESULT = "no_result"  # activities, but no result
    NO_DONOR = "no_donor"  # donors are invited, but no money
    NOT_TAKEN_UP = "not_taken_up"  # the Office is asked to assist, but no activity


@dataclass(frozen=True, slots=True)
class Chain:
    """What there is for a mandate.

    Attributes:
        mandate: identifier of the paragraph.
        requests: requests that name it, those that were declined, merged or withdrawn left out.
        open_requests: those of them that have not ended.
        activities: records of the portfolio that rest on it, cancelled ones left out.
        cents: contributions for it in dollars, those that were withdrawn left out.
        results: indicators of these activities with an approved figure.
        invites: whether the paragraph itself invites donors, or asks for extrabudgetary resources.
        asks: whether the paragraph itself asks the Office to give technical assistance.
    """

    mandate: str
    requests: int = 0
    open_requests: int = 0
    activities: int = 0
    cents: int = 0
    results: int = 0
    invites: bool = False
    asks: bool = False

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return where the chain is broken."""
        broken = {
            Gap.NO_MONEY: self.requests and not self.cents,
            Gap.NO_ACTIVITY: self.cents and not self.activities,
            Gap.UNANSWERED: self.requests and not self.activities,
            Gap.NO_RESULT: self.activities and not self.results,
            Gap.NO_DONOR: self.invites and not self.cents,
            Gap.NOT_TAKEN_UP: self.asks and not self.activities,
        }
        return tuple(gap for gap, holds in broken.items() if holds)
