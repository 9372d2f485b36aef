"""A spreadsheet of transactions: CSV or XLSX, every row that cannot be taken named by its line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from cpcj.funding.rules.money import AmountError, money

LARGEST: Final = 5_000_000
"""Bytes of a file that are read at all, and ten times as many unpacked."""

MOST: Final = 5_000
"""Rows of a file."""

COLUMNS: Final = ("reference", "date", "kind", "contribution", "cost_object", "amount")
_LONGEST = 100
_FIRST_DAY = dt.date(1945, 10, 24)
_LAST_YEAR = 2200


class Kind(StrEnum):
    """What a transaction is."""

    RECEIPT = "receipt"
    COMMITMENT = "commitment"
    RELEASE = "release"
    EXPENDITURE = "expenditure"


class UnreadableTransactionsError(ValueError):
    """A file is no table of transactions; the message says why."""


class TransactionRow(NamedTuple):
    """A transaction; the amount is as it was written, in the currency of its kind.

    A receipt is in the contribution's currency and names no cost object; the others are dollars.
    """

    reference: str
    on: str
    kind: str
    contribution: str
    cost_object: str
    amount: str


class Problem(NamedTuple):
    """A line that was not understood."""

    line: int
    words: str


def read_transactions(content: bytes, name: str) -> tuple[list[TransactionRow], list[Problem]]:
    """Read a CSV or XLSX file with the columns of :data:`COLUMNS`.

    Returns:
        The rows in the order of their days, and what was not understood.

    Raises:
        UnreadableTransactionsError: too large, neither of the two, or without those columns.
    """
    if len(content) > LARGEST:
        message = f"{name} is larger than {LARGEST} bytes"
        raise UnreadableTransactionsError(message)
    lines = _sheet(content, name) if content[:2] == b"PK" else _text(content, name)
    head = [cell.strip().lower() for cell in next(lines, [])]
    if missing := [column for column in COLUMNS if column not in head]:
        message = f"{name} has no column {', '.join(missing)}"
        raise UnreadableTransactionsError(message)
    found: dict[str, TransactionRow] = {}
    problems = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) + len(problems) >= MOST:
            message = f"{name} has more than {MOST} rows"
            raise UnreadableTransactionsError(message)
        given = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        try:
            row = _row(given)
            if row.reference in found:
                problems.append(Problem(number, f"{row.reference} stands in a line before"))
                continue
        except ValueError as error:
            problems.append(Problem(number, str(error)))
        else:
            found[row.reference] = row
    return sorted(found.values(), key=lambda row: row.on), problems


def _text(content: bytes, name: str) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is neither an XLSX file nor text in UTF-8"
        raise UnreadableTransactionsError(message) from error
    if "\x00" in text:
        message = f"{name} is neither an XLSX file nor text in UTF-8"
        raise UnreadableTransactionsError(message)
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error as error:
        message = f"{name} is no CSV file: {error}"
        raise UnreadableTransactionsError(message) from error


def _require_small(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > 10 * LARGEST:
            message = f"{name} is too large unpacked"
            raise UnreadableTransactionsError(message)


def _sheet(content: bytes, name: str) -> Iterator[list[str]]:
    try:
        _require_small(content, name)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=MOST + 2, max_col=50, values_only=True):
            yield [_cell(value) for value in row]
    except UnreadableTransactionsError:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        OSError,
        SyntaxError,  # what the parser of its parts raises
    ) as error:
        message = f"{name} is no XLSX file that can be read"
        raise UnreadableTransactionsError(message) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row(given: Mapping[str, str]) -> TransactionRow:
    row = TransactionRow(*(given.get(column, "") for column in COLUMNS))
    if not row.reference or len(row.reference) > _LONGEST:
        message = f"a transaction has a reference of at most {_LONGEST} characters"
        raise AmountError(message)
    try:
        day = dt.date.fromisoformat(row.on)
    except ValueError as error:
        message = f"{row.on!r} is no day written as 2026-01-31"
        raise AmountError(message) from error
    if day < _FIRST_DAY or day.year > _LAST_YEAR:
        message = f"{day} cannot be"
        raise AmountError(message)
    if row.kind not in set(Kind):
        message = f"{row.kind!r} is none of {', '.join(Kind)}"
        raise AmountError(message)
    if not row.contribution:
        message = "no contribution is named"
        raise AmountError(message)
    if bool(row.cost_object) == (row.kind == Kind.RECEIPT):
        message = "a receipt names no cost object; the other kinds name one"
        raise AmountError(message)
    if row.kind != Kind.RECEIPT and money(row.amount).minor <= 0:
        message = f"{row.amount!r} is no amount above nothing"
        raise AmountError(message)
    return row
