"""Text that a converter has filled anew: each line as long as the width allows, no pages.

So ``pandoc`` writes plain text and Markdown. Its line ends say nothing, its blank lines and indents
everything: the paragraphs are put on one line each again and read like any text whose lines are
paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cpcj.resolutions.readers.joining import finished
from cpcj.resolutions.readers.lines import Line

_WIDEST = 100  # columns; longer lines are headings or addresses, which are not filled
_FEWEST = 4  # line ends that must speak
_SHARE = 0.9  # of them, those at which the next word would not have fitted
_BREAK = "\\"  # at a line end: a line end that stays (Markdown)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEAD = 2_000  # characters that show how a text is written
_LISTED = re.compile(
    r"(?:[-*+•]|\d{1,3}(?: (?:bis|ter))?[.)]|\(?(?:[a-z]{1,3}|[ivxl]{1,6}|\d{1,2})\))\s"
)
_MARK = re.compile(r"(?:\d{1,3}|\[\^?\d{1,3}\]|<sup>\d{1,3}</sup>)$")
_HEADING = re.compile(r"#{1,6}\s")


class Fill:
    """How a text is filled: its lines with their columns, and its width."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        """Measure the lines of a text."""
        self.lines = lines
        self._starts = [line.start - _column(text, line) for line in lines]
        ends = [
            line.end - start
            for line, below, start in zip(lines, lines[1:], self._starts, strict=False)
            if line.text and below.text
        ]
        self.width = max((end for end in ends if end <= _WIDEST), default=0)

    def column(self, index: int) -> int:
        """Return the column at which a line begins."""
        return self.lines[index].start - self._starts[index]

    def breaks(self, index: int) -> bool:
        """Tell whether a line ends although the first word of the next would have fitted."""
        line, below = self.lines[index], self.lines[index + 1]
        word = len(below.text.partition(" ")[0])
        return line.end - self._starts[index] + 1 + word <= self.width


def _column(text: str, line: Line) -> int:
    return line.start - (text.rfind("\n", 0, line.start) + 1)


def refilled(text: str, lines: Sequence[Line]) -> list[Line] | None:
    """Return the paragraphs of a refilled text, one a line; None where it is not refilled.

    Args:
        text: the file.
        lines: its lines.
    """
    if any(line.new_page for line in lines) or _is_unspaced(text):
        return None
    fill = Fill(text, lines)
    inner = [k for k in range(len(lines) - 1) if lines[k].text and lines[k + 1].text]
    kept = [k for k in inner if lines[k].end - lines[k].start <= _WIDEST and not _lists(fill, k)]
    if len(kept) < _FEWEST or fill.width <= 0:
        return None
    filled = sum(not fill.breaks(k) for k in kept)
    # A typed page indents the first line of a paragraph, a converter the lines below a number.
    indented = sum(
        fill.column(k) > fill.column(k + 1) for k in kept if k == 0 or not lines[k - 1].text
    )
    if filled < _SHARE * len(kept) or indented * 20 > len(kept):
        return None
    return list(_paragraphs(text, fill))


def _is_unspaced(text: str) -> bool:
    """Tell whether a text is written without spaces, so that a line ends at any letter."""
    head = text[:_HEAD]
    return not head.isascii() and len(_HAN.findall(head)) * 6 > len(head)


def _lists(fill: Fill, index: int) -> bool:
    """Tell whether the line below begins something by its form: an item, a heading."""
    below = fill.lines[index + 1].text
    item = _LISTED.match(below) and finished(_MARK.sub("", fill.lines[index].text))
    return bool(item or _HEADING.match(below))


def _paragraphs(text: str, fill: Fill) -> Iterator[Line]:
    """Yield each paragraph as one line, and the blank lines between."""
    first: int | None = None
    for index, line in enumerate(fill.lines):
        if not line.text:
            yield line
            continue
        if first is None:
            first = index
        last = index + 1 == len(fill.lines) or not fill.lines[index + 1].text
        if last or _parts(fill, first, index):
            yield _joined(text, fill.lines[first : index + 1])
            first = None


def _parts(fill: Fill, first: int, index: int) -> bool:
    """Tell whether a paragraph ends with a line that has another right below."""
    line, below = fill.lines[index], fill.lines[index + 1]
    if line.text.endswith(_BREAK) or _HEADING.match(below.text) or _HEADING.match(line.text):
        return True
    if _lists(fill, index) and fill.column(index + 1) <= fill.column(first):
        return True
    return fill.breaks(index)


def _joined(text: str, lines: Sequence[Line]) -> Line:
    """Return lines as one."""
    start, end = lines[0].start, lines[-1].end
    if lines[-1].text.endswith(_BREAK):
        end -= 1
    words = " ".join(line.text for line in lines) if len(lines) > 1 else text[start:end]
    return lines[0]._replace(end=end, text=words)
