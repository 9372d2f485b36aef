"""Tables that come in: what is understood, and what is said of the rest."""

from __future__ import annotations

import pytest

from cpcj.funding.institute.rules.tables import Kind, UnreadableTableError, read_table


def test_rows_are_read_and_wrong_ones_named_by_line() -> None:
    table = b"State,Share\nKEN,12.5\nUganda,20\n\nLemuria,1\nGHA,101\nGHA,x\nKEN,3\nMWI,0.1234567\n"
    rows, problems = read_table(table, "scale.csv", Kind.SCALE)
    assert rows == [("KEN", "12.5"), ("UGA", "20")]
    assert [problem.line for problem in problems] == [5, 6, 7, 8, 9]
    assert "Lemuria" in problems[0].words


def test_amounts_are_cents_and_days_are_days() -> None:
    table = (
        b"state,date,amount,reference\nKEN,2026-01-31,12.50,R1\nKEN,2026-02-30,1,R2\n"
        b"KEN,2026-01-31,0,R3\nKEN,2026-01-31,1.005,R4\nKEN,2026-01-31,1,\nKEN,2026-02-01,1,R1\n"
    )
    rows, problems = read_table(table, "payments.csv", Kind.PAYMENTS)
    assert rows == [("KEN", "2026-01-31", "1250", "R1")]
    assert len(problems) == 5


def test_an_assessment_is_not_due_before_it_is_issued() -> None:
    table = b"state,year,amount,issued,due\nKEN,2019,5,2019-02-01,2019-01-01\nKEN,19,5,x,x\n"
    rows, problems = read_table(table, "old.csv", Kind.ASSESSMENTS)
    assert rows == []
    assert len(problems) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"state,share\n" + b"KEN,1\n" * 20_002, b"state\x00"],
    ids=["empty", "columns", "encoding", "rows", "null"],
)
def test_what_is_no_table_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(UnreadableTableError, match=r"scale\.csv"):
        read_table(content, "scale.csv", Kind.SCALE)
