"""Values added up the tree, each counted once.

**Links.** An indicator contributes to one indicator at most, of the activity directly above its
own. Links therefore make a forest: from each value there is one way up, and it reaches an indicator
above by that way once. What is recorded at a level itself is what was reached there and in none of
its parts.

**What may be linked** (:data:`CONVERSIONS`): numbers to numbers; percentages to percentages, part
and whole each added up by themselves; a yes to a number (it counts one) or to a percentage (one of
one). Words are not added up, nor is an indicator that says it is not additive: one that counts each
person once, however many activities the person took part in, or an index.

**Persons.** A number of persons counts participations: a person in two activities is counted on two
ways, once on each. Where each person is to be counted once, the indicator is not additive, and is
reported at its own level.

**Time.** A period counts towards a stretch of time when it lies within it. One that lies in it only
in part is not divided: it is left out, and named. Flows are added up; of a stock the latest period
counts, and of two that end alike the one that began later.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from cpcj.assistance.results.rules.breakdown import summed
from cpcj.assistance.results.rules.values import NUMBER, PERCENTAGE, YES_NO, Value

CONVERSIONS: Final = frozenset({
    (NUMBER, NUMBER), (PERCENTAGE, PERCENTAGE), (YES_NO, NUMBER), (YES_NO, PERCENTAGE),
})  # fmt: skip
"""From what unit to what unit an indicator may contribute."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator, as far as adding up needs it.

    Attributes:
        key: its key.
        activity: key of its activity.
        unit: its unit.
        additive: whether values of several activities may be added up.
        stock: whether a period says where things stand, not what was reached in it.
        into: key of the indicator it contributes to.
    """

    key: int
    activity: int
    unit: str
    additive: bool = True
    stock: bool = False
    into: int | None = None


class Stretch(NamedTuple):
    """First and last day, both included."""

    start: dt.date
    end: dt.date

    def holds(self, other: Stretch) -> bool:
        """Tell whether another lies within it."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Stretch) -> bool:
        """Tell whether another has a day in common with it."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported about an indicator and a period: the total, and rows by axis and key."""

    measure: int
    during: Stretch
    value: Value
    rows: Mapping[tuple[str, str], Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Total:
    """What an indicator comes to.

    Attributes:
        own: what was recorded at its own level; None for nothing.
        value: the same with everything that contributes; None for nothing.
        rows: the value's rows by axis and key.
        from_below: how many indicators below have contributed something.
        left_out: periods, with their indicator's key, that lie only partly in the stretch of time.
    """

    own: Value | None
    value: Value | None
    rows: Mapping[tuple[str, str], Value]
    from_below: int
    left_out: tuple[tuple[int, Stretch], ...]


def link_fault(child: Measure, parent: Measure, above: int | None) -> str | None:
    """Return why an indicator may not contribute to another, or None.

    Args:
        child: the indicator that would contribute.
        parent: the one it would contribute to.
        above: key of the activity directly above the child's.

    Returns:
        "level" (it is not of the activity directly above), "additive" (one of them is not to be
        added up), "unit" (their units do not go together), "time" (one is a flow, one a stock).
    """
    if above is None or parent.activity != above:
        return "level"
    if not child.additive or not parent.additive:
        return "additive"
    if (child.unit, parent.unit) not in CONVERSIONS:
        return "unit"
    return "time" if child.stock != parent.stock else None


def converted(value: Value, unit: str, into: str) -> Value:
    """Return a value as what it contributes to counts it."""
    if (unit, into) == (YES_NO, PERCENTAGE):
        return Value(value.numerator, Fraction(1))
    return Value(value.numerator, value.denominator)


def totals(
    measures: Iterable[Measure], reported: Iterable[Reported], during: Stretch | None = None
) -> dict[int, Total]:
    """Return what each indicator comes to.

    Args:
        measures: the indicators of a tree.
        reported: at most one for each indicator and period.
        during: the stretch of time that is counted; None for all.

    Raises:
        ValueError: links go round in a circle, or lead out of ``measures``.
    """
    known = {measure.key: measure for measure in measures}
    below: dict[int | None, list[int]] = defaultdict(list)
    for measure in known.values():
        if measure.into is not None and measure.into not in known:
            message = f"{measure.key} contributes to {measure.into}, which is not there"
            raise ValueError(message)
        below[measure.into].append(measure.key)
    of_measure: dict[int, list[Reported]] = defaultdict(list)
    for one in reported:
        of_measure[one.measure].append(one)
    found: dict[int, Total] = {}
    for key in _upwards(below, len(known)):
        measure = known[key]
        own = _own(measure, of_measure[key], during)
        found[key] = _with_below(measure, own, [(known[k], found[k]) for k in below[key]])
    return found


def _upwards(below: Mapping[int | None, list[int]], number: int) -> list[int]:
    """Return the keys so that each comes after all that contribute to it."""
    order, edge = [], list(below.get(None, ()))
    while edge:
        key = edge.pop()
        order.append(key)
        edge.extend(below.get(key, ()))
    if len(order) != number:
        message = "links go round in a circle"
        raise ValueError(message)
    return order[::-1]


def _own(measure: Measure, reported: Iterable[Reported], during: Stretch | None) -> Total:
    counted, left_out = [], []
    for one in reported:
        if during is None or during.holds(one.during):
            counted.append(one)
        elif during.meets(one.during):
            left_out.append((measure.key, one.during))
    if measure.stock or measure.unit not in (NUMBER, PERCENTAGE):
        counted = sorted(counted, key=lambda one: (one.during.end, one.during.start))[-1:]
    value = _sum(one.value for one in counted)
    rows = summed((*key, row) for one in counted for key, row in one.rows.items())
    return Total(value, value, rows, 0, tuple(left_out))


def _with_below(measure: Measure, own: Total, parts: list[tuple[Measure, Total]]) -> Total:
    given = [(part, total) for part, total in parts if total.value is not None]
    values = [own.value] if own.value is not None else []
    values += [
        converted(total.value, part.unit, measure.unit)
        for part, total in given
        if total.value is not None
    ]
    rows = summed(
        (
            *((*key, row) for key, row in own.rows.items()),
            *(
                (*key, converted(row, part.unit, measure.unit))
                for part, total in given
                for key, row in total.rows.items()
            ),
        )
    )
    left_out = [*own.left_out, *(one for _part, total in parts for one in total.left_out)]
    from_below = sum(total.from_below + (total.own is not None) for _part, total in parts)
    value = _sum(values) if parts else own.value
    return Total(own.value, value, rows, from_below, tuple(left_out))


def _sum(values: Iterable[Value]) -> Value | None:
    total: Value | None = None
    for value in values:
        total = value if total is None else total.plus(value)
    return total
