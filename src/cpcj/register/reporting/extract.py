"""The extract of requests with a calendar of deadlines, as a Word file.

First the calendar, one line a session; then the requests by body and session: where they stand,
their words, who is asked, the deadline and the state.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from cpcj.resolutions.writers.layout import printable

if TYPE_CHECKING:
    from docx.document import Document as WordFile


@dataclass(frozen=True, slots=True)
class ExtractLine:
    """A request at one deadline, every field in words.

    Attributes:
        source: the place in the text ("A/RES/70/178, para. 50").
        title: the text's title.
        words: the paragraph's words.
        addressees: who is asked, and the unit responsible where one is known.
        deadline, state: when, and how it stands.
    """

    source: str
    title: str
    words: str
    addressees: tuple[str, ...]
    deadline: str
    state: str


@dataclass(frozen=True, slots=True)
class ExtractGroup:
    """The requests due at one session of a body; ``name`` is both."""

    name: str
    lines: tuple[ExtractLine, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What the file holds: title, day, headings of the columns, groups in order of time."""

    title: str
    said: str
    heads: tuple[str, str, str, str]
    groups: tuple[ExtractGroup, ...]
    calendar: str
    empty: str


_WIDTHS = (Cm(13.5), Cm(4.2), Cm(4.4), Cm(3.2))


def to_docx(extract: Extract) -> bytes:
    """Return the extract as a Word file of A4 pages on their side."""
    file = docx.Document()
    _page(file)
    file.core_properties.title = extract.title
    file.core_properties.author = ""
    file.add_heading(printable(extract.title), level=0)
    file.add_paragraph(printable(extract.said))
    if not extract.groups:
        file.add_paragraph(printable(extract.empty))
    else:
        _calendar(file, extract)
        for group in extract.groups:
            file.add_heading(printable(group.name), level=1)
            _requests(file, extract.heads, group)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _page(file: WordFile) -> None:
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style: Any = file.styles["Normal"]
    style.font.size = Pt(9.5)


def _calendar(file: WordFile, extract: Extract) -> None:
    file.add_heading(printable(extract.calendar), level=1)
    table: Any = file.add_table(rows=0, cols=2, style="Light List")
    for group in extract.groups:
        cells = table.add_row().cells
        cells[0].text = printable(f"{group.name} ({len(group.lines)})")
        places = [f"{line.source} – {line.state}" for line in group.lines]
        _lines(cells[1], places)
        cells[0].width, cells[1].width = Cm(8.0), Cm(17.3)


def _requests(file: WordFile, heads: tuple[str, ...], group: ExtractGroup) -> None:
    table: Any = file.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for cell, head, width in zip(table.rows[0].cells, heads, _WIDTHS, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(printable(head)).bold = True
    _repeat_head(table.rows[0])
    for line in group.lines:
        cells = table.add_row().cells
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = width
        first = cells[0].paragraphs[0]
        first.add_run(printable(line.source)).bold = True
        if line.title:
            first.add_run(printable(f" {line.title}")).italic = True
        for words in line.words.split("\n"):
            cells[0].add_paragraph(printable(words))
        _lines(cells[1], line.addressees)
        cells[2].text = printable(line.deadline)
        cells[3].text = printable(line.state)


def _lines(cell: Any, lines: Sequence[str]) -> None:
    """Put lines into a cell, a paragraph each."""
    for place, words in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.add_run(printable(words))


def _repeat_head(row: Any) -> None:
    """Let the row of headings stand on each page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
