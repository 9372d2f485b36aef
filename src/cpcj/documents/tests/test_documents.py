"""What stands in the files that are made: Word read back, PDF read back, every kind."""

from __future__ import annotations

import io
import re
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import docx
import pypdfium2
import pytest
from docx.document import Document as WordFile
from PIL import Image

from cpcj.documents.contents import (
    CONTENTS,
    ArrearsLine,
    ArrearsNotice,
    DonorReport,
    Kind,
    RequestAcknowledgement,
    SpendingLine,
    places,
    values,
)
from cpcj.documents.filling import PLACE, filled
from cpcj.documents.printing import (
    SCRIPTS,
    FontMissingError,
    fonts_for,
    installed,
    missing_scripts,
    printed,
)
from cpcj.documents.standard import standard_template

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
NOTICE = ArrearsNotice(
    member="Lake Lamp", as_of="31 March 2026", total="$ 1,234.00", number="N-7",
    lines=(ArrearsLine(year="2023", owing="$ 1,000.00"), ArrearsLine(year="2024", owing="$ 234")),
)  # fmt: skip


def full(of: type[Any], mark: str) -> Any:
    """Return a content with a word of its own in every place."""
    given: dict[str, Any] = {}
    hints = get_type_hints(of)
    for one in fields(of):
        line = next((arg for arg in get_args(hints[one.name]) if is_dataclass(arg)), None)
        given[one.name] = (
            (full(line, f"{mark}{one.name}"),) if line else f"{mark}{one.name}".replace("_", "")  # type: ignore[arg-type]
        )
    return of(**given)


def saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def words(content: bytes) -> str:
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def pdf_words(content: bytes) -> str:
    file = pypdfium2.PdfDocument(content)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in file)
    finally:
        file.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_every_place_of_the_programs_own_templates_is_one(kind: Kind, language: str) -> None:
    said = words(standard_template(kind, language))
    assert set(PLACE.findall(said)) <= set(places(kind))


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_what_a_document_says_stands_in_word_and_pdf(kind: Kind) -> None:
    content = full(CONTENTS[kind], "x")
    word = filled(standard_template(kind, "en"), values(content))
    said, on_paper = words(word), pdf_words(printed(word, "en", "Title")).replace("-\r\n", "")
    named = set(re.findall(r"\bx[a-z]+", said))
    assert len(named) >= 5
    assert "{" not in said
    for word_of in named:
        assert word_of[:8] in on_paper


