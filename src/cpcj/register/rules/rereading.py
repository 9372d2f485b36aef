"""What a newer reading would change, and what it must leave alone.

Acts of two readings are one by their words first (a paragraph may have got another number), then by
their identifier where the words are near. A field that a person settled keeps its value; the newer
reading's value is shown beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cpcj.resolutions.act import Act, Deliverable

FIELDS = ("phrase", "act", "reiterated", "addressees", "deliverable", "qualifiers", "action",
          "topics")  # fmt: skip
"""Fields of an act that are derived and can be settled, in the order they are shown."""

NEAR = 60
"""Likeness of words, 0 to 100, from which two acts of one identifier are one act reread."""

Value = str | bool | None | list[str] | dict[str, object]
"""A field's value as it is shown and stored."""


@dataclass(frozen=True, slots=True)
class Held:
    """An act as the register holds it, and its fields that a person settled."""

    act: Act
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that the newer reading reads differently; ``kept`` where a person settled it."""

    field: str
    old: Value
    new: Value
    kept: bool


@dataclass(frozen=True, slots=True)
class Reread:
    """An act in both readings."""

    held: Held
    new: Act
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a newer reading of a text would do.

    Attributes:
        same: acts in both readings, with what differs.
        added: acts that only the newer reading finds.
        gone: acts that it no longer finds; those with settled fields stay.
    """

    same: tuple[Reread, ...]
    added: tuple[Act, ...]
    gone: tuple[Held, ...]

    @property
    def changes_anything(self) -> bool:
        """Tell whether applying the plan would alter a record."""
        return bool(
            self.added
            or any(not held.settled for held in self.gone)
            or any(not c.kept for one in self.same for c in one.changes)
        )


def field_value(act: Act, field: str) -> Value:
    """Return a field of an act as it is compared, shown and stored."""
    if field in ("addressees", "qualifiers", "topics"):
        return [one.value for one in getattr(act, field)]
    if field == "deliverable":
        return deliverable_value(act.deliverable)
    value: Value = getattr(act, field)
    return value


def deliverable_value(deliverable: Deliverable | None) -> dict[str, object] | None:
    """Return a deliverable as plain values, dates in ISO 8601."""
    if deliverable is None:
        return None
    due = deliverable.due
    return {
        "what": deliverable.what,
        "to": deliverable.to,
        "when": deliverable.when,
        "due": None if due is None else {
            "body": due.body,
            "session": due.session,
            "from": None if due.start is None else due.start.isoformat(),
            "to": None if due.end is None else due.end.isoformat(),
        },
    }  # fmt: skip


def plan(held: Sequence[Held], new: Sequence[Act]) -> Plan:
    """Compare a newer reading's acts with those held."""
    partner = _pairs(held, new)
    same = tuple(
        Reread(held[old], new[other], _changes(held[old], new[other]))
        for old, other in sorted(partner.items())
    )
    paired = set(partner.values())
    return Plan(
        same,
        tuple(act for place, act in enumerate(new) if place not in paired),
        tuple(one for place, one in enumerate(held) if place not in partner),
    )


def _pairs(held: Sequence[Held], new: Sequence[Act]) -> dict[int, int]:
    by_words: dict[tuple[str, str], list[int]] = {}
    by_id: dict[str, int] = {}
    for place, act in enumerate(new):
        by_words.setdefault((act.phrase, act.action), []).append(place)
        by_id[act.id] = place
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for place, one in enumerate(held):
        alike = [p for p in by_words.get((one.act.phrase, one.act.action), ()) if p not in taken]
        if not alike:
            continue
        # Of several with the same words, the one of the same identifier, else the first.
        chosen = by_id[one.act.id] if by_id.get(one.act.id) in alike else alike[0]
        partner[place] = chosen
        taken.add(chosen)
    for place, one in enumerate(held):
        other = by_id.get(one.act.id)
        if place in partner or other is None or other in taken:
            continue
        if fuzz.token_sort_ratio(_words(one.act), _words(new[other])) >= NEAR:
            partner[place] = other
            taken.add(other)
    return partner


def _words(act: Act) -> str:
    return f"{act.phrase} {act.action}"


def _changes(held: Held, new: Act) -> tuple[FieldChange, ...]:
    changes = []
    for field in FIELDS:
        old_value, new_value = field_value(held.act, field), field_value(new, field)
        if old_value != new_value:
            changes.append(FieldChange(field, old_value, new_value, field in held.settled))
    return tuple(changes)
