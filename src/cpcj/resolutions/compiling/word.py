"""A compilation as a table in a Word file: struck out, underlined, clashes highlighted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from cpcj.resolutions.compiling.showing import changed, pieces, said
from cpcj.resolutions.writers.layout import printable

if TYPE_CHECKING:
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from cpcj.resolutions.compiling.compilation import Compilation, Row, Touch

_SMALL: Final = Pt(9)
_FIRST: Final = Cm(1.8)


def to_docx(found: Compilation) -> bytes:
    """Return a compilation as a Word file, its page on its side."""
    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    file.core_properties.title = printable(found.title)[:255]
    file.core_properties.author = ""
    file.add_heading(printable(f"{found.title or 'Compilation'}: proposals"), 1)
    for proposal in found.proposals:
        for words in proposal.troubles:
            file.add_paragraph(printable(f"{proposal.label}: {words}"), style="List Bullet")
    table = file.add_table(rows=1, cols=2 + len(found.proposals))
    table.style = "Table Grid"
    heads = ["Paragraph", "Text", *(one.label for one in found.proposals)]
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(printable(words)).bold = True
    _repeat(table.rows[0])
    for row in found.rows:
        _fill(table.add_row(), row)
    for row_cells in table.rows:
        row_cells.cells[0].width = _FIRST
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def _repeat(row: _Row) -> None:
    """Have a row stand at the head of each page."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _fill(line: _Row, row: Row) -> None:
    cells = line.cells
    _add(cells[0].paragraphs[0], row.id or "new")
    for words, clash in pieces(row):
        run = _add(cells[1].paragraphs[0], words)
        if clash:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    for cell, touch in zip(cells[2:], row.touches, strict=True):
        if touch is not None:
            _touch(cell, touch)


def _touch(cell: _Cell, touch: Touch) -> None:
    _add(cell.paragraphs[0], said(touch)).italic = True
    paragraph = cell.add_paragraph()
    for words, tag in changed(touch.changes):
        run = _add(paragraph, words)
        run.font.strike = True if tag == "del" else None
        run.font.underline = True if tag == "ins" else None


def _add(paragraph: Paragraph, words: str) -> Run:
    run = paragraph.add_run(printable(words))
    run.font.size = _SMALL
    return run
