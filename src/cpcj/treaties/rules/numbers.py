"""Statements of texts about how many are parties, checked against what is recorded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER: Final = (
    rf"(?:\d{{1,3}}|(?:(?:{'|'.join(_UNITS[1:10])}) hundred(?: and)? )?"
    rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})"
    rf"|(?:{'|'.join(_UNITS[1:10])}) hundred)"
)
_STATED: Final = re.compile(
    rf"number of (?P<who>States parties|States Parties|parties|States)\b[^.;]*?"
    rf"(?:has reached|reached|stands at|now stands at|is now|has risen to|amounts to) "
    rf"(?P<number>{_NUMBER})\b"
    rf"|(?<![-/\d])(?P<number2>{_NUMBER}) "
    r"(?P<who2>(?:Member )?States(?: parties)?|countries|parties)"
    r"(?: and (?:1|one) regional (?:economic )?integration organi[sz]ation)?"
    r" (?:have|are|had|were)(?: already| now| thus far| so far| to date)*"
    r" (?:(?:become )?parties to|ratified or acceded to|acceded to or ratified|ratified"
    r"|acceded to|joined|ratified, accepted, approved or acceded to)",
    re.IGNORECASE,
)
# "have ratified or acceded to the [International] Convention": an article and few words between.
_NEAR: Final = 30


class Verdict(StrEnum):
    """What the register says to a statement."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNKNOWN = "cannot_be_known"


@dataclass(frozen=True, slots=True)
class Statement:
    """A number of parties as a text states it.

    Attributes:
        number: the number.
        start: where the words begin in the paragraph.
        end: where they end.
        states_only: whether it counts States, so that organizations are not among them.
        followed: whether the instrument is named behind the words ("187 States have ratified the
            Convention"); else it was named before them.
    """

    number: int
    start: int
    end: int
    states_only: bool
    followed: bool = False

    def instrument(self, named: Iterable[tuple[int, str]]) -> str | None:
        """Return the instrument that is meant, out of those a paragraph names with their places.

        None where none is named where it would be meant.
        """
        places = sorted(one for one in named if one[1])
        behind = [key for start, key in places if 0 <= start - self.end <= _NEAR]
        if self.followed and behind:
            return behind[0]
        before = [key for start, key in places if start < self.end]
        return before[-1] if before else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says to a statement.

    Attributes:
        verdict: confirmed, contradicted or cannot be known.
        recorded: how many had deposited by the day; None where it cannot be known.
        states: how many of them are States.
        reason: a word: "agrees", "agrees_states", "counts_an_organization", "differs",
            "after_known", "no_date", "no_table", "no_instrument".
    """

    verdict: Verdict
    recorded: int | None
    states: int | None
    reason: str


def number_of(words: str) -> int | None:
    """Return the number below a thousand that words or figures mean; None where they mean none."""
    cleaned = words.lower().replace(" and ", " ").strip()
    if cleaned.isdecimal():
        return int(cleaned)
    total = 0
    for word in cleaned.split():
        if word == "hundred":
            total *= 100
            continue
        tens, _, unit = word.partition("-")
        if tens in _TENS:
            total += 10 * (_TENS.index(tens) + 2)
            tens = unit or "zero"
        if tens not in _UNITS:
            return None
        total += _UNITS.index(tens)
    return total


def stated_numbers(paragraph: str) -> Iterator[Statement]:
    """Yield the numbers of parties that a paragraph states, in order."""
    for found in _STATED.finditer(paragraph):
        number = number_of(found["number"] or found["number2"])
        who = (found["who"] or found["who2"]).lower()
        if number is not None:
            states = "states" in who or who == "countries"
            followed = found["number2"] is not None
            yield Statement(number, found.start(), found.end(), states, followed)


def answer(
    statement: Statement,
    day: dt.date | None,
    known_until: dt.date | None,
    count: Callable[[dt.date], tuple[int, int]],
) -> Answer:
    """Check a statement.

    Args:
        statement: what the text says.
        day: the day the text is of.
        known_until: the day up to which participation is known; None where no table is held.
        count: given a day, how many had deposited by then, and how many of them are States.
    """
    if known_until is None:
        return Answer(Verdict.UNKNOWN, None, None, "no_table")
    if day is None:
        return Answer(Verdict.UNKNOWN, None, None, "no_date")
    if day > known_until:
        return Answer(Verdict.UNKNOWN, None, None, "after_known")
    everybody, states = count(day)
    if statement.number == states:
        reason = "agrees_states" if states != everybody else "agrees"
        return Answer(Verdict.CONFIRMED, everybody, states, reason)
    if statement.number == everybody:
        if statement.states_only:
            return Answer(Verdict.CONTRADICTED, everybody, states, "counts_an_organization")
        return Answer(Verdict.CONFIRMED, everybody, states, "agrees")
    return Answer(Verdict.CONTRADICTED, everybody, states, "differs")
