"""A table of rates of exchange: reading it, and what it would change."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from cpcj.funding.rules.money import DOLLAR, AmountError, places

LARGEST: Final = 2_000_000
"""Bytes of a file that are read at all."""

_COLUMNS = ("currency", "since", "units")
_LARGEST_RATE = Decimal(10) ** 11
_PLACES = 8
_FIRST_DAY = dt.date(1945, 10, 24)
_LAST_YEAR = 2200


class UnreadableRatesError(ValueError):
    """A file is no table of rates; the message says why."""


class RateRow(NamedTuple):
    """So many units of a currency a dollar, from a day on."""

    currency: str
    since: dt.date
    units: Decimal


class Problem(NamedTuple):
    """A line that was not understood."""

    line: int
    words: str


def read_rates(content: bytes, name: str) -> tuple[list[RateRow], list[Problem]]:
    """Read a CSV file with the columns currency, since (as 2026-01-31) and units (a dollar).

    Returns:
        The rows, and what was not understood.

    Raises:
        UnreadableRatesError: too large, no UTF-8 text, or without those columns.
    """
    if len(content) > LARGEST:
        message = f"{name} is larger than {LARGEST} bytes"
        raise UnreadableRatesError(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is no text in UTF-8"
        raise UnreadableRatesError(message) from error
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        message = f"{name} is no CSV file: {error}"
        raise UnreadableRatesError(message) from error
    head = [cell.strip().lower() for cell in lines[0]] if lines else []
    if missing := [column for column in _COLUMNS if column not in head]:
        message = f"{name} has no column {', '.join(missing)}"
        raise UnreadableRatesError(message)
    found: dict[tuple[str, dt.date], RateRow] = {}
    problems = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        given = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        try:
            row = _row(given)
            if (row.currency, row.since) in found:
                problems.append(Problem(number, f"{row.currency} has another rate of that day"))
                continue
        except ValueError as error:
            problems.append(Problem(number, str(error)))
        else:
            found[row.currency, row.since] = row
    return list(found.values()), problems


def _row(given: Mapping[str, str]) -> RateRow:
    currency = given.get("currency", "").upper()
    places(currency)
    if currency == DOLLAR:
        message = "the dollar has no rate to itself"
        raise AmountError(message)
    try:
        since = dt.date.fromisoformat(given.get("since", ""))
    except ValueError as error:
        message = f"{given.get('since', '')!r} is no day written as 2026-01-31"
        raise AmountError(message) from error
    if since < _FIRST_DAY or since.year > _LAST_YEAR:
        message = f"{since} cannot be"
        raise AmountError(message)
    try:
        units = Decimal(given.get("units", ""))
    except InvalidOperation as error:
        message = f"{given.get('units', '')!r} is no number"
        raise AmountError(message) from error
    if not units.is_finite() or units <= 0 or units >= _LARGEST_RATE:
        message = f"a rate of exchange of {units} cannot be"
        raise AmountError(message)
    if round(units, _PLACES) != units:
        message = f"{units} has more than {_PLACES} decimal places"
        raise AmountError(message)
    return RateRow(currency, since, units)


@dataclass(frozen=True, slots=True)
class RatePlan:
    """What a table would change.

    Attributes:
        added: rates that are not recorded.
        differing: pairs of the recorded units and the row, of rates recorded otherwise; they are
            taken over only where somebody says so.
        same: how many stand as they are.
    """

    added: tuple[RateRow, ...]
    differing: tuple[tuple[Decimal, RateRow], ...]
    same: int


def plan(rows: Iterable[RateRow], recorded: Mapping[tuple[str, dt.date], Decimal]) -> RatePlan:
    """Compare a table with the recorded rates, by currency and day."""
    added, differing, same = [], [], 0
    for row in sorted(rows):
        held = recorded.get((row.currency, row.since))
        if held is None:
            added.append(row)
        elif held != row.units:
            differing.append((held, row))
        else:
            same += 1
    return RatePlan(tuple(added), tuple(differing), same)
