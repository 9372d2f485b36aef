"""Dates and ordinal numbers in words, as documents print them."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATE = re.compile(rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})")
"""A date as printed: "17 December 2015"."""

_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ],
        start=1,
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS |= {f"{word[:-1]}ieth": value for word, value in _TENS.items()}
_ORDINALS["hundredth"] = 100


def find_date(text: str) -> dt.date | None:
    """Return the first possible date in the text, None where there is none."""
    for match in DATE.finditer(text):
        try:
            return dt.date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
        except ValueError:
            continue
    return None


def ordinal(words: str) -> int | None:
    """Return the value of an ordinal number in words ("Seventy-eighth" → 78), else None."""
    parts = words.casefold().replace("-", " ").split()
    total = 0
    for part in parts:
        if part in ("one", "and"):
            continue
        if part == "hundred":
            total += 100
        elif part in _ORDINALS:
            return total + _ORDINALS[part]
        elif part in _TENS:
            total += _TENS[part]
        else:
            return None
    return None
