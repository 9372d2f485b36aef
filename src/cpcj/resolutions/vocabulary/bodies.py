"""The bodies whose texts are cited: their names, and how their texts are numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import by_key, records

FILE = "bodies.toml"


@dataclass(frozen=True, slots=True)
class Body:
    """A body that adopts texts or has documents of its own.

    Attributes:
        key: its key in this program ("ga", "ccpcj", "cop_untoc", "congress:13").
        name: its full name, without article.
        former_names: names it had before; a body that took over from another one with a separate
            series of texts is a body of its own instead.
        short_names: shorter forms in which it is printed ("Assembly", "Council"); one short form
            may belong to several bodies: the full name printed last before it decides.
        addressee: its normalized name as addressee and as receiver of reports.
        akn: its code in Akoma Ntoso IRIs ("un-ga").
        resolution: the form of a resolution's identifier, with ``{n}`` for the number as printed
            without spaces ("A/RES/{n}"), or ``{session}`` and ``{item}`` for its two parts; empty
            for a body whose resolutions have no identifier here.
        decision: the same for its decisions.
        resolution_made: the resolution identifiers are made here, no official document symbols.
        decision_made: the same for its decisions.
        numbering: how its texts are counted: "session" (70/178), "year" (2016/16), "running"
            (1373 (2001)), "none".
        numbering_note: the history of that count, in words.
        symbols: how the symbols of its documents begin, longest match wins ("E/CN.15/").
        supplement: number of the yearly supplement to the Official Records of the Economic and
            Social Council that holds its report (E/2013/30 is Supplement No. 10), else None.
        instrument: key of the instrument whose parties it assembles, else "".
        parent: key of the body it is a subsidiary of, or to which it reports.
        start: year in which it first met or was set up.
        end: year of its last session or dissolution.
        number: number of a congress in its series.
        place: where a congress met.
        planned: year for which a congress was first convened, where it was postponed.
    """

    key: str
    name: str
    former_names: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    addressee: str = ""
    akn: str = ""
    resolution: str = ""
    decision: str = ""
    resolution_made: bool = False
    decision_made: bool = False
    numbering: str = "none"
    numbering_note: str = ""
    symbols: tuple[str, ...] = ()
    supplement: int | None = None
    instrument: str = ""
    parent: str = ""
    start: int | None = None
    end: int | None = None
    number: int | None = None
    place: str = ""
    planned: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its full names, the present one first."""
        return (self.name, *self.former_names)


@cache
def bodies() -> Mapping[str, Body]:
    """Return all bodies by key, in the order of the file.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    return by_key(FILE, records(FILE, "body", Body))


@cache
def _by_symbol() -> tuple[re.Pattern[str], Mapping[str, Body]]:
    """Return the beginnings of symbols as a pattern, longest first, and their bodies."""
    table = {prefix: body for body in bodies().values() for prefix in body.symbols}
    longest_first = sorted(table, key=lambda prefix: (-len(prefix), prefix))
    return re.compile("|".join(map(re.escape, longest_first))), table


def body_of_symbol(symbol: str) -> Body | None:
    """Return the body whose documents bear such a symbol ("E/CN.15/2015/16"), None if unknown."""
    pattern, table = _by_symbol()
    match = pattern.match(symbol)
    return table[match[0]] if match else None
