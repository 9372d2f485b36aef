"""Texts whose line ends were lost are parted by the language of resolutions."""

from __future__ import annotations

import pytest

from cpcj.resolutions import Document, read_document
from cpcj.resolutions.readers.lines import split
from cpcj.resolutions.readers.run_together import parted

PREAMBLE = (
    "Recalling its resolution 90/12 of 3 December 2045, in which it asked for a study of bridges,",
    "Bearing in mind the work that ferries, canals and locks do for the people of the valley, 1",
    "Deeply concerned that many bridges are older than the roads that lead to them,",
)
OPERATIVE = (
    "1. Takes note with appreciation of the report of the Secretary-General; 2",
    "2. Urges Member States to mend their bridges, and welcomes what was mended in 2044;",
    "3. Requests the Secretary-General to report to it at its ninety-third session.",
)


def _read(words: str) -> Document:
    return read_document(words.encode(), "one line.txt")


@pytest.mark.parametrize("head", ["The General Assembly,", "The Economic and Social Council,"])
def test_one_line_gives_every_paragraph(head: str) -> None:
    (text,) = _read(" ".join([head, *PREAMBLE, *OPERATIVE])).texts
    assert text.organ_line.text == head
    assert [p.words.text.split(" ")[0] for p in text.preambular] == [
        "Recalling",
        "Bearing",
        "Deeply",
    ]
    assert [p.n for p in text.operative] == ["1", "2", "3"]
    assert text.operative[1].words.text.endswith("mended in 2044;")


def test_masthead_on_the_same_line() -> None:
    front = (
        "United Nations A/RES/91/77 General Assembly Distr.: General 4 January 2047 "
        "Ninety-first session Agenda item 44 Resolution adopted by the General Assembly on "
        "20 December 2046 [on the report of the Second Committee (A/91/400)] 91/77. Bridges"
    )
    document = _read(" ".join([front, "The General Assembly,", *PREAMBLE, *OPERATIVE]))
    assert (document.symbol, document.session, document.agenda_item) == ("A/RES/91/77", 91, "44")
    assert document.title == "Bridges"
    assert len(document.texts[0].preambular) == 3


def test_the_adoption_line_and_notes_follow_the_last_paragraph() -> None:
    words = " ".join(  # noqa: FLY002 - a paragraph a line
        [
            "The Economic and Social Council,",
            "Noting that ferries are slow,",
            "1. Decides to meet on the river;5/",
            "2. Requests the Secretary-General to hire a ferry.",
            "1896th plenary meeting, 5/ See the report on ferries.",
        ]
    )
    (text,) = _read(words).texts
    assert text.adoption is not None
    assert text.adoption.meeting == 1896
    assert [(note.mark, note.words.text) for note in text.notes] == [
        ("5", "See the report on ferries.")
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "The Economic and Social Council: ",
        "At its 12th meeting, on 15 January 2045, the Council decided: ",
    ],
)
def test_points_of_a_decision_on_one_line(lead: str) -> None:
    words = lead + "(a) To open the bridge; (b) To close the ferry; and (c) To paint both."
    lines = parted(split(words + " It was painted." * 8))
    assert [line.text[:3] for line in lines[1:]] == ["(a)", "(b)", "(c)"]


def test_a_paragraph_of_its_own_stays_whole() -> None:
    words = (
        "The General Assembly, Recalling what it said of bridges and of the roads that lead to "
        "them, and of the ferries that went before them,"
    )
    assert [line.text for line in parted(split(words))] == [words]


def test_places_are_those_of_the_file() -> None:
    words = "Title\n" + " ".join(["The General Assembly,", *PREAMBLE, *OPERATIVE])
    for line in parted(split(words)):
        assert words[line.start : line.end] == line.text


def test_a_masthead_laid_out_as_a_table() -> None:
    words = "\n".join(  # noqa: FLY002 - a paragraph a line
        [
            "Economic and Social Council | |",
            "1984/12 | Bridges and ferries |",
            "The Economic and Social Council,",
            "Noting that bridges are high,",
            "1. Decides to cross them.",
        ]
    )
    document = _read(words)
    assert document.title == "Bridges and ferries"
    assert document.texts[0].number == "1984/12"


def test_a_title_cut_off_is_completed_from_the_keys_above() -> None:
    words = (
        '---\nsymbol: A/RES/99/12\ntitle: "Mending of bridges and of ferries in the valley :"\n'
        "---\n"
        "\nUnited Nations\n\n99/12. Mending of bridges and of\n\nThe General Assembly,\n\n"
        "Noting that bridges are high and that the roads that lead to them are steep and long,\n\n"
        "1. Decides to cross them.\n"
    )
    document = _read(words)
    assert document.title == "Mending of bridges and of ferries in the valley"
    assert document.texts[0].title.source[-1].source_end == words.index(" :")
