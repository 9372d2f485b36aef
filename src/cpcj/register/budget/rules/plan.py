"""What an import of a list would change in an edition that is held."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from cpcj.resolutions.budget import ListedTreaty, Row

Key = tuple[str, str, str, int]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of the edition as it is held.

    Attributes:
        key: of the record.
        row: as it was printed.
        corrected: whether an officer has corrected what it means.
    """

    key: int
    row: Row
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes:
        added: rows that are not held.
        removed: held rows that the file has not.
        changed: held rows whose title, place or symbol the file prints otherwise.
        same: held rows that stay as they are but for their number in the file.
        seen: digest of what is held and what is given: a plan that was agreed to is carried out
            only while this is the same.
    """

    added: tuple[Row, ...]
    removed: tuple[HeldRow, ...]
    changed: tuple[tuple[HeldRow, Row], ...]
    same: tuple[tuple[HeldRow, Row], ...]
    seen: str

    @property
    def corrections_lost(self) -> int:
        """How many corrections of officers would go with their rows."""
        return sum(1 for held in self.removed if held.corrected)


def plan(held: Iterable[HeldRow], given: Iterable[Row]) -> Plan:
    """Return what giving a list would change.

    A row is the same row while subprogramme, heading and citation are; of several equal ones the
    first is the first.
    """
    before = _keyed((one.row, one) for one in held)
    after = _keyed((row, row) for row in given)
    changed: list[tuple[HeldRow, Row]] = []
    same: list[tuple[HeldRow, Row]] = []
    for key, row in after.items():
        if (own := before.get(key)) is not None:
            (same if _equal(own.row, row) else changed).append((own, row))
    digest = hashlib.sha256()
    for one in (*before.values(), *after.values()):
        digest.update(repr(one).encode())
    return Plan(
        added=tuple(row for key, row in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        changed=tuple(changed),
        same=tuple(same),
        seen=digest.hexdigest(),
    )


def treaties_changed(
    held: Iterable[ListedTreaty], given: Iterable[ListedTreaty]
) -> tuple[list[str], list[str]]:
    """Return the names of treaties added and removed.

    A form that lists no treaties at all (a table) removes none.
    """
    before = [one.name for one in held]
    after = [one.name for one in given]
    if not after:
        return [], []
    return [n for n in after if n not in before], [n for n in before if n not in after]


def _equal(one: Row, other: Row) -> bool:
    # A table says nothing of components: what another form said stays.
    component = not other.component or one.component == other.component
    return one.printed == other.printed and component


def _keyed(rows: Iterable[tuple[Row, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for row, value in rows:
        at = 0
        while (key := (row.subprogramme, row.source, row.citation, at)) in found:
            at += 1
        found[key] = value
    return found
