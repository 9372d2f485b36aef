"""Quoted words in running text, by quotation marks of every kind.

A quotation is found by its opening mark and ends at the closing mark of the same kind, nested ones
inside counted. An opening mark at the head of a paragraph inside an open quotation repeats the
first one, as is the custom where several paragraphs are quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cpcj.resolutions.model import Span

MASK: Final = "\x00"
"""Stands for each character of a quotation once it is masked."""

_CLOSING: Final = {"“": "”", "„": "“”", "«": "»", "‘": "’", "\u2039": "\u203a"}
_STRAIGHT: Final = {'"': '"', "'": "'"}
_OPENER: Final = re.compile(r"[“„«\u2039‘\"]|``|(?<![\w.,;:)])'(?=\w)")
_BREAK: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: where it stands with its marks, and its words.

    Paragraphs of the words are parted by one line feed each, all other white space is one space.
    """

    span: Span
    words: str


def quotations(text: str) -> tuple[tuple[Quotation, ...], Span | None]:
    """Return the quotations of a text, and the mark that is opened and never closed.

    Linear in the length of the text.
    """
    found: list[Quotation] = []
    at = 0
    while match := _OPENER.search(text, at):
        opener = match.group()
        end = _end(text, match.end(), opener)
        if end is None:
            return tuple(found), Span(match.start(), match.end())
        stop, inner_end = end
        found.append(
            Quotation(Span(match.start(), stop), words_of(text[match.end() : inner_end], opener))
        )
        at = stop
    return tuple(found), None


def masked(text: str, found: tuple[Quotation, ...]) -> str:
    """Return a text of the same length in which nothing of its quotations can be read."""
    parts: list[str] = []
    at = 0
    for one in found:
        parts += (text[at : one.span.start], MASK * (one.span.end - one.span.start))
        at = one.span.end
    return "".join((*parts, text[at:]))


def words_of(inner: str, opener: str = "“") -> str:
    """Return what stands between two marks: paragraphs parted by line feeds."""
    parts = [_SPACE.sub(" ", part).strip() for part in _paragraphs(inner)]
    kept = [part for part in parts if part]
    return "\n".join([kept[0], *(part.removeprefix(opener) for part in kept[1:])]) if kept else ""


def _paragraphs(inner: str) -> list[str]:
    """Return the paragraphs: parted by empty lines, or by a line that begins with a label."""
    return [line for part in _BREAK.split(inner) for line in _LABELLED.split(part)]


_LABELLED: Final = re.compile(r"\n(?=[ \t]*(?:\([a-z]{1,4}\)|[ivx]+\)|[a-z]\)|\d{1,3}\.|[“„«])\s?)")


def _end(text: str, start: int, opener: str) -> tuple[int, int] | None:
    """Return where a quotation stops, after and before its closing mark."""
    if opener == "``":
        place = text.find("''", start)
        return None if place < 0 else (place + 2, place)
    if opener in _STRAIGHT:
        return _straight_end(text, start, opener)
    closers = _CLOSING[opener]
    depth = 1
    for match in re.finditer(f"[{opener}{closers}]", text[start:]):
        place = start + match.start()
        sign = match.group()
        if sign in closers and not (sign == "’" and _is_apostrophe(text, place)):
            depth -= 1
            if not depth:
                return place + 1, place
        elif sign == opener and not _heads_paragraph(text, place):
            depth += 1
    return None


def _straight_end(text: str, start: int, opener: str) -> tuple[int, int] | None:
    place = text.find(opener, start)
    while place >= 0:
        if opener == '"':
            if not _heads_paragraph(text, place) or not text[place + 1 : place + 2].isalnum():
                return place + 1, place
        elif not _is_apostrophe(text, place):
            return place + 1, place
        place = text.find(opener, place + 1)
    return None


def _is_apostrophe(text: str, place: int) -> bool:
    """Tell whether a sign between two letters is no quotation mark."""
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()


def _heads_paragraph(text: str, place: int) -> bool:
    """Tell whether a mark is the first sign of its line."""
    before = place - 1
    while before >= 0 and text[before] in " \t":
        before -= 1
    return before >= 0 and text[before] == "\n"
