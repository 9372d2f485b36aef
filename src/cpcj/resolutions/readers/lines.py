"""The lines of a file, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SHORT = 40
_LONG = 140
_MARKDOWN = ("# ", "## ", "### ", "#### ", "<sup>", "**")
_FEWEST_MARKED = 2
_FEWEST_GOING_ON = 4  # printed lines that begin with a small letter, to know double spacing by
_ENDED = re.compile(r"[,;.:!?][”\"’')]?\s?\d{0,3}$")
NOTES_HEADING = re.compile(r"[#*_\s]*(?:Notes|NOTES|Footnotes|FOOTNOTES|Endnotes)[*_:\s]*")
"""The heading above notes that stand together at the end."""

_NOTE = re.compile(r"\d{1,3}(?:/|\s|$)|\[\d")
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LABELLED = re.compile(r"(?:OP|Op|op) ?(?=\d{1,3}(?: ?(?:bis|ter|quater|alt))?\.\s)")
_QUOTED = re.compile(r"(?:> ?)+")
_BARE_LABEL = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,3}\))")


class Line(NamedTuple):
    """One line of a file.

    Attributes:
        start, end: its place in the decoded file, white space at the ends left out.
        text: ``file[start:end]``, spaces of any kind as plain ones.
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
    odd = _SPACES.search(text) is not None
    at = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if odd:
            words = _SPACES.sub(" ", words)
        start = at
        indent = bare = False
        if not words:
            bare = not raw.strip("\r\n\f\v\x85\u2028\u2029")
        elif raw[0].isspace():
            start += len(raw) - len(raw.lstrip())
            indent = True
        lines.append(Line(start, start + len(words), words, indent, new_page, bare))
        new_page = raw[-1] == "\f"
        at += len(raw)
    return lines


def unquoted(lines: list[Line]) -> list[Line]:
    """Return the lines without the signs of a quotation ("> "), where all of them carry it."""
    full = [line for line in lines if line.text]
    if not full or sum(line.text[0] == ">" for line in full) * 10 < 9 * len(full):
        return lines
    return [_shortened(line, _QUOTED) for line in lines]


def numbered(lines: list[Line]) -> list[Line]:
    """Return the lines with paragraph numbers as print has them: "7." for "OP7."."""
    return [_shortened(line, _LABELLED) if line.text[:2] in _OP else line for line in lines]


_OP = ("OP", "Op", "op")


def _shortened(line: Line, head: re.Pattern[str]) -> Line:
    """Return a line without the signs at its head, where it has any."""
    found = head.match(line.text)
    if not found:
        return line
    text = line.text[found.end() :]
    bare = text.lstrip()
    start = line.start + found.end() + len(text) - len(bare)
    return line._replace(start=start, text=bare, indent=line.indent or text != bare)


def single_spaced(lines: list[Line]) -> list[Line]:
    """Return the lines without the blank one that double spacing puts after each printed line.

    Where no two lines of words stand together and many go on in the middle of a sentence, the
    blank lines between them say nothing: of three, one parts paragraphs.
    """
    if any(line.text and below.text for line, below in pairwise(lines)):
        return lines
    full = [line for line in lines if line.text]
    going_on = sum(line.text[0].islower() for line in full)
    if going_on < _FEWEST_GOING_ON or going_on * 5 < len(full):
        return lines
    result: list[Line] = []
    blank: list[Line] = []
    for line in lines:
        if not line.text:
            blank.append(line)
            continue
        if result:
            result += blank[: (len(blank) - 1) // 2]
        blank = []
        result.append(line)
    return result if wrapped(result) else lines


def with_labels(lines: Sequence[Line]) -> list[Line]:
    """Return lines that are paragraphs, a number or letter alone joined to the words below it."""
    result: list[Line] = []
    label: Line | None = None
    for line in lines:
        if label is not None and line.text:
            words = f"{label.text} {line.text}"
            if _BARE_LABEL.match(line.text) or line.text[0] == "#":
                result.append(label)
                result.append(line)
            else:
                result.append(label._replace(end=line.end, text=words))
            label = None
        elif label is not None:
            continue
        elif _BARE_LABEL.fullmatch(line.text):
            label = line
        else:
            result.append(line)
    return result if label is None else [*result, label]


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
