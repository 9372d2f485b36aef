"""Ordinal numbers in words and figures."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS: Final = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def _all() -> tuple[str, ...]:
    found = list(_FIRST)
    for tens in _TENS:
        found.append(f"{tens}ieth")
        found += [f"{tens}y-{unit}" for unit in _FIRST[:9]]
    return tuple(found)


ORDINALS: Final = _all()
"""In words, from the first to the ninety-ninth."""

_VALUES: Final = {name: place for place, name in enumerate(ORDINALS, start=1)}
_VALUES.update({"last": -1, "final": -1, "penultimate": -2})

PATTERN: Final = (
    r"(?:(?:(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y[-\s])?"
    rf"(?:{'|'.join(_FIRST)})|(?:{'|'.join(tens + 'ieth' for tens in _TENS)})"
    r"|last|final|penultimate|\d{1,3}(?:st|nd|rd|th))"
)
"""An ordinal number, to be matched without regard to case."""


def value(words: str) -> int:
    """Return the value of what :data:`PATTERN` matches; -1 for the last, -2 for that before it."""
    plain = re.sub(r"\s+", "-", words.casefold())
    known = _VALUES.get(plain)
    return int(plain[:-2]) if known is None else known


def ordinal(number: int) -> str:
    """Return an ordinal number, in words up to ninety-ninth."""
    if 1 <= number <= len(ORDINALS):
        return ORDINALS[number - 1]
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if number % 100 in (11, 12, 13) else ends.get(number % 10, "th")
    return f"{number}{end}"
