"""Amendments made in a text: what it reads then, and what is said of those that cannot be made."""

# ruff: noqa: ISC004 - rows of a table, a string over several lines in each

from __future__ import annotations

import pytest

from cpcj.resolutions.amending import Amended, Result, apply, in_words, read_amendments, write
from cpcj.resolutions.checking.tests.drafts import draft, op, read
from cpcj.resolutions.model import Paragraph, Text

POINTS = (
    "Invites keepers of lanterns, as appropriate:\n\n(a) To clean the glass;\n\n"
    "(b) To trim the wicks;"
)


def _text(words: str = "") -> Text:
    return read(words or draft()).texts[0]


def _apply(words: str, text: Text | None = None, *, renumber: bool | None = None) -> Amended:
    reading = read_amendments(words)
    assert not reading.failed, reading.failed
    return apply(text or _text(), reading.amendments, renumber=renumber)


def _lines(made: Amended) -> list[str]:
    found = []
    for one in made.text.body:
        assert isinstance(one, Paragraph)
        head = f"{one.n}. " if one.numbered else ""
        found.append(head + one.words.text)
        found += [f"{point.n} {point.words.text}" for point in one.points]
    return found


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("In operative paragraph 1, insert “tireless” before “work”.",
         "1. Welcomes the tireless work of the harbour towns;"),
        ("In operative paragraph 1, after “towns” add “, and of their keepers,”.",
         "1. Welcomes the work of the harbour towns, and of their keepers;"),
        ("At the end of operative paragraph 1 add “and of their keepers”.",
         "1. Welcomes the work of the harbour towns and of their keepers;"),
        ("In operative paragraph 2, delete “within existing resources”.",
         "2. Requests the Secretary-General, to keep a list of the lanterns;"),
        ("In operative paragraph 1, replace “work” with “labour”.",
         "1. Welcomes the labour of the harbour towns;"),
        ("In operative paragraph 2, after “to keep” delete the rest of the paragraph.",
         "2. Requests the Secretary-General, within existing resources, to keep;"),
        ("In the second preambular paragraph, delete the second occurrence of the word “the”.",
         "Aware of the part that harbour towns play in safety of travellers,"),
    ],
)  # fmt: skip
def test_words_change_with_their_spaces_and_commas(words: str, line: str) -> None:
    made = _apply(words)
    assert made.whole
    assert line in _lines(made)


def test_paragraphs_come_go_and_move_and_are_numbered_anew_when_asked() -> None:
    words = (
        "1. Delete operative paragraph 1.\n\n2. After operative paragraph 2, insert a new OP "
        "reading: “Thanks the keepers;”.\n\n3. Move operative paragraph 3 to before "
        "operative paragraph 2.\n\n"
    )
    kept = [line.partition(" ")[0] for line in _lines(_apply(words))[2:]]
    assert kept == ["3.", "2.", "2"]  # "2 bis."
    anew = _lines(_apply(words + "4. Renumber the paragraphs accordingly."))[2:]
    assert [line[:9] for line in anew] == ["1. Decide", "2. Reques", "3. Thanks"]


def test_a_new_paragraph_is_numbered_bis_where_numbers_stay() -> None:
    made = _apply("After paragraph 1, insert the following paragraph: “Thanks the keepers;”")
    assert "1 bis. Thanks the keepers;" in _lines(made)


def test_points_come_go_and_are_lettered_anew() -> None:
    text = _text(op(POINTS))
    made = _apply(
        "Delete paragraph 3 (a). After paragraph 3 (b), insert a new subparagraph reading “(c) To "
        "buy oil;”. In the chapeau of paragraph 3, delete “, as appropriate”. Renumber the "
        "paragraphs accordingly.",
        text,
    )
    assert made.whole
    assert _lines(made)[4:7] == [
        "3. Invites keepers of lanterns:", "(a) To trim the wicks;", "(b) To buy oil;"
    ]  # fmt: skip


def test_a_paragraph_reads_anew_with_points() -> None:
    made = _apply("Paragraph 1 should read: “1. Asks towns:\n(a) To wait;\n(b) To watch;”")
    assert _lines(made)[2:5] == ["1. Asks towns:", "(a) To wait;", "(b) To watch;"]


