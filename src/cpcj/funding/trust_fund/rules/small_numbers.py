"""Counts that may be shown: a group of few says who is in it.

A group below the minimum is not shown. Where a single group would be found out from the sum of the
others, the smallest of those is not shown either; where what is not shown is still less than the
minimum, further ones follow. The sum over all groups stays as it is, or is not shown itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """Groups that may be shown.

    Attributes:
        shown: numbers by group, the largest first, then by name.
        hidden: what the groups that are not shown come to together; 0 where all are shown.
        groups: how many groups are not shown.
        total: the sum over all; None where it is below the minimum.
    """

    shown: tuple[tuple[str, int], ...]
    hidden: int
    groups: int
    total: int | None


def counted(numbers: Mapping[str, int], minimum: int) -> Counted:
    """Return the groups of which a reader may know.

    Args:
        numbers: by group; those of nothing are left out.
        minimum: the smallest number that may be shown.
    """
    rising = sorted(((n, name) for name, n in numbers.items() if n > 0))
    total = sum(n for n, _name in rising)
    hidden: list[tuple[int, str]] = []
    while rising and (
        rising[0][0] < minimum
        or (hidden and (len(hidden) == 1 or sum(n for n, _name in hidden) < minimum))
    ):
        hidden.append(rising.pop(0))
    shown = sorted(((name, n) for n, name in rising), key=lambda one: (-one[1], one[0]))
    return Counted(
        tuple(shown),
        sum(n for n, _name in hidden),
        len(hidden),
        total if total >= minimum or total == 0 else None,
    )
