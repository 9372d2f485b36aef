"""A set of answers in Word: a heading for each section, a question with what was answered."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
from docx.shared import Cm, Pt

from cpcj.resolutions.writers.layout import printable


@dataclass(frozen=True, slots=True)
class Line:
    """A question as it is written: its provision, its words, and the answer part by part.

    ``parts`` are pairs of what a part is called and its words.
    """

    provision: str
    words: str
    parts: tuple[tuple[str, str], ...]


def answers_file(
    heading: str, facts: Sequence[str], sections: Iterable[tuple[str, Iterable[Line]]]
) -> bytes:
    """Return the answers: heading, facts, sections with their questions."""
    file = docx.Document()
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    file.styles["Normal"].font.size = Pt(11)
    file.core_properties.author = ""
    file.core_properties.title = printable(heading)
    file.add_heading(printable(heading), level=1)
    for fact in facts:
        file.add_paragraph(printable(fact))
    for title, lines in sections:
        file.add_heading(printable(title), level=2)
        for line in lines:
            paragraph = file.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(printable(f"{line.provision}. {line.words}")).bold = True
            for name, words in line.parts:
                paragraph = file.add_paragraph()
                paragraph.paragraph_format.left_indent = Cm(0.6)
                paragraph.add_run(printable(f"{name}: ")).italic = True
                for number, part in enumerate(words.split("\n")):
                    run = paragraph.add_run(printable(part))
                    if number < words.count("\n"):
                        run.add_break()
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
