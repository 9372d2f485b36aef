"""Where a review stands: what is due when, what was done when, who may do what now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cpcj.reviews.rules.mechanism import BY_AGREEMENT, BY_PUBLICATION, Mechanism, Step


@dataclass(frozen=True, slots=True)
class Done:
    """What happened to a step: the days it was reported and cleared; None where it was not."""

    reported: dt.date | None = None
    cleared: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A step of a review on a day.

    Attributes:
        step: the step.
        due: the day it is due; None where the mechanism sets none.
        reported: the day it was reported done.
        done: the day it was done: cleared, where it is to be cleared.
        late: days it is late, or was; 0 where it is in time or nothing is due.
    """

    step: Step
    due: dt.date | None
    reported: dt.date | None
    done: dt.date | None
    late: int

    @property
    def waits_for_clearing(self) -> bool:
        """Tell whether it was reported and is still to be cleared."""
        return self.reported is not None and self.done is None


def start_of(mechanism: Mechanism, began: dt.date, period: int, cluster: str) -> dt.date:
    """Return the day a review begins: of the cycle, its group or year, and the cluster."""
    found = mechanism.cluster(cluster)
    day = mechanism.period_step.after(began, max(0, period - 1))
    return found.after.after(day) if found else day


def standings(
    mechanism: Mechanism, start: dt.date, done: Mapping[str, Done], today: dt.date
) -> tuple[Standing, ...]:
    """Return every step with due and done days.

    A step counts from the day its base was done, from the day that was due while it is not. That a
    step is late moves what counts from it and blocks nothing.
    """
    known: dict[str, dt.date | None] = {"start": start}
    found = []
    for step in mechanism.steps:
        base = known[step.base]
        due = step.period.after(base) if step.period and base else None
        happened = done.get(step.key, Done())
        finished = happened.cleared if step.clears else happened.reported
        known[step.key] = finished or due
        until = finished or today
        late = max(0, (until - due).days) if due else 0
        found.append(Standing(step, due, happened.reported, finished, late))
    return tuple(found)


def may_report(step: Step, seats: Iterable[str], standing: Standing) -> bool:
    """Tell whether somebody in these seats may report a step done; earlier steps do not matter."""
    return standing.reported is None and bool(set(seats) & set(step.does))


def may_clear(step: Step, seats: Iterable[str], standing: Standing) -> bool:
    """Tell whether somebody in these seats may clear what was reported."""
    return standing.waits_for_clearing and bool(set(seats) & set(step.clears))


def done_by_agreement(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the steps that are done when all focal points have agreed."""
    return tuple(one.key for one in mechanism.steps if BY_AGREEMENT in one.does)


def done_by_publication(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the steps that are done when the executive summary is published."""
    return tuple(one.key for one in mechanism.steps if BY_PUBLICATION in one.does)


def agreed_by_all(needed: Collection[int], given: Collection[int]) -> bool:
    """Tell whether all focal points have agreed; nobody's agreement is none."""
    return bool(needed) and set(needed) <= set(given)
