"""A set of answers as a workbook to be filled in without the program, and what comes back in it.

One sheet says how, one holds a row for each question: its identifier and words are locked, how far
something is adopted is chosen from a list. Each row carries a digest of what it said when it was
taken home, so that what was written meanwhile by others is noticed.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import get_language, get_language_bidi, gettext, override

from cpcj.frame.punctuation import enumerated
from cpcj.frame.sheets import Rows, SheetError, letter, sheets, words
from cpcj.reviews.checklists.models import ADOPTIONS, ASSISTANCE, Answer, AnswerSet
from cpcj.reviews.checklists.rules.checklist import MOST_QUESTIONS, Aspect, Question
from cpcj.reviews.checklists.services.recording import Given, given_of

_TEXTS = ("in_law", "in_practice", "citations", "examples", "challenges")
_NEED = "need:"
KEYS = (
    "id", "base", "about", "question", "note", "law", "practice", *_TEXTS,
    *(f"{_NEED}{kind}" for kind in ASSISTANCE),
)  # fmt: skip
"""The columns by the keys of the first, hidden row."""
_SET = "set:"
_LOCKED = frozenset(KEYS[:5])
_WIDE = {"question": 50, "note": 24, "base": 4, "id": 14, "about": 22}
_HEADER_WITHIN = 10
_MOST_ROWS = 2 * MOST_QUESTIONS
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def digest(given: Given) -> str:
    """Return what tells one state of an answer from another."""
    said = json.dumps(asdict(given), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _headings() -> dict[str, str]:
    said = {
        name: str(getattr(Answer._meta.get_field(name), "verbose_name", name))
        for name in ("law", "practice", *_TEXTS)
    }
    needs = {
        f"{_NEED}{kind}": gettext("Assistance needed: %s") % label
        for kind, label in ASSISTANCE.items()
    }
    return {
        "id": gettext("Number"), "base": "", "about": gettext("Provision"),
        "question": gettext("Question"), "note": gettext("Note"), **said, **needs,
    }  # fmt: skip


def _instructions(answer_set: AnswerSet, title: str) -> list[str]:
    return [
        title,
        answer_set.code,
        gettext("Fill in the white cells of the second sheet, then bring the file back."),
        gettext("Choose from the list how far each provision is adopted: in law, and in practice."),
        gettext("Leave empty what you do not know yet. Several people can fill in several copies."),
        gettext("Numbers and questions are locked. Write values, not formulas."),
        gettext("Write one citation of law a line. Say what is needed under a type of assistance."),
        gettext("When you bring it back you first see what would change; nothing is overwritten."),
    ]


def write_workbook(
    answer_set: AnswerSet, answers: Mapping[str, Answer], asked: frozenset[str] | None
) -> bytes:
    """Return the workbook of a set.

    Args:
        answer_set: the set, with its version.
        answers: the answers by question.
        asked: the questions that the person may answer; None for all.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _PLAIN) as book:
        title = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E4E9EE"})
        locked = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F3F3F0"})
        opened = book.add_format({"text_wrap": True, "valign": "top", "locked": False})
        notes = book.add_worksheet("instructions")
        notes.set_column(0, 0, 100)
        for row, line in enumerate(_instructions(answer_set, answer_set.version.rules.title)):
            notes.write_string(row, 0, line, locked if row else title)
        notes.protect()
        sheet = book.add_worksheet("answers")
        if get_language_bidi():
            notes.right_to_left()
            sheet.right_to_left()
        _head(sheet, answer_set, title)
        last = _rows(sheet, answer_set, answers, asked, (title, locked, opened))
        _choices(sheet, last)
        sheet.protect("", {"format_columns": True, "format_rows": True})
    return file.getvalue()


def _rows(
    sheet: Any,
    answer_set: AnswerSet,
    answers: Mapping[str, Answer],
    asked: frozenset[str] | None,
    looks: tuple[Any, Any, Any],
) -> int:
    """Write a row for each question below its section's; return the number of the last."""
    title, locked, opened = looks
    row = 2
    for section in answer_set.version.rules.sections:
        sheet.write_string(row, KEYS.index("question"), section.title, title)
        row += 1
        for question in section.questions:
            may = asked is None or question.id in asked
            for place, (said, can) in enumerate(_cells(question, answers[question.id], may=may)):
                sheet.write_string(row, place, said, opened if can else locked)
            row += 1
    return row


def _choices(sheet: Any, last: int) -> None:
    """Let how far something is adopted be chosen from a list."""
    choices = [str(label) for label in ADOPTIONS.values()]
    for name in ("law", "practice"):
        place = KEYS.index(name)
        rule = {
            "validate": "list",
            "source": choices,
            "error_title": gettext("Choose from the list")[:32],
            "error_message": enumerated(choices)[:255],
        }
        sheet.data_validation(2, place, last, place, rule)


def _head(sheet: Any, answer_set: AnswerSet, title: Any) -> None:
    headings = _headings()
    for place, key in enumerate(KEYS):
        sheet.set_column(place, place, _WIDE.get(key, 30 if place > 6 else 18),
                         None, {"hidden": key == "base"})  # fmt: skip
        sheet.write_string(0, place, key)
        sheet.write_string(1, place, headings[key], title)
    sheet.write_string(0, len(KEYS), f"{_SET}{answer_set.code}")
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(2, KEYS.index("question") + 1)


