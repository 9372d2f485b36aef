"""Forms in which people have texts: compilations, reports of commissions, drafts at work."""

from __future__ import annotations

import datetime as dt

import pytest

from cpcj.resolutions.akn import from_akn, to_akn
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import Document, DocumentKind, Heading, Passage, TextKind
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import Block, Source, UnreadableError
from cpcj.resolutions.structure import structure


def _read(text: str) -> Document:
    return read_document(text.encode(), "text.txt")


def _codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


_PARTIES = (
    "The Conference of the States Parties to the United Nations Convention against Corruption,"
)


def test_resolutions_under_numbers_alone_are_texts_of_their_own() -> None:
    document = _read(
        "A. Resolutions\n\n1. At its seventh session, the Conference adopted two resolutions.\n\n"
        f"Resolution 7/1\n\nGrowing gardens\n\n{_PARTIES}\n\nRecalling chapter V,1\n\n"
        "1. Urges States parties to sow;\n\n2. Requests the Secretariat to water.\n\n"
        f"Resolution 7/2\n\nMending roofs\n\n{_PARTIES}\n\nRecalling article 31,1\n\n"
        "1. Urges States parties to mend.\n\n1 United Nations, Treaty Series, vol. 2349.\n"
    )
    assert [text.number for text in document.texts] == ["7/1", "7/2"]
    assert [text.title.text for text in document.texts] == ["Growing gardens", "Mending roofs"]
    ids = [text_id(document, text) for text in document.texts]
    assert ids == ["UNCAC/COSP/RES/7/1", "UNCAC/COSP/RES/7/2"]
    assert [len(text.notes) for text in document.texts] == [1, 1]
    assert document.session == 7
    assert document.doubts == ()


def test_notes_numbered_with_a_slash_below_dashes() -> None:
    document = _read(
        "      The General Assembly,\n\n      1.   Takes note of the report of the gardeners,"
        " 1/ and\n"
        " expresses its thanks to those who made it in so short a time;\n\n"
        "      2.   Invites all to"
        " read it and to plant trees in the places that it\n names.\n\n -----------\n\n"
        " 1/   See A/CONF.999/28.\n"
    )
    (text,) = document.texts
    assert [(note.mark, note.words.text) for note in text.notes] == [("1", "See A/CONF.999/28.")]
    assert text.operative[0].words.text.startswith("Takes note of the report of the gardeners, and")
    assert _codes(document) == ["standing-not-said"]


def test_a_resolution_of_the_security_council_has_no_title() -> None:
    document = _read(
        "United Nations\tS/RES/2999 (2019)\n\nSecurity Council\nDistr.: General\n19 July 2019\n\n"
        "Resolution 2999 (2019)\n\nAdopted by the Security Council at its 8582nd meeting, on\n"
        "19 July 2019\n\nThe Security Council,\n\nRecalling its resolution 2998 (2019),\n\n"
        "1. Decides to remain seized of the matter.\n"
    )
    (text,) = document.texts
    assert text.title.text == ""
    assert document.title is None
    assert text.adoption is not None
    assert (text.adoption.meeting, text.adoption.date) == (8582, dt.date(2019, 7, 19))


_RULE = "__________________\n\n"
_REPORT = (
    "United Nations\nA/74/9399\nGeneral Assembly\n27 November 2019\n\nSeventy-fourth session\n"
    "Agenda item 107\nCrime prevention and criminal justice\n\nReport of the Third Committee\n\n"
    "I. Introduction\n\n1. \nAt its 2nd plenary meeting, the General Assembly decided to include"
    " the item in\nthe agenda.\n\nII. Consideration of proposals\n\nA. Draft resolution"
    " A/C.3/74/L.9\n\n2. \nAt the 44th meeting, the Committee had before it a draft resolution\n"
    "entitled “Sundials”, submitted by Albania, the Bahamas and Chad.\n\n3. \nSubsequently, the"
    " Congo and Yemen joined in sponsoring the draft resolution.\n\n4. \nAt its 46th meeting, the"
    " Committee adopted draft resolution A/C.3/74/L.9\n(see para. 5, draft resolution II).\n\n"
    "III. Recommendations of the Third Committee\n\n5. \nThe Third Committee recommends to the"
    " General Assembly the adoption of the\nfollowing draft resolutions:\n\n"
    "Draft resolution I\nWells\n\nThe General Assembly,\n\n1. \nRequests the Office to dig.\n\n"
    "Draft resolution II\nSundials\n\nThe General Assembly,\n\nNoting the sun,1\n\n"
    "1. \nRequests the Office to look.\n\n" + _RULE + "1 Resolution 70/1.\n\n6. \nThe Third"
    " Committee also recommends to the General Assembly the adoption of the\nfollowing draft"
    " decision:\n\nPapers\n\nThe General Assembly takes note of the following papers:\n\n(a) \n"
    "Report on wells;1\n\n(b) \nReport on the sun.\n\n" + _RULE + "1 A/74/9121.\n"
)


