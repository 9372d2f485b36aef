"""Documents as Word files (.docx) with real footnotes.

python-docx writes the body and the styles; footnotes are a part of the package that it does not
know, which is put together here after ISO/IEC 29500-1, 17.11. Word numbers footnotes itself, anew
in each text; a mark that is not the next number is set as a custom mark. A repeated mark is a field
that refers to the first one.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import etree

from cpcj.resolutions.footnotes import Footnotes
from cpcj.resolutions.writers.layout import (
    Block,
    Kind,
    Part,
    language_tag,
    layout,
    page_title,
    printable,
)
from cpcj.resolutions.writers.runs import runs

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph as WordParagraph

    from cpcj.resolutions.model import Document, Note, Passage

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_INDENT = Cm(1.0)
_STYLES = {
    Kind.SYMBOL: "Document Symbol",
    Kind.ORIGIN: "Origin",
    Kind.SPONSORS: "Sponsors",
    Kind.ORGAN: "Preambular Paragraph",
    Kind.PREAMBULAR: "Preambular Paragraph",
    Kind.OPERATIVE: "Operative Paragraph",
    Kind.PROCEDURAL: "Operative Paragraph",
    Kind.BODY: "Operative Paragraph",
    Kind.POINT: "Point",
    Kind.CLOSING: "Operative Paragraph",
    Kind.ADOPTION: "Adoption",
    Kind.MASTHEAD: "Masthead",
}
_MAX_HEADING = 6
_FIRST_NOTE = 1
"""Identifier of the first footnote: -1 and 0 are the separators that Word expects."""


def to_docx(document: Document) -> bytes:
    """Return a document as a Word file."""
    writer = _Writer(docx.Document())
    properties = writer.file.core_properties
    properties.title = page_title(document)[:255]
    properties.author = ""
    properties.comments = ""
    properties.language = language_tag(document)
    parts = layout(document)
    several = len(document.texts) > 1
    for place, part in enumerate(parts):
        writer.part(part, several=several, last=place == len(parts) - 1)
    return writer.save()


class _Writer:
    """Writes the parts of a document into one Word file."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._footnotes = _separators()
        self._notes = Footnotes(())
        self._numbers: dict[int, int] = {}  # identifiers of the notes called for, by place
        self._next = _FIRST_NOTE
        self._counted = 0  # how far Word has counted in this section
        self._bookmark = 0
        _make_styles(file)

    def part(self, part: Part, *, several: bool, last: bool) -> None:
        """Write one part; each text of several begins on a new page with its own count."""
        self._notes = Footnotes(part.notes)
        self._numbers = {}
        self._counted = 0
        top = 2 if several and part.text is not None else 1
        for block in part.blocks:
            self._block(block, top)
        for place in self._notes.uncalled():
            paragraph = self.file.add_paragraph(style="Footnote Text")
            _superscript(paragraph, part.notes[place].mark)
            paragraph.add_run(" ")
            self._words(paragraph, part.notes[place].words, within=True)
        section = self.file.sections[-1]
        _restart_notes(section._sectPr)
        if not last:
            self.file.add_section(WD_SECTION.NEW_PAGE if several else WD_SECTION.CONTINUOUS)

    def _block(self, block: Block, top: int) -> None:
        if block.kind in (Kind.TITLE, Kind.HEADING, Kind.ANNEX):
            depth = block.depth + (1 if block.kind is Kind.ANNEX else 0)
            style = f"Heading {min(top + depth, _MAX_HEADING)}"
        else:
            style = _STYLES[block.kind]
        paragraph = self.file.add_paragraph(style=style)
        if block.kind in (Kind.POINT, Kind.CLOSING) and block.depth:
            paragraph.paragraph_format.left_indent = _INDENT * (block.depth + 1)
        if block.label is not None:
            separator = ": " if block.kind is Kind.MASTHEAD else "\t"
            if block.kind in (Kind.TITLE, Kind.HEADING, Kind.ANNEX):
                separator = " "
            paragraph.add_run(printable(block.label) + separator)
        self._words(paragraph, block.words, within=False)

    def _words(self, paragraph: WordParagraph, passage: Passage, *, within: bool) -> None:
        for run in runs(passage):
            for mark in run.marks:
                self._mark(paragraph, mark, within=within)
            if run.words:
                paragraph.add_run(printable(run.words)).italic = True if run.italic else None

    # Footnotes

    def _mark(self, paragraph: WordParagraph, mark: str, *, within: bool) -> None:
        call = self._notes.again(mark) if within else self._notes.call(mark)
        if call is None:
            _superscript(paragraph, mark)
        elif call.first:
            self._call(paragraph, call.place)
        elif within:
            # Word has no field for a reference from one footnote to another.
            _superscript(paragraph, mark)
        else:
            self._refer(paragraph, call.place, mark)

    def _call(self, paragraph: WordParagraph, place: int) -> None:
        """Set the first mark of a note, in a bookmark to which repeated marks refer."""
        note = self._notes.notes[place]
        number = self._next
        self._next += 1
        self._numbers[place] = number
        custom = note.mark != str(self._counted + 1)
        reference = OxmlElement("w:footnoteReference")
        if custom:
            reference.set(qn("w:customMarkFollows"), "1")
        else:
            self._counted += 1
        reference.set(qn("w:id"), str(number))
        self._bookmark += 1
        begin = OxmlElement("w:bookmarkStart")
        begin.set(qn("w:id"), str(self._bookmark))
        begin.set(qn("w:name"), _bookmark_name(number))
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(self._bookmark))
        paragraph._p.append(begin)
        run = paragraph.add_run(style="Footnote Reference")
        run._r.append(reference)
        if custom:
            run.add_text(printable(note.mark))
        paragraph._p.append(end)
        self._note(number, note, custom=custom)

    def _refer(self, paragraph: WordParagraph, place: int, mark: str) -> None:
        """Set a repeated mark as a field that shows the first one."""
        instruction = OxmlElement("w:instrText")
        instruction.text = f" NOTEREF {_bookmark_name(self._numbers[place])} \\f \\h "
        # A field of several runs: readers that know no fields still show its result.
        for piece in (_field("begin"), instruction, _field("separate")):
            paragraph.add_run()._r.append(piece)
        _superscript(paragraph, mark)
        paragraph.add_run()._r.append(_field("end"))

    def _note(self, number: int, note: Note, *, custom: bool) -> None:
        """Add a footnote to the part of the footnotes."""
        footnote = etree.SubElement(self._footnotes, qn("w:footnote"))
        footnote.set(qn("w:id"), str(number))
        paragraph = self.file.add_paragraph(style="Footnote Text")
        run = paragraph.add_run(style="Footnote Reference")
        if custom:
            run.add_text(printable(note.mark))
        else:
            run._r.append(OxmlElement("w:footnoteRef"))
        paragraph.add_run(" ")
        self._words(paragraph, note.words, within=True)
        footnote.append(paragraph._p)

    def save(self) -> bytes:
        """Return the file."""
        package = self.file.part.package
        data = etree.tostring(
            self._footnotes, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        name = PackURI("/word/footnotes.xml")
        part = PackagePart(name, _CONTENT_TYPE, data, package)
        self.file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _declare_separators(self.file)
        stream = io.BytesIO()
        self.file.save(stream)
        return stream.getvalue()


def _field(kind: str) -> etree._Element:
    """Return the sign that begins, divides or ends a field."""
    sign = OxmlElement("w:fldChar")
    sign.set(qn("w:fldCharType"), kind)
    return sign


def _bookmark_name(number: int) -> str:
    return f"_Ref_note_{number}"


def _superscript(paragraph: WordParagraph, mark: str) -> None:
    paragraph.add_run(printable(mark), style="Footnote Reference")


def _separators() -> etree._Element:
    """Return the root of the footnotes with the two separators."""
    root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        footnote = etree.SubElement(root, qn("w:footnote"))
        footnote.set(qn("w:type"), kind)
        footnote.set(qn("w:id"), str(number))
        run = etree.SubElement(etree.SubElement(footnote, qn("w:p")), qn("w:r"))
        etree.SubElement(run, qn(f"w:{kind}"))
    return root


def _declare_separators(file: WordFile) -> None:
    """Name the separators in the settings, where Word looks for them."""
    settings = file.settings.element
    properties = OxmlElement("w:footnotePr")
    for number in (-1, 0):
        footnote = OxmlElement("w:footnote")
        footnote.set(qn("w:id"), str(number))
        properties.append(footnote)
    # The order of the settings is fixed: footnotePr stands before compat.
    later = settings.find(qn("w:compat"))
    if later is None:
        settings.append(properties)
    else:
        later.addprevious(properties)


def _restart_notes(section: etree._Element) -> None:
    """Let Word count the footnotes of a section from 1."""
    for old in section.findall(qn("w:footnotePr")):
        section.remove(old)
    properties = OxmlElement("w:footnotePr")
    restart = OxmlElement("w:numRestart")
    restart.set(qn("w:val"), "eachSect")
    properties.append(restart)
    # The order of a section's children is fixed: only headers and footers stand before it.
    headers = (qn("w:headerReference"), qn("w:footerReference"))
    place = sum(1 for child in section if child.tag in headers)
    section.insert(place, properties)


def _make_styles(file: WordFile) -> None:
    """Add the styles of a United Nations document to those of an empty file."""
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(6)
    for name in sorted({*_STYLES.values(), "Footnote Text"}):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
    styles["Document Symbol"].font.bold = True
    styles["Preambular Paragraph"].paragraph_format.first_line_indent = _INDENT
    styles["Operative Paragraph"].paragraph_format.first_line_indent = _INDENT
    point = styles["Point"].paragraph_format
    point.first_line_indent = -_INDENT
    point.left_indent = 2 * _INDENT
    styles["Adoption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    note = styles["Footnote Text"]
    note.font.size = Pt(8.5)
    note.paragraph_format.space_after = Pt(2)
    reference = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
