"""What stands between the items of an enumeration, and around code, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import get_language, get_language_bidi

_COMMAS = {"ar": "، ", "zh": "、"}
_SEMICOLONS = {"ar": "؛ ", "zh": "\uff1b"}
# Figures and Latin letters tied by signs that take the direction of what stands beside them: a
# date of machines, a symbol, an identifier.
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z()]*(?:[-/#.:_][0-9A-Za-z()]+)+(?: \d+(?:\.\d+)?)?")


def _of(signs: dict[str, str], otherwise: str) -> str:
    return signs.get((get_language() or "").partition("-")[0], otherwise)


def comma() -> str:
    """Return what stands between items of one sentence (", ")."""
    return _of(_COMMAS, ", ")


def semicolon() -> str:
    """Return what stands between items that hold commas themselves ("; ")."""
    return _of(_SEMICOLONS, "; ")


def code_isolated(words: str) -> str:
    """Return words with the code in them kept in its own direction.

    "2026-06-30" among words that run from right to left is drawn as "30-06-2026" otherwise. On
    pages that run from left to right the words are returned as they are.
    """
    if not get_language_bidi():
        return words
    return _CODE.sub(lambda found: f"\u2066{found[0]}\u2069", words)


def enumerated(items: Iterable[object]) -> str:
    """Return items in one line, with commas between them."""
    return comma().join(str(item) for item in items)


def enumerated_long(items: Iterable[object]) -> str:
    """Return items in one line, with semicolons between them."""
    return semicolon().join(str(item) for item in items)
