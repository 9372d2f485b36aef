"""``cpcj calendar`` on files of our own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from cpcj.site.commands.calendar import command

WORDS = """United Nations
A/RES/79/901

General Assembly
Seventy-ninth session

Resolution adopted by the General Assembly on 17 December 2024

79/901. Care of lighthouses

The General Assembly,

Recalling its earlier resolutions,

1. Requests the Secretary-General to submit to it at its eighty-second session a report on lamps;

2. Requests the Secretary-General to report periodically to the General Assembly on wicks.
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Return a file with a text."""
    path = tmp_path / "lighthouses.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(command, list(arguments))


def test_the_table_gives_sessions_and_states(text: Path) -> None:
    done = run(str(text), "--on", "2026-01-01")
    assert done.exit_code == 0, done.output
    assert "general assembly, session 82 (2027-" in done.output
    assert "due       A/RES/79/901#op1.1" in done.output
    assert "over      A/RES/79/901#op1.1" in run(str(text), "--on", "2030-01-01").output


def test_json_csv_and_ical_hold_the_same_requests(text: Path) -> None:
    day = ("--on", "2026-01-01")
    records = json.loads(run(str(text), *day, "--format", "json").output)["calendar"]
    assert [(one["identifier"], one["session"]) for one in records] == [
        ("A/RES/79/901#op1.1", 82), ("A/RES/79/901#op2.1", None),
    ]  # fmt: skip
    rows = csv.DictReader(io.StringIO(run(str(text), *day, "--format", "csv").output[1:]))
    assert [row["identifier"] for row in rows] == [one["identifier"] for one in records]
    calendar = Calendar.from_ical(run(str(text), *day, "--format", "ics").output_bytes)
    assert len(calendar.walk("VEVENT")) == 1


def test_what_is_asked_later_is_not_there(text: Path) -> None:
    assert run(str(text), "--on", "2024-01-01").output == ""


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.txt"))
    assert done.exit_code == 1
    assert "none.txt" in done.output


def test_a_file_is_written(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "calendar.json"
    assert run(str(text), "--format", "json", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text())["calendar"]
