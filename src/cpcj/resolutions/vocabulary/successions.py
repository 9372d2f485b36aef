"""Which State succeeded to which, and since when: ``successions.csv``.

Source: historical information of the United Nations Treaty Collection and its notes on States that
notified a succession. Listed are the States that dissolved or parted since 1990 and those that
notified a succession to a treaty of the programme; not every State that became independent.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import read_text


@dataclass(frozen=True, slots=True)
class Succession:
    """A succession of States: codes of both, and its day (of independence, or of dissolution)."""

    successor: str
    predecessor: str
    on: dt.date


@cache
def successions() -> Mapping[str, Succession]:
    """Return the successions by the successor's code."""
    return {
        row["successor"]: Succession(
            row["successor"], row["predecessor"], dt.date.fromisoformat(row["on"])
        )
        for row in csv.DictReader(io.StringIO(read_text("successions.csv")))
    }


def successors(code: str) -> tuple[Succession, ...]:
    """Return who succeeded to a State, in order of time."""
    found = (one for one in successions().values() if one.predecessor == code)
    return tuple(sorted(found, key=lambda one: (one.on, one.successor)))
