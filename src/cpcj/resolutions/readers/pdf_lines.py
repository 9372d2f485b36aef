"""The lines of a paragraph made into one passage, words broken at line ends made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cpcj.resolutions.model import NoteMark, Passage, SourcePiece, Span
from cpcj.resolutions.passages import merge
from cpcj.resolutions.readers.assembly import glue_between

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_SHOWN = 3  # words seen both broken and whole, for a file to be one that breaks words
_REST = re.compile(r"[^\W\d_]+")


class Vocabulary:
    """The words of a file, which tell whether a hyphen at a line end belongs to the word.

    The Organization's printers broke words at syllables until the nineteen-nineties and since then
    at their own hyphens only. A hyphen goes where the whole word stands elsewhere in the file
    without one; where that shows that a file breaks words, it goes as well where neither part is a
    word of the file ("recommenda-", "tion").

    Args:
        lines: every line of the file.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        ends: list[tuple[str, str]] = []
        before = ""
        for line in lines:
            text = line.strip()
            found = [word.lower() for word in _WORD.findall(text)]
            if parts := _parts(before, text):
                ends.append(parts)
                del found[:1]
            if text.endswith("-"):
                del found[-1:]
            self._words.update(found)
            self._words.update(part for word in found if "-" in word for part in word.split("-"))
            before = text
        shown = sum(1 for first, second in ends if self._whole(first, second))
        self._breaks_words = shown >= _SHOWN and 4 * shown >= len(ends)

    def _whole(self, first: str, second: str) -> bool:
        return f"{first}{second}" in self._words and f"{first}-{second}" not in self._words

    def breaks(self, before: str, after: str) -> bool:
        """Tell whether the hyphen at the end of a line only breaks a word."""
        parts = _parts(before, after)
        if parts is None or f"{parts[0]}-{parts[1]}" in self._words:
            return False
        if self._whole(*parts):
            return True
        return self._breaks_words and self._words.isdisjoint(parts)


def _parts(before: str, after: str) -> tuple[str, str] | None:
    """Return the parts of a word with a hyphen at a line end, in small letters."""
    broken, rest = _BROKEN.search(before), _REST.match(after)
    if not broken or not rest or not rest.group()[0].islower():
        return None
    return broken[1].lower(), rest.group().lower()


def gather(parts: Sequence[Passage], vocabulary: Vocabulary) -> Passage:
    """Return the lines of a paragraph as one passage.

    Args:
        parts: the words of each line.
        vocabulary: the words of the file, to tell a broken word from a compound.
    """
    texts: list[str] = []
    marks: list[NoteMark] = []
    emphasis: list[Span] = []
    pieces: list[SourcePiece] = []
    length = 0
    before = ""
    for words in parts:
        text = words.text.rstrip()
        if before and vocabulary.breaks(before, text):
            _drop_hyphen(texts, pieces, emphasis)
            length -= 1
            glue = ""
        else:
            glue = glue_between(before, text) if before else ""
        texts += [glue, text]
        length += len(glue)
        marks += [NoteMark(min(m.at, len(text)) + length, m.mark) for m in words.marks]
        for span in words.emphasis:
            start, end = span.start + length, min(span.end, len(text)) + length
            if emphasis and emphasis[-1].end >= start - len(glue):
                emphasis[-1] = Span(emphasis[-1].start, end)
            elif end > start:
                emphasis.append(Span(start, end))
        for piece in words.source:
            over = max(0, piece.end - len(text))
            if piece.end - over > piece.start:
                pieces.append(
                    SourcePiece(
                        piece.start + length,
                        piece.end - over + length,
                        piece.source_start,
                        piece.source_end - over,
                    )
                )
        length += len(text)
        before = text
    return _tidy(Passage("".join(texts), tuple(marks), tuple(emphasis), merge(pieces)))


def _drop_hyphen(texts: list[str], pieces: list[SourcePiece], emphasis: list[Span]) -> None:
    """Take the hyphen off the end of what was gathered."""
    texts[-1] = texts[-1][:-1]
    last = pieces.pop()
    if last.end - last.start > 1:
        pieces.append(SourcePiece(last.start, last.end - 1, last.source_start, last.source_end - 1))
    if emphasis and emphasis[-1].end == last.end:
        emphasis[-1] = Span(emphasis[-1].start, last.end - 1)


def _tidy(words: Passage) -> Passage:
    """Return the passage with its marks right behind the words they follow, italics trimmed."""
    text = words.text
    marks = tuple(
        NoteMark(mark.at - 1 if mark.at > 0 and text[mark.at - 1] == " " else mark.at, mark.mark)
        for mark in words.marks
    )
    emphasis = tuple(
        Span(span.start, span.start + len(text[span.start : span.end].rstrip()))
        for span in words.emphasis
        if text[span.start : span.end].strip(" ,.;:")
    )
    return Passage(text, marks, emphasis, words.source)
