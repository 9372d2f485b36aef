"""What converters leave of the printed page in text whose lines are paragraphs."""

from __future__ import annotations

import pytest

from cpcj.resolutions.model import Document
from cpcj.resolutions.reading import read_document

_TOP = """United Nations A/RES/81/7

General Assembly Distr.: General 3 December 2026

Eighty-first session Agenda item 12 The keeping of public gardens

Resolution adopted by the General Assembly on 1 December 2026

[on the report of the Third Committee (A/81/901, para. 9)]

81/7. Care of public gardens in towns

The General Assembly,

Recalling its resolution 80/7 of 2 December 2025,[^1]

1. Decides that, in the years to come and without prejudice to other places, gardens shall be kept:

(a) By those who live nearest to them and who know best what grows in the shade of their own

"""
_REST = """houses, in spring as in autumn;

(b) By the towns themselves;

2. Requests the Secretary-General to report to it at its eighty-third session.

11th plenary meeting 1 December 2026

---

[^1]: See A/81/12 and the documents named there, among them
    the list of gardens.
"""


def _read(text: str, name: str = "text.md") -> Document:
    return read_document(text.encode(), name)


@pytest.mark.parametrize(
    "head",
    [
        "Care of public gardens in towns",
        "A/RES/81/7 Care of public gardens in towns",
        "Care of public gardens in towns A/RES/81/7",
        "A/RES/81/7",
    ],
)
def test_a_running_head_does_not_break_the_paragraph_it_stands_in(head: str) -> None:
    document = _read(f"{_TOP}{head}\n\n{_REST}")
    (text,) = document.texts
    points = text.operative[0].points
    assert [point.n for point in points] == ["(a)", "(b)"]
    assert points[0].words.text.endswith(
        "in the shade of their own houses, in spring as in autumn;"
    )
    assert document.doubts == ()


def test_a_title_between_finished_paragraphs_is_no_running_head() -> None:
    document = _read(
        f"{_TOP}houses;\n\n2. Requests all to help.\n\nAnnex\n\nCare of public gardens in towns\n\n"
        "1. Water in the evening.\n\n[^1]: See A/81/12.\n"
    )
    (annex,) = document.texts[0].annexes
    assert annex.title is not None
    assert annex.title.text == "Care of public gardens in towns"


def test_a_masthead_on_few_lines_is_read_line_by_line() -> None:
    document = _read(_TOP + _REST)
    assert document.symbol == "A/RES/81/7"
    assert document.session == 81
    assert str(document.date) == "2026-12-03"
    assert document.agenda_item == "12"
    assert document.agenda_title == "The keeping of public gardens"
    assert document.title == "Care of public gardens in towns"


def test_the_lines_below_a_note_go_on_with_it() -> None:
    (note,) = _read(_TOP + _REST).texts[0].notes
    assert note.words.text.endswith("among them the list of gardens.")


def test_a_head_of_keys_is_no_part_of_the_document() -> None:
    keys = '---\nsymbol: A/RES/81/7\ntitle: "Another title :"\nlanguage: EN\n---\n\n'
    without = _TOP.replace(" A/RES/81/7", "")
    document = _read(keys + without + _REST)
    assert document.symbol == "A/RES/81/7"
    assert document.title == "Care of public gardens in towns"
    assert document.doubts == ()


def test_a_line_right_below_a_paragraph_goes_on_with_it_where_blank_lines_part_the_others() -> None:
    document = _read(
        "81/9. Paths\n\nThe General Assembly,\n\n"
        "Recalling also the signing of the Treaty on the Keeping of Paths\n"
        "(Treaty of Meadowbrook) in the spring of that year,\n\nMindful of the need,\n\n"
        "1. Takes note of the resolutions of the gardeners on weeds, on hedges and on ponds,\n"
        "GC(69)/RES/9 on fences, and of the statements made when they were adopted;\n\n"
        "2. Decides to continue.\n"
    )
    (text,) = document.texts
    assert len(text.preambular) == 2
    assert len(text.operative) == 2
    assert "Paths (Treaty of Meadowbrook) in" in text.preambular[0].words.text
    assert "ponds, GC(69)/RES/9 on fences" in text.operative[0].words.text


def test_the_heading_of_the_notes_at_the_end_is_no_heading_of_the_annex() -> None:
    document = _read(
        "81/9. Paths\n\nThe General Assembly,\n\nRecalling the rules,1/\n\n1. Adopts the rules.\n\n"
        "Annex\n\nRules for paths\n\n1. Paths are swept.\n\nNotes\n\n1/ Resolution 80/1, annex.\n"
    )
    (text,) = document.texts
    assert [(note.mark, note.words.text) for note in text.notes] == [
        ("1", "Resolution 80/1, annex.")
    ]
    assert len(text.annexes[0].body) == 1


_LAYOUT = """United Nations                                              A/HRC/RES/91/4

                    General Assembly                        Distr.: General
                                                            12 April 2044

                                                            Original: English

Human Rights Council
Ninety-first session
Agenda item 3

             Resolution adopted by the Human Rights Council*
             91/4
             Gardens and the right to rest under trees in the places
             where people live

                 The Human Rights Council,
                 Recalling all that was said about shade in the years before and about
             the benches that stand in it,
                 1.     Invites States to plant trees in every street that has room for
             them;
                 2.     Requests the High Commissioner to report to the Council at its
             ninety-fourth session.

                                                                  40th meeting
                                                                  24 March 2044
             [Adopted by a recorded vote of 3 to 1. The voting was as follows:

             In favour:
                 Aldova, Borduria and Carpania

             Against:
                 Syldavia]

__________
*   The resolutions will be contained in the report of the Council.

GE.44-12727
\fA/HRC/RES/91/4

2                                                                          GE.44-12727
"""


def test_a_page_in_columns_is_read_by_its_columns() -> None:
    document = _read(_LAYOUT, "text.txt")
    (text,) = document.texts
    assert document.symbol == "A/HRC/RES/91/4"
    assert str(document.date) == "2044-04-12"
    assert document.distribution == "General"
    assert text.number == "91/4"
    assert text.title.text.startswith("Gardens and the right to rest")
    assert (len(text.preambular), len(text.operative)) == (1, 2)
    assert text.adoption is not None
    assert text.adoption.words.text.endswith("Against: Syldavia]")
    assert document.doubts == ()
