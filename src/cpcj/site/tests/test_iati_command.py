"""``cpcj iati`` on a bare command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from cpcj.assistance.iati.tests.records import ACTIVITY, Change, date, record
from cpcj.site.cli import main


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["iati", *map(str, arguments)])


def _write(path: Path, change: Change, version: str = "2.03") -> Path:
    root = record(ACTIVITY, change).getparent()
    assert root is not None
    root.set("version", version)
    path.write_bytes(etree.tostring(root))
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a file that only a warning can be said against."""
    return _write(tmp_path / "good.xml", {}, "2.02")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a file with an error of the ruleset."""
    return _write(tmp_path / "wrong.xml", {"activity-date": date(3, "2027-01-01")})


def test_problems_are_printed_with_file_line_severity_rule_and_reason(
    good: Path, wrong: Path
) -> None:
    answer = _run("check", wrong)
    assert answer.exit_code == 1
    assert f"{wrong}:1: error 6.11.1 <iati-activity>: The activity has neither" in answer.stdout
    assert answer.stderr == "errors: 1, warnings: 1\n"
    answer = _run("check", good)
    assert answer.exit_code == 0
    assert "warning 1.14.8" in answer.stdout


def test_the_day_and_the_registry_are_arguments(good: Path) -> None:
    assert _run("check", good, "--registered", "QM-REG-7").stdout == ""
    assert " 11.1.1 " in _run("check", good, "--today", "2025-06-01").stdout


def test_json_and_csv_say_the_same(wrong: Path) -> None:
    whole = json.loads(_run("check", wrong, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(_run("check", wrong, "--format", "csv").stdout)))
    assert [one["rule"] for one in whole["problems"]] == [one["rule"] for one in rows]
    assert whole["problems"][1]["line"] == 1


def test_what_is_refused_is_an_error_and_the_other_files_are_read(
    tmp_path: Path, wrong: Path
) -> None:
    (tmp_path / "broken.xml").write_bytes(b"<iati-activities version='2.03'>")
    answer = _run("check", tmp_path)
    assert answer.exit_code == 1
    assert "broken.xml:1: error: refused: not well-formed" in answer.stdout
    assert f"{wrong}:1: error 6.11.1" in answer.stdout
    answer = _run("check", tmp_path / "none.xml")
    assert (answer.exit_code, "No such file" in answer.stdout) == (1, True)


def test_two_publications_are_compared(good: Path, tmp_path: Path) -> None:
    new = _write(tmp_path / "new.xml", {"activity-status": '<activity-status code="3"/>'})
    answer = _run("difference", good, new)
    assert answer.exit_code == 0
    assert answer.stdout == "changed: QM-REG-7-A1\n  activity-status/@code: “2” → “3”\n"
    assert answer.stderr == "added: 0, removed: 0, changed: 1\n"
    (found,) = json.loads(_run("difference", good, new, "--format", "json").stdout)["differences"]
    assert found["changes"] == [{"path": "activity-status/@code", "old": "2", "new": "3"}]


def test_an_older_file_is_written_as_the_last_version(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    answer = _run("convert", good, "--out", out)
    assert (answer.exit_code, answer.stderr) == (0, "good.xml: version 2.02, 1 written as 2.03\n")
    assert etree.parse(out).getroot().get("version") == "2.03"
    assert _run("difference", good, out).stdout == ""
    assert _run("convert", good).stdout.startswith("<?xml")


def test_nothing_is_written_of_a_file_that_is_refused(tmp_path: Path) -> None:
    broken, out = _write(tmp_path / "broken.xml", {"title": ""}), tmp_path / "out.xml"
    answer = _run("convert", broken, "--out", out)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: broken.xml, line 1")
    assert not out.exists()
    assert "none.xml: No such file" in _run("difference", tmp_path / "none.xml", broken).stderr
