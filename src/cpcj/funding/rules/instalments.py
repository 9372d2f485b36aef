"""Which instalments of a contribution are still due: what came in settles the earliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple


class Due(NamedTuple):
    """What is still due of an instalment, in the smallest unit of its currency."""

    on: dt.date
    minor: int
    late: bool


def still_due(
    instalments: Iterable[tuple[dt.date, int]], received: int, today: dt.date
) -> list[Due]:
    """Return the instalments that what came in does not cover, in order of their days.

    Args:
        instalments: day and amount of each.
        received: what came in, in the same unit.
        today: an instalment is late the day after its own.
    """
    found = []
    for on, minor in sorted(instalments):
        settled = min(received, minor)
        received -= settled
        if minor > settled:
            found.append(Due(on, minor - settled, on < today))
    return found
