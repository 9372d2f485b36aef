"""The executive summary and the list of observations in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import docx
import docx.document
from docx.shared import Cm, Pt

from cpcj.resolutions.writers.layout import printable


@dataclass(frozen=True, slots=True)
class Line:
    """An observation as it is written: what it is about, its words, whether confidential."""

    provision: str
    words: str
    note: str = ""


def summary_file(heading: str, facts: Sequence[str], words: str) -> bytes:
    """Return an executive summary: heading, facts, paragraphs."""
    file = _begun(heading, facts)
    for paragraph in words.splitlines():
        if paragraph.strip():
            file.add_paragraph(printable(paragraph.strip()))
    return _saved(file)


def observations_file(
    heading: str, facts: Sequence[str], groups: Mapping[str, Iterable[Line]]
) -> bytes:
    """Return a list of observations: a heading for each kind, a numbered line for each."""
    file = _begun(heading, facts)
    for title, lines in groups.items():
        file.add_heading(printable(title), level=2)
        for line in lines:
            paragraph = file.add_paragraph(style="List Number")
            if line.provision:
                paragraph.add_run(printable(line.provision) + ": ").bold = True
            paragraph.add_run(printable(line.words))
            if line.note:
                paragraph.add_run(f" ({printable(line.note)})").italic = True
    return _saved(file)


def _begun(heading: str, facts: Sequence[str]) -> docx.document.Document:
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    file.styles["Normal"].font.size = Pt(11)
    file.core_properties.author = ""
    file.core_properties.title = heading
    file.add_heading(printable(heading), level=1)
    for fact in facts:
        file.add_paragraph(printable(fact))
    return file


def _saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
