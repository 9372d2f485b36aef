"""What is said against a file: rules, codes and repeated identifiers, with lines."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import etree

from cpcj.assistance.iati.checking import Problem, file_problems
from cpcj.assistance.iati.reading import RefusedFileError
from cpcj.assistance.iati.ruleset import Registered
from cpcj.assistance.iati.tests.records import ACTIVITY, ORGANISATION, Change, date, record

TODAY = dt.date(2026, 3, 5)
KNOWN = Registered(agencies=frozenset({"QM-REG"}))


def _file(*changes: Change, base: Change = ACTIVITY) -> bytes:
    records = [record(base, change) for change in changes]
    root = records[0].getparent()
    assert root is not None
    for one in records[1:]:
        root.append(one)
    for one in root:
        one.tail = "\n"
    root.text = "\n"
    return etree.tostring(root)


def _found(content: bytes) -> list[Problem]:
    return list(file_problems(content, "a.xml", today=TODAY, registered=KNOWN))


def test_nothing_is_said_against_good_files() -> None:
    assert _found(_file({})) == []
    assert _found(_file({}, base=ORGANISATION)) == []


def test_rules_codes_and_repetitions_are_told_with_their_lines() -> None:
    other = {"activity-date": date(3, "2027-01-01"), "sector": '<sector code="1"/>'}
    found = _found(_file({}, other))
    assert [(one.id, one.severity, one.line) for one in found] == [
        ("1.1.2", "error", 3),
        ("6.11.1", "error", 3),
        ("9.76.1", "error", 3),
    ]
    assert {one.identifier for one in found} == {"QM-REG-7-A1"}
    assert found[2].words == "The code “1” is not in the codelist Sector."


def test_a_per_cent_sign_in_a_code_is_no_placeholder() -> None:
    (found,) = _found(_file({"sector": '<sector code="%(x)s%"/>'}))
    assert "“%(x)s%”" in found.words


def test_a_fault_behind_good_records_still_refuses_the_file() -> None:
    content = _file({"activity-date": date(3, "2027-01-01")}, {"title": ""})
    found: list[Problem] = []
    with pytest.raises(RefusedFileError, match=r"a\.xml, line 3"):
        found.extend(file_problems(content, "a.xml", today=TODAY, registered=KNOWN))
