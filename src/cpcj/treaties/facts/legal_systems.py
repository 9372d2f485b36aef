"""Legal systems of States: dated facts, several of them for a State whose law has several sources.

``legal-systems.csv``: code, systems (common, civil, customary, islamic; by spaces), first and last
day. Assumption, with its source: the broad families that comparative lawyers agree on and that
States describe themselves by; no list of the United Nations says them, and no row says which family
weighs more. States whose families are disputed or not commonly known are left out, and unknown is
like nothing. Where a day is empty the fact has no known beginning or end.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "legal-systems.csv"
SYSTEMS = frozenset({"common", "civil", "customary", "islamic"})


@dataclass(frozen=True, slots=True)
class LegalSystems:
    """What a State's legal system is made of, in a stretch of time (both days included)."""

    code: str
    systems: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None


def _day(words: str) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None


@cache
def _facts() -> dict[str, tuple[LegalSystems, ...]]:
    found: dict[str, tuple[LegalSystems, ...]] = {}
    lines = (files(__package__) / FILE).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        systems = tuple(sorted(row["systems"].split()))
        fact = LegalSystems(row["code"], systems, _day(row["from"]), _day(row["until"]))
        found[fact.code] = (*found.get(fact.code, ()), fact)
    return found


def legal_systems(code: str, day: dt.date) -> tuple[str, ...]:
    """Return the families that a State's legal system is made of on a day; none where unknown."""
    return next(
        (
            one.systems
            for one in _facts().get(code, ())
            if (one.start is None or one.start <= day) and (one.end is None or day <= one.end)
        ),
        (),
    )
