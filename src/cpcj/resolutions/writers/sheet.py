"""Acts as tables: CSV and Excel files, one act a row.

A spreadsheet program takes a cell that begins with "=", "+", "-" or "@" for a formula. Words that
begin so are kept from being run: in CSV by an apostrophe before them, in Excel files by their type.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import xlsxwriter  # type: ignore[import-untyped]

from cpcj.resolutions.act import Act
from cpcj.resolutions.records import ACT_COLUMNS, Cell, act_row
from cpcj.resolutions.writers.layout import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MAX_CELL = 32_767
_MAX_ROWS = 1_048_576
_WIDE = {"action": 60, "full": 60, "id": 24, "document": 18, "addressees": 30}
_WIDTH = 14


def acts_csv(acts: Iterable[Act]) -> str:
    """Return acts as CSV with a line of column names; values of several are joined by "; "."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(ACT_COLUMNS)
    writer.writerows([_guarded(cell) for cell in act_row(act)] for act in acts)
    return stream.getvalue()


def acts_xlsx(acts: Iterable[Act]) -> bytes:
    """Return acts as an Excel file with a filter on every column.

    Words longer than a cell takes (32,767 characters) end in "…".

    Raises:
        ValueError: there are more acts than a sheet has rows.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Acts")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, ACT_COLUMNS, book.add_format({"bold": True}))
        for column, name in enumerate(ACT_COLUMNS):
            sheet.set_column(column, column, _WIDE.get(name, _WIDTH))
        row = 0
        for row, act in enumerate(acts, start=1):
            if row >= _MAX_ROWS:
                message = f"an Excel sheet has {_MAX_ROWS} rows; write CSV or fewer acts"
                raise ValueError(message)
            for column, cell in enumerate(act_row(act)):
                _write(sheet, row, column, cell)
        sheet.autofilter(0, 0, max(row, 1), len(ACT_COLUMNS) - 1)
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        words = (
            printable(cell) if len(cell) <= _MAX_CELL else printable(cell[: _MAX_CELL - 1]) + "…"
        )
        sheet.write_string(row, column, words)


def _guarded(cell: Cell) -> Cell:
    if isinstance(cell, str):
        words = cell.encode("utf-8", "replace").decode("utf-8")
        return f"'{words}" if words.startswith(_FORMULA) else words
    return cell
