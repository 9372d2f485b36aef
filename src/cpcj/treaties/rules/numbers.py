"""Statements of texts about how many are parties, checked against what is recorded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
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
    rf"|(?P<number2>{_NUMBER}) (?P<who2>States|parties) (?:are|have become)(?: now)? parties to",
    re.IGNORECASE,
)


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
    """

    number: int
    start: int
    end: int
    states_only: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says to a statement.

    Attributes:
        verdict: confirmed, contradicted or cannot be known.
        recorded: how many had deposited by the day; None where it cannot be known.
        states: how many of them are States.
        reason: a word: "agrees", "agrees_states", "counts_an_organization", "differs",
            "after_known", "no_date", "no_table".
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
            yield Statement(number, found.start(), found.end(), who.startswith("states"))


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
