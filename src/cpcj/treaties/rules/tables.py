"""The depositary's participation tables, as saved pages, XML and published files give them.

A table has a column of participants and columns of dates. What a column means is read from its
heading, what a date means from the letters behind it as that heading explains them, never from the
order of the columns: "Signature, Succession to signature(d)" says that "d" makes nobody a party
there. Numbers of footnotes stick to names ("Serbia 4") and are taken off. What cannot be understood
is a doubt of its row; the row stays.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from cpcj.resolutions.vocabulary.states import find_state
from cpcj.treaties.rules.shapes import UnreadableTableError, rows_of_cells

__all__ = [
    "CONSENT", "COUNTED", "RELEASE", "Kind", "TableEntry", "TableRow", "UnreadableTableError",
    "doubted", "read_table", "without_notes",
]  # fmt: skip


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
_SUFFIXES: Final = {
    "a": Kind.ACCESSION,
    "A": Kind.ACCEPTANCE,
    "AA": Kind.APPROVAL,
    "d": Kind.SUCCESSION,
    "c": Kind.FORMAL_CONFIRMATION,
    "s": Kind.DEFINITIVE_SIGNATURE,
}
# In a column of signatures "d" is a succession to a signature: who succeeds to it has only signed.
_SIGNING: Final = {"d": Kind.SIGNATURE, "s": Kind.DEFINITIVE_SIGNATURE}
_HEADINGS: Final = {
    "signature": Kind.SIGNATURE,
    "succession to signature": Kind.SIGNATURE,
    "definitive signature": Kind.DEFINITIVE_SIGNATURE,
    "ratification": Kind.RATIFICATION,
    "acceptance": Kind.ACCEPTANCE,
    "approval": Kind.APPROVAL,
    "accession": Kind.ACCESSION,
    "succession": Kind.SUCCESSION,
    "formal confirmation": Kind.FORMAL_CONFIRMATION,
    "denunciation": Kind.DENUNCIATION,
    "withdrawal": Kind.WITHDRAWAL,
}
_ITEM: Final = re.compile(r"^(?P<words>[^()]*?)\s*(?:\(\s*(?P<letters>[A-Za-z]{1,2})\s*\))?$")

_MONTHS: Final = {
    name[:3]: (number, name)
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"), 1,
    )
}  # fmt: skip
_CELL: Final = re.compile(
    r"^\[?\s*(?:(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})\.?[ -](?P<year>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\s*\]?\s*(?P<letters>[A-Za-z]{0,2})\s*\]?$"
)
_NOTES: Final = re.compile(r"(?:\s*\[?\d{1,3}\]?(?:\s*,\s*\d{1,3})*)+\s*$")
_SAINT: Final = re.compile(r"^St\.? ")


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One dated action of a row, with the letters behind its date."""

    kind: Kind
    date: dt.date
    letters: str = ""


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


class _Column(NamedTuple):
    """What a date means in a column: without letters, and by the letters behind it."""

    plain: Kind | None
    letters: Mapping[str, Kind]


def read_table(
    content: bytes, name: str, as_known_on: dt.date | None = None
) -> tuple[TableRow, ...]:
    """Return the rows of a participation table: CSV in UTF-8, a saved page, or XML.

    Args:
        content: the file.
        name: its name, for messages.
        as_known_on: the day it is of; decides between States that bore one name.

    Raises:
        UnreadableTableError: too large, not to be read, without a column of participants, or with a
            column whose heading names no action.
    """
    (_line, headings), *rows = rows_of_cells(content, name)
    columns = [_column(heading, name) for heading in headings[1:]]
    return tuple(_row(line, cells, columns, as_known_on) for line, cells in rows)


def _column(heading: str, name: str) -> _Column | None:
    """Return what dates mean in a column of that heading; None for one without a heading."""
    words = " ".join(heading.split()).lower()
    if not words:
        return None
    if "by virtue of" in words:
        return _Column(Kind.PARTICIPATION, _SUFFIXES)
    plain: Kind | None = None
    letters: dict[str, Kind] = {}
    for item in re.split(r"[,/;]|\band\b|\bor\b", " ".join(heading.split())):
        found = _ITEM.match(item.strip())
        kind = _HEADINGS.get(found["words"].lower()) if found else None
        if found is None or kind is None:
            if item.strip():
                raise UnreadableTableError(f"{name}: the column “{heading}” names no known action")
        elif found["letters"]:
            letters[found["letters"]] = kind
        else:
            plain = plain or kind
    known = _SIGNING if plain is Kind.SIGNATURE else _SUFFIXES
    return _Column(plain, {**known, **letters})


def _row(
    line: int, cells: list[str], columns: Sequence[_Column | None], day: dt.date | None
) -> TableRow:
    printed, notes = without_notes(cells[0])
    state = find_state(_SAINT.sub("Saint ", printed), day)
    doubts = [] if state else [f"no State or other party is known as “{printed}”"]
    entries = []
    for column, cell in zip(columns, cells[1:], strict=False):
        for part in _parts(cell):
            entry = _entry(column, part) if column else None
            if entry is None:
                doubts.append(f"“{part[:80]}” is not a date with a known letter")
            else:
                entries.append(entry)
    if any(cell.strip() for cell in cells[len(columns) + 1 :]):
        doubts.append("the row has more cells than the table has columns")
    if not entries:
        doubts.append("the row has no date")
    return TableRow(
        line, printed, state.code if state else None, notes, tuple(entries), tuple(doubts)
    )


def doubted(
    rows: Sequence[TableRow],
    *,
    as_known_on: dt.date,
    adopted: dt.date | None = None,
    closed: dt.date | None = None,
) -> tuple[TableRow, ...]:
    """Return the rows with doubts about what cannot be, however well it is written.

    Args:
        rows: of a table.
        as_known_on: the day the table is of: it cannot tell of later ones.
        adopted: the day the instrument was adopted; nobody signed or joined before.
        closed: the last day on which it was open for signature.
    """
    times = Counter(row.code for row in rows if row.code)
    return tuple(
        replace(row, doubts=(*row.doubts, *_impossible(row, times, as_known_on, adopted, closed)))
        for row in rows
    )


def _impossible(
    row: TableRow,
    times: Mapping[str, int],
    as_known_on: dt.date,
    adopted: dt.date | None,
    closed: dt.date | None,
) -> Iterator[str]:
    if row.code and times[row.code] > 1:
        yield f"the participant has {times[row.code]} rows"
    for entry in row.entries:
        if entry.date > as_known_on:
            yield f"{entry.date} is after the day the table is of"
        if adopted is not None and entry.date < adopted:
            yield f"{entry.date} is before the instrument was adopted"
        # A successor signs when it notifies its succession, at whatever time that is.
        if entry.letters or closed is None:
            continue
        if entry.kind is Kind.SIGNATURE and entry.date > closed:
            yield f"{entry.date} is after the instrument was closed for signature"


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


def _entry(column: _Column, words: str) -> TableEntry | None:
    found = _CELL.match(words)
    if found is None:
        return None
    letters = found["letters"]
    kind = column.letters.get(letters) if letters else column.plain
    if kind is None:
        return None
    try:
        if found["iso"]:
            return TableEntry(kind, dt.date.fromisoformat(found["iso"]), letters)
        month = found["month"].lower()
        number, full = _MONTHS.get(month[:3], (0, ""))
        if not full.startswith(month) and month != "sept":
            return None
        return TableEntry(kind, dt.date(int(found["year"]), number, int(found["day"])), letters)
    except ValueError:
        return None
