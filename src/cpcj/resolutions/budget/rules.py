"""The rules of ``rules.toml`` as records: compiled once, checked when they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Whose text a row is, by its heading; where ``subprogramme`` is given, by that too.

    Attributes:
        starts: beginning of the heading.
        subprogramme: words that the subprogramme's title holds; "" where the heading is enough.
    """

    key: str
    starts: str
    body: str
    subprogramme: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of numbers of some bodies.

    Attributes:
        printed: template over the pattern's groups: the number as the body prints it.
        says: how the form is put together, and ``example`` one of it.
        decisions_from: number from which the body counts decisions in it; 0 for none.
    """

    key: str
    bodies: tuple[str, ...]
    pattern: re.Pattern[str]
    printed: str
    says: str
    example: str
    decisions_from: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A text without number, known by its title; ``source`` says where it is printed."""

    key: str
    body: str
    kind: str
    title: str
    session: int
    year: int
    slug: str
    source: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A kind or content that the words of a title show."""

    value: str
    pattern: re.Pattern[str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables.

    Attributes:
        special: year of each special session of the General Assembly.
        assembly: session to (highest number of the opening year, lowest of the next).
        bounds: the same where a session has no line; ``recent_bounds`` from ``recent_from``.
    """

    sources: tuple[Source, ...]
    forms: tuple[Form, ...]
    named: tuple[Named, ...]
    titled: tuple[Worded, ...]
    carried: tuple[Worded, ...]
    special: Mapping[int, int]
    assembly: Mapping[int, tuple[int, int]]
    bounds: tuple[int, int]
    recent_from: int
    recent_bounds: tuple[int, int]


@cache
def rules() -> Rules:
    """Return the rules, read once."""
    text = files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    given: dict[str, Any] = tomllib.loads(text)
    special = given["special"][0]
    assembly = given["assembly"]
    return Rules(
        sources=tuple(Source(**row) for row in given["source"]),
        forms=tuple(
            Form(**{**row, "bodies": tuple(row["bodies"]), "pattern": re.compile(row["pattern"])})
            for row in given["form"]
        ),
        named=tuple(Named(**row) for row in given["named"]),
        titled=tuple(
            Worded(row["kind"], re.compile(row["pattern"], re.IGNORECASE), row["key"])
            for row in given["titled"]
        ),
        carried=tuple(Worded(row["what"], re.compile(row["pattern"])) for row in given["carried"]),
        special=dict(zip(special["sessions"], special["years"], strict=True)),
        assembly={session: (until, since) for session, until, since in assembly["sessions"]},
        bounds=tuple(assembly["bounds"]),
        recent_from=assembly["recent_from"],
        recent_bounds=tuple(assembly["recent_bounds"]),
    )
