"""Documents of every kind, in short texts of our own: what is read from each."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Heading,
    Paragraph,
    Role,
    Standing,
    TextKind,
    text_provisions,
)
from cpcj.resolutions.reading import read_document


def read(text: str) -> Document:
    return read_document(text.encode(), "lamps.txt")


def outline(document: Document) -> list[str]:
    """Return identifiers of all provisions of the single text, with their first word."""
    (text,) = document.texts
    return [
        f"{identifier} {paragraph.words.text.split(' ')[0]}"
        for identifier, paragraph in text_provisions(text)
    ]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


DRAFT = """\
A/C.3/79/L.99/Rev.1
General Assembly
Distr.: Limited
12 November 2024
Original: English

Seventy-ninth session
Third Committee
Agenda item 109 (b)
Crime prevention and criminal justice

Chad, Iran (Islamic Republic of), Trinidad and Tobago, Bosnia and Herzegovina and Peru: \
revised draft resolution

Lighting harbours

The General Assembly,

Recalling its resolution 78/1,

I
General questions

Recalling further the lamps,

1. Requests a lamp;

II
Money

Noting the price of oil,

1. Decides to buy oil;

2. Requests a receipt.

Annex I

Rules of the lamp

Rule 1

1. A lamp shall burn.

2. It shall burn:
(a) At night;
(b) In fog.

Annex II

List of lamps

One lamp.
"""


def test_a_draft_and_its_masthead() -> None:
    document = read(DRAFT)
    assert document.kind is DocumentKind.REVISED_DRAFT_RESOLUTION
    assert document.symbol == "A/C.3/79/L.99/Rev.1"
    assert document.organ == "General Assembly"
    assert document.committee == "Third Committee"
    assert document.session == 79
    assert document.agenda_item == "109 (b)"
    assert document.agenda_title == "Crime prevention and criminal justice"
    assert document.distribution == "Limited"
    assert document.date == dt.date(2024, 11, 12)
    assert document.original_language == "English"
    assert document.title == "Lighting harbours"
    assert codes(document) == []
    (text,) = document.texts
    assert text.sponsors == (
        "Chad",
        "Iran (Islamic Republic of)",
        "Trinidad and Tobago",
        "Bosnia and Herzegovina",
        "Peru",
    )
    assert document.standing(text) is Standing.PROPOSED


def test_sections_and_annexes() -> None:
    document = read(DRAFT)
    assert outline(document) == [
        "pp1 Recalling",
        "pp2 Recalling",
        "op1 Requests",
        "pp3 Noting",
        "sectII/op1 Decides",
        "sectII/op2 Requests",
        "annex1/op1 A",
        "annex1/op2 It",
        "annex1/op2(a) At",
        "annex1/op2(b) In",
        "annex2/para1 One",
    ]
    (text,) = document.texts
    headings = [(h.n, h.words.text) for h in text.body if isinstance(h, Heading)]
    assert headings == [("I", "General questions"), ("II", "Money")]
    assert [(annex.n, annex.title and annex.title.text) for annex in text.annexes] == [
        ("I", "Rules of the lamp"),
        ("II", "List of lamps"),
    ]


def test_points_to_any_depth_and_words_after_them() -> None:
    document = read(
        """\
Commission on Crime Prevention and Criminal Justice

Resolution 30/99

Lamps in ports

The Commission on Crime Prevention and Criminal Justice,

Noting the following aims:

(a) To light ports;

(b) To keep them lit,

1. Requests the Office:

(a) To continue its work, including:

(i) By lending lamps;

(ii) By mending lamps;

(b) To report on it;

and invites donors to help;

1 bis. Decides to remain seized of the matter;

2. Calls upon States:

– To give oil;

– To give wicks.
"""
    )
    assert outline(document) == [
        "pp1 Noting",
        "pp1(a) To",
        "pp1(b) To",
        "op1 Requests",
        "op1(a) To",
        "op1(a)(i) By",
        "op1(a)(ii) By",
        "op1(b) To",
        "op1 bis Decides",
        "op2 Calls",
        "op2(-1) To",
        "op2(-2) To",
    ]
    (text,) = document.texts
    closing = text.operative[0].closing
    assert closing is not None
    assert closing.text == "and invites donors to help;"
    assert text.number == "30/99"
    assert text.title.text == "Lamps in ports"
    assert document.organ == "Commission on Crime Prevention and Criminal Justice"
    assert codes(document) == []


def test_letters_go_past_h_and_z() -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]
    points = "\n".join(f"({letter}) Lamp {letter};" for letter in letters)
    document = read(f"The General Assembly,\nNoting lamps,\n1. Decides:\n{points}\n")
    (paragraph,) = document.texts[0].operative
    assert [point.n for point in paragraph.points] == [f"({letter})" for letter in letters]
    assert codes(document) == ["standing-not-said"]


def test_a_council_resolution_that_recommends_a_draft() -> None:
    document = read(
        """\
