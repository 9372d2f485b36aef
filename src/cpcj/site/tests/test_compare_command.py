"""``cpcj compare`` on texts of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cpcj.site.cli import main

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "United Nations\tA/RES/{session}/901\nGeneral Assembly\tDistr.: General\n19 December {year}\n\n"
    "{session}/901.\tHarbour lamps\n\n\n\tThe General Assembly,\n"
    "\tRecalling the importance of lamps at the entrance of harbours,\n"
)
BEFORE = HEAD.format(session=77, year=2022) + (
    "\t1.\tUrges Member States to keep the lamps of their harbours lit throughout the night;\n"
    "\t2.\tRequests the Secretary-General to report to the General Assembly at its seventy-eighth "
    "session on the lamps that went out;\n"
    "\t3.\tInvites keepers of lamps to write down the hours of burning.\n"
)
AFTER = HEAD.format(session=78, year=2023) + (
    "\t1.\tEncourages Member States, as appropriate, to keep the lamps of their harbours lit "
    "throughout the night;\n"
    "\t2.\tInvites keepers of lamps to write down the hours of burning;\n"
    "\t3.\tWelcomes the mirror that was put behind the oldest lamp.\n"
)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """Return the paths of two texts of one series."""
    for name, words in (("before.txt", BEFORE), ("after.txt", AFTER)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    return str(tmp_path / "before.txt"), str(tmp_path / "after.txt")


def test_what_became_of_each_paragraph(pair: tuple[str, str]) -> None:
    done = CliRunner().invoke(main, ["compare", *pair, "--format", "json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["provisions"]
    fates = {tuple(one["before"] + one["after"]): one["fates"] for one in found}
    assert fates["op1", "op1"] == ["weakened", "narrowed"]
    assert fates["op3", "op2"] == ["kept"]
    assert fates["op2",] == ["dropped"]
    assert fates["op3",] == ["new"]


def test_without_a_scale_a_verb_is_only_reworded(pair: tuple[str, str]) -> None:
    done = CliRunner().invoke(main, ["compare", *pair, "--format", "json", "--scale", "none"])
    first = next(p for p in json.loads(done.stdout)["provisions"] if p["after"] == ["op1"])
    assert "weakened" not in first["fates"]


OWN = """
[scale.polite]
source = "A delegate who holds that politeness binds."
groups = [["encourage"], ["urge"]]

[scale.plain]
source = "Another."
groups = [["urge"], ["encourage"]]
"""


@pytest.mark.parametrize(("name", "fate"), [("", "strengthened"), ("#plain", "weakened")])
def test_a_scale_of_ones_own_judges(
    pair: tuple[str, str], tmp_path: Path, name: str, fate: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    asked = ["compare", *pair, "--format", "json", "--scale", f"{path}{name}"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["scale"] == (name[1:] or "polite")
    first = next(p for p in found["provisions"] if p["after"] == ["op1"])
    assert fate in first["fates"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[scale.x]\ngroups = []", "own.toml: scale x does not say its source"),
        ("[scale.x]\nsource = 'y'\ngroups = [['urges']]", "ranks 'urges', no kind of act"),
        ("[scale.x]\nsource = 'y'\ngroups = [['urge'], ['urge']]", "ranks urge twice"),
        ("[scale.x]\nsource = 'y'\ngroups = 'urge'", "no list of groups"),
        ("scale = 3", "a scale is a table"),
        ("[scale", "not readable as TOML"),
        ("", "holds no scale"),
    ],
)
def test_a_scale_that_is_none_is_refused_with_its_cause(
    pair: tuple[str, str], tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    done = CliRunner().invoke(main, ["compare", *pair, "--scale", str(path)])
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_for_people(pair: tuple[str, str], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["compare", *pair])
    assert "urges → encourages" in done.stdout
    assert "as appropriate added" in done.stdout
    out = tmp_path / "x.html"
    CliRunner().invoke(main, ["compare", *pair, "--format", "html", "--out", str(out)])
    assert "<del>Urges</del><ins>Encourages</ins>" in out.read_text(encoding="utf-8")


def test_a_wrong_scale_and_a_wrong_title_are_named(pair: tuple[str, str]) -> None:
    assert CliRunner().invoke(main, ["compare", *pair, "--scale", "x"]).exit_code == 2
    done = CliRunner().invoke(main, ["compare", *pair, "--text", "mirrors"])
    assert done.exit_code == 1
    assert "no text with “mirrors” in its title" in done.stderr


def test_tracked_changes_come_out_and_are_read_again(pair: tuple[str, str], tmp_path: Path) -> None:
    """A Word file with tracked changes is compared with itself, before and after them."""
    tracked = str(tmp_path / "tracked.docx")
    done = CliRunner().invoke(main, ["compare", *pair, "--format", "docx", "--out", tracked])
    assert done.exit_code == 0, done.output
    found = [
        json.loads(CliRunner().invoke(main, ["compare", *files, "--format", "json"]).stdout)
        for files in (pair, (tracked,))
    ]
    assert [[one["fates"] for one in each["provisions"]] for each in found][1] == [
        one["fates"] for one in found[0]["provisions"]
    ]


def test_a_single_file_without_changes_is_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    plain = str(tmp_path / "plain.docx")
    CliRunner().invoke(main, ["compare", pair[0], pair[0], "--format", "docx", "--out", plain])
    refused = CliRunner().invoke(main, ["compare", plain])
    assert refused.exit_code == 2
    assert "no tracked changes" in refused.output
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    broken = CliRunner().invoke(main, ["compare", str(tmp_path / "broken.docx")])
    assert broken.exit_code == 1
    assert "broken.docx" in broken.output
