"""Tables as Excel files.

A spreadsheet program takes words that begin with "=", "+", "-" or "@" for a formula. In an Excel
file they are typed as words; in CSV, which has no types, :func:`guarded` puts an apostrophe before
them.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

import xlsxwriter

from cpcj.resolutions.writers.layout import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpcj.resolutions.records import Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MAX_CELL = 32_767
_MAX_ROWS = 1_048_576
_MAX_TITLE = 31
_WIDE = frozenset({"action", "full", "deliverable_what", "addressees"})
_WIDTH, _WIDE_WIDTH = 16, 48


def write_rows(
    file: IO[bytes], title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a table as an Excel file with one sheet and a filter on every column.

    Words longer than a cell takes (32,767 characters) end in "…".

    Args:
        file: where to write.
        title: name of the sheet; cut to 31 characters.
        columns: names of the columns.
        rows: the rows, one cell a column.

    Raises:
        ValueError: there are more rows than a sheet has.
    """
    stream = io.BytesIO()
    # One row in memory at a time: a register has hundreds of thousands.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(title[:_MAX_TITLE])
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(columns):
            sheet.set_column(place, place, _WIDE_WIDTH if name in _WIDE else _WIDTH)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        count = 0
        for count, row in enumerate(rows, start=1):
            if count >= _MAX_ROWS:
                message = f"an Excel sheet has {_MAX_ROWS} rows; write CSV, or fewer rows"
                raise ValueError(message)
            for place, cell in enumerate(row):
                _write(sheet, count, place, cell)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    file.write(stream.getvalue())


def guarded(cell: Cell) -> Cell:
    """Return a cell for CSV that no spreadsheet program runs as a formula."""
    if isinstance(cell, str):
        words = legible(cell)
        return f"'{words}" if words.startswith(_FORMULA) else words
    return cell


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        words = cell if len(cell) <= _MAX_CELL else cell[: _MAX_CELL - 1] + "…"
        sheet.write_string(row, column, legible(words))
