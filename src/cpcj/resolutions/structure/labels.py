"""Numbers and letters at the head of paragraphs and points, and the series they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cpcj.resolutions.model import Passage
from cpcj.resolutions.passages import Cut, edit, part


class Style(StrEnum):
    """How a label is printed: each style is one series of points."""

    NUMBER = "7."
    LETTER = "(a)"
    ROMAN = "(i)"
    BRACKETED_NUMBER = "(1)"
    CAPITAL = "(A)"
    BARE_NUMBER = "1)"
    BARE_LETTER = "a)"
    BARE_ROMAN = "i)"
    DOTTED_LETTER = "a."
    DASH = "-"


class Label(NamedTuple):
    """A label at the head of a paragraph.

    Attributes:
        n: as printed, without full stop for numbers ("7", "12 bis", "(a)"); "" for a dash.
        end: place in the paragraph's text where its own words begin.
        readings: style and place in the series; more than one where "(i)" may be the letter.
    """

    n: str
    end: int
    readings: tuple[tuple[Style, int], ...]

    @property
    def number(self) -> int | None:
        """The number of a paragraph, None for points."""
        style, place = self.readings[0]
        return place if style is Style.NUMBER else None


_LABEL = re.compile(
    r"\[?(?:(?:OP ?)?(?P<number>\d{1,4})"
    r"(?P<bis>\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|alt))?\.(?:\s+|(?=[A-Z“\"])|$)"
    r"|\((?P<bracket>[a-z]{1,3}|[ivxlc]{1,7}|\d{1,3}|[A-Z])\)\s*"
    r"|OP ?(?P<op>\d{1,3})(?P<opbis>\s?(?:bis|ter|quater|alt))?[.:)]?\s+"
    r"|(?P<closed>\d{1,3})\)\s+"
    r"|(?P<bare>[a-z]|[ivx]{1,5})\)\s+"
    r"|(?P<dotted>[a-z])\.\s+"
    r"|(?P<dash>[-–—•●▪◦‣*])\s+)"
)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def roman(text: str) -> int | None:
    """Return the value of a roman number in small letters up to 89, None where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    total = 0
    for sign, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_DIGITS[sign]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total


def _letter(text: str) -> int | None:
    """Return the place of "a" … "z", "aa", "bb" … (and "ab", "ac" …) in a series of letters."""
    if len(text) == 1:
        return ord(text) - 96
    if len(set(text)) == 1:
        return 26 * (len(text) - 1) + ord(text[0]) - 96
    if len(text) == 2:
        return 26 * (ord(text[0]) - 96) + ord(text[1]) - 96
    return None


def read_label(text: str) -> Label | None:
    """Return the label with which a paragraph begins, None where it begins with words."""
    match = _LABEL.match(text)
    if not match:
        return None
    end = match.end()
    if number := match["number"] or match["op"]:
        bis = (match["bis"] or match["opbis"] or "").strip()
        n = f"{number} {bis}" if bis else number
        return Label(n, end, ((Style.NUMBER, int(number)),))
    if number := match["closed"]:
        return Label(f"{number})", end, ((Style.BARE_NUMBER, int(number)),))
    if inner := match["bracket"]:
        return _bracketed(inner, end)
    if inner := match["bare"]:
        return _lettered(f"{inner})", inner, end, Style.BARE_LETTER, Style.BARE_ROMAN)
    if inner := match["dotted"]:
        return Label(f"{inner}.", end, ((Style.DOTTED_LETTER, ord(inner) - 96),))
    return Label("", end, ((Style.DASH, 0),))


def as_numbers(labels: Sequence[Label | None], texts: Sequence[str]) -> list[Label | None]:
    """Return the labels, those like "1)" as paragraph numbers where a text has no others.

    Args:
        labels: the labels of a text's blocks, None where one has none.
        texts: the words of the blocks with their labels.
    """
    closed = [
        (label, text)
        for label, text in zip(labels, texts, strict=True)
        if label is not None and label.readings[0][0] is Style.BARE_NUMBER
    ]
    others = any(label is not None and label.number is not None for label in labels)
    if others or not closed or not all(text[label.end :][:1].isupper() for label, text in closed):
        return list(labels)
    return [
        Label(label.n.rstrip(")"), label.end, ((Style.NUMBER, label.readings[0][1]),))
        if label is not None and label.readings[0][0] is Style.BARE_NUMBER
        else label
        for label in labels
    ]


