"""Akoma Ntoso: always valid, and the same document when it is read back."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cpcj.resolutions.akn import from_akn, to_akn
from cpcj.resolutions.akn.iri import citation_iri
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.read import MAX_BYTES
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.model import Document, Passage, Span
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.tests import strategies
from cpcj.resolutions.tests.documents import ALL, ANNEXED, OMNIBUS, REPORT, RESOLUTION

if TYPE_CHECKING:
    from collections.abc import Iterator

NS = {"a": AKN}


def tree(document: Document) -> etree._Element:
    return etree.fromstring(to_akn(document))


def found(document: Document, path: str) -> list[str]:
    """Return the words or attribute values at a path."""
    items: Any = tree(document).xpath(path, namespaces=NS)
    return [item if isinstance(item, str) else "".join(item.itertext()) for item in items]


def cite(passage: Passage) -> Iterator[Citation]:
    """Cite a resolution at every "90/12" and the first paragraph at every "paragraph 1"."""
    for words, kind, identifier in (
        ("90/12", CitationKind.RESOLUTION, "A/RES/90/12"),
        ("paragraph 1", CitationKind.PARAGRAPH, "#op1"),
    ):
        place = passage.text.find(words)
        if place >= 0:
            yield Citation(Span(place, place + len(words)), kind, identifier, "ga")


def cite_everywhere(passage: Passage) -> Iterator[Citation]:
    """Cite something at overlapping places, some beyond the end of the words."""
    identifiers = cycle(("A/1 <&>/\x00", "#op1", "#pp1", "#no such", None, "#"))
    for place in range(0, len(passage.text) + 2, 3):
        yield Citation(Span(place, place + 7), CitationKind.DOCUMENT, next(identifiers))


def cite_nothing(_passage: Passage) -> tuple[Citation, ...]:
    return ()


@pytest.mark.parametrize("name", ALL)
def test_written_document_is_valid_and_reads_back_the_same(name: str) -> None:
    data = to_akn(ALL[name], cite)
    assert errors(data) == []
    assert from_akn(data) == ALL[name]


@strategies.law(100)
@given(strategies.documents)
def test_any_document_is_valid_and_reads_back_the_same(document: Document) -> None:
    data = to_akn(document)
    assert errors(data) == []
    assert from_akn(data) == document


@strategies.law(40)
@given(strategies.documents)
def test_citations_never_change_what_is_read_back(document: Document) -> None:
    data = to_akn(document, cite_everywhere)
    assert errors(data) == []
    assert from_akn(data) == document


def test_adopted_text_has_the_iris_of_the_profile() -> None:
    path = "//a:statement/a:meta//a:FRBR{}/a:FRBRthis/@value"
    work = "/akn/un/statement/deliberation/un-ga/2036-12-18/91-204"
    assert found(RESOLUTION, path.format("Work")) == [work]
    assert found(RESOLUTION, path.format("Expression")) == [f"{work}/eng@"]
    assert found(RESOLUTION, "/*/*/a:meta//a:FRBRWork/a:FRBRthis/@value") == [
        "/akn/un/collection/publication/un-ga/2036-12-30/A-RES-91-204"
    ]


def test_annexes_are_components_of_their_text() -> None:
    work = "/akn/un/statement/deliberation/un-ecosoc/2034-07-22/2034-5"
    assert found(ANNEXED, "//a:doc/a:meta//a:FRBRWork/a:FRBRthis/@value") == [
        f"{work}/!annex_1",
        f"{work}/!annex_2",
    ]
    assert found(ANNEXED, "//a:doc/a:meta//a:FRBRExpression/a:FRBRthis/@value") == [
        f"{work.replace('2034-5', '2034-5/eng@')}/!annex_1",
        f"{work.replace('2034-5', '2034-5/eng@')}/!annex_2",
    ]


def test_report_holds_its_drafts_as_components() -> None:
    assert found(REPORT, "/*/a:debateReport/a:components/a:component/a:num") == ["I", "II", "dec1"]
    assert found(REPORT, "//a:statement/@name") == [
        "resolutionDraft",
        "resolutionDraft",
        "decisionDraft",
    ]
    assert found(REPORT, "/*/*/a:meta//a:FRBRWork/a:FRBRthis/@value") == [
        "/akn/un/debateReport/report/un-ga/0001-01-01/A-91-480"
    ]


def test_unknown_date_is_named_unknown() -> None:
    assert set(found(REPORT, "//a:FRBRdate/@name")) == {"unknown"}


def test_paragraphs_and_points_have_the_identifiers_of_the_profile() -> None:
    assert found(RESOLUTION, "//a:mainBody/a:paragraph/@eId") == [
        "para_1",
        "para_2",
        "para_2bis",
        "para_3",
    ]
    assert "para_2__list_1__point_a__list_1__point_ii" in found(RESOLUTION, "//a:point/@eId")
    assert found(OMNIBUS, "//a:paragraph/@eId") == [
        "para_1",
        "para_2",
        "sec_II__subsec_A__para_1",
        "sec_II__subsec_B__para_2",
    ]


def test_preambular_paragraphs_are_named_by_their_verb() -> None:
    assert found(RESOLUTION, "//a:container/@name") == ["recalling", "concerned"]


def test_recitals_inside_a_section_are_cross_headings_of_the_preamble() -> None:
    headings = found(OMNIBUS, "//a:crossHeading[@refersTo='#preamble']")
    assert headings == [
        "Noting with concern harbours without walls,",
        "Aware of:",
        "Recognizing that rocks do not,",
    ]
    assert len(found(OMNIBUS, "//a:TLCConcept[@eId='preamble']/@showAs")) == 1


def test_closing_words_wrap_up_the_list() -> None:
    (closing,) = found(RESOLUTION, "//a:list[@eId='para_2__list_1']/a:wrapUp/a:p/text()")
    assert closing == "and to do so within existing resources;"


def test_first_mark_holds_the_note_and_repeated_marks_refer_to_it() -> None:
    assert found(RESOLUTION, "//a:statement//a:authorialNote/@eId") == [
        "ftn1",
        "ftn2",
        "ftn3",
        "ftn4",
    ]
    assert found(RESOLUTION, "//a:noteRef/@href") == ["#ftn2"] * 3
    assert found(RESOLUTION, "//a:meta/a:notes/a:note/@marker") == ["5"]


def test_adoption_line_stands_in_the_conclusions() -> None:
    assert found(RESOLUTION, "//a:conclusions//a:docDate/@date") == ["2036-12-18"]


def test_citations_are_references() -> None:
    root = etree.fromstring(to_akn(REPORT, cite))
    assert [(ref.get("href"), ref.text) for ref in root.iterfind(f".//{{{AKN}}}ref")] == [
        ("/akn/un/statement/deliberation/un-ga/0001-01-01/90-12", "90/12"),
        ("#cmp_2__para_1", "paragraph 1"),
    ]


def test_citations_are_found_where_none_are_given() -> None:
    assert "/akn/un/statement/deliberation/un-ga/2035-12-03/90-12" in found(
        RESOLUTION, "//a:ref/@href"
    )
    assert b"<ref " not in to_akn(RESOLUTION, cite_nothing)


@pytest.mark.parametrize(
    ("kind", "identifier", "body", "expected"),
    [
        ("resolution", "A/RES/70/178", "ga", "statement/deliberation/un-ga/2015-12-17/70-178"),
        ("resolution", "S/RES/1373(2001)", "sc", "statement/deliberation/un-sc/2001/1373(2001)"),
        ("resolution", "E/RES/2016/16", "ecosoc", "statement/deliberation/un-ecosoc/2016/2016-16"),
        ("document", "E/CN.15/2015/16", None, "doc/document/un-ccpcj/0001-01-01/E-CN.15-2015-16"),
        ("treaty", "UNTOC", None, "act/provision/un/2000-11-15/UNTOC"),
        (
            "treaty provision",
            "UNTOC#art18(15)",
            None,
            "act/provision/un/2000-11-15/UNTOC#art_18__para_15",
        ),
    ],
)
def test_citation_has_the_iri_of_what_it_names(
    kind: str, identifier: str, body: str | None, expected: str
) -> None:
    date = dt.date(2015, 12, 17) if identifier == "A/RES/70/178" else None
    citation = Citation(Span(0, 1), CitationKind(kind), identifier, body, date)
    assert citation_iri(citation) == f"/akn/un/{expected}"


def test_citation_across_an_italic_edge_keeps_the_italics_whole() -> None:
    title = Passage("See 90/12 now", emphasis=(Span(0, 6), Span(6, 13)))
    (text,) = REPORT.texts[:1]
    document = replace(REPORT, texts=(replace(text, title=title),))
    data = to_akn(document, cite)
    assert errors(data) == []
    assert from_akn(data).texts[0].title == title


def test_statement_of_another_maker_is_read() -> None:
    other = f"""<?xml version="1.0"?>
    <akomaNtoso xmlns="{AKN}"><statement name="resolution">
      <meta/>
      <preface><p><docNumber>91/1</docNumber>
         <docTitle>A   title
         in two lines</docTitle></p></preface>
      <preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula>
        <recitals><recital><p>Recalling <i>nothing</i>,</p></recital></recitals></preamble>
      <mainBody>
        <paragraph><num>1.</num><content><p>Urges
           all;<authorialNote marker="1"><p>A note.</p></authorialNote></p></content></paragraph>
        <paragraph><content><p>Decides.</p></content></paragraph>
      </mainBody></statement></akomaNtoso>"""
    (text,) = from_akn(other.encode()).texts
    assert (text.number, text.title.text) == ("91/1", "A title in two lines")
    assert [p.words.text for p in text.preambular] == ["Recalling nothing,"]
    assert [(p.n, p.numbered, p.words.text) for p in text.operative] == [
        ("1", True, "Urges all;"),
        ("1", False, "Decides."),
    ]
    assert [(note.mark, note.words.text) for note in text.notes] == [("1", "A note.")]


ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">'
    b'<!ENTITY z SYSTEM "file:///etc/passwd">]>'
)
HOSTILE = {
    "empty": b"",
    "no XML": b"%PDF-1.7",
    "binary": bytes(range(256)),
    "cut short": to_akn(RESOLUTION)[:3000],
    "another root": b"<html/>",
    "empty root": f'<akomaNtoso xmlns="{AKN}"/>'.encode(),
    "another kind": f'<akomaNtoso xmlns="{AKN}"><judgment/></akomaNtoso>'.encode(),
    "entities": ENTITIES
    + f'<akomaNtoso xmlns="{AKN}"><statement>&y;&z;</statement></akomaNtoso>'.encode(),
    "too large": b" " * (MAX_BYTES + 1),
    "too deep": b"<a>" * 5000,
    "a bad date": to_akn(RESOLUTION).replace(b'date="2036-12-30"', b'date="2036-13-30"'),
    "a bad meeting": to_akn(RESOLUTION).replace(b'meeting="61"', b'meeting="sixty"'),
    "a bad role": to_akn(REPORT).replace(b'eId="para_1"', b'eId="x" cpcj:role="king"'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_unreadable_file_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"^bad\.xml: "):
        from_akn(HOSTILE[name], "bad.xml")


@strategies.law(200)
@given(st.data())
def test_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    written = to_akn(data.draw(st.sampled_from(list(ALL.values()))), cite)
    start = data.draw(st.integers(0, len(written)))
    length = data.draw(st.integers(0, 40))
    pieces = st.sampled_from(
        [b"", b"<", b">", b"&", b'"', b"</p>", b"<num/>", b"\x00", b"\xff", b"-1"]
    )
    damaged = written[:start] + data.draw(pieces) + written[start + length :]
    with contextlib.suppress(UnreadableError):
        from_akn(damaged)


def test_schema_errors_name_the_line() -> None:
    broken = to_akn(RESOLUTION).replace(b"<mainBody>", b"<mainBody><nonsense/>")
    assert any(error.startswith("line ") and "nonsense" in error for error in errors(broken))


def test_dates_before_the_year_1000_keep_four_digits() -> None:
    document = replace(RESOLUTION, date=dt.date(33, 4, 3))
    assert from_akn(to_akn(document)) == document