def test_words_after_a_page_s_notes_are_not_lost_in_them() -> None:
    document = _read(_REPORT)
    assert [text.id for text in document.texts] == ["I", "II", "dec1"]
    notes = [[note.words.text for note in text.notes] for text in document.texts]
    assert notes == [[], ["Resolution 70/1."], ["A/74/9121."]]
    assert document.texts[2].operative[0].points[1].words.text == "Report on the sun."


def test_a_report_s_paragraphs_name_the_sponsors() -> None:
    document = _read(_REPORT)
    assert document.organ == "General Assembly"
    sponsors = [text.sponsors for text in document.texts]
    assert sponsors == [(), ("Albania", "the Bahamas", "Chad", "the Congo", "Yemen"), ()]


def test_markdown_of_short_paragraphs_is_not_taken_for_printed_lines() -> None:
    document = _read(
        "# General Assembly\n\nThe Third Committee recommends to the General Assembly the adoption"
        " of the following draft resolutions:\n\n"
        "### Draft resolution I Wells\n\n*The General Assembly*,\n\n*Noting* the wells,<sup>1</sup>"
        "\n1. *Requests* the Office to dig;\n2. *Decides* to continue.\n\n---\n\n"
        "<sup>1</sup> A/74/1.\n\n## Draft resolution II\n# Sundials\n\n*The General Assembly*,\n\n"
        "*Noting* the sun,<sup>1</sup>\n1. *Requests* the Office to look.\n\n---\n\n"
        "<sup>1</sup> A/74/2.\n"
    )
    assert [text.title.text for text in document.texts] == ["Wells", "Sundials"]
    assert [len(text.operative) for text in document.texts] == [2, 1]
    assert [text.notes[0].words.text for text in document.texts] == ["A/74/1.", "A/74/2."]
    assert document.doubts == ()


def test_a_commission_s_report_to_its_council() -> None:
    document = _read(
        "Economic and Social Council\n\nA. Draft resolutions for adoption by the Assembly\n\n"
        "1. The Commission recommends to the Economic and Social Council that it approve the"
        " following draft resolutions for adoption by the General Assembly:\n\n"
        "Draft resolution I\n\nWells\n\nThe General Assembly,\n\nNoting the wells,\n\n"
        "1. Requests the Office to dig.\n\nB. Draft decisions for adoption by the Council\n\n"
        "2. The Commission recommends to the Economic and Social Council the adoption of the"
        " following draft decision:\n\nSundials\n\nThe Economic and Social Council takes note of"
        " the sun.\n\nC. Matters brought to the attention of the Council\n\n3. The following"
        " resolutions adopted by the Commission are brought to the attention of the Council:\n"
    )
    assert [(text.id, text.kind) for text in document.texts] == [
        ("I", TextKind.DRAFT_RESOLUTION),
        ("dec1", TextKind.DRAFT_DECISION),
    ]
    assert not any(isinstance(item, Heading) for text in document.texts for item in text.body)
    numbered = [i.n for i in document.procedure if not isinstance(i, Heading) and i.numbered]
    assert numbered == ["1", "2", "3"]


def test_parts_of_a_resolution_have_headings_and_numbers_of_their_own() -> None:
    document = _read(
        "51/960. Water and light\n\nA\n\nWells\n\nThe General Assembly,\n\nNoting the wells,\n\n"
        "1. Requests the Office to dig;\n\n2. Decides to continue.\n\nB\n\nSundials\n\n"
        "The General Assembly,\n\nNoting also the sun,\n\n1. Invites States to look.\n"
    )
    (text,) = document.texts
    assert text.title.text == "Water and light"
    headings = [(item.n, item.words.text) for item in text.body if isinstance(item, Heading)]
    assert headings == [("A", "Wells"), ("B", "Sundials")]
    assert [paragraph.n for paragraph in text.operative] == ["1", "2", "1"]
    assert document.doubts == ()


