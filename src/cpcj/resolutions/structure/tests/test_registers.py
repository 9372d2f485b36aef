"""Numbers and titles as registers, lawyers and libraries write them; reports without a head."""

from __future__ import annotations

import pytest

from cpcj.resolutions import Document, read_document
from cpcj.resolutions.identifier import document_id
from cpcj.resolutions.model import DocumentKind

COSP = "Conference of the States Parties to the United Nations Convention against Corruption"
BODY = """
Considering that bridges are old and that the roads to them are older still,

1. Urges Governments to mend their bridges;

2. Requests the Secretary-General to count them.
"""


def _read(words: str) -> Document:
    return read_document(words.encode(), "register.txt")


@pytest.mark.parametrize(
    ("head", "organ", "identifier", "title"),
    [
        ("1958/626(XXII)F.Bridges and ferries", "The Economic and Social Council,",
         "E/RES/626F(XXII)", "Bridges and ferries"),
        ("1961/1104(XL).Bridges", "The Economic and Social Council,", "E/RES/1104(XL)", "Bridges"),
        ("E/RES/2043/38 Bridges", "The Economic and Social Council,", "E/RES/2043/38", "Bridges"),
        ("Bridges and ferries, G.A. res. 48/903, 48 U.N. GAOR Supp. (No. 49) at 215 (1993).",
         "The General Assembly,", "A/RES/48/903", "Bridges and ferries"),
        ("Resolution 10/3 — Bridges and ferries",
         f"The {COSP},",
         "UNCAC/COSP/RES/10/3", "Bridges and ferries"),
    ],
)  # fmt: skip
def test_number_and_title(head: str, organ: str, identifier: str, title: str) -> None:
    document = _read(f"{head}\n\n{organ}\n{BODY}")
    assert document_id(document) == identifier
    assert document.title == title
    assert document.kind is DocumentKind.RESOLUTION


def test_a_library_entry_says_that_a_text_was_adopted() -> None:
    document = _read(
        "Mending bridges : resolution / adopted by the General Assembly\n"
        "- Author: UN General Assembly (45th sess. : 1990-1991)\n- Document source:\n"
        f"14 December 1990\nThe General Assembly,\n{BODY}"
    )
    assert document.kind is DocumentKind.RESOLUTION
    assert (document.title, document.session) == ("Mending bridges", 45)
    assert str(document.date) == "1990-12-14"


def test_the_meeting_above_the_text_says_it_too() -> None:
    document = _read(
        "27 July 1993\n\n43rd plenary meeting\n\nConference on bridges\n\n"
        f"The Economic and Social Council,\n{BODY}"
    )
    assert document.kind is DocumentKind.RESOLUTION
    assert document.title == "Conference on bridges"


def test_words_that_lead_in_what_a_conference_adopted() -> None:
    document = _read(
        f"At its ninth session, held in Amman, the {COSP} adopted the following resolutions:\n"
        f"Review of bridges\nThe {COSP},\n{BODY}"
    )
    assert document.kind is DocumentKind.RESOLUTION
    assert document.title == "Review of bridges"


def test_two_decisions_of_a_conference() -> None:
    organ = "Conference of the Parties to the United Nations Convention against Bridges"
    document = _read(
        f"Decision 1/1\n\nRules\n\nThe {organ} adopts its rules of procedure without change.\n\n"
        f"Decision 1/2\n\nWork\n\nThe {organ}:\n\n(a) Noted the bridges;\n\n(b) Decided to wait.\n"
    )
    assert [(text.number, text.title.text) for text in document.texts] == [
        ("1/1", "Rules"),
        ("1/2", "Work"),
    ]
    assert [point.n for point in document.texts[1].operative[0].points] == ["(a)", "(b)"]


def test_a_committee_report_that_lost_its_head_and_its_end() -> None:
    document = _read(
        "I. Introduction\n\n1. At its 2nd plenary meeting, on 13 September 2044, the General "
        "Assembly, on the recommendation of the General Committee, decided to include in the "
        "agenda of its ninety-ninth session the item entitled “Bridges” and to allocate it to the "
        "Third Committee.\n\n2. The Committee considered the item at its 5th meeting.\n"
    )
    assert document.kind is DocumentKind.COMMITTEE_REPORT
    assert (document.committee, document.session) == ("Third Committee", 99)
    assert document.title == "Bridges"
    assert document.texts == ()
    assert len(document.procedure) == 3


def test_a_page_from_the_middle_of_a_resolution() -> None:
    document = _read(
        "S/RES/9331 (2044)\n21. Invites the Secretary-General to look at all bridges, when\n"
        "relevant, in the valley and on the hills above the valley;\n22. Welcomes further\n"
        "briefings on bridges, as necessary, by those who built them long ago;\n23. Decides to\n"
        "remain seized of the matter of bridges and of ferries and of roads.\n"
    )
    assert [p.n for p in document.texts[0].operative] == ["21", "22", "23"]
    assert document.symbol == "S/RES/9331 (2044)"


def test_a_bare_number_and_the_session_of_the_entry() -> None:
    document = _read(
        "Mending bridges.\n\n- Author: UN General Assembly (32nd sess. : 1977)\n\n"
        "2 December 1977\n\n"
        f"40. Mending bridges\n\nThe General Assembly,\n{BODY}"
    )
    assert document_id(document) == "A/RES/32/40"
    assert document.title == "Mending bridges"
