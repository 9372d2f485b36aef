"""Amounts of money: whole minor units, never fractions of them.

An amount is an integer of the currency's smallest unit (cents of a dollar, whole yen, fils of a
dinar), so that no sum on any store loses a part of one. Where rounding is needed it is said how:
half away from zero, once, at the end; and where an amount is divided, the parts add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Final, NamedTuple

from babel import numbers

DOLLAR: Final = "USD"


class AmountError(ValueError):
    """An amount that cannot be, or not be of that currency; the message says why."""


class Money(NamedTuple):
    """An amount of a currency in its smallest unit: ``Money(1050, "USD")`` is 10.50 dollars."""

    minor: int
    currency: str = DOLLAR

    @property
    def decimal(self) -> Decimal:
        """Return the amount as a decimal number with the currency's places."""
        return Decimal(self.minor).scaleb(-places(self.currency))

    def __str__(self) -> str:
        """Return amount and currency code, for messages and files."""
        return f"{self.decimal} {self.currency}"


@cache
def places(currency: str) -> int:
    """Return how many decimal places a currency has (ISO 4217, as the CLDR lists it).

    Raises:
        AmountError: there is no such currency.
    """
    if currency not in numbers.list_currencies():
        message = f"{currency!r} is no currency code of ISO 4217"
        raise AmountError(message)
    return numbers.get_currency_precision(currency)


def money(amount: str | Decimal | int, currency: str = DOLLAR) -> Money:
    """Return an amount as it was given, refusing more places than the currency has.

    Raises:
        AmountError: no number, not finite, or with parts of the smallest unit.
    """
    try:
        number = Decimal(amount)
    except InvalidOperation as error:
        message = f"{amount!r} is no amount"
        raise AmountError(message) from error
    if not number.is_finite():
        message = f"{amount!r} is no amount"
        raise AmountError(message)
    minor = number.scaleb(places(currency))
    if minor != minor.to_integral_value():
        message = f"{amount} has more decimal places than {currency} has"
        raise AmountError(message)
    return Money(int(minor), currency)


def rounded(number: Decimal) -> int:
    """Return the nearest whole number, half away from zero."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_dollars(amount: Money, rate: Decimal) -> Money:
    """Return an amount in dollars at a rate of so many units of the currency a dollar.

    Raises:
        AmountError: the rate is not above zero.
    """
    if rate <= 0:
        message = f"a rate of exchange of {rate} cannot be"
        raise AmountError(message)
    if amount.currency == DOLLAR:
        return amount
    return Money(rounded((amount.decimal / rate).scaleb(places(DOLLAR))))


def divided(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide a whole amount by weights so that the parts add up to it.

    Each part is rounded down (towards zero); what is left goes, one unit each, to the parts that
    lost most by it, the earlier first.

    Raises:
        AmountError: no weights, a negative one, or none above zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        message = "an amount is divided by weights of which none is below and one above zero"
        raise AmountError(message)
    sign = -1 if total < 0 else 1
    products = [abs(total) * weight for weight in weights]
    parts = [product // whole for product in products]
    left = abs(total) - sum(parts)
    order = sorted(range(len(weights)), key=lambda n: (-(products[n] % whole), n))
    for place in order[:left]:
        parts[place] += 1
    return tuple(sign * part for part in parts)
