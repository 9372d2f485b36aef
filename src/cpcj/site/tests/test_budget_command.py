"""``cpcj budget`` on a bare command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from cpcj.resolutions.budget.tests.samples import COP, GA, LINES, Line, as_table, as_tree
from cpcj.site.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["budget", *map(str, arguments)])


def _files(folder: Path) -> tuple[Path, Path]:
    table, tree = folder / "lamps-2027.csv", folder / "lamps-2026.json"
    table.write_bytes(as_table())
    tree.write_bytes(as_tree(LINES[:-1], 2026))
    return table, tree


def test_a_table_of_what_the_rows_mean(tmp_path: Path) -> None:
    table, _tree = _files(tmp_path)
    answer = _run(table)
    assert answer.exit_code == 0
    assert "Commission on Narcotic Drugs resolution 55/1" in answer.stdout
    assert "lamps-2027.csv: 13 of 13 resolved" in answer.stderr
    assert "the publisher gives A/RES/55/1" in answer.stderr


def test_csv_and_json_keep_symbols_apart_from_identifiers_made_here(tmp_path: Path) -> None:
    table, tree = _files(tmp_path)
    rows = list(csv.DictReader(io.StringIO(_run(table, "--format", "csv").stdout)))
    made = {one["identifier"]: one["symbol"] for one in rows}
    assert made["CND/RES/55/1"] == ""
    assert made["A/RES/55/1"] == "A/RES/55/1"
    whole = json.loads(_run(tree, "--format", "json").stdout)
    assert whole["year"] == 2026
    assert [one["instruments"] for one in whole["treaties"]] == [["UNCAC"], []]


def test_two_years_and_two_forms_compared(tmp_path: Path) -> None:
    table, tree = _files(tmp_path)
    years = _run("--compare", tree, table, "--format", "json")
    assert [one["identifier"] for one in json.loads(years.stdout)] == ["E/RES/1106(XL)"]
    assert "2026 to 2027: 1 added, 0 dropped, 0 moved, 12 kept" in years.stderr
    same = tmp_path / "lamps-2027.json"
    same.write_bytes(as_tree())
    forms = _run("--compare", table, same)
    assert "0 rows differ, 1 other differences" in forms.stderr
    assert _run("--compare", table).exit_code == 2


def test_what_cannot_be_read_or_traced_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("a,b\n")
    answer = _run(broken)
    assert answer.exit_code == 1
    assert "broken.csv" in answer.stderr
    assert "lacks the column" in answer.stderr
    lost = tmp_path / "lost-2027.csv"
    lost.write_bytes(
        as_table((Line("", "", GA, ("70/1",), "Oil"), Line("", "", COP, ("99/1",), "x")))
    )
    answer = _run(lost)
    assert answer.exit_code == 1
    assert "not traceable" in answer.stderr
    assert "3 of 4 resolved" in answer.stderr


def test_a_formula_in_a_title_is_not_run_by_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "lamps-2027.csv"
    path.write_bytes(as_table((Line("", "", GA, ("=1+1",), "x"),), background=False))
    answer = _run(path, "--format", "csv")
    assert ",'=1+1," in answer.stdout
