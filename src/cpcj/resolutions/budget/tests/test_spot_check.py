"""Forty rows of the list of 2027, drawn by a seed and checked by eye (``docs/budget.md``).

``spot_check.csv`` holds what was found right: facts of the list (place, subprogramme, heading,
citation) and what each row means. Its wording (titles) is not carried.
"""

from __future__ import annotations

import csv
import random
from importlib.resources import files

import pytest

from cpcj.resolutions.budget import Row, resolve

SEED, DRAWN, ROWS = 2027, 40, 380


def _checked() -> list[dict[str, str]]:
    text = files(__package__).joinpath("spot_check.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_rows_are_those_that_the_seed_draws() -> None:
    drawn = sorted(random.Random(SEED).sample(range(ROWS), DRAWN))  # noqa: S311 - a published seed
    assert [int(one["row"]) - 1 for one in _checked()] == drawn


@pytest.mark.parametrize("checked", _checked(), ids=lambda one: f"row {one['row']}")
def test_a_checked_row(checked: dict[str, str]) -> None:
    row = Row(1, checked["subprogramme"], "", "", checked["heading"], checked["citation"], "", "",
              "checked")  # fmt: skip
    found = resolve(row, 2027)
    assert {
        "body": found.body,
        "kind": found.kind,
        "session": found.session,
        "year": str(found.year),
        "number": found.number,
        "identifier": found.identifier,
    } == {name: checked[name] for name in (
        "body", "kind", "session", "year", "number", "identifier")}  # fmt: skip
