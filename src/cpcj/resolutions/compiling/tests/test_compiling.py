"""Several proposals on one text: what each does, where they clash, and the files."""

from __future__ import annotations

import io

import docx
import pytest

from cpcj.resolutions.checking.tests.drafts import OPERATIVE, draft, read
from cpcj.resolutions.compiling import Compilation, compile_proposals, read_proposal
from cpcj.resolutions.compiling.compilation import Fate
from cpcj.resolutions.compiling.showing import compilation_record, to_html_page
from cpcj.resolutions.compiling.word import to_docx
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.tracked import tracked_docx
from cpcj.resolutions.writers.word import to_docx as word_of

BASE = read(draft())
REDRAFT = draft(
    operative=(
        "Welcomes the tireless work of the harbour towns;",
        "Thanks the keepers <of> lanterns;",
        *OPERATIVE[1:],
    )
)
WORDS = (
    "In operative paragraph 1, replace “work” with “labour”. Delete operative paragraph 3. After "
    "operative paragraph 1, insert a new operative paragraph reading: “Thanks the keepers <of> "
    "lanterns;”. In operative paragraph 2, delete “mirrors”."
)


def _compiled(**files: bytes) -> Compilation:
    base = BASE.texts[0]
    return compile_proposals(
        base, [read_proposal(label, data, f"{label}.txt", base) for label, data in files.items()]
    )


def _both() -> Compilation:
    return _compiled(Freedonia=REDRAFT.encode(), Sylvania=WORDS.encode())


def test_each_paragraph_has_what_every_proposal_does_to_it() -> None:
    found = {row.id or "new": row for row in _both().rows}
    first = found["op1"].touches
    assert [[fate.value for fate in one.fates] for one in first if one] == [["changed"]] * 2
    assert found["op2"].touches == (None, None)
    assert found["pp1"].touches == (None, None)
    deleted = found["op3"].touches[1]
    assert deleted is not None
    assert deleted.fates == (Fate.DELETED,)
    assert found["op3"].touches[0] is None


def test_the_same_new_paragraph_of_two_is_one_row_in_its_place() -> None:
    rows = _both().rows
    places = [row.id for row in rows]
    assert places.index("") == places.index("op1") + 1
    assert places.count("") == 1
    assert all(
        one is not None and one.fates == (Fate.NEW,) for one in rows[places.index("")].touches
    )


def test_what_could_not_be_made_is_told_with_the_proposal() -> None:
    troubles = _both().proposals[1].troubles
    assert len(troubles) == 1
    assert "the words do not stand there" in troubles[0]


@pytest.mark.parametrize(
    ("one", "other", "clashing"),
    [
        ("replace “work” with “labour”", "replace “work” with “toil”", ["work"]),
        ("replace “work” with “labour”", "replace “work” with “labour”", []),
        ("replace “work” with “labour”", "delete “harbour”", []),
        ("insert “hard” before “work”", "insert “long” before “work”", [""]),
        ("replace “work of the harbour” with “labour of”", "delete “harbour”", ["the harbour"]),
    ],
)  # fmt: skip
def test_clashes(one: str, other: str, clashing: list[str]) -> None:
    found = _compiled(
        A=f"In operative paragraph 1, {one}.".encode(),
        B=f"In operative paragraph 1, {other}.".encode(),
    )
    row = next(row for row in found.rows if row.id == "op1")
    clashes = [row.words[each.span.start : each.span.end].strip() for each in row.clashes]
    assert clashes == clashing
    assert found.clashes == len(clashing)


def test_a_deletion_clashes_with_any_change() -> None:
    found = _compiled(
        A=b"Delete operative paragraph 1.",
        B="In operative paragraph 1, delete “harbour”.".encode(),
        C=b"Delete operative paragraph 1.",
    )
    row = next(row for row in found.rows if row.id == "op1")
    assert [clash.proposals for clash in row.clashes] == [(0, 1, 2)]


def test_a_word_file_with_tracked_changes_is_a_proposal() -> None:
    tracked = tracked_docx(word_of(BASE), word_of(read(REDRAFT)))
    found = _compiled(Freedonia=tracked)
    touch = next(row for row in found.rows if row.id == "op1").touches[0]
    assert touch is not None
    assert "tireless" in "".join(one.after for one in touch.changes)


def test_files_show_what_is_struck_out_put_in_and_clashing() -> None:
    found = _compiled(
        A="In operative paragraph 1, replace “work” with “<toil>”.".encode(),
        B="In operative paragraph 1, replace “work” with “labour”.".encode(),
    )
    page = to_html_page(found)
    assert "<del>work</del><ins>&lt;toil&gt;</ins>" in page
    assert "<mark>work</mark>" in page
    table = docx.Document(io.BytesIO(to_docx(found))).tables[0]
    row = next(row for row in table.rows if row.cells[0].text == "op1")
    runs = [run for paragraph in row.cells[2].paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.strike] == ["work"]
    assert [run.text for run in runs if run.font.underline] == ["<toil>"]
    assert [run.text for run in row.cells[1].paragraphs[0].runs if run.font.highlight_color] == [
        "work"
    ]
    record = compilation_record(found)
    changed = next(row for row in record["rows"] if row["id"] == "op1")
    assert changed["clashes"][0]["proposals"] == ["A", "B"]


def test_a_file_that_is_no_proposal_is_refused() -> None:
    base = BASE.texts[0]
    for data in (b"Good morning.", b"PK\x03\x04 nothing", b""):
        with pytest.raises(UnreadableError, match=r"x\.docx"):
            read_proposal("A", data, "x.docx", base)
