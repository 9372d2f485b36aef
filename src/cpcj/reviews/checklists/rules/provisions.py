"""Which provisions an instrument has, and which of them ask for the same.

Two tables: ``provisions.toml`` says how far the numbers of an instrument go, ``equivalents.toml``
which provisions of different instruments correspond, so that an answer given about one can be
offered for the other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PROVISION = re.compile(
    r"(?P<instrument>[A-Z][A-Z0-9_]{1,59})#(?P<unit>art|rule)(?P<number>[1-9][0-9]{0,2})"
    r"(?P<below>(?:\([0-9a-z]{1,5}\)){0,4})"
)


class ProvisionError(ValueError):
    """What is named is no provision of an instrument that is known."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the provisions of an instrument are numbered: ``unit`` 1 to ``last``; its short name."""

    key: str
    name: str
    unit: str
    last: int


@cache
def numberings() -> Mapping[str, Numbering]:
    """Return the instruments whose provisions are known, by key."""
    return {one["key"]: Numbering(**one) for one in _table("provisions.toml")["instrument"]}


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: of an instrument, its number, and what stands below it ("(1)(a)")."""

    instrument: str
    unit: str
    number: int
    below: str

    @property
    def words(self) -> str:
        """Return the place without the instrument: "5(1)(a)"."""
        return f"{self.number}{self.below}"

    @property
    def article(self) -> str:
        """Return the identifier of the whole article or rule."""
        return f"{self.instrument}#{self.unit}{self.number}"


def provision(identifier: str) -> Provision:
    """Return what an identifier names.

    Raises:
        ProvisionError: it is no identifier, the instrument is not known, or it ends before.
    """
    found = _PROVISION.fullmatch(identifier)
    if found is None:
        raise ProvisionError(f"{identifier[:80]!r} is no identifier of a provision")
    numbering = numberings().get(found["instrument"])
    if numbering is None:
        raise ProvisionError(f"the instrument {found['instrument']} is not known")
    if found["unit"] != numbering.unit:
        raise ProvisionError(f"{identifier}: provisions of {numbering.key} are {numbering.unit}…")
    number = int(found["number"])
    if number > numbering.last:
        raise ProvisionError(f"{identifier}: {numbering.key} ends with {numbering.last}")
    return Provision(numbering.key, numbering.unit, number, found["below"])


@cache
def _equivalents() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in _table("equivalents.toml")["equivalent"]:
        named = [str(one) for one in row["provisions"]]
        for one in named:
            provision(one)
            found.setdefault(one, set()).update(other for other in named if other != one)
    return {one: tuple(sorted(others)) for one, others in found.items()}


def equivalents(identifier: str) -> tuple[str, ...]:
    """Return the provisions of other instruments that correspond to one."""
    return _equivalents().get(identifier, ())


@cache
def _table(name: str) -> Mapping[str, list[dict[str, Any]]]:
    words = (files("cpcj.reviews.checklists.rules") / name).read_text(encoding="utf-8")
    return tomllib.loads(words)
