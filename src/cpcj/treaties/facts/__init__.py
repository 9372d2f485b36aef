"""Facts that the project carries: who did what on which instrument by 31 March 2015.

Source of ``participation-2015-03.csv``: United Nations, Multilateral Treaties Deposited with the
Secretary-General, status of chapters VI and XVIII in March 2015: participants, actions and dates of
fifteen instruments. Participants are ISO 3166-1 alpha-3 codes of the States of today.
"""

from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files

from cpcj.treaties.rules.importing import Fact
from cpcj.treaties.rules.tables import Kind

AS_KNOWN_ON = dt.date(2015, 3, 31)
SOURCE = "Multilateral Treaties Deposited with the Secretary-General, March 2015"
NAME = "participation-2015-03.csv"


def participation() -> dict[str, list[Fact]]:
    """Return the facts by instrument."""
    found: dict[str, list[Fact]] = {}
    lines = (files(__package__) / NAME).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        fact = Fact(row["participant"], Kind(row["action"]), dt.date.fromisoformat(row["date"]))
        found.setdefault(row["instrument"], []).append(fact)
    return found
