"""What members are to fund of a budget, and what each of them is assessed for it.

The members' part is a percentage of the budget, rounded once, half a cent away from zero. It is
divided by the members' shares with the method of the largest remainder
(:func:`cpcj.funding.rules.money.divided`): the assessments add up to it, to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cpcj.funding.rules.money import divided, rounded

PLACES: Final = 6
"""Decimal places of a share in per cent."""


class NoShareError(ValueError):
    """Members that the scale gives no share.

    Attributes:
        states: their codes.
    """

    def __init__(self, states: Iterable[str]) -> None:
        """Put the message together."""
        self.states = tuple(states)
        super().__init__(f"the scale gives no share to {', '.join(self.states)}")


@dataclass(frozen=True, slots=True)
class Membership:
    """That a State is a member from a day to another, both included; None where it is open."""

    state: str
    since: dt.date
    until: dt.date | None = None

    def in_year(self, year: int) -> bool:
        """Tell whether it is in force on the first day of a year: that is who is assessed."""
        day = dt.date(year, 1, 1)
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: Membership) -> bool:
        """Tell whether two memberships have a day in common."""
        last = self.until or dt.date.max
        return self.since <= (other.until or dt.date.max) and other.since <= last


def members_part(budget: int, percent: Decimal) -> int:
    """Return what members are to fund of a budget, in cents."""
    return rounded(Decimal(budget) * percent / 100)


def weight(share: Decimal) -> int:
    """Return a share in per cent as a whole number to divide by."""
    return int(share.scaleb(PLACES))


def assessed(part: int, members: Iterable[str], shares: Mapping[str, Decimal]) -> dict[str, int]:
    """Return what each member is assessed, in cents; together they are ``part`` exactly.

    Shares are taken in proportion: what the scale gives to States that are no members falls to
    the members. A member with a share of nothing is assessed nothing.

    Raises:
        NoShareError: the scale does not name a member.
        AmountError: no member has a share above nothing.
    """
    codes = sorted(members)
    if missing := [code for code in codes if code not in shares]:
        raise NoShareError(missing)
    cents = divided(part, [weight(shares[code]) for code in codes])
    return dict(zip(codes, cents, strict=True))
