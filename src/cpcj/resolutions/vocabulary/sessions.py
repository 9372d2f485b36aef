"""The sessions of bodies: the year of each, and openings that deviate from the rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import records

FILE = "sessions.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """Sessions that meet in the year ``base + step × session``, from ``first`` on.

    A body with several sessions a year (``per_year``) held number ``first`` in the year ``base`` as
    the first of that year.
    """

    body: str
    base: int
    first: int
    step: int = 1
    per_year: int = 1


@dataclass(frozen=True, slots=True)
class SessionYear:
    """The year of a session that no rule gives."""

    body: str
    session: int
    year: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The day on which a regular session of the General Assembly opened against the rule."""

    session: int
    date: dt.date


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rule of each body that has one."""
    return {rule.body: rule for rule in records(FILE, "rule", Rule)}


@cache
def years() -> Mapping[tuple[str, int], int]:
    """Return the years that no rule gives, by body and session."""
    return {(row.body, row.session): row.year for row in records(FILE, "year", SessionYear)}


@cache
def openings() -> Mapping[int, dt.date]:
    """Return the openings of the General Assembly that no rule gives, by session."""
    return {row.session: row.date for row in records(FILE, "opening", Opening)}
