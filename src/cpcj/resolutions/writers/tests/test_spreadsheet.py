"""Tables: what goes into a cell comes out of it, and nothing in it is run."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from cpcj.resolutions.records import ACT_COLUMNS, Cell, act_record, act_row
from cpcj.resolutions.tests.acts import REQUEST
from cpcj.resolutions.writers.spreadsheet import guarded, write_rows


def table(rows: list[tuple[Cell, ...]], columns: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    stream = io.BytesIO()
    write_rows(stream, "Acts", columns, rows)
    stream.seek(0)
    sheet: Any = openpyxl.load_workbook(stream).active
    return list(sheet.iter_rows(values_only=True))


def test_row_of_an_act_comes_back() -> None:
    row = act_row(act_record(REQUEST))
    header, read = table([row], ACT_COLUMNS)
    assert header == ACT_COLUMNS
    assert tuple("" if cell is None else cell for cell in read) == tuple(
        "" if cell is None else cell for cell in row
    )


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_words_that_look_like_a_formula_stay_words(words: str) -> None:
    stream = io.BytesIO()
    write_rows(stream, "Acts", ("a",), [(words,)])
    sheet: Any = openpyxl.load_workbook(stream).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (words, "s")
    assert guarded(words) == f"'{words}"


def test_long_words_end_in_an_ellipsis_and_control_characters_are_replaced() -> None:
    _, (long, control) = table([("x" * 40_000, "a\x00b\ud800")], ("a", "b"))
    assert isinstance(long, str)
    assert len(long) == 32_767
    assert long.endswith("…")
    assert control == "a\ufffdb\ufffd"


def test_table_without_rows_has_its_columns() -> None:
    assert table([], ("a", "b")) == [("a", "b")]


def test_numbers_and_truth_keep_their_kind() -> None:
    assert table([(7, True)], ("a", "b"))[1] == (7, True)


def test_plain_cells_are_left_alone_in_csv() -> None:
    assert [guarded(cell) for cell in ("Requests", 7, None, True)] == ["Requests", 7, None, True]
