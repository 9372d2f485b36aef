"""The publisher's table of a section's mandates, as CSV.

Columns: ``Subprogramme``, ``Subprogramme Title``, ``Source``, ``Symbol`` (which holds the citation)
and ``Description``, ``Full Document Symbol``. Others are left alone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cpcj.resolutions.budget.headings import citations_of, year_in_name
from cpcj.resolutions.budget.listing import Row, Section, overlong, plain
from cpcj.resolutions.source import UnreadableError

if TYPE_CHECKING:
    from _csv import Reader

NEEDED = ("Source", "Symbol", "Description")
OPTIONAL = ("Subprogramme", "Subprogramme Title", "Full Document Symbol")
MAX_ROWS = 20_000
"""Rows of a table: all sections of one budget together have some thousands."""

_FIRST_BYTES = 4096


def read_table(data: bytes, name: str) -> Section:
    """Return the rows of a table.

    Rows without a citation or a heading, and rows that stand in the table twice, are left out and
    said in ``problems``.

    Args:
        data: the bytes of the file, in UTF-8 or as Windows writes it.
        name: its name, for messages.

    Raises:
        UnreadableError: it is no table, or lacks a column.
    """
    text = _decoded(data, name)
    head = text[:_FIRST_BYTES].partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = {plain(column): place for place, column in enumerate(next(reader, []))}
        if absent := [column for column in NEEDED if column not in columns]:
            message = (
                f"the table lacks the column {', '.join(absent)}; it needs {', '.join(NEEDED)}, "
                f"and may have {', '.join(OPTIONAL)}"
            )
            raise UnreadableError(name, message)
        rows, problems = _rows(reader, columns, name)
    except csv.Error as error:
        message = f"line {reader.line_num} of the table cannot be read ({error})"
        raise UnreadableError(name, message) from error
    return Section(name, "table", year_in_name(name), "", "", rows, (), problems)


def _decoded(data: bytes, name: str) -> str:
    if b"\x00" in data:
        raise UnreadableError(name, "the file holds binary data, not a table; save it as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(
    reader: Reader, columns: dict[str, int], name: str
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    rows: list[Row] = []
    problems: list[str] = []
    seen: dict[tuple[str, ...], str] = {}
    for line in reader:
        if len(rows) + len(problems) > MAX_ROWS:
            raise UnreadableError(name, f"the table has more than {MAX_ROWS:,} rows")
        cells = {
            column: plain(line[place]) if place < len(line) else ""
            for column, place in columns.items()
        }
        if not any(cells.values()):
            continue
        place = f"line {reader.line_num}"
        citations = citations_of(cells["Symbol"])
        if not citations or not cells["Source"]:
            lacking = "Source" if citations else "Symbol"
            problems.append(f"{place}: the column {lacking} is empty")
            continue
        for citation in citations:
            row = Row(
                number=len(rows) + 1,
                subprogramme=cells.get("Subprogramme", ""),
                subprogramme_title=cells.get("Subprogramme Title", ""),
                component="",
                source=cells["Source"],
                citation=citation,
                description=cells["Description"],
                symbol=cells.get("Full Document Symbol", ""),
                place=place,
            )
            if why := overlong(row):
                problems.append(f"{place}: {why}")
                continue
            if row.printed in seen:
                problems.append(f"{place}: the same row as {seen[row.printed]}")
                continue
            seen[row.printed] = place
            rows.append(row)
    return tuple(rows), tuple(problems)
