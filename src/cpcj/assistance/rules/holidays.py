"""Reading a table of holidays: a day and a name a row, with an error for each row that is none."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass

LARGEST = 200_000
"""Bytes of a table."""

MOST = 1_000
"""Rows of a table."""

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A row: its line in the file, what it says, and why it cannot be taken; "" where it can.

    ``error`` is "day" (no day YYYY-MM-DD), "name" (no name) or "twice" (the day stood before).
    """

    line: int
    printed: str
    on: dt.date | None = None
    name: str = ""
    error: str = ""


class UnreadableHolidaysError(ValueError):
    """The file is no table of holidays; ``code`` says why: "large", "encoding", "columns"."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


def read_holidays(content: bytes) -> tuple[HolidayRow, ...]:
    """Return the rows of a CSV file with the columns ``date`` and ``name``.

    Raises:
        UnreadableHolidaysError: it is too large, not UTF-8, or lacks a column.
    """
    if len(content) > LARGEST:
        raise UnreadableHolidaysError("large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableHolidaysError("encoding") from None
    if "\x00" in text:
        raise UnreadableHolidaysError("encoding")
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        raise UnreadableHolidaysError("columns") from None
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "date" not in heads or "name" not in heads:
        raise UnreadableHolidaysError("columns")
    if len(rows) > MOST:
        raise UnreadableHolidaysError("large")
    day_at, name_at = heads.index("date"), heads.index("name")
    seen: set[dt.date] = set()
    found = []
    for line, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            found.append(_row(line, cells, day_at, name_at, seen))
    return tuple(found)


def _row(line: int, cells: list[str], day_at: int, name_at: int, seen: set[dt.date]) -> HolidayRow:
    printed = ", ".join(cells)[:200]
    day = cells[day_at].strip() if day_at < len(cells) else ""
    name = cells[name_at].strip()[:LONGEST_NAME] if name_at < len(cells) else ""
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        return HolidayRow(line, printed, error="day")
    if not name:
        return HolidayRow(line, printed, on, error="name")
    if on in seen:
        return HolidayRow(line, printed, on, name, error="twice")
    seen.add(on)
    return HolidayRow(line, printed, on, name)
