"""The depositary's participation tables, as saved pages and published files give them.

A table has a column of participants and columns of dates. What a column means is read from its
heading, what a date means from the letters behind it, never from the order of the columns. Numbers
of footnotes stick to names ("Serbia 4") and are taken off. What cannot be understood is a doubt of
its row; the row stays.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cpcj.resolutions.vocabulary.states import find_state


class Kind(StrEnum):
    """Kinds of depositary actions."""

    SIGNATURE = "signature"
    DEFINITIVE_SIGNATURE = "definitive_signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    FORMAL_CONFIRMATION = "formal_confirmation"
    PARTICIPATION = "participation"  # through the deposit of another instrument
    DENUNCIATION = "denunciation"
    WITHDRAWAL = "withdrawal"
    CORRECTION = "correction"


CONSENT: Final = frozenset(
    {
        Kind.DEFINITIVE_SIGNATURE,
        Kind.RATIFICATION,
        Kind.ACCEPTANCE,
        Kind.APPROVAL,
        Kind.ACCESSION,
        Kind.SUCCESSION,
        Kind.FORMAL_CONFIRMATION,
        Kind.PARTICIPATION,
    }
)
"""The actions by which a participant becomes a party."""

COUNTED: Final = CONSENT - {Kind.SUCCESSION, Kind.FORMAL_CONFIRMATION}
"""The actions that count towards a treaty's entry into force: final clauses name ratification,
acceptance, approval and accession, and do not count regional organizations beside their members."""

RELEASE: Final = frozenset({Kind.DENUNCIATION, Kind.WITHDRAWAL})
"""The actions by which a party ceases to be one."""

# The letters behind a date, as the heading of the depositary's tables explains them.
SUFFIXES: Final = {
    "a": Kind.ACCESSION,
    "A": Kind.ACCEPTANCE,
    "AA": Kind.APPROVAL,
    "d": Kind.SUCCESSION,
    "c": Kind.FORMAL_CONFIRMATION,
    "s": Kind.DEFINITIVE_SIGNATURE,
}

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_CELL: Final = re.compile(
    r"^\[?\s*(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})\s*\]?\s*([A-Za-z]{0,2})$"
)
_NOTES: Final = re.compile(r"(?:\s*\[?\d{1,3}\]?(?:\s*,\s*\d{1,3})*)+\s*$")
_SAINT: Final = re.compile(r"^St\.? ")
_MOST_BYTES: Final = 5_000_000
_MOST_ROWS: Final = 2_000


class UnreadableTableError(ValueError):
    """A file is no participation table; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One dated action of a row."""

    kind: Kind
    date: dt.date


@dataclass(frozen=True, slots=True)
class TableRow:
    """One participant's row.

    Attributes:
        line: its number in the file, from 1.
        printed: the participant as printed, without footnote numbers.
        code: the State or other party meant; None where the name is not known.
        notes: the footnote numbers that stuck to the name.
        entries: the dated actions, in order of the columns.
        doubts: what could not be understood, in words.
    """

    line: int
    printed: str
    code: str | None
    notes: str
    entries: tuple[TableEntry, ...]
    doubts: tuple[str, ...]


def read_table(content: bytes, name: str) -> tuple[TableRow, ...]:
    """Return the rows of a participation table in CSV.

    Args:
        content: the file; UTF-8.
        name: its name, for messages.

    Raises:
        UnreadableTableError: too large, not UTF-8, or without a column of participants.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableTableError(f"{name}: larger than {_MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(f"{name}: not UTF-8 at byte {error.start}") from error
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableTableError(f"{name}: {error}") from error
    if not lines or "participant" not in lines[0][0].lower():
        raise UnreadableTableError(f"{name}: the first column is not headed “Participant”")
    if len(lines) > _MOST_ROWS:
        raise UnreadableTableError(f"{name}: more than {_MOST_ROWS:,} rows")
    columns = [_column(heading) for heading in lines[0][1:]]
    return tuple(
        _row(line, cells, columns)
        for line, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    )


def _column(heading: str) -> Kind:
    """Return what a date without letters means in a column of that heading."""
    words = heading.lower()
    if "by virtue of" in words:
        return Kind.PARTICIPATION
    if words.startswith("signature"):
        return Kind.SIGNATURE
    for word, kind in (
        ("ratification", Kind.RATIFICATION),
        ("accession", Kind.ACCESSION),
        ("definitive signature", Kind.DEFINITIVE_SIGNATURE),
        ("acceptance", Kind.ACCEPTANCE),
        ("denunciation", Kind.DENUNCIATION),
        ("withdrawal", Kind.WITHDRAWAL),
    ):
        if word in words:
            return kind
    return Kind.SIGNATURE


def _row(line: int, cells: list[str], columns: Iterable[Kind]) -> TableRow:
    printed, notes = without_notes(cells[0])
    state = find_state(_SAINT.sub("Saint ", printed))
    doubts = [] if state else [f"no State or other party is known as “{printed}”"]
    entries = []
    for kind, cell in zip(columns, cells[1:], strict=False):
        for part in _parts(cell):
            entry = _entry(kind, part)
            if entry is None:
                doubts.append(f"“{part}” is not a date with a known letter")
            else:
                entries.append(entry)
    if len(cells) - 1 > len(list(columns)):
        doubts.append("the row has more cells than the table has columns")
    if not entries:
        doubts.append("the row has no date")
    return TableRow(
        line, printed, state.code if state else None, notes, tuple(entries), tuple(doubts)
    )


def without_notes(name: str) -> tuple[str, str]:
    """Return a participant's name without the footnote numbers that stick to it, and those."""
    words = " ".join(name.split())
    found = _NOTES.search(words)
    if found is None or not words[: found.start()].strip():
        return words, ""
    return words[: found.start()].strip(), found.group().strip()


def _parts(cell: str) -> Iterator[str]:
    for part in re.split(r"[;\n]", cell):
        if words := " ".join(part.split()):
            yield words


def _entry(column: Kind, words: str) -> TableEntry | None:
    found = _CELL.match(words)
    if found is None:
        return None
    day, month, year, letters = found.groups()
    kind = column if not letters else SUFFIXES.get(letters)
    number = _MONTHS.get(month.lower())
    if kind is None or number is None:
        return None
    try:
        return TableEntry(kind, dt.date(int(year), number, int(day)))
    except ValueError:
        return None
