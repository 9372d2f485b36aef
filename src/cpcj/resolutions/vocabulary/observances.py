"""United Nations days of the programme: when, their names in six languages, who proclaimed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import by_key, records

FILE = "observances.toml"


@dataclass(frozen=True, slots=True)
class Observance:
    """A day that the United Nations observes each year.

    Attributes:
        key: its key in this program ("trafficking_in_persons").
        month, day: when.
        since: the first year in which it was observed.
        source: symbol of the resolution that proclaimed it.
        topic: key of the topic it belongs to; empty for none.
        en, ar, fr, ru, es, zh: its names; empty where no source confirmed one.
    """

    key: str
    month: int
    day: int
    since: int
    source: str
    en: str
    ar: str = ""
    fr: str = ""
    ru: str = ""
    es: str = ""
    zh: str = ""
    topic: str = ""

    def name(self, language: str) -> str:
        """Return its name in a language of the interface ("en", "zh-hans"), else in English."""
        name: str = getattr(self, language.partition("-")[0], "")
        return name or self.en

    def on(self, year: int) -> dt.date:
        """Return its day in a year."""
        return dt.date(year, self.month, self.day)


@cache
def observances() -> Mapping[str, Observance]:
    """Return all observances by key, in order of the year.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    rows = sorted(records(FILE, "observance", Observance), key=lambda one: (one.month, one.day))
    return by_key(FILE, tuple(rows))


def observed(start: dt.date, end: dt.date) -> tuple[tuple[dt.date, Observance], ...]:
    """Return the observances of some days, in order.

    Args:
        start: the first day.
        end: the last day, inclusive.
    """
    found = [
        (one.on(year), one)
        for year in range(start.year, end.year + 1)
        for one in observances().values()
        if year >= one.since and start <= one.on(year) <= end
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].key)))
