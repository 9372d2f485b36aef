"""Quoted words looked for in a passage, and what putting words in or taking them out does there.

Words are found whatever quotation marks, apostrophes, dashes and white space they are written
with; case counts, and no word is cut in two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from cpcj.resolutions.model import Span

_FOLD: Final = str.maketrans(
    {"’": "'", "‘": "'", "\u02bc": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
     "–": "-", "—": "-", "\u2011": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)  # fmt: skip
_TAIL: Final = re.compile(r"(?:[,;]\s+(?:and|or)|[.,;:])\s*$")
_WHOLE_SENTENCE: Final = re.compile(r"[A-Z].*\.", re.DOTALL)
_CLOSE: Final = ",;:.)]}!?”’%"
_OPEN: Final = "([{“‘"


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``put``."""

    start: int
    end: int
    put: str


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """Return a text of the same length in which signs that are set differently are alike."""
    return text.translate(_FOLD)


def find(text: str, words: str) -> list[Span]:
    """Return where words stand in a text, in order, not overlapping."""
    pattern = _pattern(words)
    if pattern is None:
        return []
    return [Span(match.start(), match.end()) for match in pattern.finditer(folded(text))]


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str] | None:
    parts = folded(words).split()
    if not parts:
        return None
    body = r"\s+".join(re.escape(part) for part in parts)
    head = r"(?<!\w)" if parts[0][0].isalnum() else ""
    tail = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(head + body + tail)


def put_after(text: str, at: int, words: str) -> Edit:
    """Return the edit that puts words after the place ``at``, spaced as words are."""
    right, left = text[at : at + 1], text[at - 1 : at]
    if words.endswith(",") and right and right in ",;:.":
        words = words[:-1]
    if words.startswith(",") and left == ",":
        words = words[1:].lstrip()
    close = not left or left.isspace() or left in _OPEN or words[:1] in _CLOSE
    after = " " if right and not right.isspace() and right not in _CLOSE else ""
    return Edit(at, at, ("" if close else " ") + words + after)


def put_before(text: str, at: int, words: str) -> Edit:
    """Return the edit that puts words before the place ``at``, spaced as words are."""
    if words[:1] in _CLOSE and text[at - 1 : at].isspace():
        return put_after(text, at - 1, words)
    left, right = text[at - 1 : at], text[at : at + 1]
    before = "" if not left or left.isspace() or left in _OPEN else " "
    after = "" if not right or right.isspace() or right in _CLOSE else " "
    return Edit(at, at, before + words + after)


def put_at_end(text: str, words: str) -> Edit:
    """Return the edit that puts words before the sign that ends a text, or in its place."""
    if text.endswith(".") and _WHOLE_SENTENCE.fullmatch(words):
        return Edit(len(text), len(text), f" {words}")
    tail = _TAIL.search(text)
    start = tail.start() if tail else len(text)
    close = not text[:start] or words[:1] in _CLOSE
    end = len(text) if tail and _TAIL.search(words) else start
    return Edit(start, end, ("" if close else " ") + words)


def taken_out(text: str, span: Span) -> Edit:
    """Return the edit that takes words out with the space and the comma that they leave over."""
    start, end = span
    left, right = text[start - 1 : start], text[end : end + 1]
    if left.isspace() and (not right or right.isspace() or right in _CLOSE):
        start -= 1
        left = text[start - 1 : start]
    elif not left and right.isspace():
        end += 1
    if left == "," and text[end : end + 1] in (",", ";", ".", ":"):
        start -= 1
    return Edit(start, end, "")


def put_instead(text: str, span: Span, words: str) -> Edit:
    """Return the edit that puts words in the place of others."""
    right = text[span.end : span.end + 1]
    if words.endswith(",") and right and right in ",;:.":
        words = words[:-1]
    start = span.start
    if words[:1] in tuple(",;:.") and text[start - 1 : start].isspace():
        start -= 1
    return Edit(start, span.end, words)


def edited(text: str, edits: list[Edit]) -> str:
    """Return a text with edits that do not overlap made; those at one place in their order."""
    parts: list[str] = []
    at = 0
    for one in sorted(edits, key=lambda each: (each.start, each.end)):
        parts += (text[at : one.start], one.put)
        at = max(at, one.end)
    return "".join((*parts, text[at:]))


def clash(one: Edit, other: Edit) -> bool:
    """Tell whether two edits touch the same characters."""
    if one.start == one.end and other.start == other.end:
        return False
    return one.start < other.end and other.start < one.end
