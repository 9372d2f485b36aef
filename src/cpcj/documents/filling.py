"""A Word template with named places, filled.

What is not a place stays as it is in the file: letterhead, fonts, words, pictures. A place takes
the look of its first character. The row of a table (outside tables: the paragraph) that names a
value of lines is repeated for each line; where there are no lines, it says dashes.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from cpcj.documents.contents import NOTHING, Values
from cpcj.resolutions.writers.layout import legible

if TYPE_CHECKING:
    from docx.document import Document as WordFile

PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")

_PARAGRAPH, _TEXT, _ROW, _BREAK, _TAB = (qn(f"w:{name}") for name in ("p", "t", "tr", "br", "tab"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BESIDE = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


def filled(template: bytes, content: Values) -> bytes:
    """Return a template with its places filled; a name that is no place stays as it is."""
    file = docx.Document(io.BytesIO(template))
    for story in stories(file):
        repeated = _repeat(story, content)
        for paragraph in story.iter(_PARAGRAPH):
            if paragraph not in repeated:  # what a value says in braces is no place
                _fill(paragraph, content.single.get)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def stories(file: WordFile) -> Iterator[Any]:
    """Yield the elements of a file that hold its words: the body, headers, footers."""
    yield file.element
    for relation in file.part.rels.values():
        if relation.reltype in _BESIDE and not relation.is_external:
            yield relation.target_part.element


def named(file: WordFile) -> list[frozenset[str]]:
    """Return the places that are named, by what is repeated for a line: a row or a paragraph."""
    found = []
    for story in stories(file):
        by_unit: dict[Any, set[str]] = {}
        for paragraph in story.iter(_PARAGRAPH):
            names = PLACE.findall("".join(text.text or "" for text in _texts(paragraph)))
            if names:
                by_unit.setdefault(_unit(paragraph), set()).update(names)
        found += [frozenset(names) for names in by_unit.values()]
    return found


def _unit(paragraph: Any) -> Any:
    """Return what is repeated for a line: the innermost row around a paragraph, or itself."""
    return next(paragraph.iterancestors(_ROW), paragraph)


def _texts(paragraph: Any) -> list[Any]:
    """Return the pieces of text of a paragraph, without those of paragraphs inside it."""
    return [
        text
        for text in paragraph.iter(_TEXT)
        if next(text.iterancestors(_PARAGRAPH), None) is paragraph
    ]


def _repeat(story: Any, content: Values) -> set[Any]:
    """Repeat and fill what names values of lines; return the paragraphs that are done with."""
    done: set[Any] = set()
    groups: dict[Any, str] = {}
    for paragraph in story.iter(_PARAGRAPH):
        for name in PLACE.findall("".join(text.text or "" for text in _texts(paragraph))):
            group, _, of = name.partition(".")
            if of and group in content.lines:
                groups.setdefault(_unit(paragraph), group)
    for unit, group in groups.items():
        for line in content.lines[group] or [{}]:
            made = copy.deepcopy(unit)
            unit.addprevious(made)
            for paragraph in [made] if made.tag == _PARAGRAPH else made.iter(_PARAGRAPH):
                _fill(paragraph, _of_line(group, line, content.single))
                done.add(paragraph)
        unit.getparent().remove(unit)
    return done


def _of_line(
    group: str, line: dict[str, str], single: dict[str, str]
) -> Callable[[str], str | None]:
    def value(name: str) -> str | None:
        of, _, field = name.partition(".")
        return line.get(field, NOTHING) if of == group and field else single.get(name)

    return value


def _fill(paragraph: Any, value: Callable[[str], str | None]) -> None:
    """Put values into a paragraph; Word cuts a place into several pieces where it likes."""
    texts = _texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    for found in reversed(list(PLACE.finditer(whole))):
        words = value(found[1])
        if words is not None:
            _replace(texts, found.start(), found.end(), legible(words))
    for text in texts:
        _lines(text)


def _replace(texts: list[Any], start: int, end: int, words: str) -> None:
    """Replace characters ``start`` to ``end`` of all pieces; the first concerned takes all."""
    at = 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        if first < last:
            text.text = own[:first] + words + own[last:]
            text.set(_SPACE, "preserve")
            words = ""
        at += len(own)


def _lines(text: Any) -> None:
    """Make breaks and tabs of the line feeds and tabs of a piece of text."""
    pieces = re.split(r"([\n\t])", (text.text or "").replace("\r\n", "\n").replace("\r", "\n"))
    if len(pieces) == 1:
        return
    text.text = pieces[0]
    last = text
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=True):
        sign = etree.SubElement(text.getparent(), _BREAK if mark == "\n" else _TAB)
        last.addnext(sign)
        after = copy.copy(text)
        after.text = words
        after.set(_SPACE, "preserve")
        sign.addnext(after)
        last = after
