"""What every part of the demonstration stands on: the days, the people, the words, the dice."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from cpcj.accounts.models import Organization, User
from cpcj.assistance.portfolio.models import Activity
from cpcj.demonstration.agenda import Agenda, Deed
from cpcj.funding.models import CostObject
from cpcj.resolutions.vocabulary.states import invented

YEARS = 3
"""How many calendar years the programme lasts, this one included."""

_GIVING = "western_europe_others"

T = TypeVar("T")


@cache
def words() -> dict[str, Any]:
    """Return the names and titles of the demonstration."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


@dataclass(slots=True)
class Project:
    """A project with what belongs to it.

    Attributes:
        activity: its record.
        programme: its programme's key in the words.
        cost_object: what its money is on.
        areas, mandates: what it is about.
        measures: its indicators, by what they count.
        parts: its activities, with the States they are for.
    """

    activity: Activity
    programme: str
    cost_object: CostObject
    areas: Sequence[str]
    mandates: Sequence[str]
    measures: dict[str, Any] = field(default_factory=dict)
    parts: list[tuple[Activity, Sequence[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Stage:
    """The whole of it while it is being made.

    Attributes:
        seed: decides about everything that dice decide about.
        activities: how many activities there are to be; other numbers follow from it.
        today: the last day.
        agenda: what is to be done when.
        officer, colleague, head: of the office.
        points: focal points, by State.
        readers: who read applications.
        grantees: people of the grantees, with their organizations.
        donor: the organization whose contributions the donor's account follows.
        projects: those that are open.
    """

    seed: int
    activities: int
    today: dt.date
    agenda: Agenda = field(default_factory=Agenda)
    people: dict[str, User] = field(default_factory=dict)
    points: dict[str, User] = field(default_factory=dict)
    readers: list[User] = field(default_factory=list)
    grantees: list[tuple[User, Organization]] = field(default_factory=list)
    donor: Organization | None = None
    projects: list[Project] = field(default_factory=list)

    @property
    def begins(self) -> dt.date:
        """The first day."""
        return dt.date(self.today.year - YEARS + 1, 1, 1)

    @property
    def officer(self) -> User:
        """Who records."""
        return self.people["demo-officer"]

    @property
    def colleague(self) -> User:
        """Another who records."""
        return self.people["demo-colleague"]

    @property
    def head(self) -> User:
        """Who decides."""
        return self.people["demo-head"]

    def dice(self, subject: str) -> random.Random:
        """Return the dice of a subject: what one part rolls changes nothing in another."""
        return random.Random(f"{self.seed} {subject}")  # noqa: S311 - nothing secret is made of it

    def after(self, days: int, deed: Deed, since: dt.date) -> None:
        """Put a deed down so many days after a day."""
        self.agenda.on(since + dt.timedelta(days=days), deed)


def receiving(group: str = "") -> list[str]:
    """Return the States for which something is done, of a regional group or of all: the States of
    one group give, and ask for nothing.
    """
    return sorted(
        code
        for code, state in invented().items()
        if (group in state.groups if group else _GIVING not in state.groups)
    )


def some(dice: random.Random, of: Sequence[T], least: int, most: int) -> list[T]:
    """Return some of a sequence, between two numbers of them, in its order."""
    number = min(len(of), dice.randint(least, most))
    return [of[place] for place in sorted(dice.sample(range(len(of)), number))]