def test_paragraphs_that_lost_their_numbers_are_counted_with_a_doubt() -> None:
    document = _read(
        "The General Assembly,\n\nRecalling its resolution 73/9186,\n\nRequests the Office to dig;"
        "\n\nAlso requests the Office to report:\n\n(a) On wells;\n\n(b) On light;\n\n"
        "Decides to continue.\n"
    )
    (text,) = document.texts
    assert [(p.n, p.numbered, len(p.points)) for p in text.operative] == [
        ("1", False, 0),
        ("2", False, 2),
        ("3", False, 0),
    ]
    assert sorted(_codes(document)) == ["numbers-missing", "standing-not-said"]


def test_a_bracket_before_a_number_stays_in_the_words() -> None:
    document = _read(
        "The General Assembly,\n\n[Noting the wells,]\n\n1. [Requests] [Urges] States to dig;\n\n"
        "1 bis. Invites States to pay;\n\n2 alt. Decides to stop;\n\n[3. Decides to rest.]\n"
    )
    (text,) = document.texts
    assert [paragraph.n for paragraph in text.operative] == ["1", "1 bis", "2 alt", "3"]
    assert text.operative[-1].words.text == "[Decides to rest.]"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_sponsors_whose_line_broke_before_draft_resolution(between: str) -> None:
    document = _read(
        f"A/C.3/67/L.9/Rev.1\n\nAlbania, Chad and Yemen: revised{between}draft resolution\n\n"
        "Wells\n\nThe General Assembly,\n\n1. Requests the Office to dig.\n"
    )
    assert document.kind is DocumentKind.REVISED_DRAFT_RESOLUTION
    assert document.texts[0].sponsors == ("Albania", "Chad", "Yemen")


def test_a_masthead_below_the_title_is_no_part_of_it() -> None:
    document = _read(
        "A/RES/80/9012\nGeneral Assembly\n\n80/9012. Wells and sundials of\nthe world\n\n"
        "United Nations\nDistr.: General\n8 December 2025\nEightieth session\nAgenda item 8\n\n"
        "The General Assembly,\n\n1. Requests the Office to dig in all the places that the report"
        " of the\nSecretary-General names.\n"
    )
    assert document.title == "Wells and sundials of the world"
    assert (document.session, document.date) == (80, dt.date(2025, 12, 8))


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("11 février 2014", "Les États et les organes de la Commission sur le droit des eaux"),
        ("11 de febrero de 2014", "Los Estados y los órganos de la Comisión que en el agua del"),
        ("11 февраля 2014 года", "Государства и органы комиссии по делам воды и света"),
        ("2014年2月11日", "各国和委员会关于水和光的工作以及所有其他事项的报告"),
    ],
    ids=["French", "Spanish", "Russian", "Chinese"],
)
def test_a_masthead_in_another_language_gives_what_signs_say(date: str, words: str) -> None:
    document = _read(f"A/RES/68/9003\n\n{date}\n\n{words}\n\n{words}\n")
    assert document.symbol == "A/RES/68/9003"
    assert (document.organ, document.session) == ("General Assembly", 68)
    assert document.date == dt.date(2014, 2, 11)
    assert _codes(document) == ["not-read"]


def test_a_report_whose_numbers_stand_apart_from_their_words() -> None:
    recommends = (
        "The Committee recommends to the General Assembly the adoption of the following draft"
        " resolution:"
    )
    lines = [
        ("", "Third Committee"),
        ("1.", "The Committee met in the morning."),
        ("2.", recommends),
        ("", "Wells"),
        ("", "The General Assembly,"),
        ("1.", "Requests the Office to dig."),
    ]  # fmt: skip
    blocks = tuple(Block(Passage(words), label=label or None) for label, words in lines)
    document = structure(Source("a.docx", "", blocks))
    assert document.kind is DocumentKind.COMMITTEE_REPORT
    assert document.committee == "Third Committee"
    assert [i.n for i in document.procedure if not isinstance(i, Heading)] == ["1", "2"]


def test_a_file_under_a_password_is_called_so() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(UnreadableError, match="protected by a password"):
        read_document(data, "locked.docx")


