"""Word files: valid, with footnotes as footnotes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import pypandoc
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from lxml import etree

from cpcj.resolutions.tests import strategies
from cpcj.resolutions.tests.documents import ALL, REPORT, RESOLUTION
from cpcj.resolutions.writers.tests.test_markdown import found
from cpcj.resolutions.writers.word import to_docx

if TYPE_CHECKING:
    from pathlib import Path

    from cpcj.resolutions.model import Document


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def own_notes(data: bytes) -> list[etree._Element]:
    notes = part(data, "word/footnotes.xml").findall(qn("w:footnote"))
    return [note for note in notes if note.get(qn("w:type")) is None]


@pytest.mark.parametrize("name", ALL)
def test_file_opens_again_with_its_words(name: str) -> None:
    document = ALL[name]
    shown = [p.text for p in docx.Document(io.BytesIO(to_docx(document))).paragraphs]
    for text in document.texts:
        for paragraph in text.operative:
            start = paragraph.words.text[:20]
            assert any(start in line for line in shown)


def test_every_reference_has_its_footnote() -> None:
    data = to_docx(RESOLUTION)
    references = part(data, "word/document.xml").iter(qn("w:footnoteReference"))
    called = [reference.get(qn("w:id")) for reference in references]
    assert called == [note.get(qn("w:id")) for note in own_notes(data)]
    assert len(called) == 5


def test_pandoc_reads_footnotes_italics_and_repeated_marks(tmp_path: Path) -> None:
    file = tmp_path / "resolution.docx"
    file.write_bytes(to_docx(RESOLUTION))
    tree = json.loads(pypandoc.convert_file(str(file), "json"))["blocks"]
    notes = found(tree, "Note")
    assert len(notes) == 5
    assert "Official" in json.dumps(found(notes, "Emph"))
    # Two repeated marks of the second note, a mark inside a note and the note without a mark.
    assert len(found(tree, "Superscript")) >= 3


def test_marks_that_are_not_the_next_number_are_custom() -> None:
    references = part(to_docx(RESOLUTION), "word/document.xml").iter(qn("w:footnoteReference"))
    custom = [reference.get(qn("w:customMarkFollows")) for reference in references]
    assert custom == ["1", None, None, None, None]


def test_each_text_of_a_report_counts_its_footnotes_from_one() -> None:
    body = part(to_docx(REPORT), "word/document.xml")
    sections = list(body.iter(qn("w:sectPr")))
    assert len(sections) == 1 + len(REPORT.texts)
    for section in sections:
        (restart,) = section.iter(qn("w:numRestart"))
        assert restart.get(qn("w:val")) == "eachSect"
    references = body.iter(qn("w:footnoteReference"))
    assert all(one.get(qn("w:customMarkFollows")) is None for one in references)


@strategies.law(8)
@given(strategies.documents)
def test_any_document_gives_a_file_that_opens(document: Document) -> None:
    docx.Document(io.BytesIO(to_docx(document)))
