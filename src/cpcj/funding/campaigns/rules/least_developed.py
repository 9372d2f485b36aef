"""Least developed countries by date: the year of inclusion and the day a State left the list.

The facts are ``least_developed.csv``. The year of inclusion is all that the list gives: a State
counts from its first day on. A day that lies ahead is a decision that may still be put off.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Listing(NamedTuple):
    """That a State is on the list, from a year on until the day it left; None for still there."""

    state: str
    since: int
    left: dt.date | None
    source: str


@cache
def listings() -> tuple[Listing, ...]:
    """Return the table, by code."""
    file = files("cpcj.funding.campaigns.rules").joinpath("least_developed.csv")
    return tuple(
        Listing(
            row["code"],
            int(row["since"]),
            dt.date.fromisoformat(row["left"]) if row["left"] else None,
            row["source"],
        )
        for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    )


def least_developed(on: dt.date) -> frozenset[str]:
    """Return the codes of the least developed countries on a day; not on the day it leaves."""
    return frozenset(
        one.state
        for one in listings()
        if one.since <= on.year and (one.left is None or on < one.left)
    )
