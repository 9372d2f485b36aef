"""What a member owes on a day, and since when.

Outstanding is what was assessed until that day, less what was paid and what was written off. What
is past its day is arrears, in one of four ages; what is not yet due is neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cpcj.funding.institute.rules.accounts import Open


class Age(StrEnum):
    """How long something has been due, in whole years; the first has not been due at all."""

    NOT_DUE = "not_due"
    UNDER_ONE = "under_1"
    ONE_TO_TWO = "1_to_2"
    TWO_TO_FIVE = "2_to_5"
    FIVE_AND_MORE = "5_and_more"


AGES = tuple(age for age in Age if age is not Age.NOT_DUE)
"""The ages of arrears: each amount stands in one of them."""


def age(due_on: dt.date, on: dt.date) -> Age:
    """Return how long something due on a day is overdue on another; on its day it is not."""
    if on <= due_on:
        return Age.NOT_DUE
    years = on.year - due_on.year - ((on.month, on.day) < (due_on.month, due_on.day))
    if years < 1:
        return Age.UNDER_ONE
    if years < 2:
        return Age.ONE_TO_TWO
    return Age.TWO_TO_FIVE if years < 5 else Age.FIVE_AND_MORE


def ages(outstanding: Iterable[Open], on: dt.date) -> dict[Age, int]:
    """Return cents by age; every age is named, and together they are what is outstanding."""
    found = dict.fromkeys(Age, 0)
    for one in outstanding:
        found[age(one.due_on, on)] += one.cents
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member was assessed and paid until a day, in cents.

    Attributes:
        credit: paid beyond all that was assessed, and not yet set against anything.
        open: assessments of which something is outstanding, the oldest first.
        by_age: what is outstanding by age.
    """

    assessed: int = 0
    paid: int = 0
    written_off: int = 0
    credit: int = 0
    open: tuple[Open, ...] = ()
    by_age: dict[Age, int] = field(default_factory=lambda: dict.fromkeys(Age, 0))

    @property
    def outstanding(self) -> int:
        """What is still to come in, due or not."""
        return self.assessed - self.paid - self.written_off

    @property
    def arrears(self) -> int:
        """What is past its day."""
        return self.outstanding - self.by_age[Age.NOT_DUE]


def plan_missing(instalments: Sequence[tuple[dt.date, int]], paid: int, on: dt.date) -> int:
    """Return by how many cents a plan is behind on a day; nothing where it is kept.

    Args:
        instalments: when how much is due.
        paid: what was paid since the plan was decided.
        on: the day.
    """
    return max(0, sum(cents for due_on, cents in instalments if due_on < on) - paid)
