"""Values of indicators, exactly: numbers, parts of a whole, yes or no, words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

NUMBER: Final = "number"
PERCENTAGE: Final = "percentage"
YES_NO: Final = "yes_no"
TEXT: Final = "text"
UNITS: Final = (NUMBER, PERCENTAGE, YES_NO, TEXT)


class ValueFault(ValueError):  # noqa: N818 - a fault of what was typed
    """A value cannot be one of its unit.

    Attributes:
        code: "number" (a number is needed), "whole" (part and whole are needed, the whole above
            nothing), "part" (the part is not between nothing and the whole), "yes_no" (1 or 0 is
            needed), "words" (words are needed), "places" (more than four decimal places, or too
            large).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Value:
    """A value.

    Attributes:
        numerator: a number; of a percentage the part; of yes or no 1 or 0; None for words.
        denominator: of a percentage the whole; None for others.
        words: of an indicator in words.
    """

    numerator: Fraction | None = None
    denominator: Fraction | None = None
    words: str = ""

    @property
    def amount(self) -> Fraction | None:
        """The number it stands for: of a percentage, in per cent; None for words."""
        if self.numerator is None:
            return None
        if self.denominator is None:
            return self.numerator
        return 100 * self.numerator / self.denominator if self.denominator else None

    def plus(self, other: Value) -> Value:
        """Return the sum: of percentages, parts and wholes each by themselves."""
        return Value(
            _plus(self.numerator, other.numerator), _plus(self.denominator, other.denominator)
        )


def _plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None:
        return other
    return one if other is None else one + other


_LARGEST: Final = Decimal(10) ** 13


def _stored(number: Decimal | None) -> Fraction | None:
    if number is None:
        return None
    if not number.is_finite() or abs(number) >= _LARGEST or number != round(number, 4):
        raise ValueFault("places")
    return Fraction(number)


def checked(
    unit: str, numerator: Decimal | None, denominator: Decimal | None, words: str
) -> Value:  # fmt: skip
    """Return a value of a unit.

    Raises:
        ValueFault: it is none.
    """
    if unit == TEXT:
        if not words.strip():
            raise ValueFault("words")
        return Value(words=words)
    part, whole = _stored(numerator), _stored(denominator)
    if part is None:
        raise ValueFault("whole" if unit == PERCENTAGE else "number")
    if unit == PERCENTAGE:
        if whole is None or whole <= 0:
            raise ValueFault("whole")
        if not 0 <= part <= whole:
            raise ValueFault("part")
        return Value(part, whole)
    if unit == YES_NO and part not in (0, 1):
        raise ValueFault("yes_no")
    return Value(part)


def progress(
    baseline: Value | None, target: Value, actual: Value, *, ascending: bool
) -> Fraction | None:
    """Return how far from the baseline (nothing, where there is none) to the target it came.

    1 is the target; more than 1 is beyond it; nothing is below 0. None where it cannot be said:
    words, or a value without a whole.
    """
    begin = baseline.amount if baseline and baseline.amount is not None else Fraction(0)
    goal, now = target.amount, actual.amount
    if goal is None or now is None:
        return None
    if goal == begin:
        reached = now >= goal if ascending else now <= goal
        return Fraction(1) if reached else Fraction(0)
    return max(Fraction(0), (now - begin) / (goal - begin))