@pytest.mark.parametrize(
    ("words", "result", "count"),
    [
        ("Delete operative paragraph 9.", Result.NO_PLACE, 0),
        ("In operative paragraph 1, delete “wicks”.", Result.NO_WORDS, 0),
        ("In the second preambular paragraph, delete “the”.", Result.SEVERAL, 2),
        ("In operative paragraph 1, delete “wor”.", Result.NO_WORDS, 0),
        ("The second paragraph should read: “Noting oil,”.", Result.PLACES, 2),
        ("Delete the title.", Result.UNFIT, 0),
        ("In footnote 7, delete “ibid.”.", Result.NO_PLACE, 0),
    ],
)
def test_what_is_not_certain_is_not_done(words: str, result: Result, count: int) -> None:
    made = _apply(words)
    assert [(one.result, one.count) for one in made.outcomes] == [(result, count)]
    assert made.text == _text()


def test_of_two_amendments_of_the_same_words_the_first_is_made() -> None:
    made = _apply(
        "In operative paragraph 1, replace “the work” with “the labour”; and replace “work of” "
        "with “toil of”. Delete operative paragraph 1."
    )
    assert [one.result for one in made.outcomes] == [
        Result.APPLIED, Result.OVERTAKEN, Result.OVERTAKEN
    ]  # fmt: skip


def test_the_place_decides_between_two_where_only_one_has_the_words() -> None:
    made = _apply("In the second paragraph, replace “lanterns” with “lamps”.")
    assert made.outcomes[0].where == ("op2",)


def test_it_is_said_where_a_place_does_not_read_as_it_was_said_to() -> None:
    asked = "In operative paragraph 1, delete “harbour” so that it would read: “{}”."
    true = _apply(asked.format("Welcomes the work of the towns;"))
    assert true.outcomes[0].reads_so
    assert _apply(asked.format("Welcomes the towns;")).outcomes[0].reads_so is False


def test_words_are_found_whatever_marks_they_are_set_with() -> None:
    text = _text(op("Notes the keepers’ “bright” lamps – and wicks;"))
    made = _apply("In paragraph 3, delete \"keepers' 'bright' lamps\".", text)
    assert made.outcomes[0].result is Result.NO_WORDS
    made = _apply('In paragraph 3, replace «the keepers\' "bright" lamps - and» by «all».', text)
    assert "3. Notes all wicks;" in _lines(made)


def test_footnotes_come_with_their_marks_in_order() -> None:
    made = _apply(
        "In operative paragraph 2, after “lanterns” insert a new footnote reading “See A/1.”. In "
        "operative paragraph 1, after “work” insert a footnote reading “See A/2.”."
    )
    assert [(note.mark, note.words.text) for note in made.text.notes] == [
        ("1", "See A/2."), ("2", "See A/1.")
    ]  # fmt: skip
    assert [mark.mark for one in made.text.operative for mark in one.words.marks] == ["1", "2"]


def test_a_written_list_reads_as_delegates_write() -> None:
    later = _text(
        draft(
            operative=(
                "Welcomes the tireless work of the harbour towns;",
                "Thanks the keepers;",
                "Requests the Secretary-General, within existing resources, to keep a list of the "
                "lanterns;",
                "Decides to continue its consideration of the question at its seventy-ninth "
                "session.",
            )
        )
    )
    written = write(_text(), later)
    assert written.whole
    assert in_words(written.amendments).split("\n\n") == [
        "1. In operative paragraph 1, after the words “Welcomes the”, insert the word “tireless”.",
        "2. In operative paragraph 3, replace the word “seventy-eighth” with the word "
        "“seventy-ninth”.",
        "3. After operative paragraph 1, insert a new operative paragraph reading: “Thanks the "
        "keepers;”.",
        "4. Renumber the paragraphs accordingly.\n",
    ]


def test_what_amendments_do_not_tell_is_said() -> None:
    noted = _text(draft(notes=("1 See A/1.",)))
    assert write(_text(), noted).left in ((), ("footnotes",))
