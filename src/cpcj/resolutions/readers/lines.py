"""The lines of a file, with their places."""

from __future__ import annotations

from typing import NamedTuple


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
        indent = False
        if words:
            start += len(raw) - len(raw.lstrip())
            indent = start > at
        bare = not words and not raw.strip("\r\n\f\v\x85\u2028\u2029")
        lines.append(Line(start, start + len(words), words, indent, new_page, bare))
        new_page = raw[-1] == "\f"
        at += len(raw)
    return lines


def wrapped(lines: list[Line]) -> bool:
    """Tell whether a line of the file is a printed line, so that paragraphs run over several.

    Printed lines of the Organization's documents have some 80 characters; a file of whole
    paragraphs has many lines far longer.
    """
    lengths = [len(line.text) for line in lines if len(line.text) > 40]
    if not lengths:
        return False
    long = sum(1 for length in lengths if length > 140)
    return long * 20 <= len(lengths)
