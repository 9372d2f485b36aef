"""Alignments by hand are read from TOML and compared by pairs of identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cpcj.resolutions.evaluation.alignments import (
    compare_alignment,
    provisions_at,
    read_alignments,
)
from cpcj.resolutions.evaluation.paragraphs import LabelsError

if TYPE_CHECKING:
    from pathlib import Path

PAIR = """\
before = { file = "last-year.txt", text = 1 }
after = { file = "draft.txt", text = 1 }
kind = "series"
pairs = [["op1", "op1"], ["op2", "op1"]]
"""


def test_pairs_are_read_and_compared(tmp_path: Path) -> None:
    (tmp_path / "a--b.toml").write_text(PAIR)
    (pair,) = read_alignments(tmp_path)
    assert (pair.name, pair.before.file, pair.kind) == ("a--b", "last-year.txt", "series")
    compared = compare_alignment(pair, [("op1", "op1"), ("op3", "op2")])
    assert (compared.missed, compared.extra) == (("op2 → op1",), ("op3 → op2",))
    assert compared.score.f1 == 0.5


def test_a_file_that_is_no_alignment_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("pairs = 3\n")
    with pytest.raises(LabelsError, match=r"bad\.toml"):
        read_alignments(tmp_path)


def test_a_text_that_is_not_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a--b.toml").write_text(PAIR.replace("text = 1", "text = 7"))
    (tmp_path / "last-year.txt").write_text("The General Assembly,\n\n1. Decides to meet.\n")
    (pair,) = read_alignments(tmp_path)
    with pytest.raises(LabelsError, match="no text 7"):
        provisions_at(tmp_path, pair.before)
