"""The lines of a file, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SHORT = 40
_LONG = 140
_MARKDOWN = ("# ", "## ", "### ", "#### ", "<sup>", "**")
_FEWEST_MARKED = 2
_ENDED = re.compile(r"[,;.:!?][”\"’')]?\s?\d{0,3}$")
NOTES_HEADING = re.compile(r"[#*_\s]*(?:Notes|NOTES|Footnotes|FOOTNOTES|Endnotes)[*_:\s]*")
"""The heading above notes that stand together at the end."""

_NOTE = re.compile(r"\d{1,3}(?:/|\s|$)|\[\d")


class Line(NamedTuple):
    """One line of a file.

    Attributes:
        start, end: its place in the decoded file, white space at the ends left out.
        text: ``file[start:end]``.
        indent: whether white space stood before its words.
        new_page: whether a form feed stood before it.
        bare: whether it holds nothing at all, not even white space.
    """

    start: int
    end: int
    text: str
    indent: bool
    new_page: bool
    bare: bool


def split(text: str) -> list[Line]:
    """Return every line of the text, blank ones included."""
    lines = []
    new_page = False
    at = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        start = at
        indent = bare = False
        if not words:
            bare = not raw.strip("\r\n\f\v\x85\u2028\u2029")
        elif raw[0] != words[0]:
            start += len(raw) - len(raw.lstrip())
            indent = True
        lines.append(Line(start, start + len(words), words, indent, new_page, bare))
        new_page = raw[-1] == "\f"
        at += len(raw)
    return lines


def wrapped(lines: list[Line]) -> bool:
    """Tell whether a line of the file is a printed line, so that paragraphs run over several.

    Printed lines of the Organization's documents have some 80 characters; a file of whole
    paragraphs has many lines far longer. And printed lines mostly end in the middle of a sentence,
    with the next one right below.
    """
    full = long = broken = marked = 0
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        size = len(line.text)
        marked += line.text.startswith(_MARKDOWN)
        if size <= _SHORT or "<<" in line.text:  # a template's field codes are no printed line
            continue
        full += 1
        long += size > _LONG
        broken += below is not None and bool(below.text) and not _ENDED.search(line.text[-5:])
    # Markdown made from a PDF has its paragraphs whole, however short they are.
    least = 2 if marked >= _FEWEST_MARKED else 5
    return long * 20 <= full and broken * least >= full > 0


def heads_notes(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is the heading of the notes below it."""
    if not NOTES_HEADING.fullmatch(lines[index].text):
        return False
    below = next((line.text for line in lines[index + 1 : index + 6] if line.text), "")
    return bool(_NOTE.match(below))