def _cells(question: Question, answer: Answer, *, may: bool) -> list[tuple[str, bool]]:
    """Return the cells of a row with whether each can be written."""
    given = given_of(answer)
    note = question.note
    if question.follows:
        after = enumerated(ADOPTIONS[one] for one in question.when)
        follow = gettext("Asked where %(question)s is answered: %(answers)s.") % {
            "question": question.follows, "answers": after,
        }  # fmt: skip
        note = f"{note}\n{follow}".strip()
    fixed = [question.id, digest(given), question.about, question.words, note]
    how = [
        (str(ADOPTIONS[value]) if value else "", may and aspect in question.asks)  # type: ignore[index]  # keyed by words
        for aspect, value in ((Aspect.LAW, given.law), (Aspect.PRACTICE, given.practice))
    ]
    texts = [(getattr(given, name), may) for name in _TEXTS]
    needs = [(given.needs.get(kind, ""), may) for kind in ASSISTANCE]
    return [*((one, False) for one in fixed), *how, *texts, *needs]


@dataclass(frozen=True, slots=True)
class Returned:
    """A row of a workbook as it came back.

    Attributes:
        row: its number in the sheet.
        id: the question it names.
        base: digest of what the answer said when it was taken home.
        given: what it says now; the raw words of the cells by column.
        error: what is wrong with it; "" for nothing.
    """

    row: int
    id: str
    base: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    def said(self) -> Given:
        """Return what it says."""
        texts = {name: self.given.get(name, "") for name in ("law", "practice", *_TEXTS)}
        needs = {
            kind: said_ for kind in ASSISTANCE if (said_ := self.given.get(f"{_NEED}{kind}", ""))
        }
        return Given(**texts, needs=needs)


def read_workbook(name: str, content: bytes, code: str) -> list[Returned]:
    """Return the rows of a workbook that came back.

    Args:
        name: the file's name, for the messages.
        content: its bytes.
        code: of the set it should be of.

    Raises:
        SheetError: it cannot be read, or is no workbook of this set.
    """
    if not content.startswith(b"PK"):
        raise SheetError(gettext("%s is no workbook of this program.") % name)
    for sheet in sheets(name, content):
        found = _columns(name, sheet, code)
        if found is not None:
            rows = list(islice(_returned(sheet, *found), _MOST_ROWS + 1))
            if len(rows) > _MOST_ROWS:
                raise SheetError(gettext("Too many rows: at most %s.") % _MOST_ROWS)
            return rows
    raise SheetError(gettext("%s is no workbook of this program.") % name)


def _columns(name: str, sheet: Rows, code: str) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of keys with the place of each column; None where the sheet has none."""
    for number, cells in sheet:
        said = [words(number, place, value) if isinstance(value, str) else ""
                for place, value in enumerate(cells)]  # fmt: skip
        if "id" in said and "base" in said:
            mark = next((one for one in said if one.startswith(_SET)), "")
            if mark != f"{_SET}{code}":
                message = gettext("%(name)s is the workbook of other answers: %(code)s.")
                raise SheetError(message % {"name": name, "code": mark[len(_SET) :][:120] or "–"})
            if missing := [key for key in KEYS if key not in said]:
                message = gettext("%(name)s: columns are missing: %(columns)s.")
                raise SheetError(message % {"name": name, "columns": enumerated(missing)})
            return number, {key: said.index(key) for key in KEYS}
        if number >= _HEADER_WITHIN:
            break
    return None


def _returned(sheet: Rows, keys: int, columns: Mapping[str, int]) -> Iterator[Returned]:
    seen: set[str] = set()
    for number, cells in sheet:
        try:
            said = {key: _words(number, columns[key], cells) for key in KEYS if key not in _LOCKED}
            identifier, base = (_words(number, columns[key], cells) for key in ("id", "base"))
        except SheetError as error:
            yield Returned(number, _safe(cells, columns["id"]), error=str(error))
            continue
        if not identifier:
            if any(said.values()):
                yield Returned(number, "", error=gettext("The row names no question."))
            continue
        if number == keys + 1 and not base:
            continue  # the headings, in whatever language
        if identifier in seen:
            yield Returned(number, identifier, error=gettext("The question stands here twice."))
            continue
        seen.add(identifier)
        try:
            for name in ("law", "practice"):
                said[name] = _adoption(number, columns[name], said[name])
        except SheetError as error:
            yield Returned(number, identifier, base, error=str(error))
            continue
        yield Returned(number, identifier, base, {key: one for key, one in said.items() if one})


def _words(number: int, place: int, cells: Sequence[Any]) -> str:
    value = cells[place] if place < len(cells) else None
    said = words(number, place, value)
    # As it is: what a table from elsewhere escapes for spreadsheets is not escaped here.
    return _ESCAPED.sub(_unescaped, value.strip()) if isinstance(value, str) else said


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _safe(cells: Sequence[Any], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    return value[:40] if isinstance(value, str) else ""


def _adoption(number: int, place: int, said: str) -> str:
    if not said:
        return ""
    found = _adoptions().get(said.casefold())
    if found is None:
        raise SheetError(
            gettext("Row %(row)s, column %(column)s: %(said)s is not in the list.")
            % {"row": number, "column": letter(place), "said": said[:60]}
        )
    return found


def _adoptions() -> Mapping[str, str]:
    """Return the answers by how they are said, in every language of the program."""
    found = {one.value: one.value for one in ADOPTIONS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(label).casefold(): one.value for one, label in ADOPTIONS.items()}
    return found


def file_name(answer_set: AnswerSet) -> str:
    """Return the name of the workbook's file."""
    return f"{answer_set.code}-{get_language() or 'en'}.xlsx"
