"""Which listed texts are outdated: those of whose series a later text is held or listed.

Said only where that is so. Where no later text of the series is known nothing is said of the text
but that it cannot be known, since neither register nor list is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SESSION = re.compile(r"\d+\Z")
_FIRST = 1945  # the regular sessions of the General Assembly count from the year after


@dataclass(frozen=True, slots=True)
class Known:
    """A text, held or listed, as far as its series and its place in it are concerned.

    Attributes:
        identifier: of the text.
        body: key of the adopting body.
        kind: "resolution", "decision" ….
        series: title without what changes from year to year; "" where it has none.
        rank: year in which it was adopted, or in which its session opened; None where not known.
        listed: name as its body prints it.
    """

    identifier: str
    body: str
    kind: str
    series: str
    rank: int | None
    listed: str = ""


def rank_of(body: str, session: str, year: int | None) -> int | None:
    """Return the year by which texts of one body are ordered: of the session's opening.

    Numbers of one session of the General Assembly are of two years, which would put texts of one
    session before and after each other.
    """
    if body == "ga" and _SESSION.match(session):
        return _FIRST + int(session)
    return year


def latest(known: Iterable[Known]) -> Mapping[tuple[str, str, str], Known]:
    """Return the latest text of each series, by body, kind and series.

    A list and the register may both know a text; of one rank the first that is given stays.
    """
    found: dict[tuple[str, str, str], Known] = {}
    for one in known:
        if not one.series or one.rank is None:
            continue
        key = (one.body, one.kind, one.series)
        last = found.get(key)
        if last is None or (last.rank or 0) < one.rank:
            found[key] = one
    return found


def later_than(one: Known, last: Mapping[tuple[str, str, str], Known]) -> Known | None:
    """Return the later text that outdates one; None where none is known."""
    if not one.series or one.rank is None:
        return None
    found = last.get((one.body, one.kind, one.series))
    if found is None or found.rank is None or found.identifier == one.identifier:
        return None
    return found if found.rank > one.rank else None
