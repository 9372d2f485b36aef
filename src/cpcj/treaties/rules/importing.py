"""What a participation table would change in what is recorded; shown first, applied on a yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cpcj.treaties.rules.tables import CONSENT, RELEASE, Kind, TableEntry, TableRow


class Fact(NamedTuple):
    """An action on the instrument at hand: who did what on which day."""

    participant: str
    kind: Kind
    on: dt.date


class Changed(NamedTuple):
    """An action that the table gives another day or kind than is recorded."""

    old: Fact
    new: Fact


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would change.

    Attributes:
        added: actions that are not recorded.
        changed: actions recorded with another day or kind; the table's stand as corrections.
        missing: recorded actions that the table does not show; they are never removed.
        same: how many stand as they are.
        doubtful: rows that were not understood; nothing of theirs is taken over.
    """

    added: tuple[Fact, ...]
    changed: tuple[Changed, ...]
    missing: tuple[Fact, ...]
    same: int
    doubtful: tuple[TableRow, ...]

    @property
    def needs_yes(self) -> bool:
        """Tell whether it would change, or lacks, what is recorded."""
        return bool(self.changed or self.missing)


def plan(rows: Iterable[TableRow], recorded: Iterable[Fact]) -> Plan:
    """Compare a table's rows with the recorded actions of the same instrument.

    A participant's action of one kind (all ways of consenting are one) with another day is a
    change; where several could be meant the earliest are matched first. A deposit after a
    denunciation is a deed of its own. Tables show neither denunciations nor what stood before them:
    that such are recorded and not in the table is no lack of it.
    """
    rows = tuple(rows)
    doubtful = tuple(row for row in rows if row.doubts)
    shown = {
        Fact(row.code, entry.kind, entry.date)
        for row in rows
        if row.code is not None and not row.doubts
        for entry in row.entries
    }
    held = set(recorded)
    added = sorted(shown - held)
    missing = sorted(held - shown)
    unsure = {row.code for row in doubtful}
    releases = [one for one in held | shown if one.kind in RELEASE]
    missing = [one for one in missing if one.kind not in RELEASE and not _ended(one, releases)]
    changed: list[Changed] = []
    for new in list(added):
        old = next((one for one in missing if _same_deed(one, new)), None)
        if old is not None:
            changed.append(Changed(old, new))
            added.remove(new)
            missing.remove(old)
    return Plan(
        tuple(added),
        tuple(changed),
        tuple(one for one in missing if one.participant not in unsure),
        len(held & shown),
        doubtful,
    )


def _ended(one: Fact, releases: Iterable[Fact]) -> bool:
    """Tell whether a deposit was followed by its denunciation."""
    return one.kind in CONSENT and any(
        each.participant == one.participant and one.on <= each.on for each in releases
    )


def _same_deed(one: Fact, other: Fact) -> bool:
    return one.participant == other.participant and any(
        one.kind in deeds and other.kind in deeds for deeds in ({Kind.SIGNATURE}, CONSENT)
    )


def row_record(row: TableRow) -> dict[str, Any]:
    """Return a row as it is kept until it is applied."""
    return {
        "line": row.line,
        "printed": row.printed,
        "code": row.code,
        "notes": row.notes,
        "entries": [[entry.kind.value, entry.date.isoformat()] for entry in row.entries],
        "doubts": list(row.doubts),
    }


def row_of(record: Mapping[str, Any]) -> TableRow:
    """Return the row that was kept by :func:`row_record`."""
    return TableRow(
        record["line"],
        record["printed"],
        record["code"],
        record["notes"],
        tuple(
            TableEntry(Kind(kind), dt.date.fromisoformat(day)) for kind, day in record["entries"]
        ),
        tuple(record["doubts"]),
    )
