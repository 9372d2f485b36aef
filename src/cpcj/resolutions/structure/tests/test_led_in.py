"""Drafts that are led in, older numbers, statements and declarations."""

from __future__ import annotations

import pytest

from cpcj.resolutions.acts import acts_of
from cpcj.resolutions.akn import from_akn, to_akn
from cpcj.resolutions.identifier import document_id
from cpcj.resolutions.model import Document, DocumentKind
from cpcj.resolutions.reading import read_document

_DRAFT = (
    "*The General Assembly,*\n\n*Recalling* its resolution 73/1 of 3 October 2018,\n\n"
    "1. *Invites* Member States to plant trees;\n\n"
    "2. *Requests* the Secretary-General to report to it at its seventy-fifth session.\n"
)


def _read(text: str) -> Document:
    return read_document(text.encode(), "text.md")


def test_a_draft_that_a_commission_recommends_is_one_draft_with_its_sponsors() -> None:
    document = _read(
        "E/CN.15/2019/L.99\n\nCommission on Crime Prevention and Criminal Justice\n\n"
        "Twenty-eighth session\n\nAgenda item 9\n\n**Aldova and Borduria: draft resolution**\n\n"
        "*The Commission on Crime Prevention and Criminal Justice*\n\n"
        "*Recommends* to the Economic and Social Council the approval of the following draft"
        f" resolution for adoption by the General Assembly:\n\n**Trees in towns**\n\n{_DRAFT}"
    )
    (text,) = document.texts
    assert document.kind is DocumentKind.DRAFT_RESOLUTION
    assert document.organ == "Commission on Crime Prevention and Criminal Justice"
    assert text.title.text == "Trees in towns"
    assert text.sponsors == ("Aldova", "Borduria")
    assert text.organ_line.text == "The General Assembly,"
    assert (len(text.preambular), len(text.operative)) == (1, 2)
    assert document.origin is not None
    assert document.origin.text.startswith("The Commission on Crime Prevention")
    deliverable = acts_of(document)[-1].deliverable
    assert deliverable is not None
    assert deliverable.to == "general_assembly"
    assert from_akn(to_akn(document)).origin == document.origin


def test_a_draft_that_a_note_of_the_secretariat_transmits() -> None:
    document = _read(
        "A/C.3/74/L.99\n\nSeventy-fourth session\n\nThird Committee\n\nAgenda item 107\n\n"
        "Crime prevention and criminal justice\n\n**Trees in towns**\n\n"
        "**Note by the Secretariat**\n\nIn its resolution 2019/99 of 23 July 2019, the Economic and"
        " Social Council recommended to the General Assembly the adoption of the following draft"
        f" resolution:\n\n{_DRAFT}"
    )
    assert document.title == "Trees in towns"
    assert document.agenda_title == "Crime prevention and criminal justice"
    assert document.kind is DocumentKind.DRAFT_RESOLUTION
    assert acts_of(document)[0].standing == "proposed"


@pytest.mark.parametrize(
    ("head", "organ", "identifier", "title"),
    [
        ("415 (V). Trees in towns", "General Assembly", "A/RES/415(V)", "Trees in towns"),
        ("663 C (XXIV). Trees", "Economic and Social Council", "E/RES/663C(XXIV)", "Trees"),
        ("2004/27\n\nTrees in towns", "Economic and Social Council", "E/RES/2004/27", None),
        (
            "Trees in towns\n\nAdopted by General Assembly resolution 40/34 of 29 November 1985",
            "General Assembly",
            "A/RES/40/34",
            "Trees in towns",
        ),
        (
            (
                "Trees in towns\n\nADOPTED BY Economic and Social Council resolution 1997/30"
                " of 21 July 1997"
            ),
            "Economic and Social Council",
            "E/RES/1997/30",
            "Trees in towns",
        ),
    ],
)
def test_a_number_in_any_form_of_history_names_the_resolution(
    head: str, organ: str, identifier: str, title: str | None
) -> None:
    document = _read(f"{head}\n\nThe {organ},\n\nMindful of shade,\n\n1. Approves the plan.\n")
    assert document.kind is DocumentKind.RESOLUTION
    assert document_id(document) == identifier
    assert document.title == (title or "Trees in towns")


def test_a_number_in_capitals_is_no_title() -> None:
    document = _read(
        "S/RES/1900 (2044)\n\n31 October 2044\n\nRESOLUTION 1900 (2044)\n\nAdopted by the Security"
        " Council at its 9999th meeting, on 31 October 2044\n\nThe Security Council,\n\n"
        "Recalling its resolution 1800 (2043),\n\n1. Decides to remain seized of the matter.\n"
    )
    assert document.title is None
    assert document.texts[0].number == "1900 (2044)"
    assert document.texts[0].title.text == ""


def test_a_statement_by_the_president_of_the_council_holds_the_councils_acts() -> None:
    document = _read(
        "United Nations\tS/PRST/2044/5\n\nSecurity Council\tDistr.: General\n\n12 March 2044\n\n"
        "Statement by the President of the Security Council\n\n"
        "At the 9999th meeting of the Security Council, held on 12 March 2044, in connection with"
        " the item entitled “Gardens”, the President of the Security Council made the following"
        " statement on behalf of the Council:\n\n“The Security Council reaffirms that gardens"
        " matter.\n\n“The Security Council also requests the Secretary-General to report to the"
        " Council within six months on the implementation of this statement.”\n"
    )
    assert document.kind is DocumentKind.DECISION
    assert document.organ == "Security Council"
    assert str(document.date) == "2044-03-12"
    acts = acts_of(document)
    assert [(act.act, act.standing) for act in acts] == [
        ("reaffirm", "adopted"),
        ("request", "adopted"),
    ]
    assert acts[1].deliverable is not None
    assert acts[1].deliverable.when == "within six months"
    assert document.doubts == ()


def test_a_declaration_has_its_title_and_those_who_declare() -> None:
    document = _read(
        "Meadowbrook Declaration on Gardens\n\nWe, the Ministers of Gardens of all States,\n\n"
        "Having met in Meadowbrook,\n\nDeclare as follows:\n\n"
        "1. We call upon the Commission to discuss shade.\n"
    )
    (text,) = document.texts
    assert document.title == "Meadowbrook Declaration on Gardens"
    assert text.organ_line.text.startswith("We, the Ministers")
    assert len(text.preambular) == 1
    assert [act.act for act in acts_of(document)] == ["call_upon"]


def test_the_words_that_end_the_preamble_of_a_declaration_are_no_part_of_it() -> None:
    document = _read(
        "1999 (XV). Declaration on shade\n\nThe General Assembly,\n\nMindful of the sun,\n\n"
        "Solemnly proclaims the need for shade in every street;\n\nDeclares that:\n\n"
        "1. All have a right to sit down.\n\n2. Benches are for all.\n"
    )
    (text,) = document.texts
    assert document.session == 15
    assert [paragraph.words.text for paragraph in text.preambular] == ["Mindful of the sun,"]
    assert [paragraph.n for paragraph in text.operative] == ["1", "2"]
    assert [act.phrase for act in acts_of(document)] == ["solemnly proclaims"]
    assert from_akn(to_akn(document)).texts == document.texts
