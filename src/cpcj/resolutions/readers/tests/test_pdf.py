"""PDF: what the layout of a page says about its words."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

import cpcj.samples
from cpcj.resolutions.readers import pdf
from cpcj.resolutions.readers.pdf_lines import Vocabulary
from cpcj.resolutions.readers.pdf_page import Line, Place, Run, lines_of, measure, place_lines
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import BlockKind, Source, UnreadableError

_SAMPLE = Path(cpcj.samples.__file__).parent / "texts" / "A_RES_69_9001.pdf"
_PAGE = """
#set document(date: none)
#set page(paper: "us-letter", margin: 110pt)
#set text(font: "Libertinus Serif", size: 10pt, hyphenate: false)
#set super(typographic: false)
#set par(justify: true, leading: 0.55em, spacing: 1.3em,
  first-line-indent: (amount: 2em, all: true))
"""


def _printed(body: str) -> Source:
    made = typst.compile((_PAGE + body).encode(), format="pdf", ignore_system_fonts=True)
    return pdf.read(made, "page.pdf")


def _texts(source: Source) -> list[str]:
    return [block.words.text for block in source.blocks]


@pytest.fixture(scope="module")
def sample() -> Source:
    return pdf.read(_SAMPLE.read_bytes(), _SAMPLE.name)


def test_paragraphs_are_joined_across_pages_and_running_heads_left_out(sample: Source) -> None:
    texts = _texts(sample)
    assert sum("A/RES/69/9001" in text for text in texts) == 1
    assert sample.masthead.lines.count("A/RES/69/9001") >= 2
    assert "2/4" in sample.masthead.lines
    assert all(text.strip()[-1] in ",;.:]" or len(text) < 160 for text in texts)


def test_marks_are_taken_out_of_the_words_and_notes_from_the_foot(sample: Source) -> None:
    words = next(b.words for b in sample.blocks if b.words.text.startswith("Recalling also"))
    assert [mark.mark for mark in words.marks] == ["1", "2", "3"]
    assert words.text[: words.marks[0].at].endswith("Transnational Organized Crime")
    assert [run.note.mark for run in sample.notes] == ["1", "2", "3", "4", "5", "6"]
    note = sample.notes[0].note.words
    assert note.text == "United Nations, Treaty Series, vol. 2225, No. 39574."
    assert [note.text[span.start : span.end] for span in note.emphasis] == ["Treaty Series"]


def test_a_note_stands_after_the_paragraph_that_holds_its_mark(sample: Source) -> None:
    for run in sample.notes:
        marks = [mark.mark for mark in sample.blocks[run.after_block].words.marks]
        assert run.note.mark in marks


def test_a_mark_may_be_printed_twice(sample: Source) -> None:
    marks = [mark.mark for block in sample.blocks for mark in block.words.marks]
    assert marks == ["1", "2", "3", "4", "5", "4", "6"]


def test_italics_are_kept(sample: Source) -> None:
    words = next(b.words for b in sample.blocks if b.words.text.startswith("3. Expresses"))
    assert [words.text[span.start : span.end] for span in words.emphasis] == [
        "Expresses its grave concern",
        "strongly condemns",
    ]


def test_every_piece_leads_back_to_its_words(sample: Source) -> None:
    for words in [*(b.words for b in sample.blocks), *(r.note.words for r in sample.notes)]:
        for piece in words.source:
            printed = sample.text[piece.source_start : piece.source_end]
            assert printed == words.text[piece.start : piece.end]


def test_the_sample_is_read_end_to_end() -> None:
    document = read_document(_SAMPLE)
    (text,) = document.texts
    assert (document.symbol, document.session, document.agenda_item) == (
        "A/RES/69/9001",
        69,
        "105",
    )
    assert text.number == "69/9001"
    assert len(text.preambular) == 13
    assert [paragraph.n for paragraph in text.operative] == [str(n) for n in range(1, 20)]
    assert [point.n for point in text.operative[4].points] == ["(a)", "(b)", "(c)", "(d)"]
    assert [point.n for point in text.operative[4].points[1].points] == ["(i)", "(ii)"]
    assert document.doubts == ()


_LONG = "the harbours, rivers and lakes of the country, and of those who live by them, " * 4


def test_an_indent_at_the_page_head_begins_a_paragraph_even_after_a_comma() -> None:
    source = _printed(f"Noting {_LONG}\n#pagebreak()\nAldova having seen {_LONG}\n")
    assert [text[:12] for text in _texts(source)] == ["Noting the h", "Aldova havin"]


def test_words_at_the_left_edge_of_a_new_page_go_on() -> None:
    source = _printed(
        f"Noting {_LONG}\n#pagebreak()\n#set par(first-line-indent: 0pt)\nRivers of {_LONG}\n"
    )
    assert [text[:12] for text in _texts(source)] == ["Noting the h"]


def test_a_bold_line_is_a_heading_and_raised_letters_of_a_word_are_words() -> None:
    source = _printed(
        "*Harbours and rivers*\n\nThe 5#super[th] meeting saw 30 km#super[2] of water,#super[a] "
        "of which much was clean;\n"
    )
    heading, words = source.blocks
    assert heading.kind is BlockKind.HEADING
    assert words.words.text == ("The 5th meeting saw 30 km2 of water, of which much was clean;")
    assert [mark.mark for mark in words.words.marks] == ["a"]


def test_words_broken_at_line_ends_are_made_whole_and_compounds_kept() -> None:
    lines = ["gender and international prevention", "long-term implementation of gender-"]
    lines += [
        "based work, as recommenda-",
        "tion and inter-",
        "national imple-",
        "mentation, preven-",
    ]
    vocabulary = Vocabulary([*lines, "tion, and long-", "term work"])
    assert vocabulary.breaks("and inter-", "national work")
    assert vocabulary.breaks("as recommenda-", "tion")
    assert not vocabulary.breaks("of long-", "term work")
    assert not vocabulary.breaks("for gender-", "based work")
    assert not Vocabulary(["the right to self-", "determination"]).breaks("self-", "determination")


def test_notes_gathered_at_the_end_in_the_size_of_the_body_are_notes() -> None:
    source = _printed(
        f"Noting the Treaty#super[1] and {_LONG}\n\n#super[1] See the map.\n\n#super[2] Ibid.\n"
    )
    assert len(source.blocks) == 1
    assert [(run.note.mark, run.note.words.text) for run in source.notes] == [
        ("1", "See the map."),
        ("2", "Ibid."),
    ]


def test_kerning_is_no_space_and_a_gap_is_one() -> None:
    runs = [Run("the 20", 100, 130, 700, 10, 0), Run("30", 130.5, 140, 700, 10, 0)]
    runs.append(Run("Agenda", 143, 180, 700, 10, 1))
    (line,) = lines_of(0, runs, 792)
    assert line.text == "the 2030 Agenda"


def test_a_note_at_the_page_foot_is_no_page_number() -> None:
    def page(number: int) -> list[Line]:
        runs = [Run(f"Words of the text on page {number},", 100, 400, 600, 10, 0)]
        runs += [Run("__________", 100, 150, 74, 8, 0), Run(str(number), 100, 104, 63, 5.5, 0)]
        runs += [Run("A/77/211.", 108, 150, 60, 8.5, 0), Run(f"{number}/4", 60, 70, 37, 8.5, 0)]
        return lines_of(number, runs, 792)

    pages = [page(number) for number in range(4)]
    place_lines(pages, measure(line for lines in pages for line in lines))
    assert [line.place for line in pages[2]] == [
        Place.BODY,
        Place.RULE,
        Place.NOTE,
        Place.FURNITURE,
    ]


def test_a_pdf_of_pictures_says_what_to_do() -> None:
    with pytest.raises(UnreadableError, match=r"scan\.pdf: the PDF holds no words, only pictures"):
        pdf.read(typst.compile(b"#rect()", format="pdf"), "scan.pdf")


def test_a_damaged_pdf_says_so() -> None:
    with pytest.raises(UnreadableError, match=r"cut\.pdf: it is no PDF, or is damaged"):
        pdf.read(_SAMPLE.read_bytes()[:20_000], "cut.pdf")