Economic and Social Council
2016 session
Agenda item 19 (c)

Resolution adopted by the Economic and Social Council on 26 July 2016

2016/99. Harbour lights

The Economic and Social Council,

Recalling its resolution 2015/98,

Recommends to the General Assembly the approval of the following draft resolution:

“The General Assembly,

“Recalling its resolution 70/1,

“1. Invites Member States to light their harbours.”

47th plenary meeting
26 July 2016
"""
    )
    (text,) = document.texts
    assert document.session == 2016
    assert (text.number, text.title.text) == ("2016/99", "Harbour lights")
    (paragraph,) = text.operative
    assert (paragraph.n, paragraph.numbered) == ("1", False)
    assert [point.words.text.split()[0] for point in paragraph.points] == [
        "“The",
        "“Recalling",
        "“1.",
    ]
    assert text.adoption is not None
    assert (text.adoption.meeting, text.adoption.date) == (47, dt.date(2016, 7, 26))
    assert document.date == dt.date(2016, 7, 26)


def test_the_security_council_prints_the_adoption_above() -> None:
    document = read(
        """\
United Nations S/RES/9481 (2031)
Security Council
Distr.: General
15 July 2031

Resolution 9481 (2031)

Adopted by the Security Council at its 8582nd meeting, on 15 July 2031

The Security Council,

Recalling its previous resolutions,

1. Decides to remain seized of the matter.
"""
    )
    (text,) = document.texts
    assert document.symbol == "S/RES/9481 (2031)"
    assert text.number == "9481 (2031)"
    assert text.adoption is not None
    assert text.adoption.meeting == 8582


def test_a_single_act_without_number() -> None:
    document = read(
        "91/1. Lamps\n\nThe General Assembly\n\nEndorses the charter of lamps, which is contained "
        "in the annex to the present resolution.\n\n1st plenary meeting\n4 May 2037\n\nAnnex\n\n"
        "Charter of lamps\n\nWe, the keepers, have met and say:\n\n1. Lamps are good.\n"
    )
    (text,) = document.texts
    assert [(p.n, p.numbered) for p in text.operative] == [("1", False)]
    assert text.preambular == ()
    (annex,) = text.annexes
    assert [getattr(item, "role", None) for item in annex.body] == [Role.BODY, Role.OPERATIVE]


def test_a_decision_told_in_one_sentence() -> None:
    document = read(
        "Decision 78/599\n\nLamps of small islands\n\nAt its 50th plenary meeting, on 19 December "
        "2023, the General Assembly, on the recommendation of the Third Committee, took note of "
        "the report on lamps.\n"
    )
    assert document.kind is DocumentKind.DECISION
    assert document.date == dt.date(2023, 12, 19)
    assert document.organ == "General Assembly"
    assert outline(document) == ["op1 At"]
    assert document.texts[0].title.text == "Lamps of small islands"


def test_amendments() -> None:
    document = read(
        "General Assembly\n\nSeventy-ninth session\n\nAgenda item 71\n\nNorway: amendments to "
        "draft resolution A/C.3/79/L.99\n\n1. In the third preambular paragraph, replace the word "
        "“lamp” with “light”.\n\n2. Delete operative paragraph 4.\n"
    )
    assert document.kind is DocumentKind.AMENDMENT
    assert document.texts[0].sponsors == ("Norway",)
    assert outline(document) == ["op1 In", "op2 Delete"]


def test_several_resolutions_on_a_page_of_the_records() -> None:
    document = read(
        "1988/12. Lamps\nThe Economic and Social Council,\nRecalling the dark,27\n1. Requests oil."
        "\n13th plenary meeting\n25 May 1988\n1988/13. Oil\nThe Economic and Social Council,\n"
        "Noting the lamps,28\n1. Requests wicks.\n---\n27 See E/1987/17.\n28 See E/1987/18.\n"
    )
    assert [(text.id, text.number, text.title.text) for text in document.texts] == [
        ("1988/12", "1988/12", "Lamps"),
        ("1988/13", "1988/13", "Oil"),
    ]
    assert [[note.mark for note in text.notes] for text in document.texts] == [["27"], ["28"]]
    assert codes(document) == []


REPORT = """\
Seventy-fourth session
Agenda item 106
Crime prevention and criminal justice

Report of the Third Committee

Rapporteur: A keeper of lamps

I. Introduction

1. At its 2nd plenary meeting, on 20 September 2019, the Assembly decided to include the item.¹

¹ See A/C.3/74/SR.5.

II. Consideration of proposals

2. At its 5th meeting, on 1 October, the Committee adopted draft resolution A/C.3/74/L.2.

III. Recommendations of the Third Committee

3. The Third Committee recommends to the General Assembly the adoption of the following draft \
resolutions:

Draft resolution I
Lamps in ports

The General Assembly,

Recalling the lamps,¹

1. Requests oil.

¹ Resolution 73/1.

Draft resolution II

Oil for lamps

The General Assembly,

