"""Reading an office's tracking sheet, CSV or XLSX, from anybody's hands.

What is bounded and refused stands in :mod:`cpcj.frame.sheets`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext

from cpcj.frame.sheets import MOST_COLUMNS, MOST_ROWS, Rows, SheetError, letter, sheets, words

_HEADING_WITHIN = 20
"""Rows in which the heading is looked for."""

COLUMNS: dict[str, frozenset[str]] = {
    "identifier": frozenset({"id", "identifier", "mandateid", "actid", "mandate"}),
    "symbol": frozenset({
        "symbol", "documentsymbol", "docsymbol", "document", "resolution", "resolutionsymbol",
        "text", "res", "resolutionno", "resolutionnumber",
    }),
    "paragraph": frozenset({
        "paragraph", "para", "op", "operativeparagraph", "oppara", "paragraphno", "parano",
        "paragraphnumber", "paras", "paragraphs",
    }),
    "unit": frozenset({
        "unit", "responsibleunit", "leadunit", "lead", "section", "branch", "division", "office",
        "responsible", "responsibleoffice", "responsibleentity",
    }),
    "status": frozenset({
        "status", "implementationstatus", "statusofimplementation", "state", "progress",
    }),
    "note": frozenset({
        "note", "notes", "remark", "remarks", "comment", "comments", "progressnote", "update",
        "updates", "details", "description",
    }),
}  # fmt: skip
"""What a column is, by the names it may have: letters and digits only, small."""

_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as given: its number in the file, and its cells by column; empty for none."""

    row: int
    identifier: str = ""
    symbol: str = ""
    paragraph: str = ""
    unit: str = ""
    status: str = ""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def read_sheet(name: str, content: bytes) -> tuple[SheetRow, ...]:
    """Read a tracking sheet; rows without any cell of ours are left out.

    Args:
        name: the file's name, for the messages.
        content: its bytes.

    Raises:
        SheetError: it is too large, broken, has no heading of ours, or a cell that cannot be read.
    """
    for rows in sheets(name, content):
        if (found := _table(rows)) is not None:
            if not found:
                raise SheetError(gettext("%s has a heading and no rows.") % name)
            return found
    raise SheetError(
        gettext(
            "%(name)s has no heading with the columns symbol and paragraph in its first %(n)s rows."
        )
        % {"name": name, "n": _HEADING_WITHIN}
    )


def _table(rows: Rows) -> tuple[SheetRow, ...] | None:
    """Return the rows below the heading; None where there is no heading."""
    heading: dict[int, str] | None = None
    found: list[SheetRow] = []
    for number, cells in rows:
        if heading is None:
            heading = _heading(number, cells)
            if heading is None and number >= _HEADING_WITHIN:
                return None
            continue
        values = {
            column: words(number, place, cells[place])
            for place, column in heading.items()
            if place < len(cells)
        }
        if not any(values.values()):
            continue
        if len(found) == MOST_ROWS:
            raise SheetError(gettext("Too many rows: at most %s.") % MOST_ROWS)
        found.append(SheetRow(number, **values))
    return None if heading is None else tuple(found)


def _heading(number: int, cells: Sequence[Any]) -> dict[int, str] | None:
    found: dict[int, str] = {}
    for place, cell in enumerate(cells[:MOST_COLUMNS]):
        if not isinstance(cell, str) or len(cell) > 100:
            continue
        name = _NAME.sub("", cell.casefold())
        column = next((key for key, names in COLUMNS.items() if name in names), None)
        if column is None:
            continue
        if column in found.values():
            raise SheetError(
                gettext("Row %(row)s, column %(column)s: there is another column for %(what)s.")
                % {"row": number, "column": letter(place), "what": column}
            )
        found[place] = column
    columns = set(found.values())
    return found if {"symbol", "paragraph"} <= columns or "identifier" in columns else None
