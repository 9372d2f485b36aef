"""Numbers and letters at the head of paragraphs and points, and the series they belong to."""

from __future__ import annotations

import re
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
    r"\[?(?:(?P<number>\d{1,4})(?P<bis>\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|alt))?"
    r"\.(?:\s+|(?=[A-Z“\"])|$)"
    r"|\((?P<bracket>[a-z]{1,3}|[ivxlc]{1,7}|\d{1,3}|[A-Z])\)\s*"
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
    if number := match["number"]:
        bis = (match["bis"] or "").strip()
        n = f"{number} {bis}" if bis else number
        return Label(n, end, ((Style.NUMBER, int(number)),))
    if inner := match["bracket"]:
        if inner.isdigit():
            return Label(f"({inner})", end, ((Style.BRACKETED_NUMBER, int(inner)),))
        if inner.isupper():
            return Label(f"({inner})", end, ((Style.CAPITAL, ord(inner) - 64),))
        return _lettered(f"({inner})", inner, end, Style.LETTER, Style.ROMAN)
    if inner := match["bare"]:
        return _lettered(f"{inner})", inner, end, Style.BARE_LETTER, Style.BARE_ROMAN)
    if inner := match["dotted"]:
        return Label(f"{inner}.", end, ((Style.DOTTED_LETTER, ord(inner) - 96),))
    return Label("", end, ((Style.DASH, 0),))


def own_words(words: Passage, label: Label) -> Passage:
    """Return the words of a paragraph after its label; a bracket that opens before it stays."""
    if words.text.startswith("["):
        return edit(words, [Cut(1, label.end)])
    return part(words, label.end)


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
