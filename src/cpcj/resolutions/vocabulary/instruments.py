"""The instruments that texts cite by name: treaties first, and standards adopted by resolution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import by_key, records

FILE = "instruments.toml"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, or a declaration, plan or set of rules that is cited like one.

    Attributes:
        key: its key in this program ("UNTOC"), the part of a provision's identifier before "#".
        kind: "treaty", "declaration", "rules", "guidelines" or "plan".
        subject: the field it belongs to, in words.
        names: as printed, the full name first.
        parent: key of the instrument it is a protocol to, else "".
        resolution: symbol of the resolution that adopted or opened it, else "".
        adopted: day of adoption.
        place: place of adoption.
        in_force: day of entry into force; None where it has not, or where no source was certain.
        unts: (volume, registration number) in the United Nations Treaty Series.
        lnts: the same in the League of Nations Treaty Series.
    """

    key: str
    kind: str
    subject: str
    names: tuple[str, ...]
    parent: str = ""
    resolution: str = ""
    adopted: dt.date | None = None
    place: str = ""
    in_force: dt.date | None = None
    unts: tuple[tuple[int, int], ...] = ()
    lnts: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        """Its full name."""
        return self.names[0]


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return all instruments by key, in the order of the file.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    return by_key(FILE, records(FILE, "instrument", Instrument))


@cache
def instruments_by_name() -> Mapping[str, Instrument]:
    """Return the instruments by each of their printed names."""
    return {name: item for item in instruments().values() for name in item.names}
