"""Rows of cells out of what a depositary's table is kept as: CSV, a saved page, XML.

Numbers of footnotes that stand raised stay with the name in the first column and are left out of
the others. Nothing is fetched and no entity is resolved.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree, html

_MOST_BYTES: Final = 5_000_000
_MOST_ROWS: Final = 2_000
_MARKUP: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<")
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|body|table)\b", re.IGNORECASE)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "entry", "cell"})
_TABLES: Final = frozenset({"table", "tgroup"})
_RAISED: Final = frozenset({"sup", "superscript"})
_DELIMITER: Final = re.compile(
    r"""^[^,;\t\n]*participant[^,;\t\n]*([,;\t])""", re.IGNORECASE | re.MULTILINE
)


class UnreadableTableError(ValueError):
    """A file is no participation table; the message names it and says why."""


def rows_of_cells(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a table of participants, each with its line or place, the heading first.

    Args:
        content: the file.
        name: its name, for messages.

    Raises:
        UnreadableTableError: too large, not to be read, or without a column of participants.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableTableError(f"{name}: larger than {_MOST_BYTES:,} bytes")
    read = _of_markup if _MARKUP.match(content) else _of_text
    rows = read(content, name)
    rows = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not rows or "participant" not in rows[0][1][0].lower():
        raise UnreadableTableError(f"{name}: the first column is not headed “Participant”")
    if len(rows) > _MOST_ROWS:
        raise UnreadableTableError(f"{name}: more than {_MOST_ROWS:,} rows")
    return rows


def _of_text(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(f"{name}: not UTF-8 at byte {error.start}") from error
    if (odd := _CONTROLS.search(text)) is not None:
        raise UnreadableTableError(f"{name}: no text at character {odd.start()}")
    heading = _DELIMITER.search(text[:2_000])
    cut = heading[1] if heading else ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=cut)
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise UnreadableTableError(f"{name}: {error}") from error


def _of_markup(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return the rows of the table that is headed "Participant", from its heading on."""
    try:
        if _PAGE.search(content[:20_000]):
            reader = html.HTMLParser(no_network=True, encoding=_encoding(content))
            root = html.document_fromstring(content, parser=reader)
        else:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableTableError(f"{name}: {error}") from error
    found: list[tuple[int, list[str]]] = []
    table, headed = None, False
    among: list[Any] = [one for one in root.iter() if _tag(one) in _ROWS]
    for place, row in enumerate(among, 1):
        cells = [_said(one, first=at == 0) for at, one in enumerate(_cells(row))]
        if not headed:
            if not cells or not cells[0].lower().startswith("participant"):
                continue
            table, headed = _table(row), True
        if _table(row) is table and cells:
            found.append((row.sourceline or place, cells))
    return found


def _encoding(content: bytes) -> str | None:
    """Return UTF-8 where it is that; else what the page says of itself decides."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _tag(element: Any) -> str:
    # Comments and processing instructions have no name.
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _cells(row: Any) -> Iterator[Any]:
    yield from (one for one in row if _tag(one) in _CELLS)


def _table(row: Any) -> Any:
    return next((one for one in row.iterancestors() if _tag(one) in _TABLES), None)


def _said(cell: Any, *, first: bool) -> str:
    """Return a cell's words; raised numbers only where they stick to a name."""
    parts: list[str] = []

    def gather(element: Any) -> None:
        raised = _tag(element) in _RAISED
        if not raised or first:
            parts.append(f" {element.text or ''}" if raised else element.text or "")
            for one in element:
                if isinstance(one.tag, str):
                    gather(one)
                else:
                    parts.append(one.tail or "")
        if element is not cell:
            parts.append(f" {element.tail}" if element.tail else " ")

    gather(cell)
    return " ".join("".join(parts).split())