def test_a_row_is_repeated_for_each_line_and_dashes_where_there_is_none() -> None:
    template = standard_template(Kind.ARREARS_NOTICE, "en")
    table = docx.Document(io.BytesIO(filled(template, values(NOTICE)))).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["Assessment", "2023", "2024"]
    assert [cell.text for cell in table.rows[2].cells] == ["2024", "–", "–", "$ 234", "–"]
    empty = ArrearsNotice(member="M", as_of="today", total="0")
    table = docx.Document(io.BytesIO(filled(template, values(empty)))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["–"] * 5


def test_a_place_cut_into_pieces_takes_the_look_of_its_beginning() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Our ref. ")
    paragraph.add_run("{num").bold = True
    paragraph.add_run("ber} about {title} {kept as it is}")
    file.sections[0].header.paragraphs[0].text = "{state}"
    content = RequestAcknowledgement(number="7", state="Lake Lamp", title="one\ntwo {number}")
    made = docx.Document(io.BytesIO(filled(saved(file), values(content))))
    (one,) = made.paragraphs
    assert one.text == "Our ref. 7 about one\ntwo {number} {kept as it is}"
    assert [run.text for run in one.runs if run.bold] == ["7"]
    assert made.sections[0].header.paragraphs[0].text == "Lake Lamp"


def test_what_a_line_says_in_braces_is_no_place() -> None:
    report = DonorReport(
        donor="D", contribution="C", received="1", spent="2",
        spending=(SpendingLine(project="{donor} {spending.spent}", spent="3"),),
    )  # fmt: skip
    said = words(filled(standard_template(Kind.DONOR_REPORT, "en"), values(report)))
    assert "{donor} {spending.spent}" in said


def test_paragraphs_with_lines_are_repeated_too() -> None:
    file = docx.Document()
    file.add_paragraph("{member} {as_of} {total}")
    file.add_paragraph("{lines.year}: {lines.owing} of {total}")
    made = docx.Document(io.BytesIO(filled(saved(file), values(NOTICE))))
    assert [one.text for one in made.paragraphs] == [
        "Lake Lamp 31 March 2026 $ 1,234.00",
        "2023: $ 1,000.00 of $ 1,234.00",
        "2024: $ 234 of $ 1,234.00",
    ]


def test_controls_do_not_break_a_file() -> None:
    content = RequestAcknowledgement(number="a\x00b\x1b", state="&<]]>", title="\ud800")
    said = words(filled(standard_template(Kind.REQUEST_ACKNOWLEDGEMENT, "en"), values(content)))
    assert "a\ufffdb\ufffd" in said
    assert "&<]]>" in said


@pytest.mark.skipif(bool(missing_scripts()), reason="this machine lacks fonts for some scripts")
def test_arabic_runs_from_right_to_left_in_both_forms() -> None:
    member = "بحيرة المصابيح"
    content = ArrearsNotice(member=member, as_of="٣١ مارس", total="1,234")
    word = filled(standard_template(Kind.ARREARS_NOTICE, "ar"), values(content))
    file = docx.Document(io.BytesIO(word))
    normal: Any = file.styles["Normal"].element
    assert normal.xpath("w:pPr/w:bidi")
    assert normal.xpath("w:rPr/w:rtl")
    tables: Any = file.tables[0]._tbl
    assert tables.xpath("w:tblPr/w:bidiVisual")
    pdf = printed(word, "ar", "T")
    assert member in " ".join(pdf_words(pdf).split())
    page = pypdfium2.PdfDocument(pdf)[0]
    dark = page.render(scale=0.5).to_pil().convert("L")
    width, height = dark.size
    # The heading is set at the right margin: the left half of its line is empty.
    line = dark.crop((0, 0, width // 3, height // 9))
    assert line.getextrema()[0] > 200


@pytest.mark.skipif(bool(missing_scripts()), reason="this machine lacks fonts for some scripts")
@pytest.mark.parametrize(
    ("language", "member"), [("zh-hans", "灯湖国"), ("ru", "Озеро Ламп"), ("fr", "Lac-à-l’Œil")]
)
def test_the_pdf_says_other_scripts(language: str, member: str) -> None:
    content = ArrearsNotice(member=member, as_of="1", total="1")
    word = filled(standard_template(Kind.ARREARS_NOTICE, language), values(content))
    assert member in pdf_words(printed(word, language, "T")).replace(" ", "").replace(
        member.replace(" ", ""), member
    )


def test_a_missing_font_is_told_by_script() -> None:
    only_latin = frozenset({"Libertinus Serif"})
    assert fonts_for("Ministère Озеро", only_latin) == ["Libertinus Serif"]
    with pytest.raises(FontMissingError, match="Arabic letters; install one of: Noto Naskh"):
        fonts_for("a بحيرة", only_latin)
    with pytest.raises(FontMissingError, match="Chinese"):
        fonts_for("灯", only_latin)
    assert [script.name for script in missing_scripts(only_latin)] == [s.name for s in SCRIPTS]
    assert "Libertinus Serif" in installed()


def test_the_letterhead_goes_into_the_pdf() -> None:
    file = docx.Document()
    section = file.sections[0]
    section.header.paragraphs[0].text = "Office of Lamps {number}"
    section.footer.paragraphs[0].text = "Harbour Street 1"
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 0, 0)).save(picture, "PNG")
    picture.seek(0)
    file.add_picture(picture)
    file.add_paragraph("{state}", style="List Bullet")
    file.add_paragraph("then", style="List Number")
    content = RequestAcknowledgement(number="N-1", state="Lake Lamp")
    pdf = printed(filled(saved(file), values(content)), "en", "T")
    said = pdf_words(pdf)
    for part in ("Office of Lamps N-1", "Harbour Street 1", "• Lake Lamp", "1. then"):
        assert part in " ".join(said.split())
    colours = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil().getcolors(100_000) or []
    assert any(red > 150 and green < 60 for _n, (red, green, _b) in colours)


def test_words_that_look_like_a_program_are_words() -> None:
    trap = '#read("/etc/hosts") $x$ *b* _i_ \\ @ref <l> `raw` //'
    content = RequestAcknowledgement(number=trap, state="S")
    word = filled(standard_template(Kind.REQUEST_ACKNOWLEDGEMENT, "en"), values(content))
    assert trap in " ".join(pdf_words(printed(word, "en", trap)).split())
