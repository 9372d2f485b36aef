"""Tables of documents: what is taken, what is said of the rest, and hostile files."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.reporting.rules.tables import TableError, read_table, to_csv

HEAD = "symbol,title,date,body,session\n"


def codes(words: str) -> list[str]:
    """Return the codes of the errors of a table."""
    return [one.code for one in read_table((HEAD + words).encode(), "t.csv").errors]


def test_a_row_is_taken_with_what_its_symbol_says() -> None:
    table = read_table(b"Symbol;Title\nA/79/88;On lamps\n", "t.csv")
    (row,) = table.rows
    assert (row.symbol, row.title, row.body, row.session) == (
        "A/79/88", "On lamps", "general_assembly", 79,
    )  # fmt: skip
    assert row.date is None


def test_body_and_session_in_words() -> None:
    table = read_table(
        (HEAD + "E/2025/77,On wicks,2025-03-01,Economic and Social Council,2025\n"
         "X/1,On oil,1 March 2025,the General Assembly,eightieth session\n").encode(), "t.csv",
    )  # fmt: skip
    assert [(row.body, row.session) for row in table.rows] == [
        ("ecosoc", 2025), ("general_assembly", 80),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (",On lamps,,,\n", "no-symbol"),
        ("seventy-nine,On lamps,,,\n", "bad-symbol"),
        ("A/79/88,On lamps,2024-02-31,,\n", "bad-date"),
        ("A/79/88,On lamps,0024-02-01,,\n", "bad-date"),
        ("A/79/88,On lamps,,The Guild of Lamps,79\n", "unknown-body"),
        ("X/1,On lamps,,,\n", "no-body"),
        ("X/1,On lamps,,General Assembly,\n", "no-session"),
        ("A/79/88,On lamps,,General Assembly,many\n", "bad-session"),
        ("A/79/88,On lamps,,,\nA/79/88,Again,,,\n", "twice"),
    ],
)
def test_what_is_wrong_with_a_row(words: str, code: str) -> None:
    assert codes(words) == [code]


def test_an_excel_file() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["symbol", "title", "date", "body", "session"])
    sheet.append(["A/79/88", "On lamps", dt.date(2024, 7, 1), None, 79])
    kept = io.BytesIO()
    book.save(kept)
    (row,) = read_table(kept.getvalue(), "t.xlsx").rows
    assert (row.date, row.session) == (dt.date(2024, 7, 1), 79)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\xff\xfe\x00",
        b"title\nOn lamps\n",
        b"PK\x03\x04broken",
        b"\x00\x01\x02",
        b"\xe9\xe8\n",
    ],
)
def test_what_is_no_table_is_said(content: bytes) -> None:
    with pytest.raises(TableError, match=r"t\.csv"):
        read_table(content, "t.csv")


def test_written_and_read_again() -> None:
    rows = read_table((HEAD + 'A/79/88,"On lamps, and oil",2024-07-01,,\n').encode(), "t").rows
    assert [
        (one.symbol, one.title, one.date, one.body, one.session)
        for one in read_table(to_csv(rows).encode(), "t").rows
    ] == [(one.symbol, one.title, one.date, one.body, one.session) for one in rows]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_table(b"symbol,date,session\n" + content, "t.csv")
    except TableError as error:
        assert "t.csv" in str(error)  # noqa: PT017 - either outcome is right
