"""Tables that come in: a scale of shares, payments, assessments of earlier years.

Every row that cannot be taken is listed with its line and what is wrong with it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, NamedTuple

from cpcj.funding.institute.rules.shares import PLACES
from cpcj.funding.rules.money import DOLLAR, AmountError, money
from cpcj.resolutions.vocabulary.states import find_state, states

LARGEST: Final = 2_000_000
"""Bytes of a file that are read at all."""

MOST: Final = 20_000
"""Rows of a file."""

_FIRST_DAY = dt.date(1945, 10, 24)
_LAST_YEAR = 2200
_LONGEST = 100


class Kind(StrEnum):
    """What a table says."""

    SCALE = "scale"
    PAYMENTS = "payments"
    ASSESSMENTS = "assessments"


COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SCALE: ("state", "share"),
    Kind.PAYMENTS: ("state", "date", "amount", "reference"),
    Kind.ASSESSMENTS: ("state", "year", "amount", "issued", "due"),
}
Row = tuple[str, ...]
"""A row as it is kept until somebody takes it over: cells in the order of :data:`COLUMNS`."""


class UnreadableTableError(ValueError):
    """A file is no table of that kind; the message says why."""


class Problem(NamedTuple):
    """A line that cannot be taken."""

    line: int
    words: str


def read_table(content: bytes, name: str, kind: Kind) -> tuple[list[Row], list[Problem]]:
    """Read a CSV file with the columns of a kind.

    Returns:
        The rows with States as codes and amounts in cents, and what was not understood.

    Raises:
        UnreadableTableError: too large, no UTF-8 text, or without those columns.
    """
    lines = _lines(content, name)
    head = [cell.strip().lower() for cell in lines[0]] if lines else []
    if missing := [column for column in COLUMNS[kind] if column not in head]:
        message = f"{name} has no column {', '.join(missing)}"
        raise UnreadableTableError(message)
    if len(lines) > MOST + 1:
        message = f"{name} has more than {MOST} rows"
        raise UnreadableTableError(message)
    found: dict[Row, Row] = {}
    problems = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        given = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        try:
            row = tuple(_READERS[column](given.get(column, "")) for column in COLUMNS[kind])
            _require_order(kind, row)
        except ValueError as error:
            problems.append(Problem(number, str(error)))
            continue
        key = _key(kind, row)
        if key in found:
            problems.append(Problem(number, f"{' '.join(key)} stands in a line before"))
        else:
            found[key] = row
    return list(found.values()), problems


def _lines(content: bytes, name: str) -> list[list[str]]:
    if len(content) > LARGEST:
        message = f"{name} is larger than {LARGEST} bytes"
        raise UnreadableTableError(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is no text in UTF-8"
        raise UnreadableTableError(message) from error
    if "\x00" in text:
        message = f"{name} is no text"
        raise UnreadableTableError(message)
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        message = f"{name} is no CSV file: {error}"
        raise UnreadableTableError(message) from error


_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SCALE: ("state",),
    Kind.PAYMENTS: ("state", "reference"),
    Kind.ASSESSMENTS: ("state", "year"),
}
"""What a row may stand for once in a file."""


def _key(kind: Kind, row: Row) -> Row:
    cells = dict(zip(COLUMNS[kind], row, strict=True))
    return tuple(cells[column] for column in _KEYS[kind])


def _require_order(kind: Kind, row: Row) -> None:
    if kind is Kind.ASSESSMENTS and row[4] < row[3]:
        message = f"due on {row[4]}, before it was issued on {row[3]}"
        raise AmountError(message)


def _state(words: str) -> str:
    known = states()
    code = words.upper() if words.upper() in known else ""
    named = find_state(words) if not code else None
    if named is not None:
        code = named.code
    if not code:
        message = f"{words!r} is no State"
        raise AmountError(message)
    return code


def _share(words: str) -> str:
    try:
        share = Decimal(words)
    except InvalidOperation as error:
        message = f"{words!r} is no number"
        raise AmountError(message) from error
    if not share.is_finite() or not 0 <= share <= 100 or round(share, PLACES) != share:
        message = f"{words!r} is no share in per cent with at most {PLACES} decimal places"
        raise AmountError(message)
    return str(share)


def _day(words: str) -> str:
    try:
        day = dt.date.fromisoformat(words)
    except ValueError as error:
        message = f"{words!r} is no day written as 2026-01-31"
        raise AmountError(message) from error
    if day < _FIRST_DAY or day.year > _LAST_YEAR:
        message = f"{day} cannot be"
        raise AmountError(message)
    return day.isoformat()


def _year(words: str) -> str:
    if not (words.isdecimal() and words.isascii() and len(words) == 4):
        message = f"{words!r} is no year"
        raise AmountError(message)
    _day(f"{words}-12-31")
    return words


def _amount(words: str) -> str:
    cents = money(words, DOLLAR).minor
    if not 0 < cents < 10**15:
        message = f"{words!r} is no amount above nothing"
        raise AmountError(message)
    return str(cents)


def _reference(words: str) -> str:
    if not words or len(words) > _LONGEST:
        message = f"a payment has a reference of at most {_LONGEST} characters"
        raise AmountError(message)
    return words


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "state": _state,
    "share": _share,
    "date": _day,
    "issued": _day,
    "due": _day,
    "year": _year,
    "amount": _amount,
    "reference": _reference,
}
