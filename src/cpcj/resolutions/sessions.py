"""Session arithmetic: which year and which days a session of a body falls on; numbers in words.

The General Assembly's session n opens in September 1945+n and resumes through the year until the
next one opens. Commissions and conferences of parties meet once in their year and resume within it.
The rules and the deviations are data: ``vocabulary/sessions.toml``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from cpcj.resolutions.act import Due
from cpcj.resolutions.vocabulary.sessions import openings, rules, years

GENERAL_ASSEMBLY = "general_assembly"
ECOSOC = "ecosoc"

_THIRD_WEEK_FROM = 58
_SECOND_WEEK_FROM = 78
_SEPTEMBER = 9
_TUESDAY = 1
_SATURDAY = 5
_FIRST_YEAR = 1946
_LAST_YEAR = 2199

_UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
HIGHEST = 199
"""The highest session number that is read or written in words."""


@cache
def _ordinals() -> dict[str, int]:
    found = {word: number for number, word in enumerate(_UNITS, start=1)}
    for ten, stem in enumerate(_TENS, start=2):
        found[f"{stem}ieth"] = ten * 10
        for unit in range(1, 10):
            found[f"{stem}y-{_UNITS[unit - 1]}"] = ten * 10 + unit
    below = dict(found)
    found["hundredth"] = found["one hundredth"] = 100
    for word, number in below.items():
        found[f"one hundred and {word}"] = 100 + number
        found[f"hundred and {word}"] = 100 + number
    return found


_UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNDER_HUNDRED = rf"(?:{'|'.join(_TENS)})(?:ieth|y[-\s]+(?:{'|'.join(_UNITS[:9])}))|{_UNIT_WORDS}"
ORDINAL = (
    rf"(?:(?:one[\s-]+)?hundred(?:th|\s+and\s+(?:{_UNDER_HUNDRED}))|{_UNDER_HUNDRED}"
    r"|\d{1,3}(?:st|nd|rd|th))"
)
"""An expression for a session number: "first" to "one hundred and ninety-ninth", or "75th"."""

_SPACES = re.compile(r"[\s-]+")


def ordinal(words: str) -> int | None:
    """Return the number of an ordinal in words or figures ("seventy-fifth", "75th"), 1 to 199.

    Returns:
        The number; None where the words are no ordinal in that range.
    """
    words = " ".join(words.lower().split())
    figures = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)?", words)
    if figures is not None:
        number = int(figures.group(1))
        return number if 1 <= number <= HIGHEST else None
    found = _ordinals().get(words)
    if found is None:
        head, _, last = words.rpartition(" ")
        found = _ordinals().get(f"{head}-{last}") if head else None
    if found is None:
        found = _ordinals().get(re.sub(r"^one-hundred", "one hundred", words))
    return found


def spell(number: int) -> str:
    """Return an ordinal in words ("seventy-fifth").

    Raises:
        ValueError: the number is not in 1 to 199.
    """
    for word, value in _ordinals().items():
        if value == number and not word.startswith("hundred"):
            return word
    message = f"no session number: {number}"
    raise ValueError(message)


def year_of(body: str, session: int) -> int | None:
    """Return the year in which a session of a body opens; None where the table does not reach.

    Args:
        body: normalized name ("general_assembly", "ccpcj"); the Economic and Social Council counts
            its sessions by years.
        session: number of the session.
    """
    if body == ECOSOC:
        return session if _FIRST_YEAR <= session <= _LAST_YEAR else None
    known = years().get((body, session))
    if known is not None:
        return known
    rule = rules().get(body)
    if rule is None or not rule.first <= session <= HIGHEST:
        return None
    if rule.per_year > 1:
        return rule.base + (session - rule.first) // rule.per_year
    return rule.base + rule.step * session


def session_in(body: str, year: int) -> int | None:
    """Return the session of a body that opens in a year; None where there is none or no rule."""
    if body == ECOSOC:
        return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
    for (other, session), known in years().items():
        if other == body and known == year:
            return session
    rule = rules().get(body)
    if rule is None or rule.per_year > 1 or (year - rule.base) % rule.step:
        return None
    session = (year - rule.base) // rule.step
    return session if rule.first <= session <= HIGHEST else None


def opening(session: int) -> dt.date | None:
    """Return the day on which a regular session of the General Assembly opens.

    Returns:
        The day; None for a number outside 1 to 199.
    """
    if not 1 <= session <= HIGHEST:
        return None
    known = openings().get(session)
    if known is not None:
        return known
    first = dt.date(1945 + session, _SEPTEMBER, 1)
    if session < _THIRD_WEEK_FROM:
        return first + dt.timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)
    # The first week is the first that has a working day in September.
    monday = first - dt.timedelta(days=first.weekday())
    if first.weekday() >= _SATURDAY:
        monday += dt.timedelta(days=7)
    weeks = 1 if session >= _SECOND_WEEK_FROM else 2
    return monday + dt.timedelta(days=7 * weeks + _TUESDAY)


def due(body: str, session: int) -> Due:
    """Return when something asked for a session of a body falls due.

    Args:
        body: normalized name of the body.
        session: number of the session, or its year where the body counts by years.

    Returns:
        The session with its first and last day: of the General Assembly from its opening to the day
        before the next one; of others the calendar year, since they resume within it. The days are
        None where the table does not reach.
    """
    if body == GENERAL_ASSEMBLY:
        start, following = opening(session), opening(session + 1)
        end = None if following is None else following - dt.timedelta(days=1)
        return Due(body, session, start, end if start is not None else None)
    year = year_of(body, session)
    if year is None:
        return Due(body, session, None, None)
    return Due(body, session, dt.date(year, 1, 1), dt.date(year, 12, 31))