_COMMISSION = """E/2018/9030
E/CN.15/2018/9015

Economic and Social Council

Commission on Crime Prevention and Criminal Justice

Report on the twenty-seventh session

(14-18 May 2018)

Chapter I

Matters calling for action by the Economic and Social Council or brought to its attention

A. Draft resolution for adoption by the General Assembly

1. The Commission on Crime Prevention and Criminal Justice recommends to the Economic and Social \
Council the approval of the following draft resolution for adoption by the General Assembly:

Draft resolution I

Wells and the young

The General Assembly,

Noting the wells,

1. Invites States to dig:

(a) By hand;

(b) In company.

B. Draft resolutions for adoption by the Economic and Social Council

2. The Commission recommends to the Economic and Social Council the adoption of the following \
draft resolutions:

Draft resolution I

Sundials

The Economic and Social Council,

Aware of the sun,

1. Encourages States to tell the time.

Draft resolution II

Almanacs

The Economic and Social Council,

1. Requests the Secretary-General to print almanacs.

C. Draft decision for adoption by the Economic and Social Council

3. The Commission recommends to the Economic and Social Council the adoption of the following \
draft decision:

Report of the Commission on its twenty-seventh session

The Economic and Social Council:

(a) Takes note of the report;

(b) Approves the agenda.

D. Matters brought to the attention of the Economic and Social Council

4. The following resolution and decision adopted by the Commission are brought to the attention \
of the Economic and Social Council:

Resolution 27/1

Ropes and buckets

The Commission on Crime Prevention and Criminal Justice,

Recalling its resolution 26/2,

1. Urges States to look after ropes;

2. Decides to count the buckets at its thirtieth session.

Decision 27/1

Lids of wells

At its 9th meeting, on 18 May 2018, the Commission decided to close the wells at night.

Chapter II

Strategic management

5. At its 2nd meeting, the Commission considered item 3 of its agenda.
"""


def test_a_commissions_report_with_what_it_recommends_and_what_it_adopted() -> None:
    document = _read(_COMMISSION)
    assert document.kind is DocumentKind.COMMITTEE_REPORT
    assert document.organ == "Commission on Crime Prevention and Criminal Justice"
    assert document.session == 27
    assert document.title is not None
    assert "Chapter" not in document.title
    assert [(text.id, text.kind, text.title.text) for text in document.texts] == [
        ("I", TextKind.DRAFT_RESOLUTION, "Wells and the young"),
        ("I~2", TextKind.DRAFT_RESOLUTION, "Sundials"),
        ("II", TextKind.DRAFT_RESOLUTION, "Almanacs"),
        ("dec1", TextKind.DRAFT_DECISION, "Report of the Commission on its twenty-seventh session"),
        ("27/1", TextKind.RESOLUTION, "Ropes and buckets"),
        ("27/1~2", TextKind.DECISION, "Lids of wells"),
    ]
    assert [document.standing(text).value for text in document.texts] == [
        "recommended", "recommended", "recommended", "recommended", "adopted", "adopted",
    ]  # fmt: skip
    assert text_id(document, document.texts[4]) == "CCPCJ/RES/27/1"
    assert [point.n for point in document.texts[3].operative[0].points] == ["(a)", "(b)"]
    procedure = [item.n for item in document.procedure if not isinstance(item, Heading)]
    assert procedure == ["1", "2", "3", "4", "5"]
    headings = [item.n for item in document.procedure if isinstance(item, Heading)]
    assert headings == ["Chapter I", "A", "B", "C", "D", "Chapter II"]
    assert document.doubts == ()
    assert from_akn(to_akn(document)) == document


def test_what_stands_before_the_first_resolution_of_a_compilation_is_kept() -> None:
    document = _read(
        "Resolutions adopted by the Conference of the States Parties to the United Nations "
        "Convention against Corruption\n\nA. Resolutions\n\n1. At its seventh session, held in the "
        "port, the Conference adopted these resolutions,1 each after a long night:\n\n"
        "Resolution 7/1\n\nRopes\n\nThe Conference of the States Parties to the United Nations "
        "Convention against Corruption,\n\nRecalling the bell,1\n\n1. Urges States to pull.\n\n"
        "Resolution 7/2\n\nBuckets\n\nThe Conference of the States Parties to the United Nations "
        "Convention against Corruption,\n\n1. Urges States to carry.\n"
    )
    assert [text.number for text in document.texts] == ["7/1", "7/2"]
    heading, said = document.procedure
    assert heading.words.text == "Resolutions"
    assert said.words.text.startswith("At its seventh session")
    assert from_akn(to_akn(document)) == document


def test_an_amendment_has_the_title_of_the_draft_or_of_its_proposal() -> None:
    head = "General Assembly\n\nSeventy-ninth session\n\nNorway: amendments to draft resolution L.9"
    change = "Operative paragraph 3\n\nDelete the words “at night”.\n"
    titled = _read(f"{head}\n\nRopes of the wells\n\n{change}")
    assert titled.title == "Ropes of the wells"
    assert _read(f"{head}\n\n{change}").title == "amendments to draft resolution L.9"
    assert titled.texts[0].body == _read(f"{head}\n\n{change}").texts[0].body
