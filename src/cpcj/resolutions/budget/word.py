"""The section as printed, as a Word file.

The file is opened as every other archive (:mod:`cpcj.resolutions.readers.archives`): unpacked with
a bound, its XML checked for entities and depth. Of its body only what matters here is read:
paragraphs with their style and links, and tables. (The converter that reads whole documents takes
eight seconds for the budget's hundred tables; nothing of what it adds is needed here.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from cpcj.resolutions.budget.gathering import Cell, Gatherer, Links
from cpcj.resolutions.budget.headings import (
    BACKGROUND,
    LIST,
    budget_year,
    is_bullet,
    printed_date,
    section_symbol,
    year_in_name,
)
from cpcj.resolutions.budget.listing import Section, plain
from cpcj.resolutions.readers.archives import Package, open_package, word_furniture
from cpcj.resolutions.source import UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "word/_rels/document.xml.rels"
_BODY = "word/document.xml"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}footnoteReference"})
_SPACE = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr"})
_NUMBERED = re.compile(r"\A\d{1,2}\.\d{1,3}[.\s]")


def read_word(data: bytes, name: str) -> Section:
    """Return what the Word file of a section lists.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is no Word file, is damaged or made to harm, or holds no list.
    """
    package = open_package(data, name)
    if _BODY not in package.parts:
        raise UnreadableError(name, "it is no Word file: give the section as .docx, CSV or JSON")
    body = _parsed(package.parts[_BODY]).find(f"{_W}body")
    if body is None:
        raise UnreadableError(name, "it has no body: save it again from the word processor")
    reader = _Body(_targets(package))
    for place, block in enumerate(body, start=1):
        reader.take(block, place)
    if not reader.found:
        message = 'no heading "Legislative mandates" stands in it'
        raise UnreadableError(name, message)
    # As in the other forms: what the background names comes after the list.
    for words, links, where in reader.background:
        reader.gathered.background(words, links, where)
    furniture = word_furniture(package)
    dates = [date for words in furniture if (date := printed_date(words))]
    return Section(
        name,
        "word",
        reader.year or year_in_name(name),
        next((symbol for words in furniture if (symbol := section_symbol(words))), ""),
        dates[0] if dates else "",
        tuple(reader.gathered.rows),
        tuple(reader.gathered.treaties),
        tuple(reader.gathered.problems),
    )


class _Body:
    """Reads the blocks of the body one after another; knows in which part it stands."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self.targets = targets
        self.gathered = Gatherer()
        self.background: list[tuple[str, Links, str]] = []
        self.year: int | None = None
        self.found = False
        self._part = ""
        self._style = ""
        self._tables = 0

    def take(self, block: etree._Element, place: int) -> None:
        if block.tag == f"{_W}p":
            self._paragraph(block, place)
        elif block.tag == f"{_W}tbl" and self._part == LIST:
            self._tables += 1
            for at, row in enumerate(block.iter(f"{_W}tr"), start=1):
                cells = [self._cell(cell) for cell in row.iterchildren(f"{_W}tc")]
                self.gathered.row(cells, f"table {self._tables}, row {at}")

    def _paragraph(self, block: etree._Element, place: int) -> None:
        words, links = self._read(block)
        if not words:
            return
        self.year = self.year or budget_year(words)
        style = _style(block)
        if words.casefold() in (LIST, BACKGROUND):
            self._part, self._style = words.casefold(), style
            self.found = self.found or self._part == LIST
        elif self._part and style == self._style:
            self._part = ""  # the next heading of the same level ends it
        elif self._part == BACKGROUND:
            self.background.append((words, links, f"background, paragraph {place}"))
        elif self._part == LIST:
            if is_bullet(words):
                self.gathered.item(words, f"paragraph {place}")
            elif not _NUMBERED.match(words):
                self.gathered.heading(words)

    def _cell(self, cell: etree._Element) -> Cell:
        words: list[str] = []
        links: list[tuple[str, str]] = []
        for paragraph in cell.iter(f"{_W}p"):
            own, linked = self._read(paragraph)
            words.append(own)
            links.extend(linked)
        return Cell(plain(" ".join(words)), tuple(links))

    def _read(self, paragraph: etree._Element) -> tuple[str, Links]:
        """Return the words and links of a paragraph."""
        pieces: list[str] = []
        links: list[tuple[str, str]] = []
        for node in paragraph:
            if node.tag in _SKIPPED:
                continue
            words = "".join(_pieces(node))
            pieces.append(words)
            if node.tag == f"{_W}hyperlink":
                links.append((plain(words), self.targets.get(node.get(f"{_R}id", ""), "")))
        return plain("".join(pieces)), tuple(links)


def _pieces(node: etree._Element) -> Iterator[str]:
    for inner in node.iter():
        if inner.tag == f"{_W}t":
            yield inner.text or ""
        elif inner.tag in _SPACE:
            yield " "
        elif inner.tag == f"{_W}noBreakHyphen":
            yield "-"


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _parsed(content: bytes) -> etree._Element:
    # Checked before: no document type, no entities, depth and size within bounds.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def _targets(package: Package) -> dict[str, str]:
    relations = package.parts.get(_RELATIONS)
    if relations is None:
        return {}
    return {relation.get("Id", ""): relation.get("Target", "") for relation in _parsed(relations)}
