"""Deadlines with their state on a day, and how a list of them is filtered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Expression,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from cpcj.frame.lists import Facet
from cpcj.frame.permissions import Actor
from cpcj.register.reporting.models import Deadline, EntryValue
from cpcj.register.reporting.rules.states import TABLE, Condition, Line, On, State
from cpcj.register.reporting.units import unit_code


def condition(of: Condition, on: dt.date, way: str = "") -> Q:
    """Return a condition of the table of states as the store understands it."""
    if of.comparison == "null":
        return Q(**{f"{way}{of.fact}__isnull": of.value})
    value = on if isinstance(of.value, On) else of.value
    lookup = "exact" if of.comparison == "eq" else of.comparison
    return Q(**{f"{way}{of.fact}__{lookup}": value})


def _line(line: Line, on: dt.date) -> Q:
    made = Q()
    for one in line.conditions:
        made &= condition(one, on)
    return made


def state_on(on: dt.date) -> Case:
    """Return the state of a deadline on a day as an expression, from the table of states."""
    lines = [
        When(_line(line, on), then=Value(line.state.value)) for line in TABLE if line.conditions
    ]
    last = next(line.state for line in TABLE if not line.conditions)
    return Case(*lines, default=Value(last.value), output_field=CharField())


def deadlines_on(user: Actor, on: dt.date) -> QuerySet[Any]:
    """Return the deadlines of what was asked by a day, each with its ``state`` on it.

    ``over`` says whether the session is ahead (0), not known (1) or over (2): lists order by it.
    """
    seen: QuerySet[Any] = Deadline.objects.visible_to(user).filter(asked_on__lte=on)
    return seen.annotate(state=state_on(on), over=_over(on))


def _over(on: dt.date) -> Case:
    """Return 0 for what is ahead on a day, 1 where no day is known, 2 for what is over."""
    return Case(
        When(end__gte=on, then=Value(0)),
        When(end=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


@dataclass(frozen=True, slots=True)
class ValueFacet(Facet):
    """A facet by the values of the entries: who is asked, or what about.

    Attributes:
        kind: a value of ``EntryValue.Field``.
    """

    kind: str = ""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the deadlines of entries that have any of the values."""
        having = EntryValue.objects.filter(field=self.kind, value__in=values)
        return records.filter(entry__in=having.values("entry"))

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the most frequent values with their numbers of deadlines."""
        counted = (
            records.order_by()
            .filter(entry__values__field=self.kind)
            .values_list("entry__values__value")
            .annotate(number=Count("pk", distinct=True))
            .order_by("-number", "entry__values__value")
        )
        return [(value, number) for value, number in counted[: self.limit]]


@dataclass(frozen=True, slots=True)
class UnitFacet(Facet):
    """A facet by the responsible unit, which another room knows.

    Attributes:
        user: who asks: a unit may be seen by some and not by others.
    """

    user: Any = None

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the deadlines whose act has any of the units, by their codes."""
        return records.alias(unit=self._code()).filter(unit__in=values)

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the units' codes with their numbers of deadlines; the store counts."""
        counted = (
            records.order_by()
            .annotate(unit=self._code())
            .filter(unit__isnull=False)
            .values_list("unit")
            .annotate(number=Count("pk"))
            .order_by("-number", "unit")
        )
        return [(unit, number) for unit, number in counted[: self.limit]]

    def _code(self) -> Expression | Subquery:
        return unit_code("entry__identifier", self.user)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of a body with how many deadlines of each state it has.

    Attributes:
        place: body and session ("general_assembly:71").
        body, session, start, end: the session.
        states: number of deadlines by state.
    """

    place: str
    body: str
    session: int
    start: dt.date | None
    end: dt.date | None
    states: dict[str, int]

    @property
    def total(self) -> int:
        """Return the number of deadlines, proposals and what was set aside apart."""
        apart = (State.PROPOSED, State.SET_ASIDE)
        return sum(count for state, count in self.states.items() if state not in apart)


def sessions(records: QuerySet[Any]) -> list[SessionLine]:
    """Return the sessions of some deadlines in order of their days, in one statement."""
    counted = (
        records.exclude(session=None)
        .order_by()
        .values("place", "body", "session", "start", "end", "state")
        .annotate(number=Count("pk"))
    )
    found: dict[str, SessionLine] = {}
    for row in counted:
        line = found.setdefault(
            row["place"],
            SessionLine(row["place"], row["body"], row["session"], row["start"], row["end"], {}),
        )
        line.states[row["state"]] = line.states.get(row["state"], 0) + row["number"]
    return sorted(found.values(), key=lambda one: (one.start or dt.date.max, one.body, one.session))
