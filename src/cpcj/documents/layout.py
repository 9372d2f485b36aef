"""A Word file as what is to be set on paper: page, headers, paragraphs, lists, tables, pictures.

What is read: sizes and margins of the last section, the default header and footer, alignment,
direction, headings, numbered and marked lists, bold, italic, underlined, size and colour of runs,
breaks, links as their words, tables with spans, pictures in the line, the number of the page.
Everything else of a Word file (text boxes, columns, floating frames) is left out.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordFile

Block = dict[str, Any]
"""A paragraph or a table, as ``document.typ`` takes it."""

_EMU: Final = 12700  # a point in the unit of pictures
_TWIP: Final = 20  # a point in the unit of pages and tables
_PICTURES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_ALIGNMENTS: Final = {
    "left": "left", "right": "right", "center": "center", "both": "justify",
    "start": "start", "end": "end",
}  # fmt: skip
_HEADING: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_OFF: Final = ("0", "false", "off", "none")


@dataclass(slots=True)
class Laid:
    """A file to be set.

    Attributes:
        content: what ``document.typ`` reads, ready for JSON.
        pictures: pictures by the name under which the content names them.
    """

    content: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def laid_out(word: bytes, language: str, title: str) -> Laid:
    """Return a Word file as what is to be set on paper.

    Args:
        word: the file.
        language: of its words (BCP 47).
        title: for the properties of what is made of it.
    """
    file = docx.Document(io.BytesIO(word))
    return _Reader(file).read(language, title)


def _on(look: Any, name: str) -> bool | None:
    """Return whether a property is set or unset; None where nothing is said of it."""
    found = None if look is None else look.find(qn(f"w:{name}"))
    return None if found is None else found.get(qn("w:val"), "1") not in _OFF


def _value(look: Any, name: str, attribute: str = "val") -> str | None:
    found = None if look is None else look.find(qn(f"w:{name}"))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def _number(value: str | None, otherwise: float = 0) -> float:
    try:
        return float(value) if value is not None else otherwise
    except ValueError:
        return otherwise


class _Reader:
    """Reads one file; keeps the counts of its lists."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._styles = {
            style.get(qn("w:styleId")): style for style in file.styles.element.iter(qn("w:style"))
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            None,
        )
        self._counts: Counter[tuple[str, int]] = Counter()
        self._pictures: dict[str, bytes] = {}
        self._part: Any = file.part

    def read(self, language: str, title: str) -> Laid:
        """Return the file."""
        section: Any = self._file.sections[-1]
        normal = next(iter(self._chain(None)), None)
        look = None if normal is None else normal.find(qn("w:rPr"))
        content = {
            "title": title,
            "language": language,
            "size": _number(_value(look, "sz"), 22) / 2,
            "width": section.page_width / _EMU,
            "height": section.page_height / _EMU,
            "margin": {
                side: max(0, getattr(section, f"{side}_margin") or 0) / _EMU
                for side in ("top", "bottom", "left", "right")
            },
            "body": self._blocks(self._file.element.body),
        }
        for name in ("header", "footer"):
            story = getattr(section, name)
            self._part = self._file.part if story.is_linked_to_previous else story.part
            content[name] = (
                [] if story.is_linked_to_previous else self._blocks(story._element)
            )  # fmt: skip
        return Laid(content, self._pictures)

    def _blocks(self, parent: Any) -> list[Block]:
        found: list[Block] = []
        for child in parent:
            if child.tag == qn("w:p"):
                found.append(self._paragraph(child))
            elif child.tag == qn("w:tbl"):
                found.append(self._table(child))
            elif child.tag == qn("w:sdt"):
                inner = child.find(qn("w:sdtContent"))
                found += [] if inner is None else self._blocks(inner)
        return found

    def _chain(self, name: str | None) -> Iterator[Any]:
        """Yield a paragraph's style and those it is based on; the default where it has none."""
        wanted, seen = name or self._default, set()
        while wanted in self._styles and wanted not in seen:
            seen.add(wanted)
            style = self._styles[wanted]
            yield style
            wanted = _value(style, "basedOn")

    def _paragraph(self, element: Any) -> Block:
        own = element.find(qn("w:pPr"))
        chain = list(self._chain(_value(own, "pStyle")))
        looks = [own, *(style.find(qn("w:pPr")) for style in chain)]
        level = 0
        for style in chain:
            heading = _HEADING.fullmatch(_value(style, "name") or "")
            if heading:
                level = int(heading[1])
                break
        if chain and (_value(chain[0], "name") or "").lower() == "title":
            level = 1
        says = [found for look in looks if (found := _on(look, "bidi")) is not None]
        align = next((a for look in looks if (a := _value(look, "jc"))), "start")
        rtl = bool(says and says[0])
        if rtl and align in ("left", "right"):
            # In a paragraph from right to left Word says "left" for where it begins.
            align = "start" if align == "left" else "end"
        return {
            "k": "p",
            "level": level,
            "align": _ALIGNMENTS.get(align, "start"),
            "rtl": rtl,
            "list": self._list(looks),
            "runs": list(self._runs(element)),
        }

    def _list(self, looks: list[Any]) -> dict[str, Any] | None:
        for look in looks:
            numbered = None if look is None else look.find(qn("w:numPr"))
            if numbered is None:
                continue
            number = _value(numbered, "numId") or "0"
            depth = int(_number(_value(numbered, "ilvl")))
            form = self._form(number, depth)
            if number == "0" or form == "none":
                return None
            if form == "bullet":
                return {"mark": "•", "depth": depth}
            self._counts[number, depth] += 1
            for counted in list(self._counts):
                if counted[0] == number and counted[1] > depth:
                    del self._counts[counted]
            return {"mark": f"{self._counts[number, depth]}.", "depth": depth}
        return None

    def _form(self, number: str, depth: int) -> str:
        """Return how a list numbers at a depth ("bullet", "decimal", …)."""
        try:
            root: Any = self._file.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "none"
        for one in root.iter(qn("w:num")):
            if one.get(qn("w:numId")) == number:
                wanted = _value(one, "abstractNumId")
                for abstract in root.iter(qn("w:abstractNum")):
                    if abstract.get(qn("w:abstractNumId")) == wanted:
                        for level in abstract.iter(qn("w:lvl")):
                            if level.get(qn("w:ilvl")) == str(depth):
                                return _value(level, "numFmt") or "decimal"
        return "none"

    def _runs(self, element: Any) -> Iterator[dict[str, Any]]:
        """Yield the runs of a paragraph; the result of a field is left out for a page's number."""
        field_of, hidden = "", False
        for run in element.iter(qn("w:r")):
            if next(run.iterancestors(qn("w:p")), None) is not element:
                continue
            look = run.find(qn("w:rPr"))
            for child in run:
                if child.tag == qn("w:fldChar"):
                    kind = child.get(qn("w:fldCharType"))
                    if kind == "begin":
                        field_of = ""
                    elif kind == "separate" and field_of.split()[:1] in (["PAGE"], ["NUMPAGES"]):
                        yield {"field": field_of.split()[0].lower()}
                        hidden = True
                    elif kind == "end":
                        hidden = False
                elif child.tag == qn("w:instrText"):
                    field_of += child.text or ""
                elif not hidden:
                    yield from self._piece(child, look)

    def _piece(self, child: Any, look: Any) -> Iterator[dict[str, Any]]:
        if child.tag == qn("w:t") and child.text:
            yield {"t": child.text, **_look(look)}
        elif child.tag == qn("w:tab"):
            yield {"t": "\t"}
        elif child.tag == qn("w:br"):
            yield {"break": "page" if child.get(qn("w:type")) == "page" else "line"}
        elif child.tag == qn("w:drawing"):
            yield from self._picture(child)

    def _picture(self, drawing: Any) -> Iterator[dict[str, Any]]:
        for blip in drawing.iter(qn("a:blip")):
            part = self._part.related_parts.get(blip.get(qn("r:embed")))
            extent = next(drawing.iter(qn("wp:extent")), None)
            form = None if part is None else _PICTURES.get(part.content_type)
            if part is None or form is None or extent is None:
                continue
            name = f"picture{len(self._pictures)}.{form}"
            self._pictures[name] = part.blob
            yield {"picture": name, "width": _number(extent.get("cx")) / _EMU}

    def _table(self, element: Any) -> Block:
        look = element.find(qn("w:tblPr"))
        grid = element.find(qn("w:tblGrid"))
        widths = [
            _number(column.get(qn("w:w"))) / _TWIP for column in ([] if grid is None else grid)
        ]
        rows: list[list[dict[str, Any]]] = []
        heads = 0
        for row in element.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl")), None) is not element:
                continue
            if heads == len(rows) and _on(row.find(qn("w:trPr")), "tblHeader"):
                heads += 1
            rows.append([self._cell(cell) for cell in row.iter(qn("w:tc")) if _of(cell, row)])
        columns = max([sum(cell["span"] for cell in row) for row in rows], default=0)
        return {
            "k": "t",
            "rtl": bool(_on(look, "bidiVisual")),
            "columns": columns,
            "widths": widths if len(widths) == columns and all(widths) else [],
            "heads": heads,
            "rows": rows,
        }

    def _cell(self, cell: Any) -> dict[str, Any]:
        span = int(_number(_value(cell.find(qn("w:tcPr")), "gridSpan"), 1))
        return {"span": max(1, span), "blocks": self._blocks(cell)}


def _of(cell: Any, row: Any) -> bool:
    return next(cell.iterancestors(qn("w:tr")), None) is row


def _look(look: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        key: True
        for key, name in (("b", "b"), ("i", "i"))
        if _on(look, name) or _on(look, f"{name}Cs")
    }
    if _on(look, "u"):
        found["u"] = True
    if size := _number(_value(look, "sz")):
        found["size"] = size / 2
    colour = _value(look, "color") or ""
    if _COLOUR.fullmatch(colour):
        found["colour"] = f"#{colour}"
    return found
