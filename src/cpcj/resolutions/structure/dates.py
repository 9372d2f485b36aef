"""Dates and ordinal numbers in words, as documents print them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

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


_FOREIGN_MONTHS = {
    "fra": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "spa": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "ara": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "rus": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
"""Names of the months in a date, in the languages that write dates in words."""

_FOREIGN_DATE = re.compile(r"(\d{1,2})(?:er|º)?\s+(?:de )?([^\W\d]+)\s+(?:de )?(\d{4})(?:\s?года)?")
_ARABIC_DATE = re.compile(r"(\d{1,2})\s+(?:[^\d/]+/\s?)?([^\W\d_]+)\s+(\d{4})")
"""A month has a Syriac and a Latin name in Arabic; the United Nations prints both, "…/ديسمبر"."""

_CHINESE_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")


def find_line_date(lines: Iterable[str], language: str) -> dt.date | None:
    """Return the date that has a line to itself, in one of the official languages.

    Args:
        lines: lines of the masthead.
        language: ISO 639-2 code.
    """
    months = _FOREIGN_MONTHS.get(language, "").split()
    for line in lines:
        words = line.strip()
        if DATE.fullmatch(words):
            return find_date(words)
        try:
            if match := _CHINESE_DATE.fullmatch(words):
                return dt.date(*(int(group) for group in match.groups()))
            form = _ARABIC_DATE if language == "ara" else _FOREIGN_DATE
            match = form.fullmatch(words)
            if match and match[2].casefold() in months:
                return dt.date(int(match[3]), months.index(match[2].casefold()) + 1, int(match[1]))
        except ValueError:
            continue  # no day of the calendar
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
