"""Saving a list as CSV, XLSX or JSON, streamed from the same queryset as the page."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, StreamingHttpResponse
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

from cpcj.frame.punctuation import enumerated_long

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

FORMATS: Final = ("csv", "xlsx", "json")
_CHUNK = 2000
_XLSX_ROWS = 1_048_576  # of a sheet, its heading included
_XLSX_CELL = 32_767  # characters
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list and of its exports.

    Attributes:
        name: key in JSON and heading in files; stable, never translated.
        label: heading on the page.
        value: a record's value: text, number, date, list, mapping or None.
        href: address the cell links to, if any.
        listed, exported: whether it stands on the page, and in files.
    """

    name: str
    label: str | _StrPromise
    value: Callable[[Any], object]
    href: Callable[[Any], str | None] | None = None
    listed: bool = True
    exported: bool = True

    def words(self, record: object) -> str:
        """Return the value as a cell shows it: days and enumerations as the language has them."""
        value = self.value(record)
        if isinstance(value, dt.datetime):
            local = localtime(value) if is_aware(value) else value
            return date_format(local, "DATETIME_FORMAT")
        if isinstance(value, dt.date):
            return date_format(value, "DATE_FORMAT")
        if isinstance(value, list | tuple):
            return enumerated_long(flat(item) for item in value)
        return flat(value)


def flat(value: object) -> str:
    """Return a value as one piece of text; lists are joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "; ".join(flat(item) for item in value)
    return str(value)


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def save_as(
    wanted: str, name: str, columns: Iterable[Column], records: QuerySet[Any] | Sequence[Any]
) -> HttpResponseBase:
    """Answer with the records as a file of the format ``wanted`` (one of :data:`FORMATS`).

    Records may also be rows that were computed.
    """
    kept = [column for column in columns if column.exported]
    found = iter(records) if isinstance(records, Sequence) else records.iterator(chunk_size=_CHUNK)
    if wanted == "xlsx":
        return _xlsx(name, kept, found)
    lines, kind = (
        (_csv_lines(kept, found), "text/csv; charset=utf-8")
        if wanted == "csv"
        else (_json_pieces(name, kept, found), "application/json")
    )
    response = StreamingHttpResponse(lines, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    return response


class _Echo:
    """A file whose ``write`` gives the line back, as the csv module wants one."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(columns: list[Column], records: Iterator[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheets read UTF-8
    yield writer.writerow([column.name for column in columns])
    for record in records:
        yield writer.writerow([_csv_cell(column.value(record)) for column in columns])


def _csv_cell(value: object) -> str:
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return flat(value) if number else harmless(flat(value))


def _json_pieces(name: str, columns: list[Column], records: Iterator[Any]) -> Iterator[str]:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    yield f"{{{encoder.encode(name)}: ["
    for n, record in enumerate(records):
        row = {column.name: column.value(record) for column in columns}
        yield f"{',' if n else ''}\n{encoder.encode(row)}"
    yield "\n]}\n"


def _xlsx(name: str, columns: list[Column], records: Iterator[Any]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it after sending
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        sheet, row = None, 0
        for record in records:
            if sheet is None or row == _XLSX_ROWS:
                sheet, row = _sheet(book, columns, bold), 1
            for place, column in enumerate(columns):
                _write_cell(sheet, row, place, column.value(record))
            row += 1
        if sheet is None:
            _sheet(book, columns, bold)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def _sheet(book: Any, columns: list[Column], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    return sheet


def _write_cell(sheet: Any, row: int, place: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        sheet.write_datetime(row, place, value)
    elif text := flat(value):
        if len(text) > _XLSX_CELL:
            cut = f" … [{len(text)} characters; whole in CSV and JSON]"
            text = text[: _XLSX_CELL - len(cut)] + cut
        sheet.write_string(row, place, text)
