"""Labels against readings: what counts as right, and what is shown of the rest."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.evaluation.paragraphs import (
    LabelledText,
    LabelsError,
    compare_paragraphs,
    is_organ_line,
    key,
    read_labels,
    summary,
)
from cpcj.resolutions.evaluation.scores import Score, compare


def _label(kind: str, text: str, prefix: str | None = None, level: int | None = None) -> object:
    return {
        "type": "paragraph", "paragraph_type": kind, "text": text, "prefix": prefix,
        "paragraph_level": level,
    }  # fmt: skip


def test_labels_by_kind(tmp_path: Path) -> None:
    file = tmp_path / "A.json"
    pieces = [
        {"type": "title", "text": "80/1. Sample"},
        _label("preambular", "The General Assembly,"),
        _label("preambular", "Recalling the sample,"),
        _label("operative", "Requests the Office:", "1.", 1),
        _label("operative", "To read;", "(a)", 2),
        _label("operative", "Without a number", None, 1),
        {"type": "backmatter", "text": "1st plenary meeting"},
    ]
    file.write_text(json.dumps(pieces), encoding="utf-8")
    labels = read_labels(file)
    assert labels == LabelledText(
        ("Requests the Office:",), ("Recalling the sample,",), ("To read;",)
    )


def test_repeated_numbers_are_told(tmp_path: Path) -> None:
    file = tmp_path / "A.json"
    pieces = [_label("operative", "One", "1.", 1), _label("operative", "Again", "1.", 1)]
    file.write_text(json.dumps(pieces), encoding="utf-8")
    assert read_labels(file).repeats


@pytest.mark.parametrize("content", ["", "{}", "[1]", "\x00"])
def test_file_that_is_no_labelled_list(tmp_path: Path, content: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsError, match=r"broken\.json"):
        read_labels(file)


@pytest.mark.parametrize(
    ("words", "organ_line"),
    [
        ("The General Assembly,", True),
        ("The General Assembly", True),
        ("The Conference of the States Parties to the Convention,", True),
        ("Acting under Chapter VII of the Charter of the United Nations,", False),
        ("Recalling the sample,", False),
        ("The rule of law being at the heart of it, and peace too; see above,", False),
    ],
)
def test_organ_line(words: str, *, organ_line: bool) -> None:
    assert is_organ_line(words) is organ_line


def test_key_looks_at_forty_and_twenty_five_letters() -> None:
    start, end = "a" * 40, "z" * 25
    assert key(f"{start} one {end};") == key(f"{start} other, {end}")
    assert key(f"{start} {end}") != key(f"b{start[1:]} {end}")


def test_missed_and_extra_are_shown() -> None:
    labels = LabelledText(("One", "Two", "Two"), (), ())
    read = LabelledText(("Two", "Three"), (), ())
    result = compare_paragraphs(labels, read)["operative"]
    assert result.score == Score(right=1, extra=1, missed=2)
    assert set(result.missed) == {"One", "Two"}
    assert result.extra == ("Three",)
    figures = summary({"A": compare_paragraphs(labels, read)}, left_out=3)
    assert figures["operative"]["f1"] == 0.4
    assert figures["operative"]["documents_right"] == 0
    assert figures["points"]["documents_right"] == 1
    assert figures["operative"]["left_out"] == 3


def test_annexed_paragraphs_may_be_labelled_or_not() -> None:
    labels = LabelledText(("We reaffirm peace;",), (), ())
    read = LabelledText((), (), (), annexed=("We reaffirm peace;", "We reaffirm order;"))
    assert compare_paragraphs(labels, read)["operative"].score == Score(right=1)
    assert compare_paragraphs(LabelledText((), (), ()), read)["operative"].score == Score()


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_scores_add_up(expected: list[str], read: list[str]) -> None:
    result = compare(((x, x) for x in expected), ((x, x) for x in read))
    assert result.score.right + result.score.missed == len(expected)
    assert result.score.right + result.score.extra == len(read)
    assert result.right == (sorted(expected) == sorted(read))
    assert 0 <= result.score.f1 <= 1
