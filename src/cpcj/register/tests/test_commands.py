"""``cpcj ingest`` and ``cpcj export``, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpcj.register.models import Text
from cpcj.site.commands.export import command as export
from cpcj.site.commands.ingest import command as ingest

pytestmark = pytest.mark.django_db

PRINTED = """General Assembly

Distr.: Limited
5 November 2024

Original: English

Seventy-ninth session

Third Committee

Agenda item 107

Crime prevention and criminal justice

Ruritania: draft resolution

Keepers of remote lighthouses

The General Assembly,

Recalling its resolution 78/223 of 19 December 2023,

1. Encourages Member States, upon request, to train the keepers of remote lighthouses;

2. Requests the Secretary-General to submit a report on the training of keepers to the General
Assembly at its eightieth session.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text(PRINTED, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    return tmp_path


def test_a_folder_is_read_and_what_could_not_be_is_named(folder: Path) -> None:
    result = CliRunner().invoke(ingest, [str(folder)])
    assert result.exit_code == 1
    assert "stored" in result.output
    assert "broken.pdf" in result.output
    assert "2 files: 1 stored, 1 not read" in result.output
    held = Text.objects.get()
    assert held.title == "Keepers of remote lighthouses"
    assert held.acts == 2
    again = CliRunner().invoke(ingest, [str(folder / "draft.txt"), "--format", "json"])
    assert again.exit_code == 0
    assert json.loads(again.output.splitlines()[0])["status"] == "same"


def test_what_is_held_is_written(folder: Path) -> None:
    CliRunner().invoke(ingest, [str(folder / "draft.txt")])
    out = folder / "out" / "mandates.json"
    result = CliRunner().invoke(
        export,
        ["mandates", "--format", "json", "--filter", "proposals=1", "--filter", "act=request",
         "--out", str(out)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (record,) = json.loads(out.read_text("utf-8"))["mandates"]
    assert record["addressees"] == ["secretary_general"]
    assert record["deliverable"]["due"]["session"] == 80
    assert not list(out.parent.glob(".*"))


def test_unpublished_texts_are_written_only_when_asked_for(folder: Path) -> None:
    CliRunner().invoke(ingest, [str(folder / "draft.txt"), "--unpublished"])
    written = CliRunner().invoke(export, ["texts", "--format", "json"])
    assert json.loads(written.output)["texts"] == []
    written = CliRunner().invoke(export, ["texts", "--format", "json", "--all"])
    assert len(json.loads(written.output)["texts"]) == 1


def test_wrong_usage_is_said(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    assert CliRunner().invoke(ingest, [str(empty)]).exit_code == 2
    assert CliRunner().invoke(export, ["texts", "--filter", "year"]).exit_code == 2
