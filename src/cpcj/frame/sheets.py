"""Reading tables, CSV or XLSX, from anybody's hands; and the empty ones to fill in.

Everything is bounded: bytes, what they unfold to, rows, columns, characters of a cell. Formulas are
not evaluated and not guessed: a cell that holds one is an error that names row and column. XML with
a document type is refused, so no entity is ever resolved.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import openpyxl
import xlsxwriter
from django.utils.translation import gettext

LARGEST = 5 << 20
"""Bytes of a file."""
UNFOLDED = 40 << 20
"""Bytes that an XLSX may unfold to."""
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
"""Characters."""
_MEMBERS = 500
_PIECE = 1 << 16
_MOST_SHEETS = 20
_LAST_ROW = 100_000
"""Row of a spreadsheet up to which rows are looked for, empty ones included."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class SheetError(ValueError):
    """A table that cannot be read; the message names what is wrong and where."""


Rows = Iterator[tuple[int, Sequence[Any]]]
"""Rows with their numbers in the file, cells as they come: see :func:`words`."""


class _Formula:
    """Stands for a cell that holds a formula."""


def sheets(name: str, content: bytes) -> Iterator[Rows]:
    """Return the sheets of a file; a CSV file is one.

    Args:
        name: the file's name, for the messages.
        content: its bytes.

    Raises:
        SheetError: it is too large or broken.
    """
    if len(content) > LARGEST:
        message = gettext("%(name)s is too large: at most %(most)s MB.")
        raise SheetError(message % {"name": name, "most": LARGEST >> 20})
    return _xlsx(name, content) if content.startswith(b"PK") else iter([_csv(name, content)])


def words(row: int, place: int, value: Any) -> str:
    """Return a cell as words: days as 2026-03-01, whole numbers without a point.

    Args:
        row: its row in the file, for the messages.
        place: its column, from 0.
        value: the cell as it came.

    Raises:
        SheetError: it holds a formula, or is too long.
    """
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
    said = str(value).replace("\x00", "").strip()
    if len(said) > LONGEST_CELL:
        raise SheetError(
            gettext("Row %(row)s, column %(column)s is too long: at most %(most)s characters.")
            % {**where, "most": LONGEST_CELL}
        )
    # As our own files write what a spreadsheet would take for a formula.
    return said[1:] if said.startswith("'") and said[1:].startswith(_FORMULAS) else said


def letter(place: int) -> str:
    """Return the name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _csv(name: str, content: bytes) -> Rows:
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


def _xlsx(name: str, content: bytes) -> Iterator[Rows]:
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


def _sheet_rows(name: str, sheet: Any) -> Rows:
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


def template(name: str, columns: Sequence[tuple[str, str]]) -> IO[bytes]:
    """Return an empty table in XLSX: one sheet to fill in, one that says what each column is.

    Args:
        name: name of the sheet.
        columns: each column's name with what it holds, in words.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(file) as book:
        bold = book.add_format({"bold": True})
        sheet, notes = book.add_worksheet(name[:31]), book.add_worksheet("columns")
        sheet.freeze_panes(1, 0)
        for place, (column, said) in enumerate(columns):
            sheet.write_string(0, place, column, bold)
            sheet.set_column(place, place, max(12, len(column) + 2))
            notes.write_string(place, 0, column, bold)
            notes.write_string(place, 1, said)
        notes.set_column(0, 1, 40)
    file.seek(0)
    return file