Noting the lamps¹ and the oil,²

1. Requests wicks;

2. Decides to remain seized of the matter.

¹ Resolution 73/2.

² Resolution 73/3.

4. The Third Committee also recommends to the General Assembly the adoption of the following \
draft decision:

Documents on lamps

The General Assembly decides to take note of the following documents:

(a) Report on lamps;¹

(b) Report on oil.

¹ A/74/9.
"""


def test_a_committee_report() -> None:
    document = read(REPORT)
    assert document.kind is DocumentKind.COMMITTEE_REPORT
    assert (document.organ, document.committee) == ("General Assembly", "Third Committee")
    assert (document.session, document.agenda_item) == (74, "106")
    assert document.agenda_title == "Crime prevention and criminal justice"
    assert codes(document) == []
    procedure = [item for item in document.procedure if isinstance(item, Paragraph)]
    assert [(item.n, item.role) for item in procedure] == [
        (n, Role.PROCEDURAL) for n in ("1", "2", "3", "4")
    ]
    assert [note.words.text for note in document.notes] == ["See A/C.3/74/SR.5."]
    summary = [
        (text.id, text.kind, text.title.text, [note.words.text for note in text.notes])
        for text in document.texts
    ]
    assert summary == [
        ("I", TextKind.DRAFT_RESOLUTION, "Lamps in ports", ["Resolution 73/1."]),
        (
            "II",
            TextKind.DRAFT_RESOLUTION,
            "Oil for lamps",
            ["Resolution 73/2.", "Resolution 73/3."],
        ),
        ("dec1", TextKind.DRAFT_DECISION, "Documents on lamps", ["A/74/9."]),
    ]
    decision = document.texts[2]
    assert decision.organ_line.text == "The General Assembly"
    (paragraph,) = decision.operative
    assert paragraph.words.text == "decides to take note of the following documents:"
    assert [point.n for point in paragraph.points] == ["(a)", "(b)"]
    assert all(document.standing(text) is Standing.RECOMMENDED for text in document.texts)


def test_a_report_with_one_text_needs_no_number() -> None:
    document = read(
        "Report of the Third Committee\n\n1. The proposal was put to a vote, as follows:\n\n"
        "In favour:\n\nChad, Peru.\n\n2. The Third Committee recommends to the General Assembly "
        "the adoption of the following draft resolution:\n\nLamps in ports\n\n"
        "The General Assembly,\n\nNoting lamps,\n\n1. Requests oil.\n"
    )
    (text,) = document.texts
    assert (text.id, text.title.text) == (None, "Lamps in ports")
    vote = document.procedure[0]
    assert isinstance(vote, Paragraph)
    assert [point.words.text for point in vote.points] == ["In favour:", "Chad, Peru."]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Noting lamps,\n\n1. Requests oil;\n\n3. Requests wicks.", "numbering-gap"),
        ("Noting lamps,\n\n2. Requests oil;\n\n1. Requests wicks.", "numbering-repeat"),
        ("Noting lamps,¹\n\n1. Requests oil.", "mark-without-note"),
        ("Noting lamps,\n\n1. Requests oil.\n\n¹ Resolution 1/1.", "note-without-mark"),
        (
            "Noting lamps,\n\n1. Requests oil;\n\nHarbours are dark at night in the north.",
            "unnumbered-paragraph",
        ),
        (
            "Noting lamps,\n\n1. Requests oil.\n\n3rd plenary meeting\n\n4 May 2037\n\nFurther.",
            "left-over-words",
        ),
    ],
)
def test_what_is_doubtful_is_said(body: str, code: str) -> None:
    document = read(f"The General Assembly,\n\n{body}\n")
    assert code in codes(document)


def test_a_text_without_enacting_words_is_said_to_have_none() -> None:
    assert "no-organ-line" in codes(read("1. Requests oil for the lamps in all the ports;\n"))


def test_another_language_is_held_and_not_read() -> None:
    document = read(
        "L’Assemblée générale,\n\nRappelant sa résolution 78/1 du 29 septembre 2023 sur les "
        "lampes dans les ports et la prévention du crime,\n\n1. Prie le Secrétaire général de "
        "faire rapport à ce sujet.\n"
    )
    assert document.language == "fra"
    assert [doubt.message for doubt in document.doubts] == ["not read: French"]
    assert len(document.texts[0].preambular) == 1
    assert [one.n for one in document.texts[0].operative] == ["1"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(DRAFT.splitlines() + REPORT.splitlines()), max_size=30))
def test_any_lines_make_a_document_whose_words_stand_in_the_file(lines: list[str]) -> None:
    file = "\n\n".join(lines)
    if not file.strip():
        return
    document = read(file)
    for text in document.texts:
        for item in text.body:
            passages = [item.words] if isinstance(item, Heading) else list(item.passages())
            for words in passages:
                for piece in words.source:
                    there = file[piece.source_start : piece.source_end]
                    assert words.text[piece.start : piece.end] == there
