"""HTML: every word is there, escaped, anchored, and every link leads somewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from lxml import etree, html

from cpcj.resolutions.model import Document, Passage, Span
from cpcj.resolutions.tests import strategies
from cpcj.resolutions.tests.acts import REQUEST
from cpcj.resolutions.tests.documents import OMNIBUS, REPORT, RESOLUTION
from cpcj.resolutions.writers.html import to_html, to_html_page
from cpcj.resolutions.writers.layout import layout, printable
from cpcj.resolutions.writers.runs import Link


def tree(text: str) -> html.HtmlElement:
    return html.fromstring(text)


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def by_id(root: html.HtmlElement, identifier: str) -> html.HtmlElement:
    (element,) = (e for e in root.iter() if e.get("id") == identifier)
    return element


def test_paragraphs_and_points_are_anchored_by_their_provision() -> None:
    root = tree(to_html(RESOLUTION))
    assert words(by_id(root, "op1")).startswith("1. Urges Member States")
    assert words(by_id(root, "op2(a)(ii)(b.)")) == "b. Adrift;"
    assert words(by_id(root, "op2_bis")).startswith("2 bis. Invites")
    assert words(by_id(root, "pp1")).startswith("Recalling its resolutions")


def test_anchors_of_several_texts_differ() -> None:
    root = tree(to_html(REPORT))
    assert words(by_id(root, "I!op1")) != words(by_id(root, "II!op1"))
    assert words(by_id(root, "p2(a)")) == "(a) A note;"


def test_points_are_lists_inside_their_point() -> None:
    outer = by_id(tree(to_html(RESOLUTION)), "op2(a)")
    assert [words(item) for item in outer.iterfind("ul/li/ul/li")] == ["a. Anchored;", "b. Adrift;"]


def test_marks_and_footnotes_are_linked_both_ways() -> None:
    root = tree(to_html(RESOLUTION))
    note = by_id(root, "note-2")
    backs = [a.get("href") for a in note.iterfind(".//a[@role='doc-backlink']")]
    assert backs == ["#mark-2-1", "#mark-2-2", "#mark-2-3"]
    assert [by_id(root, back[1:]).get("href") for back in backs] == ["#note-2"] * 3


def test_footnotes_of_each_part_have_a_name_of_their_own() -> None:
    sections = tree(to_html(REPORT)).iterfind(".//section[@role='doc-endnotes']")
    assert [section.get("aria-label") for section in sections] == [
        "Footnotes to the document",
        "Footnotes to draft resolution I",
        "Footnotes to draft resolution II",
    ]


def test_italics_are_emphasis_and_words_are_escaped() -> None:
    text = to_html(RESOLUTION)
    assert "<em>Invites</em> keepers &amp; owners to use &lt;safe&gt; oil" in text
    assert "<em>Official Records</em>" in text


def test_page_has_language_title_and_one_first_heading() -> None:
    for document in (RESOLUTION, REPORT, OMNIBUS, replace(RESOLUTION, texts=(), title=None)):
        root = tree(to_html_page(document, stylesheet="/a.css?x=1&y"))
        assert root.get("lang") == "en"
        assert root.findtext("head/title")
        assert root.find("head/link").get("href") == "/a.css?x=1&y"
        assert len(list(root.iter("h1"))) == 1


def test_page_carries_no_script_and_no_style_of_its_own() -> None:
    text = to_html_page(REPORT)
    assert "<script" not in text
    assert "<style" not in text
    assert "style=" not in text


def test_arabic_runs_from_right_to_left() -> None:
    assert tree(to_html_page(replace(RESOLUTION, language="ara"))).get("dir") == "rtl"


def test_acts_are_marked_over_lead_in_points_and_closing_words() -> None:
    root = tree(to_html(RESOLUTION, acts=[REQUEST]))
    shown = [(words(mark), mark.get("class")) for mark in root.iter("mark")]
    assert shown == [
        ("Requests", "act phrase"),
        ("the Secretary-General", "act addressee"),
        ("To", "act action"),
        ("report thereon", "act action deliverable"),
        (";", "act action"),
        ("within existing resources", "act qualifier"),
    ]
    for mark in root.iter("mark"):
        assert mark.get("data-addressee") == "secretary_general"
        assert (mark.get("data-act"), mark.get("data-kind")) == ("op2.1", "request")


def test_links_are_whole_and_never_hold_a_footnote_mark() -> None:
    def links(passage: Passage) -> list[Link]:
        place = passage.text.find("resolutions 90/12 of 3 December 2035 and 88/7")
        return [] if place < 0 else [Link(place, place + 45, "https://example.org/?a&b")]

    recital = by_id(tree(to_html(RESOLUTION, links=links)), "pp1")
    found = [words(a) for a in recital.iterfind("a[@class='citation']")]
    assert found == ["resolutions 90/12 of 3 December 2035", "and 88/7"]


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    bad = replace(RESOLUTION, title="a\x00b\ud800c", symbol=None)
    assert "a\ufffdb\ufffdc" in to_html_page(bad)


@strategies.law(40)
@given(strategies.documents)
def test_any_document_keeps_its_words_and_its_links_lead_somewhere(document: Document) -> None:
    text = to_html(document, acts=[REQUEST], links=lambda p: [Link(1, len(p.text), "#top")])
    text.encode("utf-8")
    root = tree(text)
    shown = Counter(words(root))
    for part in layout(document):
        for block in part.blocks:
            if block.words.text.strip():
                assert not Counter("".join(printable(block.words.text).split())) - shown
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    targets = {a.get("href") for a in root.iter("a")} - {"#top"}
    assert targets <= {f"#{identifier}" for identifier in identifiers}


def test_italics_over_a_mark_stay_italics() -> None:
    title = Passage("abcd", emphasis=(Span(1, 3),))
    document = replace(RESOLUTION, texts=(replace(RESOLUTION.texts[0], title=title),))
    assert "a<em>bc</em>d" in to_html(document)
