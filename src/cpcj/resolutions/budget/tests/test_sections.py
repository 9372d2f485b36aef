"""The sections of 2026 and 2027 as published: every row resolved, both forms of 2027 equal.

The files are read from ``../shared/data/mandates`` beside the repository (``CPCJ_DATA`` names
another folder) and are no part of it; without them these tests are skipped.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cpcj.resolutions.budget import (
    Resolved,
    Section,
    compare,
    differences,
    instruments_of,
    read_section,
    resolve,
)

FOLDER = Path(
    os.environ.get("CPCJ_DATA", Path(__file__).resolve().parents[6] / "shared" / "data")
) / "mandates"  # fmt: skip
TABLE, TREE = "budget-2027-section-16-mandates.csv", "budget-2027-section-16.json"
WORD = "A_80_6_Sect.16.docx"

pytestmark = pytest.mark.skipif(
    not (FOLDER / TABLE).exists(), reason=f"the published sections are not at {FOLDER}"
)


@cache
def section(name: str) -> Section:
    return read_section(FOLDER / name)


@cache
def resolved(name: str) -> tuple[Resolved, ...]:
    return tuple(resolve(row, section(name).year) for row in section(name).rows)


@pytest.mark.parametrize(("name", "rows"), [(TABLE, 380), (TREE, 380), (WORD, 412)])
def test_every_row_is_resolved(name: str, rows: int) -> None:
    found = resolved(name)
    assert len(found) == rows
    assert [one.row.citation for one in found if not one.traceable] == []
    assert section(name).problems == ()


def test_kinds_and_bodies_of_2027() -> None:
    assert Counter(one.kind for one in resolved(TABLE)) == {
        "resolution": 368, "decision": 8, "declaration": 3, "statement": 1,
    }  # fmt: skip
    assert Counter(one.body for one in resolved(TABLE)) == {
        "ga": 101, "ecosoc": 87, "cnd": 77, "cosp_uncac": 45, "ccpcj": 27, "cop_untoc": 24,
        "sc": 19,
    }  # fmt: skip
    assert [one.row.citation for one in resolved(TABLE) if one.year is None] == []


def test_the_publishers_symbols_of_2027() -> None:
    found = Counter(one.publisher.value for one in resolved(TABLE))
    assert found == {"none": 214, "same": 152, "differs": 13, "part": 1}
    assert {one.body for one in resolved(TABLE) if one.publisher == "differs"} == {"cnd"}


def test_both_forms_of_2027_agree() -> None:
    assert Counter(row.printed for row in section(TABLE).rows) == Counter(
        row.printed for row in section(TREE).rows
    )
    assert [(one.kind, one.citation) for one in differences(section(TABLE), section(TREE))] == [
        ("order", "1967/1196 (XLII)"), ("component", ""), ("treaties", ""),
    ]  # fmt: skip
    means = [
        sorted(
            (one.identifier, one.years, one.kind, one.row.subprogramme) for one in resolved(form)
        )
        for form in (TABLE, TREE)
    ]
    assert means[0] == means[1]


@pytest.mark.parametrize("name", [TREE, WORD])
def test_twenty_two_treaties_are_listed_each_with_its_instruments(name: str) -> None:
    assert len(section(name).treaties) == 22
    assert [one.name for one in section(name).treaties if not instruments_of(one.name)] == []


@pytest.mark.parametrize("new", [TABLE, TREE])
def test_from_2026_to_2027(new: str) -> None:
    found = compare(resolved(WORD), resolved(new))
    assert (len(found.added), len(found.dropped), len(found.moved), found.kept) == (46, 79, 16, 315)
