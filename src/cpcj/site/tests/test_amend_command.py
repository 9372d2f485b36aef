"""``cpcj amend``, ``cpcj compile`` and amendments of ``cpcj compare`` on texts of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cpcj.resolutions.checking.tests.drafts import draft
from cpcj.resolutions.tracked import accepted, rejected
from cpcj.site.cli import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "In operative paragraph 1, replace “work” with “labour”."
PART = f"{GOOD} Delete operative paragraph 9. Delete the gist of paragraph 2."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a draft, good and bad amendments."""
    for name, words in (("draft.txt", draft()), ("good.txt", GOOD), ("part.txt", PART),
                        ("none.txt", "Good morning"), ("later.txt", draft().replace(
                            "Welcomes the work", "Welcomes the labour"))):  # fmt: skip
        (tmp_path / name).write_text(words, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    return tmp_path


def _run(folder: Path, command: str, *files: str) -> Result:
    given = [one if one.startswith("--") or one in {"json", "docx", "amendments"}
             else one.replace("@", f"{folder}/") for one in files]  # fmt: skip
    return CliRunner().invoke(main, [command, *given])


def test_amendments_are_made_and_told(folder: Path) -> None:
    done = _run(folder, "amend", "@draft.txt", "@good.txt")
    assert done.exit_code == 0, done.output
    assert "1 amendments read, 1 made" in done.stdout
    assert "labour of the harbour towns" in done.stdout


def test_what_was_not_read_or_made_ends_in_one(folder: Path) -> None:
    done = _run(folder, "amend", "@draft.txt", "@part.txt", "--format", "json")
    assert done.exit_code == 1
    record = json.loads(done.stdout)
    assert [one["result"] for one in record["amendments"]] == ["applied", "place-not-found"]
    assert record["unread"][0]["detail"] == "gist"
    assert record["text"]["operative"][0]["text"].startswith("Welcomes the labour")


def test_tracked_changes_are_the_text_before_and_after(folder: Path) -> None:
    out = folder / "amended.docx"
    done = _run(folder, "amend", "@draft.txt", "@good.txt", "--format", "docx", "--out", str(out))
    assert done.exit_code == 0, done.output
    data = out.read_bytes()
    (folder / "accepted.docx").write_bytes(accepted(data))
    (folder / "rejected.docx").write_bytes(rejected(data))
    for name, words in (("accepted", "labour"), ("rejected", "work")):
        parsed = _run(folder, "parse", f"@{name}.docx", "--format", "json")
        assert f"Welcomes the {words}" in parsed.output


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("@broken.docx", "@good.txt"), "broken.docx"),
        (("@draft.txt", "@broken.docx"), "broken.docx"),
        (("@draft.txt", "@none.txt"), "none.txt: no amendment was found in it"),
        (("@none.txt", "@good.txt"), "none.txt: no resolution or decision"),
        (("@draft.txt", "@missing.txt"), "missing.txt"),
    ],
)
def test_files_that_cannot_be_used_are_named(
    folder: Path, files: tuple[str, ...], said: str
) -> None:
    done = _run(folder, "amend", *files)
    assert done.exit_code == 2
    assert said in done.output


def test_a_comparison_is_written_as_amendments(folder: Path) -> None:
    done = _run(folder, "compare", "@draft.txt", "@later.txt", "--format", "amendments")
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "1. In operative paragraph 1, replace the word “work” with the word “labour”.\n"
    )


def test_proposals_are_compiled(folder: Path) -> None:
    asked = ("@draft.txt", "Freedonia=@good.txt", "Sylvania=@later.txt")
    done = _run(folder, "compile", *asked, "--format", "json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert [one["label"] for one in record["proposals"]] == ["Freedonia", "Sylvania"]
    assert record["clashes"] == 0
    assert "<h1>" in _run(folder, "compile", *asked).stdout


@pytest.mark.parametrize(
    ("proposals", "said"),
    [
        (("A=@missing.txt",), "there is no such file"),
        (("@good.txt",), "is no LABEL=FILE"),
        (("A=@good.txt", "A=@later.txt"), "a label of its own"),
        (("A=@none.txt",), "neither a draft nor amendments"),
    ],
)
def test_wrong_proposals_are_refused(folder: Path, proposals: tuple[str, ...], said: str) -> None:
    done = _run(folder, "compile", "@draft.txt", *proposals)
    assert done.exit_code == 2
    assert said in done.output
