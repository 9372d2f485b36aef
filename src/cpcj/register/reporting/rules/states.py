"""The state of a deadline as of a date: one table, read by Python and turned into SQL alike.

A state is never stored: it follows from what is known of the deadline and from the day that is
asked about. The first line of :data:`TABLE` whose conditions all hold gives it.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class State(StrEnum):
    """What can be said of a deadline on a day."""

    SET_ASIDE = "set_aside"  # a person said that it is no reporting request
    PROPOSED = "proposed"  # asked by a draft or a committee's report only
    ANSWERED = "answered"  # a person matched the document that answers it
    ANSWER_PROPOSED = "answer_proposed"  # a document listed may answer it, nobody confirmed yet
    UNDATED = "undated"  # no session is stated, or its days cannot be known
    DUE = "due"  # its session is not yet over
    LATE = "late"  # its session is over, and it is not among what is listed
    NOT_TRACEABLE = "not_traceable"  # over, but nothing is held in which it would be listed


class On:
    """Stands in the table for the day that is asked about."""


ON: Final = On()


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact compared with a value: ``eq``, ``lte``, ``gte``, or ``null`` (is it absent)."""

    fact: str
    comparison: str
    value: object


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: the state, and what must hold for it."""

    state: State
    conditions: tuple[Condition, ...]


def _is(fact: str, comparison: str = "eq", *, known: bool = True) -> Condition:
    return Condition(fact, comparison, known)


TABLE: Final[tuple[Line, ...]] = (
    Line(State.SET_ASIDE, (_is("set_aside"),)),
    Line(State.PROPOSED, (_is("adopted", known=False),)),
    Line(State.ANSWERED, (Condition("answered_on", "lte", ON),)),
    Line(State.ANSWER_PROPOSED, (Condition("proposed_on", "lte", ON),)),
    Line(State.UNDATED, (_is("end", "null"),)),
    Line(State.DUE, (Condition("end", "gte", ON),)),
    Line(State.LATE, (_is("traceable"),)),
    Line(State.NOT_TRACEABLE, ()),
)
"""In order: what a person settled, what answers, then the session."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a deadline.

    Attributes:
        set_aside: a person said that it is no reporting request.
        adopted: the request stands in an adopted text.
        end: the last day of its session, None where it cannot be known.
        answered_on: the day of the document that a person matched; None where there is none.
        proposed_on: the day of the document that a rule proposes; None where there is none.
        traceable: something is held in which an answer would be listed.
    """

    set_aside: bool = False
    adopted: bool = True
    end: dt.date | None = None
    answered_on: dt.date | None = None
    proposed_on: dt.date | None = None
    traceable: bool = False


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "lte": operator.le,
    "gte": operator.ge,
}


def holds(condition: Condition, facts: object, on: dt.date) -> bool:
    """Tell whether a condition holds of some facts on a day; of an absent one, none does."""
    known = getattr(facts, condition.fact)
    if condition.comparison == "null":
        return (known is None) == condition.value
    if known is None:
        return False
    value = on if isinstance(condition.value, On) else condition.value
    return _COMPARISONS[condition.comparison](known, value)


def state_of(facts: object, on: dt.date) -> State:
    """Return the state that some facts give on a day.

    Args:
        facts: :class:`Facts`, or anything with the same attributes.
        on: the day.
    """
    return next(
        line.state
        for line in TABLE
        if all(holds(condition, facts, on) for condition in line.conditions)
    )
