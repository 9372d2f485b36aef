"""The workbook: out and in without loss, what is refused, what is overtaken, hostile files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpcj.frame.sheets import SheetError
from cpcj.reviews.checklists.models import ASSISTANCE, Answer, AnswerSet
from cpcj.reviews.checklists.rules.checklist import Adoption
from cpcj.reviews.checklists.services import answering
from cpcj.reviews.checklists.services.recording import Given, cleaned
from cpcj.reviews.checklists.services.workbooks import (
    Outcome,
    apply_workbook,
    keep_workbook,
    plan_workbook,
)
from cpcj.reviews.checklists.tests.conftest import House
from cpcj.reviews.checklists.workbook import KEYS, read_workbook, write_workbook

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "art5.1.a", "art6.1", "art15.1"
Edit = Callable[[Any, dict[str, int]], None]


def book(one: AnswerSet, asked: frozenset[str] | None = None, edit: Edit | None = None) -> bytes:
    """Return the workbook of a set, edited as a spreadsheet would."""
    answers = {row.question: row for row in Answer.objects.filter(set=one)}
    content = write_workbook(one, answers, asked)
    if edit is None:
        return content
    opened = openpyxl.load_workbook(io.BytesIO(content))
    sheet = opened["answers"]
    rows = {str(row[0].value): row[0].row or 0 for row in sheet.iter_rows() if row[0].value}
    edit(sheet, rows)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def put(sheet: Any, row: int, **said: str) -> None:
    """Write into cells of a row by column; ``need_…`` for a type of assistance."""
    for name, words in said.items():
        sheet.cell(row, KEYS.index(name.replace("need_", "need:")) + 1).value = words


def brought(house: House, content: bytes, by: Any = None) -> tuple[Any, Any]:
    """Return the workbook brought back and what it would do."""
    kept = keep_workbook(by or house.point, house.set, "home.xlsx", content)
    return kept, plan_workbook(by or house.point, kept)


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("=+-@'_x0041\n\t"),
    max_size=40,
)
_HOW = st.sampled_from(["", *(one.value for one in Adoption)])
_GIVEN = st.builds(
    Given, law=_HOW, practice=_HOW, in_law=_TEXT, in_practice=_TEXT, citations=_TEXT,
    examples=_TEXT, challenges=_TEXT,
    needs=st.dictionaries(st.sampled_from(list(ASSISTANCE)), _TEXT),
)  # fmt: skip


def test_out_and_in_without_loss(house: House) -> None:
    questions = house.set.version.rules.by_id()
    held = {row.question: row for row in Answer.objects.filter(set=house.set)}

    @given(said=st.lists(_GIVEN, min_size=3, max_size=3), language=st.sampled_from(["en", "ar"]))
    @settings(
        max_examples=12, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    def law(said: list[Given], language: str) -> None:
        expected = {}
        for question, one in zip((ONE, TWO, THREE), said, strict=True):
            expected[question] = clean = cleaned(one, questions[question])
            for name in Given.__slots__:
                setattr(held[question], name, getattr(clean, name))
        with override(language):
            content = write_workbook(house.set, held, None)
        rows = {row.id: row for row in read_workbook("x.xlsx", content, house.set.code)}
        assert set(rows) == set(questions)
        assert not any(row.error for row in rows.values())
        for question, clean in expected.items():
            assert cleaned(rows[question].said(), questions[question]) == clean

    law()


def test_taken_home_filled_in_and_brought_back(house: House) -> None:
    house.write(TWO, law="full", in_law="Act on Lamps.")
    _kept, plan = brought(house, book(house.set))
    assert set(plan.counts) == {Outcome.SAME}

    def fill(sheet: Any, rows: dict[str, int]) -> None:
        put(sheet, rows[ONE], law="adopted in part", practice="NOT ADOPTED", examples="Two\ncases.",
            need_capacity="Judges.")  # fmt: skip
        put(sheet, rows[TWO], in_law="")
        put(sheet, rows[THREE], law="nearly")

    kept, plan = brought(house, book(house.set, edit=fill))
    assert plan.counts == {Outcome.CHANGE: 2, Outcome.REFUSED: 1, Outcome.SAME: 48}
    refused = next(row for row in plan.rows if row.outcome is Outcome.REFUSED)
    assert (refused.row.id, "nearly" in refused.why) == (THREE, True)
    assert house.answer(ONE).law == ""  # a dry run writes nothing
    apply_workbook(house.point, kept, shown=plan.digest)
    one = house.answer(ONE)
    assert (one.law, one.practice, one.examples) == ("part", "not", "Two\ncases.")
    assert one.needs == {"capacity": "Judges."}
    assert house.answer(TWO).in_law == ""
    assert one.changes.get().way == "workbook"


def test_what_others_wrote_meanwhile_stays(house: House) -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        put(sheet, rows[ONE], law="not adopted")
        put(sheet, rows[THREE], law="adopted fully")

    content = book(house.set, edit=fill)
    house.write(ONE, house.second_point, law="full")
    house.write(TWO, house.second_point, law="full")
    kept, plan = brought(house, content)
    by = {row.row.id: row.outcome for row in plan.rows}
    assert (by[ONE], by[TWO], by[THREE]) == (Outcome.CONFLICT, Outcome.SAME, Outcome.CHANGE)
    house.write(THREE, house.second_point, practice="part")
    with pytest.raises(ValueError, match="Something has changed"):
        apply_workbook(house.point, kept, shown=plan.digest)
    assert house.answer(THREE).law == ""
    apply_workbook(house.point, kept, shown=plan_workbook(house.point, kept).digest)
    assert [house.answer(q).law for q in (ONE, TWO)] == ["full", "full"]
    with pytest.raises(ValueError, match="applied already"):
        apply_workbook(house.point, kept, shown=plan.digest)


def test_an_expert_s_workbook_writes_what_was_asked(house: House) -> None:
    with pytest.raises(PermissionDenied):
        keep_workbook(house.expert, house.set, "x.xlsx", book(house.set))
    answering.ask(house.point, house.set, ONE, house.expert)

    def fill(sheet: Any, rows: dict[str, int]) -> None:
        for question in (ONE, TWO):
            put(sheet, rows[question], law="adopted fully")

    kept, plan = brought(house, book(house.set, frozenset({ONE}), fill), house.expert)
    by = {row.row.id: row.outcome for row in plan.rows}
    assert (by[ONE], by[TWO]) == (Outcome.CHANGE, Outcome.REFUSED)
    apply_workbook(house.expert, kept, shown=plan.digest)
    assert (house.answer(ONE).law, house.answer(TWO).law) == ("full", "")


def test_identifiers_are_locked_and_answers_are_not(house: House) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book(house.set)))["answers"]
    assert sheet.protection.sheet
    row = next(row for row in sheet.iter_rows() if row[0].value == ONE)
    assert [cell.protection.locked for cell in row[:6]] == [True] * 5 + [False]
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert len(lists) == 2
    assert all("adopted fully" in one for one in lists)


def _formula(sheet: Any, rows: dict[str, int]) -> None:
    put(sheet, rows[ONE], in_law='=HYPERLINK("http://lamps.example")')


def _twice(sheet: Any, rows: dict[str, int]) -> None:
    put(sheet, rows[TWO], id=ONE, law="adopted fully")


def _unknown(sheet: Any, rows: dict[str, int]) -> None:
    put(sheet, rows[TWO], id="lamps", law="adopted fully")


def _long(sheet: Any, rows: dict[str, int]) -> None:
    put(sheet, rows[ONE], in_law="x" * 9_500)


@pytest.mark.parametrize("edit", [_formula, _twice, _unknown, _long])
def test_a_wrong_row_is_refused_alone_with_its_reason(house: House, edit: Edit) -> None:
    _kept, plan = brought(house, book(house.set, edit=edit))
    refused = [row for row in plan.rows if row.outcome is Outcome.REFUSED]
    assert len(refused) == 1
    assert refused[0].why
    assert plan.counts[Outcome.CHANGE] == 0


def _with(content: bytes, name: str, words: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(out, "w") as made:
        for member in held.namelist():
            made.writestr(member, words if member == name else held.read(member))
    return out.getvalue()


def test_a_hostile_workbook_is_refused(house: House) -> None:
    own = book(house.set)
    other = answering.start_set(house.point, house.checklists["uncac-iii"], state="PER")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    plain = openpyxl.Workbook()
    empty = io.BytesIO()
    plain.save(empty)
    for content in (
        b"id,base\n", b"PK\x03\x04nonsense", bomb.getvalue(), empty.getvalue(),
        own[: len(own) // 2], _with(own, "xl/worksheets/sheet2.xml", entity), book(other),
    ):  # fmt: skip
        with pytest.raises(SheetError):
            keep_workbook(house.point, house.set, "x.xlsx", content)
    assert not house.set.workbooks.exists()
