"""Reports as comments in a Word file: the draft itself, or one made of what was read."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree

from cpcj.resolutions.checking.finding import Finding, Part, Report
from cpcj.resolutions.model import BodyItem, Paragraph, Passage, Span
from cpcj.resolutions.writers.word import to_docx

AUTHOR = "cpcj check"
_INITIALS = "cpcj"
_ZIP = b"PK\x03\x04"
_WORD_PART = b"word/document.xml"


def with_comments(report: Report, data: bytes = b"") -> bytes:
    """Return a Word file with each finding as a comment on the words in question.

    A finding about a footnote stands at the footnote's mark; one whose words are not found in the
    file stands at its beginning and says the place.

    Args:
        report: what was found.
        data: the file that was checked; where it is no Word file, one is written of what was read.
    """
    own = data.startswith(_ZIP) and _WORD_PART in data
    file = docx.Document(io.BytesIO(data if own else to_docx(report.document)))
    lines = [line for line in map(_Line, file.element.body.iter(qn("w:p"))) if line.text]
    begin: dict[str | None, int] = {}
    for one in report.findings:
        at, span = _anchor(report, one)
        place = _find(lines, at, begin.get(one.text, 0))
        if place is None:
            _comment(file, lines[:1], Span(0, len(lines[0].text)) if lines else Span(0, 0), one)
            continue
        number, offset = place
        if at.text == one.at.passage.text:
            begin.setdefault(one.text, number)
        shifted = Span(offset + span.start, offset + span.end)
        _comment(file, [lines[number]], shifted, one)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@dataclass
class _Line:
    """A paragraph of the Word file: its words as a passage has them, and the run of each."""

    element: etree._Element
    text: str = ""
    places: list[tuple[etree._Element, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.read()

    def read(self) -> None:
        """Read the words anew: runs may have been split."""
        characters: list[str] = []
        self.places = []
        for run, at, character in _characters(self.element):
            blank = character.isspace()
            if blank and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if blank else character)
            self.places.append((run, at))
        if characters and characters[-1] == " ":
            characters.pop()
            self.places.pop()
        self.text = "".join(characters)


def _characters(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int, str]]:
    for run in paragraph.iter(qn("w:r")):
        at = 0
        for child in run:
            if child.tag == qn("w:t"):
                for character in child.text or "":
                    yield run, at, character
                    at += 1
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                yield run, at, " "
                at += 1
            elif child.tag == qn("w:noBreakHyphen"):
                yield run, at, "-"
                at += 1


def _anchor(report: Report, one: Finding) -> tuple[Passage, Span]:
    """Return the passage and words at which a finding is shown; for a note, at its mark."""
    if one.at.part is not Part.NOTE:
        return one.at.passage, one.span
    mark = one.at.place.removeprefix("note ")
    text = next(text for text in report.document.texts if text.id == one.text)
    for item in (text.title, *_passages(text.body)):
        for note in item.marks:
            if note.mark == mark:
                start = item.text.rfind(" ", 0, max(0, note.at - 1)) + 1
                return item, Span(start, note.at)
    return one.at.passage, one.span


def _passages(body: tuple[BodyItem, ...]) -> Iterator[Passage]:
    for item in body:
        if isinstance(item, Paragraph):
            yield from item.passages()


def _find(lines: list[_Line], passage: Passage, first: int) -> tuple[int, int] | None:
    """Return the paragraph that holds a passage and where it begins there."""
    words = " ".join(passage.text.split())
    if not words:
        return None
    order = (*range(first, len(lines)), *range(first))
    for number in order:
        offset = lines[number].text.find(words)
        if offset >= 0:
            return number, offset
    plain = re.compile(r"\W+\d*\W*".join(map(re.escape, words.split()[:12])))
    for number in order:
        match = plain.search(lines[number].text)
        if match is not None:
            return number, match.start()
    return None


def _comment(file: WordFile, lines: list[_Line], span: Span, one: Finding) -> None:
    if not lines:
        return
    line = lines[0]
    runs = _runs(line, span)
    if not runs:
        return
    file.add_comment(runs, text=_words(one), author=AUTHOR, initials=_INITIALS)
    line.read()


def _words(one: Finding) -> str:
    parts = [f"{one.level.value} {one.rule} ({one.place}): {one.message}"]
    if one.corrected:
        parts.append(f"Instead: {one.corrected}")
    parts += [f"Against: {witness.identifier}: {witness.words}" for witness in one.witnesses]
    return "\n".join([*parts, f"Why: {one.why}"])


def _runs(line: _Line, span: Span) -> list[Run]:
    """Return the first and last run of some words, split off where they begin and end."""
    last = min(max(span.end, span.start + 1), len(line.places)) - 1
    first = min(span.start, last)
    if first < 0:
        return []
    end_run, end_at = line.places[last]
    _split(end_run, end_at + 1)
    start_run, start_at = line.places[first]
    tail = _split(start_run, start_at)
    if tail is not None and start_run is end_run:
        end_run = tail
    start = tail if tail is not None else start_run
    paragraph = WordParagraph(line.element, None)  # type: ignore[arg-type]
    return [Run(cast("CT_R", one), paragraph) for one in (start, end_run)]


def _split(run: etree._Element, at: int) -> etree._Element | None:
    """Cut a run before a character and return its second half; None where it cannot be cut."""
    texts = run.findall(qn("w:t"))
    inner = [child for child in run if child.tag != qn("w:rPr")]
    if len(texts) != 1 or len(inner) != 1:
        return None
    words = texts[0].text or ""
    if not 0 < at < len(words):
        return None
    tail = copy.deepcopy(run)
    for element, part in ((texts[0], words[:at]), (tail.find(qn("w:t")), words[at:])):
        if element is not None:
            element.text = part
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(tail)
    return tail