_PREAMBULAR = re.compile(r"PP ?\d{1,3}(?: ?(?:bis|ter|quater|alt))?[.:)]?\s+(?=[A-Z“*])")


def without_preambular_label(words: Passage) -> Passage:
    """Return the words of a paragraph without the count that negotiators write: "PP3. "."""
    found = _PREAMBULAR.match(words.text) if words.text.startswith("PP") else None
    return part(words, found.end()) if found else words


def own_words(words: Passage, label: Label) -> Passage:
    """Return the words of a paragraph after its label; a bracket that opens before it stays."""
    if words.text.startswith("["):
        return edit(words, [Cut(1, label.end)])
    return part(words, label.end)


def _bracketed(inner: str, end: int) -> Label | None:
    """Return a label in brackets: "(1)", "(A)", "(a)", "(i)"."""
    if inner.isdigit():
        return Label(f"({inner})", end, ((Style.BRACKETED_NUMBER, int(inner)),))
    if inner.isupper():
        return Label(f"({inner})", end, ((Style.CAPITAL, ord(inner) - 64),))
    return _lettered(f"({inner})", inner, end, Style.LETTER, Style.ROMAN)


def _lettered(n: str, inner: str, end: int, letters: Style, romans: Style) -> Label | None:
    readings: list[tuple[Style, int]] = []
    value = roman(inner)
    place = _letter(inner)
    if place is not None:
        readings.append((letters, place))
    if value is not None:
        readings.append((romans, value))
    if not readings:
        return None
    if value is not None and len(inner) > 1:
        readings.reverse()
    return Label(n, end, tuple(readings))


@dataclass(slots=True)
class _Series:
    """A series of points that is open: its style and its last place."""

    style: Style
    last: int


class Placed(NamedTuple):
    """Where a label belongs: how deep (0 is right below the paragraph), and what was missing."""

    depth: int
    gap: bool
    repeat: bool


class Nesting:
    """The open series of points of one paragraph."""

    def __init__(self) -> None:
        self._open: list[_Series] = []

    def place(self, label: Label, *, after_colon: bool, following: Label | None) -> Placed:
        """Return where a label belongs and take it into its series.

        Args:
            label: the label.
            after_colon: whether the words before it end with a colon, so that a series may begin.
            following: the label after it: "(i)" before "(ii)" is a roman number.
        """
        readings = self._ordered(label, following)
        if readings[0][0] is Style.DASH:
            return self._dash(after_colon=after_colon)
        begins = [reading for reading in readings if reading[1] == 1]
        if after_colon and begins and not self._holds(begins[0][0]):
            return self._push(begins[0])
        for depth in range(len(self._open) - 1, -1, -1):
            series = self._open[depth]
            for style, place in readings:
                if style is series.style and place == series.last + 1:
                    return self._advance(depth, place)
        if begins and not self._holds(begins[0][0]):
            return self._push(begins[0])
        for depth in range(len(self._open) - 1, -1, -1):
            series = self._open[depth]
            for style, place in readings:
                if style is series.style:
                    gap, repeat = place > series.last + 1, place <= series.last
                    return self._advance(depth, place)._replace(gap=gap, repeat=repeat)
        return self._push(readings[0])._replace(gap=readings[0][1] != 1)

    @staticmethod
    def _ordered(label: Label, following: Label | None) -> tuple[tuple[Style, int], ...]:
        """Return the readings, the one first that the label after it makes likely."""
        if len(label.readings) < 2 or following is None:
            return label.readings
        for style, place in label.readings:
            if (style, place + 1) in following.readings[:1]:
                return ((style, place), *(r for r in label.readings if r[0] is not style))
        return label.readings

    def _holds(self, style: Style) -> bool:
        return any(series.style is style for series in self._open)

    def _push(self, reading: tuple[Style, int]) -> Placed:
        self._open.append(_Series(*reading))
        return Placed(len(self._open) - 1, gap=False, repeat=False)

    def _advance(self, depth: int, place: int) -> Placed:
        del self._open[depth + 1 :]
        self._open[depth].last = place
        return Placed(depth, gap=False, repeat=False)

    def _dash(self, *, after_colon: bool) -> Placed:
        for depth, series in enumerate(self._open):
            if series.style is Style.DASH:
                return self._advance(depth, 0)
        if self._open and not after_colon:
            del self._open[1:]
        return self._push((Style.DASH, 0))
