"""Where a review stands: what is due when, what was done when, who may do what now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cpcj.reviews.rules.mechanism import BY_AGREEMENT, BY_PUBLICATION, Mechanism, Step


@dataclass(frozen=True, slots=True)
class Done:
    """What happened to a step: the days it was reported and cleared; None where it was not."""

    reported: dt.date | None = None
    cleared: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one State has done of a step.

    Attributes:
        country: its code; "" where the step is done once for all.
        reported: the day it was reported done.
        done: the day it was done: cleared, where it is to be cleared.
    """

    country: str
    reported: dt.date | None
    done: dt.date | None

    @property
    def waits_for_clearing(self) -> bool:
        """Tell whether it was reported and is still to be cleared."""
        return self.reported is not None and self.done is None


@dataclass(frozen=True, slots=True)
class Standing:
    """A step of a review on a day.

    Attributes:
        step: the step.
        due: the day it is due; None where the mechanism sets none.
        done: the day it was done by all who do it.
        late: days it is late, or was; 0 where it is in time or nothing is due.
        shares: what each reviewing State has done, where each does it; else one.
    """

    step: Step
    due: dt.date | None
    done: dt.date | None
    late: int
    shares: tuple[Share, ...]


def start_of(mechanism: Mechanism, began: dt.date, period: int, cluster: str) -> dt.date:
    """Return the day a review begins: of the cycle, its group or year, and the cluster."""
    found = mechanism.cluster(cluster)
    day = mechanism.period_step.after(began, max(0, period - 1))
    return found.after.after(day) if found else day


def standings(
    mechanism: Mechanism,
    start: dt.date,
    done: Mapping[tuple[str, str], Done],
    today: dt.date,
    reviewers: Sequence[str] = (),
) -> tuple[Standing, ...]:
    """Return every step with due and done days.

    A step counts from the day its base was done, from the day that was due while it is not. That a
    step is late moves what counts from it and blocks nothing.

    Args:
        mechanism: the rules.
        start: of the review.
        done: by step and State ("" where it was done for all) what happened.
        today: until when what is not done is late.
        reviewers: codes of the reviewing States.
    """
    known: dict[str, dt.date | None] = {"start": start}
    found = []
    for step in mechanism.steps:
        base = known[step.base]
        due = step.period.after(base) if step.period and base else None
        shares = tuple(
            _share(step, country, done) for country in ((*reviewers,) if step.each else ("",))
        )
        days = [share.done for share in shares]
        finished = max((day for day in days if day), default=None) if all(days) else None
        known[step.key] = finished or due
        late = max(0, ((finished or today) - due).days) if due else 0
        found.append(Standing(step, due, finished, late, shares))
    return tuple(found)


def _share(step: Step, country: str, done: Mapping[tuple[str, str], Done]) -> Share:
    happened = done.get((step.key, country)) or done.get((step.key, ""), Done())
    return Share(country, happened.reported, happened.cleared if step.clears else happened.reported)


def may_report(step: Step, share: Share, held: Iterable[tuple[str, str]]) -> bool:
    """Tell whether somebody may report a State's share of a step; earlier steps do not matter.

    Args:
        step: the step.
        share: of whom.
        held: the seats with the countries they are held for; the secretariat's is of none.
    """
    return share.reported is None and _for(share, step.does, held)


def may_clear(step: Step, share: Share, held: Iterable[tuple[str, str]]) -> bool:
    """Tell whether somebody may clear what was reported: each focal point the own State's."""
    return share.waits_for_clearing and _for(share, step.clears, held)


def _for(share: Share, seats: Collection[str], held: Iterable[tuple[str, str]]) -> bool:
    return any(
        seat in seats and (not share.country or country in ("", share.country))
        for seat, country in held
    )


def done_by_agreement(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the steps that are done when all focal points have agreed."""
    return tuple(one.key for one in mechanism.steps if BY_AGREEMENT in one.does)


def done_by_publication(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the steps that are done when the executive summary is published."""
    return tuple(one.key for one in mechanism.steps if BY_PUBLICATION in one.does)


def agreed_by_all(needed: Collection[int], given: Collection[int]) -> bool:
    """Tell whether all focal points have agreed; nobody's agreement is none."""
    return bool(needed) and set(needed) <= set(given)
