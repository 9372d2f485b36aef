"""Plain text in, :class:`Source` out: finds out which habit of writing a text follows."""

from __future__ import annotations

import re
from dataclasses import replace

from cpcj.resolutions.model import Doubt
from cpcj.resolutions.passages import from_source, join
from cpcj.resolutions.readers import flowing, printed
from cpcj.resolutions.readers.decoding import decode
from cpcj.resolutions.readers.lines import (
    Line,
    numbered,
    single_spaced,
    split,
    unquoted,
    with_labels,
    wrapped,
)
from cpcj.resolutions.readers.pages import SYMBOL
from cpcj.resolutions.readers.refilled import refilled
from cpcj.resolutions.readers.run_together import parted, without_cells
from cpcj.resolutions.source import Masthead, Source

_KEY = re.compile(r"[A-Za-z][\w -]{0,40}:(?:\s|$)|\s*-\s")
_KEY_OF_SYMBOL = re.compile(rf"(?:document )?symbol:\s*[\"']?({SYMBOL.pattern})", re.IGNORECASE)
_KEY_OF_TITLE = re.compile(r"title:\s*[\"']?(?P<title>[^\"]*?)[\s:]*[\"']?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:S-|ES-)?\d{1,4}/\d{1,4}(?: [A-Z])?\.\s+")
_LEAST_TITLE = 20  # characters of a title that is known again
_MOST_KEYS = 60  # lines of a head of keys and values


def read(data: bytes, name: str) -> Source:
    """Return the source of a text file.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is empty, binary, too large, or one endless line.
    """
    decoded = decode(data, name)
    keys, lines = _divided(split(decoded.text))
    source = _read(decoded.text, name, lines, decoded.doubts)
    source = _titled(source, decoded.text, keys)
    symbol = next((found[1] for line in keys if (found := _KEY_OF_SYMBOL.match(line.text))), None)
    if symbol is None:
        return source
    return replace(source, masthead=Masthead((*source.masthead.lines, symbol)))


def _divided(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Divide a file from the head of keys and values above it ("---", "symbol: …", "---").

    Keepers of texts as Markdown put such a head there; it is no part of the document.
    """
    first = next((k for k, line in enumerate(lines[:_MOST_KEYS]) if line.text), 0)
    if not lines or lines[first].text != "---":
        return [], lines
    for index in range(first + 1, min(len(lines), first + _MOST_KEYS)):
        line = lines[index]
        if line.text == "---" and index > first + 1:
            return lines[first + 1 : index], lines[index + 1 :]
        if not line.text or not (line.indent or _KEY.match(line.text)):
            break
    return [], lines


def _titled(source: Source, text: str, keys: list[Line]) -> Source:
    """Return the source with a title that a converter cut off completed from the head of keys.

    What stands there is taken only where it begins with the words of the title that is printed.
    """
    for line in keys:
        if not (found := _KEY_OF_TITLE.fullmatch(line.text)):
            continue
        whole, start = found["title"], line.start + found.start("title")
        for place, block in enumerate(source.blocks[:_MOST_KEYS]):
            printed = _NUMBER.sub("", block.words.text)
            if len(printed) < _LEAST_TITLE or not printed[0].isupper():
                continue
            if whole.startswith(printed + " "):
                rest = from_source(text, start + len(printed) + 1, start + len(whole))
                blocks = list(source.blocks)
                blocks[place] = replace(block, words=join((block.words, rest)))
                return replace(source, blocks=tuple(blocks))
    return source


def _read(text: str, name: str, lines: list[Line], doubts: tuple[Doubt, ...]) -> Source:
    """Return the source by the habit of writing that the lines show."""
    lines = single_spaced(numbered(unquoted(lines)))
    if (paragraphs := refilled(text, lines)) is not None:
        return flowing.read(text, name, paragraphs, doubts)
    if wrapped(lines):
        return printed.read(text, name, lines, doubts)
    return flowing.read(text, name, parted(with_labels(without_cells(lines))), doubts)
