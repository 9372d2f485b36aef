"""The table of states, identifiers as typed, tables of holidays."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.names import DEEDS, HOLIDAY_ERRORS, HOLIDAY_FILE_ERRORS
from cpcj.assistance.rules.holidays import UnreadableHolidaysError, read_holidays
from cpcj.assistance.rules.identifiers import IdentifierError, articles, mandates, paragraph_of
from cpcj.assistance.rules.states import ENDED, PLAIN, REQUEST, UNANSWERED, Status
from cpcj.frame.permissions import Permission


def test_nothing_leads_out_of_an_end_and_something_out_of_all_others() -> None:
    sources = {state for one in REQUEST.transitions for state in one.sources}
    assert sources == set(Status) - set(ENDED)


def test_every_transition_has_a_name_for_people() -> None:
    assert {one.name for one in REQUEST.transitions} <= set(DEEDS)
    assert set(PLAIN) <= {one.name for one in REQUEST.transitions}


def test_only_who_decides_accepts_and_declines() -> None:
    deciding = {
        one.target for one in REQUEST.transitions if one.permission == Permission.REQUEST_DECIDE
    }
    assert deciding == {Status.ACCEPTED, Status.DECLINED}
    assert "declined_by" in REQUEST.transition("decline").required
    assert set(REQUEST.transition("decline").sources) < set(UNANSWERED)


def test_identifiers() -> None:
    assert mandates([" A/RES/70/178#op46 ", "", "A/RES/70/178#op46", "A/RES/70/178"]) == (
        "A/RES/70/178#op46",
        "A/RES/70/178",
    )
    assert articles(["UNTOC#art18(13)", "UNCAC"]) == ("UNTOC#art18(13)", "UNCAC")
    assert paragraph_of("A/RES/70/178#op46.2") == "A/RES/70/178#op46"
    for wrong in ("<script>", "a b", "../x"):
        with pytest.raises(IdentifierError):
            mandates([wrong])
    for wrong in ("NOSUCHTREATY#art1", "UNTOC#art1 or 2", "UNTOC#"):
        with pytest.raises(IdentifierError):
            articles([wrong])
    with pytest.raises(IdentifierError):
        mandates(f"A/RES/70/{n}" for n in range(60))


def test_a_table_of_holidays_says_what_is_wrong_row_by_row() -> None:
    rows = read_holidays(
        b"\xef\xbb\xbfName,Date\nLamp Day,2026-05-01\n,2026-05-02\nSoon,May 3\nAgain,2026-05-01\n\n"
    )
    assert [(row.line, row.error) for row in rows] == [
        (2, ""),
        (3, "name"),
        (4, "day"),
        (5, "twice"),
    ]
    assert rows[0].on == dt.date(2026, 5, 1)
    assert {row.error for row in rows if row.error} == set(HOLIDAY_ERRORS)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n1,2", "columns"),
        (b"", "columns"),
        (b"\xff\xfe", "encoding"),
        (b"date,name\n" + b"x" * 200_001, "large"),
        (b"date,name\n" + b"2026-01-01,x\n" * 1_001, "large"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableHolidaysError) as refused:
        read_holidays(content)
    assert refused.value.code == code
    assert code in HOLIDAY_FILE_ERRORS


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableHolidaysError):  # nothing else may come of it
        read_holidays(b"date,name\n" + content)
