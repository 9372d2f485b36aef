"""Shares of a whole in basis points: whole numbers that sum to 10,000, so that none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

WHOLE: Final = 10_000
"""Basis points of 100 per cent."""

K = TypeVar("K")


class ShareError(ValueError):
    """Shares cannot be what was given.

    Attributes:
        code: "number" (no number), "range" (not above 0 and up to 100 per cent), "places" (more
            than two decimal places), "sum" (they are not 100 per cent together), "some" (some have
            a share and some have none), "twice" (one thing twice).
        what: what was given, or the sum.
    """

    def __init__(self, code: str, what: str = "") -> None:
        """Keep both."""
        self.code, self.what = code, what
        super().__init__(f"{code}: {what}" if what else code)


def basis_points(percent: Decimal) -> int:
    """Return a share in per cent as basis points.

    Raises:
        ShareError: it is not above 0 and up to 100, or has more than two decimal places.
    """
    if not percent.is_finite() or not 0 < percent <= 100:
        raise ShareError("range", str(percent))
    points = percent * 100
    if points != points.to_integral_value():
        raise ShareError("places", str(percent))
    return int(points)


def percent(points: int) -> Decimal:
    """Return basis points as per cent with two decimal places."""
    return (Decimal(points) / 100).quantize(Decimal("0.01"))


def even(parts: int) -> tuple[int, ...]:
    """Return the whole in ``parts`` shares that differ by one point at most, the larger first."""
    share, rest = divmod(WHOLE, parts)
    return tuple(share + (place < rest) for place in range(parts))


def shared(given: Mapping[K, int | None]) -> dict[K, int]:
    """Return the shares of things that make up a whole.

    Args:
        given: basis points by thing; None everywhere asks for equal shares.

    Raises:
        ShareError: some have none ("some"), or they do not sum to the whole ("sum").
    """
    if not given:
        return {}
    said = {key: points for key, points in given.items() if points is not None}
    if not said:
        if len(given) > WHOLE:
            raise ShareError("sum", str(len(given)))
        return dict(zip(given, even(len(given)), strict=True))
    if len(said) != len(given):
        raise ShareError("some")
    if sum(said.values()) != WHOLE:
        raise ShareError("sum", str(percent(sum(said.values()))))
    return said


def divided(cents: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Divide an amount by shares of a whole so that the parts sum to it exactly.

    Each part is the exact one rounded down; what is left goes, a unit each, to those that lost
    most, the earlier first where they lost alike.

    Raises:
        ShareError: the shares do not sum to the whole.
    """
    if sum(shares) != WHOLE:
        raise ShareError("sum", str(percent(sum(shares))))
    exact = [Fraction(cents * share, WHOLE) for share in shares]
    parts = [part.numerator // part.denominator for part in exact]
    by_loss = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_loss[: cents - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
