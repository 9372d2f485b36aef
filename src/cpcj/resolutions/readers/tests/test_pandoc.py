"""Word, OpenDocument and HTML: what their own structure says about the words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest

import cpcj.samples
from cpcj.resolutions.readers import pandoc
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import Block, BlockKind, Source, UnreadableError

_TEXTS = Path(cpcj.samples.__file__).parent / "texts"


def _made(markdown: str, form: str) -> Source:
    """Return what is read from a file that pandoc makes from Markdown."""
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", form, "-o", "-"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    ).stdout
    return pandoc.read(made, f"made.{form}")


def _page(body: str) -> Source:
    return pandoc.read(f"<html><body>{body}</body></html>".encode(), "page.html")


def _shown(source: Source) -> list[str]:
    return [block.words.text for block in source.blocks]


def _marks(block: Block) -> list[tuple[str, str]]:
    words = block.words
    return [(words.text[: mark.at].rpartition(" ")[2], mark.mark) for mark in words.marks]


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_footnotes_italics_and_automatic_lists(form: str) -> None:
    source = _made(
        "*Recalling* the Treaty[^a] and *Series* 7,[^b]\n\n"
        "3. *Urges* States:\n\n   (a) To act;\n\n   (b) To wait:\n\n       (i) Here;\n\n"
        "4. *Thanks* all.\n\n[^a]: The *first* note.\n\n[^b]: Ibid.\n",
        form,
    )
    assert _shown(source) == [
        "Recalling the Treaty and Series 7,",
        "3. Urges States:",
        "(a) To act;",
        "(b) To wait:",
        "(i) Here;",
        "4. Thanks all.",
    ]
    first = source.blocks[0]
    assert _marks(first) == [("Treaty", "1"), ("7,", "2")]
    assert [first.words.text[s.start : s.end] for s in first.words.emphasis] == [
        "Recalling",
        "Series",
    ]
    assert [block.level for block in source.blocks] == [0, 1, 2, 2, 3, 1]
    assert {block.kind for block in source.blocks[1:]} == {BlockKind.ITEM}
    assert [(run.note.mark, run.note.words.text, run.after_block) for run in source.notes] == [
        ("1", "The first note.", 0),
        ("2", "Ibid.", 0),
    ]


def test_a_word_file_with_typed_numbers_and_masthead_in_a_table() -> None:
    document = read_document(_TEXTS / "A_RES_68_9002.docx")
    (text,) = document.texts
    assert (document.symbol, document.session, str(document.date)) == (
        "A/RES/68/9002",
        68,
        "2014-02-11",
    )
    assert [p.n for p in text.operative] == [str(n) for n in range(1, 10)]
    assert [p.n for p in text.operative[2].points] == ["(a)", "(b)", "(c)"]
    assert [note.mark for note in text.notes] == ["1", "2", "3", "4", "5"]
    assert len(text.annexes) == 1
    assert document.doubts == ()


def test_an_open_document_with_automatic_numbers() -> None:
    document = read_document(_TEXTS / "E_RES_2014_9001.odt")
    (text,) = document.texts
    assert document.organ == "Economic and Social Council"
    assert [p.n for p in text.operative] == ["1", "2", "3", "4", "5", "6"]
    assert [p.n for p in text.operative[1].points] == ["(a)", "(b)"]
    assert text.adoption is not None
    assert text.adoption.meeting == 45
    assert document.doubts == ()


def test_a_web_page_with_sponsors_and_notes_at_its_end() -> None:
    document = read_document(_TEXTS / "A_C.3_69_L.9001.html")
    (text,) = document.texts
    assert len(text.sponsors) == 10
    assert len(text.operative) == 19
    assert [note.mark for note in text.notes] == ["1", "2", "3", "4", "5", "6"]
    assert not any("↩" in note.words.text for note in text.notes)
    assert document.doubts == ()


def test_notes_as_a_word_processor_exports_them_to_the_web() -> None:
    source = _page(
        '<p>The Treaty<a href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a> holds,</p>'
        '<p>More words.</p><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> A note.'
        "</p></div>"
    )
    assert _marks(source.blocks[0]) == [("Treaty", "1")]
    assert source.blocks[0].words.text == "The Treaty holds,"
    assert [(run.note.mark, run.note.words.text, run.after_block) for run in source.notes] == [
        ("1", "A note.", 0)
    ]


def test_raised_numbers_typed_by_hand_are_marks_and_ordinals_are_not() -> None:
    source = _page(
        "<p>The 5<sup>th</sup> meeting saw 30 km<sup>2</sup> of water,<sup>2</sup></p>"
        "<p><sup>2</sup> See the map.</p>"
    )
    assert source.blocks[0].words.text == "The 5th meeting saw 30 km2 of water,"
    assert _marks(source.blocks[0]) == [("water,", "2")]
    assert [run.note.words.text for run in source.notes] == ["See the map."]


def test_breaks_part_lines_of_a_masthead_and_not_a_sentence() -> None:
    source = _page(
        "<p>Distr.: General<br>11 February 2014</p><p>Recalling the many words that were said at "
        "the harbour and<br>on the river, which nobody wrote down,</p>"
    )
    assert _shown(source) == [
        "Distr.: General",
        "11 February 2014",
        (
            "Recalling the many words that were said at the harbour and on the river, which nobody "
            "wrote down,"
        ),
    ]


def test_struck_out_words_are_left_out_and_said() -> None:
    source = _page("<p>Requests the <s>Committee</s> Office to act;</p>")
    assert source.blocks[0].words.text == "Requests the Office to act;"
    assert [doubt.code for doubt in source.doubts] == ["struck-out"]
    assert "Committee" in source.doubts[0].message


def test_a_row_of_dashes_is_a_rule() -> None:
    source = _page("<p>Words.</p><p>—————</p>")
    assert [block.kind for block in source.blocks] == [BlockKind.PLAIN, BlockKind.BREAK]


def test_a_table_in_the_text_is_read_row_by_row() -> None:
    source = _page("<p>Words.</p><table><tr><td>a</td><td>b</td></tr></table>")
    assert source.blocks[1].kind is BlockKind.TABLE
    assert source.blocks[1].words.text == "a b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_web_page_is_decoded_as_it_says(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><p>Côte “d’été”</p></html>'
    source = pandoc.read(page.encode(encoding), "page.html")
    assert [block.words.text for block in source.blocks] == ["Côte “d’été”"]


def test_rich_text_is_read() -> None:
    source = pandoc.read(rb"{\rtf1 {\i Urges} States to act;\par}", "text.rtf")
    words = source.blocks[0].words
    assert words.text == "Urges States to act;"
    assert [words.text[span.start : span.end] for span in words.emphasis] == ["Urges"]


@pytest.mark.parametrize("name", ["A_RES_68_9002.docx", "E_RES_2014_9001.odt"])
def test_every_piece_leads_back_to_its_words(name: str) -> None:
    source = pandoc.read((_TEXTS / name).read_bytes(), name)
    for words in [*(b.words for b in source.blocks), *(r.note.words for r in source.notes)]:
        for piece in words.source:
            printed = source.text[piece.source_start : piece.source_end]
            assert printed == words.text[piece.start : piece.end]


def test_a_page_without_words_says_so() -> None:
    with pytest.raises(UnreadableError, match="it holds no words"):
        _page("<p> </p>")
