"""A Word file with fields in braces: the program's own, or an office's, checked and filled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import docx
from django.utils.translation import gettext
from docx.shared import Cm, Pt
from lxml.etree import LxmlError

from cpcj.funding.trust_fund.services.recording import GrantError
from cpcj.resolutions.readers.archives import open_package
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.writers.layout import printable

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

FIELDS = (
    "number", "fund", "call", "grantee", "address", "place", "contact", "state", "title",
    "amount", "awarded", "starts", "ends", "instalments",
)  # fmt: skip
LARGEST = 5 << 20
"""Bytes of a template, and four times as many unpacked."""

_FIELD = re.compile(r"\{([a-z_]+)\}")


def default_template(heading: str, paragraphs: Sequence[str]) -> bytes:
    """Return a template made of a heading and paragraphs that name fields."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    file.styles["Normal"].font.size = Pt(11)
    file.core_properties.author = ""
    file.core_properties.title = heading
    file.add_heading(heading, level=1)
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    return _saved(file)


def check_template(content: bytes, name: str) -> None:
    """Refuse a file that cannot be the template.

    Raises:
        GrantError: it is too large, no Word file, or names a field that there is not.
    """
    if len(content) > LARGEST:
        raise GrantError(gettext("The file is too large."))
    try:
        form = open_package(content, name).form
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        # What is no Word file, or too large unpacked, is not opened.
        small = form == "docx" and unpacked <= 4 * LARGEST
        named = _named(content) if small else set()
    except (UnreadableError, zipfile.BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise GrantError(gettext("The file is no Word document (.docx).")) from error
    if form != "docx":
        raise GrantError(gettext("The file is no Word document (.docx)."))
    if not small:
        raise GrantError(gettext("The file is too large."))
    if unknown := named - set(FIELDS):
        raise GrantError(
            gettext("The file names a field that there is not: %s") % ", ".join(sorted(unknown))
        )


def _named(content: bytes) -> set[str]:
    file = docx.Document(io.BytesIO(content))
    return {field for one in _paragraphs(file) for field in _FIELD.findall(one.text)}


def filled(template: bytes, values: Mapping[str, str]) -> bytes:
    """Return a template with its fields filled; what is no field stays as it is."""
    file = docx.Document(io.BytesIO(template))
    for paragraph in _paragraphs(file):
        fields = _FIELD.findall(paragraph.text)
        if not any(field in values for field in fields):
            continue
        runs = paragraph.runs
        if [field for run in runs for field in _FIELD.findall(run.text)] == fields:
            for run in runs:
                run.text = _put_in(run.text, values)
            continue
        # Word cuts a field into several runs where it was typed in pieces: the first takes all.
        whole = _put_in(paragraph.text, values)
        for run in runs[1:]:
            run.text = ""
        runs[0].text = whole
    return _saved(file)


def _put_in(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: printable(values.get(found[1], found[0])), text)


def _paragraphs(file: WordFile) -> Iterator[Paragraph]:
    yield from file.paragraphs
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
    for section in file.sections:
        yield from section.header.paragraphs
        yield from section.footer.paragraphs


def _saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
