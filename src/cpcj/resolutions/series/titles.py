"""Titles compared: what stays the same of a title from draft to resolution, and from year to year.

Two normal forms: :func:`same_title` for the members of one family (one text on its way), and
:func:`recurring_title` for one series (the texts that a body adopts on one subject again and
again), from which what changes with the years is removed as well.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")
_DATES = re.compile(
    r"\b(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?: \d{4})?\b"
)
_NUMBERS = re.compile(
    r"(?:(?P<named>\b(?:resolutions?|decisions?|articles?|conventions? no)(?: \d+)+\b)"
    r"|\b\d+(?:st|nd|rd|th)?\b)"
)
"""Numbers, but not one that names what the text is about ("implementation of resolution 60/1")."""
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINALS = re.compile(
    rf"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?:{_ONES})|{_ONES}"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth"
    r"|hundredth)\b"
)
_ROMAN = re.compile(r"\b(?=[ivxl]{1,7}\b)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b")
_YEARLY_WORDS = re.compile(
    r"^(?:draft resolution|draft decision|revised draft resolution|resolution|decision)\b"
    r"|\b(?:annual )?reports? (?:of|on|from)\b"
    r"|\b(?:at|on|during|for|of|to)? ?(?:its|the|their)? ?(?:regular |special |resumed |plenary )?"
    r"sessions?\b"
    r"|\b(?:biennium|decade|anniversary)\b"
)
_LITTLE = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "its",
        "of",
        "on",
        "or",
        "the",
        "their",
        "to",
        "under",
        "upon",
        "with",
        "within",
    )
)


def same_title(title: str) -> str:
    """Return a title without case, accents, signs and words that carry nothing ("the", "of").

    Empty where nothing is left.
    """
    return _without_little(_NOT_WORDS.sub(" ", _letters(title)))


def recurring_title(title: str) -> str:
    """Return what a title says in every year: no dates, numbers, ordinals, sessions, reports.

    Where nothing else is left ("Report of the session"), the title's plain form stands.
    """
    plain = " ".join(_NOT_WORDS.sub(" ", _letters(title)).split())
    kept = plain
    kept = _DATES.sub(" ", kept)
    kept = _NUMBERS.sub(lambda number: number["named"] or " ", kept)
    for pattern in (_ORDINALS, _YEARLY_WORDS, _ROMAN):
        kept = pattern.sub(" ", kept)
    return _without_little(kept) or same_title(title)


def _letters(title: str) -> str:
    apart = unicodedata.normalize("NFKD", title.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _without_little(words: str) -> str:
    return " ".join(word for word in words.split() if word not in _LITTLE)
