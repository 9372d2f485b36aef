"""Running heads in text whose lines are paragraphs: what each page repeats of the masthead.

Converters leave them where the pages broke: the symbol, the short title, or both on one line,
between two paragraphs or in the middle of one.
"""

from __future__ import annotations

from collections.abc import Sequence

from cpcj.resolutions.readers.joining import finished
from cpcj.resolutions.readers.lines import Line
from cpcj.resolutions.readers.pages import furniture_kind, packed, without_symbol
from cpcj.resolutions.readers.printed import front_end

_LONGEST = 250
_LONGEST_LINE = 400  # characters of a line of the masthead that are looked at: bounds the work
_LEAST_BROKEN = 60  # characters of words that a page broke off: shorter ones are a heading
_SHORTEST = 12  # letters of a title that is known again without its symbol


class RunningHeads:
    """The lines of a file that repeat its masthead, below the masthead itself."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look for them in the lines of a file."""
        self._lines = lines
        self._end = front_end(lines)
        self._front = packed(" ".join(line.text[:_LONGEST_LINE] for line in lines[: self._end]))
        self.symbols: tuple[str, ...] = ()

    def has(self, index: int, before: str) -> bool:
        """Tell whether a line is a running head; take its symbol where it is one.

        Args:
            index: place of the line.
            before: the last words above it: a title by itself is a running head where they are
                broken off, a heading where they are finished.
        """
        line = self._lines[index]
        text = line.text
        if not 0 < self._end < index or len(text) > _LONGEST:
            return False
        kind = furniture_kind(text)
        if kind is None:
            words = packed(without_symbol(text))
            whole = packed(text)
            if words not in self._front or not words:
                return False
            if words.isdigit() and whole.replace(words, "", 1).strip(".") not in self._front:
                return False  # a note that names a document ("4 A/68/9127."), no page number
            broken = len(before) > _LEAST_BROKEN and not finished(before)
            if words == whole and not (
                broken and len(words) >= _SHORTEST and self._front.endswith(words)
            ):
                return False
        if kind == "symbol" and text not in self.symbols:
            self.symbols = (*self.symbols, text)
        return True
