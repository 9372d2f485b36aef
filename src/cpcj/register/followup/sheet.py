"""Reading an office's tracking sheet, CSV or XLSX, from anybody's hands.

Everything is bounded: bytes, what they unfold to, rows, columns, characters of a cell. Formulas are
not evaluated and not guessed: a cell that holds one is an error that names row and column. XML with
a document type is refused, so no entity is ever resolved.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import openpyxl
from django.utils.translation import gettext

LARGEST = 5 << 20
"""Bytes of a sheet."""
UNFOLDED = 40 << 20
"""Bytes that an XLSX may unfold to."""
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
"""Characters."""
_MEMBERS = 500
_HEADING_WITHIN = 20
"""Rows in which the heading is looked for."""
_PIECE = 1 << 16
_MOST_SHEETS = 20
_LAST_ROW = 100_000
"""Row of a spreadsheet up to which rows are looked for, empty ones included."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")

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


class SheetError(ValueError):
    """A sheet that cannot be read; the message names what is wrong and where."""


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
    if len(content) > LARGEST:
        message = gettext("%(name)s is too large: at most %(most)s MB.")
        raise SheetError(message % {"name": name, "most": LARGEST >> 20})
    is_zip = content.startswith(b"PK")
    sheets = _xlsx(name, content) if is_zip else iter([_csv(name, content)])
    for rows in sheets:
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


_Rows = Iterator[tuple[int, Sequence[Any]]]


class _Formula:
    """Stands for a cell that holds a formula."""


def _table(rows: _Rows) -> tuple[SheetRow, ...] | None:
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
            column: _words(number, place, cells[place])
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


def _words(row: int, place: int, value: Any) -> str:
    where = {"row": row, "column": letter(place)}
    if isinstance(value, _Formula):
        raise SheetError(
            gettext(
                "Row %(row)s, column %(column)s holds a formula. Formulas are not evaluated: "
                "put its value in its place."
            )
            % where
        )
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        value = value.isoformat()
    words = str(value).replace("\x00", "").strip()
    if len(words) > LONGEST_CELL:
        raise SheetError(
            gettext("Row %(row)s, column %(column)s is too long: at most %(most)s characters.")
            % {**where, "most": LONGEST_CELL}
        )
    # As our own files write what a spreadsheet would take for a formula.
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULAS) else words


def letter(place: int) -> str:
    """Return the name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _csv(name: str, content: bytes) -> _Rows:
    text = _decoded(name, content)
    first = text[:10_000].partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = gettext("%(name)s, row %(row)s cannot be read: %(why)s")
            raise SheetError(message % {"name": name, "row": number, "why": error}) from error
        yield number, cells[:MOST_COLUMNS]


def _decoded(name: str, content: bytes) -> str:
    encodings: Iterable[str] = ("utf-8-sig", "cp1252")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise SheetError(gettext("%s is neither CSV nor XLSX.") % name)


def _xlsx(name: str, content: bytes) -> Iterator[_Rows]:
    _check_archive(name, content)
    try:
        # openpyxl and what it stands on raise almost anything on a broken file.
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
    except Exception as error:
        raise _unreadable(name, error) from error
    for sheet in book.worksheets[:_MOST_SHEETS]:
        yield _sheet_rows(name, sheet)


def _sheet_rows(name: str, sheet: Any) -> _Rows:
    # What a file says of its own size is not believed.
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS), start=1)
    while True:
        try:
            number, cells = next(rows)
            values = [_Formula() if cell.data_type == "f" else cell.value for cell in cells]
        except StopIteration:
            return
        except Exception as error:
            raise _unreadable(name, error) from error
        if number == _LAST_ROW:
            raise SheetError(gettext("Too many rows: at most %s.") % MOST_ROWS)
        yield number, values


def _unreadable(name: str, error: Exception) -> SheetError:
    message = gettext("%(name)s cannot be read as a spreadsheet: %(why)s")
    return SheetError(message % {"name": name, "why": f"{type(error).__name__}: {error}"[:200]})


def _check_archive(name: str, content: bytes) -> None:
    """Unfold an archive once, with a bound, before anybody else does.

    Raises:
        SheetError: it is broken, unfolds to too much, or holds XML with a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(name, archive)
    except SheetError:
        raise
    except Exception as error:  # zipfile, zlib and lzma each have errors of their own
        raise _unreadable(name, error) from error


def _check_members(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MEMBERS:
        raise SheetError(gettext("%s holds too many parts.") % name)
    unfolded = 0
    for member in members:
        with archive.open(member) as part:
            before = b""
            while piece := part.read(_PIECE):
                unfolded += len(piece)
                if unfolded > UNFOLDED:
                    raise SheetError(gettext("%s unfolds to too much.") % name)
                if _has_type(before + piece):
                    message = gettext("%s declares a document type, which no sheet needs.")
                    raise SheetError(message % name)
                before = piece[-32:]


_TYPES = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)


def _has_type(piece: bytes) -> bool:
    return any(word in piece for word in _TYPES)
