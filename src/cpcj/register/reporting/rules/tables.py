"""Reading a table of documents that an office brings in: CSV or Excel, one document a row.

Columns, in any order and case: ``symbol``, ``title``, ``date``, ``body``, ``session``. Body and
session may be left out where the symbol says them ("A/71/114" is of the General Assembly's
seventy-first session). Every row that cannot be taken is named with the reason.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from cpcj.resolutions.documents_listed import sessions_of_symbol
from cpcj.resolutions.sessions import HIGHEST, ordinal
from cpcj.resolutions.vocabulary.bodies import bodies

LARGEST: Final = 8 << 20
"""Bytes of a file that is read at all."""
MOST_ROWS: Final = 20_000
_UNPACKED = 120 << 20  # bytes of an Excel file's parts: bounds what a small file can grow to
_MOST_COLUMNS = 60
_LONGEST = 2000
_YEAR_FROM, _YEAR_TO = 1945, 2199

_HEADINGS: Mapping[str, str] = {
    "symbol": "symbol", "document symbol": "symbol", "document": "symbol",
    "title": "title", "date": "date", "body": "body", "organ": "body", "session": "session",
}  # fmt: skip
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9.\-]*(?:/[\w.()\-]+)+")
_DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


class TableError(Exception):
    """The file is no table of documents; the message says why."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A document of a table.

    Attributes:
        line: its row in the file, counted from 1 with the headings.
        symbol, title: as given, the symbol without spaces.
        date: its day, None where not given.
        body: normalized name of the body it was issued for.
        session: the session.
    """

    line: int
    symbol: str
    title: str
    date: dt.date | None
    body: str
    session: int


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be taken: its line and why, as a code with the value."""

    line: int
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    rows: tuple[TableRow, ...]
    errors: tuple[RowError, ...]


def read_table(content: bytes, name: str) -> Table:
    """Read a table of documents.

    Args:
        content: the file's bytes.
        name: its name, which says whether it is an Excel file.

    Raises:
        TableError: the file as a whole cannot be read.
    """
    if len(content) > LARGEST:
        message = f"{name}: the file is larger than {LARGEST >> 20} MB"
        raise TableError(message)
    if not content.strip():
        message = f"{name}: the file is empty"
        raise TableError(message)
    if content[:4] == b"PK\x03\x04":
        lines: Iterator[Sequence[Any]] = _excel(content, name)
    elif b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = f"{name}: the file is neither CSV nor an Excel file (.xlsx)"
        raise TableError(message)
    else:
        lines = _csv(content, name)
    return _rows(lines, name)


def _csv(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        words = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name}: the words are not UTF-8 (byte {error.start})"
        raise TableError(message) from error
    head = words.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    except csv.Error as error:
        message = f"{name}: not a CSV file: {error}"
        raise TableError(message) from error


def _excel(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    import openpyxl

    if _unpacked(content, name) > _UNPACKED:
        message = f"{name}: the Excel file unpacks to too many bytes"
        raise TableError(message)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        yield from sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS)
    except Exception as error:  # what a broken Excel file raises is not documented
        message = f"{name}: the Excel file cannot be read ({type(error).__name__})"
        raise TableError(message) from error


def _unpacked(content: bytes, name: str) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        message = f"{name}: the Excel file is broken"
        raise TableError(message) from error


def _rows(lines: Iterator[Sequence[Any]], name: str) -> Table:
    columns = _columns(next(lines, ()), name)
    rows: list[TableRow] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    for line, cells in enumerate(lines, start=2):
        if line > MOST_ROWS + 1:
            message = f"{name}: more than {MOST_ROWS} rows"
            raise TableError(message)
        given = {column: cells[place] for column, place in columns.items() if place < len(cells)}
        if not any(str(value or "").strip() for value in given.values()):
            continue
        row = _row(line, given)
        if isinstance(row, TableRow) and row.symbol in seen:
            row = RowError(line, "twice", row.symbol)
        if isinstance(row, RowError):
            errors.append(row)
        else:
            seen.add(row.symbol)
            rows.append(row)
    return Table(tuple(rows), tuple(errors))


def _columns(head: Sequence[Any], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        heading = _HEADINGS.get(" ".join(str(cell or "").lower().split()))
        if heading is not None:
            found.setdefault(heading, place)
    if "symbol" not in found:
        message = f"{name}: the first row has no heading “symbol”"
        raise TableError(message)
    return found


def _row(line: int, given: Mapping[str, Any]) -> TableRow | RowError:
    symbol = "".join(str(given.get("symbol") or "").split())
    if not symbol:
        return RowError(line, "no-symbol", "")
    if _SYMBOL.fullmatch(symbol) is None or len(symbol) > 200:
        return RowError(line, "bad-symbol", symbol[:80])
    try:
        date = _date(given.get("date"))
    except ValueError:
        return RowError(line, "bad-date", str(given.get("date"))[:80])
    said = next(iter(sessions_of_symbol(symbol)), None)
    words = " ".join(str(given.get("body") or "").split())
    body = _body(words) if words else (said.body if said else "")
    if body is None:
        return RowError(line, "unknown-body", words[:80])
    if not body:
        return RowError(line, "no-body", symbol)
    session = _session(given.get("session"), body)
    if session is None and not str(given.get("session") or "").strip():
        session = said.session if said is not None and said.body == body else None
        if session is None:
            return RowError(line, "no-session", symbol)
    if session is None:
        return RowError(line, "bad-session", str(given.get("session"))[:80])
    title = " ".join(str(given.get("title") or "").split())[:_LONGEST]
    return TableRow(line, symbol, title, date, body, session)


def _date(value: Any) -> dt.date | None:
    """Return a day as a cell gives it.

    Raises:
        ValueError: it is no day, or not one of a United Nations document.
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        found = value
    else:
        words = " ".join(str(value or "").split())
        if not words:
            return None
        found = _day_in_words(words)
    if not _YEAR_FROM <= found.year <= _YEAR_TO:
        message = "no year of the United Nations"
        raise ValueError(message)
    return found


def _day_in_words(words: str) -> dt.date:
    for form in _DATE_FORMATS:
        try:
            return dt.datetime.strptime(words, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    message = "no day"
    raise ValueError(message)


@cache
def _body_names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for body in bodies().values():
        if body.addressee:
            for name in (body.key, body.addressee, *body.names):
                found.setdefault(name.casefold(), body.addressee)
    return found


def _body(words: str) -> str | None:
    return _body_names().get(words.casefold().removeprefix("the "))


def _session(value: Any, body: str) -> int | None:
    words = " ".join(str(value if value is not None else "").lower().split())
    words = re.sub(r"\s+session$|\.0$", "", words)
    if not words:
        return None
    number = int(words) if words.isdecimal() and len(words) <= 4 else ordinal(words)
    if number is None or number < 1:
        return None
    if body == "ecosoc":
        return number if _YEAR_FROM <= number <= _YEAR_TO else None
    return number if number <= HIGHEST else None


def to_csv(rows: Iterable[TableRow]) -> str:
    """Return rows as CSV with the headings that :func:`read_table` reads."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("symbol", "title", "date", "body", "session"))
    for row in rows:
        day = row.date.isoformat() if row.date else ""
        writer.writerow((row.symbol, row.title, day, row.body, row.session))
    return out.getvalue()
