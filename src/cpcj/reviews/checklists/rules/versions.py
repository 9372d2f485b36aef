"""What a newer version of a checklist changes, by identifier of the question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cpcj.reviews.checklists.rules.checklist import Checklist, Question


class Sort(StrEnum):
    """What became of a question."""

    SAME = "same"
    CHANGED = "changed"  # other words, another provision, other aspects, another follow-up
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A question in the older version and in the newer one; None where it has none."""

    sort: Sort
    older: Question | None
    newer: Question | None


def differences(older: Checklist, newer: Checklist) -> tuple[Difference, ...]:
    """Return what became of each question: those of the newer version in order, then removed ones.

    Raises:
        ValueError: they are versions of different checklists.
    """
    if older.key != newer.key:
        message = f"{older.key} and {newer.key} are different checklists"
        raise ValueError(message)
    before, after = older.by_id(), newer.by_id()
    found = []
    for one in newer.questions():
        held = before.get(one.id)
        sort = Sort.ADDED if held is None else Sort.SAME if held == one else Sort.CHANGED
        found.append(Difference(sort, held, one))
    removed = (one for one in older.questions() if one.id not in after)
    return (*found, *(Difference(Sort.REMOVED, one, None) for one in removed))


def carried(older: Checklist, newer: Checklist) -> frozenset[str]:
    """Return the identifiers whose answers are carried over: those that both versions have."""
    return frozenset(older.by_id()) & frozenset(newer.by_id())
