"""The rules: their records, the rate at which adopted texts break them, the level in force."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cpcj.resolutions.checking.finding import Level, lower

HIGHEST_ERROR_RATE = 0.05
"""A rule that a greater share of adopted texts break is at most a warning."""


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How many adopted texts break a rule.

    Attributes:
        broken: texts with at least one finding of the rule.
        texts: texts looked at.
    """

    broken: int
    texts: int

    @property
    def share(self) -> float:
        """Return the share of the texts, 0 to 1."""
        return self.broken / self.texts if self.texts else 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        id: its identifier ("S01").
        group: the module with its function.
        title: the rule in a line.
        wished: the level wished.
        message: the sentence of a finding, with places for values.
        source: whence the rule is.
        needs: "texts", "italics", or "" where the draft is enough.
        rate: how often adopted texts break it, None where that was not measured.
    """

    id: str
    group: str
    title: str
    wished: Level
    message: str
    source: str
    needs: str = ""
    rate: BaseRate | None = None

    @property
    def level(self) -> Level:
        """Return the level in force: the one wished, unless too many adopted texts break it."""
        if self.rate is not None and self.rate.share > HIGHEST_ERROR_RATE:
            return lower(self.wished, Level.WARNING)
        return self.wished


@dataclass(frozen=True, slots=True)
class Calibration:
    """When and on how many adopted texts the rates were measured, and what was found."""

    date: dt.date
    texts: int
    broken: Mapping[str, int]


def read_data(name: str) -> Mapping[str, Any]:
    """Return a data file of the checks."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def calibration() -> Calibration:
    """Return the calibration that the package carries."""
    data = read_data("base_rates.toml")
    return Calibration(data["date"], data["texts"], data["broken"])


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by identifier, in the order of the file."""
    measured = calibration()
    return {
        row["id"]: Rule(
            id=row["id"],
            group=row["group"],
            title=row["title"],
            wished=Level(row["level"]),
            message=row["message"],
            source=row["source"],
            needs=row.get("needs", ""),
            rate=BaseRate(measured.broken[row["id"]], measured.texts)
            if row["id"] in measured.broken
            else None,
        )
        for row in read_data("rules.toml")["rule"]
    }
