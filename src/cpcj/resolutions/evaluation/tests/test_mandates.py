"""Acts read against acts annotated, by identifier and field."""

from pathlib import Path

import pytest

from cpcj.resolutions.evaluation.mandates import compare_mandates, paragraph_of, read_annotations
from cpcj.resolutions.evaluation.paragraphs import LabelsError


def _act(identifier: str, **fields: object) -> dict[str, object]:
    record: dict[str, object] = {"id": identifier, "act": "request", "addressees": ["unodc"]}
    return record | {"qualifiers": [], "deliverable": None} | fields


def test_fields_are_compared_by_identifier() -> None:
    annotated = [
        _act("A/RES/80/1#op1.1"),
        _act("A/RES/80/1#op1.2", act="invite", addressees=["member_states"]),
        {"id": "A/RES/80/1#op2", "acts": 0},
    ]
    read = [
        _act("A/RES/80/1#op1.1", addressees=["unodc", "donors"]),
        _act("A/RES/80/1#op2.1"),
        _act("A/RES/80/1#op9.1"),
    ]
    result = compare_mandates(annotated, read)["A/RES/80/1"]
    assert (result["act"].score.right, result["act"].score.missed) == (1, 1)
    assert result["act"].extra == ('A/RES/80/1#op2.1: "request"',)
    assert result["addressees"].score.right == 1
    assert result["addressees"].score.extra == 2
    assert "phrase" not in result


def test_deliverables() -> None:
    due = {"body": "general_assembly", "session": 81}
    annotated = [_act("X#op1.1", deliverable={"to": "general_assembly", "when": None, "due": due})]
    read = [_act("X#op1.1", deliverable={"to": "ccpcj", "when": None, "due": due | {"from": "x"}})]
    result = compare_mandates(annotated, read)["X"]
    assert result["deliverable"].right
    assert not result["deliverable_to"].right
    assert result["due_session"].right
    assert result["due_body"].right


@pytest.mark.parametrize(
    ("identifier", "paragraph"),
    [
        ("A/RES/70/178#op46.2", "A/RES/70/178#op46"),
        ("A/RES/70/178#op46(a)(i).2", "A/RES/70/178#op46"),
        ("made:ga-c3-1.5!II#sectIV/op3.1", "made:ga-c3-1.5!II#sectIV/op3"),
    ],
)
def test_paragraph_of(identifier: str, paragraph: str) -> None:
    assert paragraph_of(identifier) == paragraph


def test_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "acts.jsonl"
    file.write_text('{"id": "X#op1.1"}\nnot json\n', encoding="utf-8")
    with pytest.raises(LabelsError, match=r"acts\.jsonl, line 2"):
        read_annotations(file)
    file.write_text('{"act": "request"}\n', encoding="utf-8")
    with pytest.raises(LabelsError, match="record 1 has no id"):
        read_annotations(file)
