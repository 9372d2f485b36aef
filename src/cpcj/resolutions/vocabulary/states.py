"""States and other parties, with the names the United Nations wrote for them at each date.

The facts are ``states.csv`` (code, status, regional groups), ``state_names.csv`` (names with the
first and last day they were in use) and ``group_dates.csv`` (when one joined or left a regional
group). Codes are ISO 3166-1 alpha-3; former States have the codes of
ISO 3166-3 or, where that has none of three letters, the last one in use. ``docs/names.md`` lists
the dates that no source at hand confirmed.

Beside them stand the invented States of a demonstration (``invented_states.csv``), whose codes are
among those that ISO 3166-1 leaves to users. They are among the States only once a program said so
(:func:`accept_invented`), and no text is ever read as naming them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.vocabulary import read_text

_NOT_LETTERS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StateName:
    """A name and the days it was in use, both inclusive; None where a side is open.

    ``article`` says that running text puts "the" before it.
    """

    name: str
    article: bool
    start: dt.date | None
    end: dt.date | None

    def in_use(self, date: dt.date) -> bool:
        """Tell whether the name was in use on a day."""
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class GroupTime:
    """A time in which a State was in a regional group, both days inclusive; None for an open side.

    ``source`` is where the days stand.
    """

    group: str
    start: dt.date | None
    end: dt.date | None
    source: str

    def holds(self, date: dt.date) -> bool:
        """Tell whether it was in the group on a day."""
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class State:
    """A State or other party.

    Attributes:
        code: ISO 3166-1 alpha-3.
        alpha2: ISO 3166-1 alpha-2.
        status: "member", "observer", "former" (a former Member State), "other_party" (a party to
            treaties that is neither) or "invented" (of a demonstration).
        groups: keys of its regional groups today; two for a State that takes part in two.
        names: its names in order of time.
        admitted: the day it became a Member State, where that was after 1960; else None
            (``admissions.csv``; source: the list of Member States of the United Nations).
        dated: what is known of when it joined or left a group (``group_dates.csv``, each with its
            source); where nothing is known it is taken to have been in its groups always.
    """

    code: str
    alpha2: str
    status: str
    groups: tuple[str, ...]
    names: tuple[StateName, ...]
    admitted: dt.date | None = None
    dated: tuple[GroupTime, ...] = ()

    def groups_on(self, date: dt.date) -> tuple[str, ...]:
        """Return the keys of its regional groups on a day."""
        known = {one.group for one in self.dated}
        then = [one.group for one in self.dated if one.holds(date)]
        return tuple(
            group
            for group in dict.fromkeys((*self.groups, *then))
            if group in then or group not in known
        )

    def is_member(self, date: dt.date) -> bool:
        """Tell whether it was a Member State on a day from 1961 on, of those that still are."""
        return self.status == "member" and (self.admitted is None or self.admitted <= date)

    def name(self, date: dt.date | None = None) -> str:
        """Return its name on a day; without one, or outside all, the latest."""
        if date is not None:
            for name in self.names:
                if name.in_use(date):
                    return name.name
        return self.names[-1].name


def _day(words: str) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None


@dataclass(slots=True)
class _Accepted:
    invented: bool = False


_accepted = _Accepted()


def accept_invented(*, yes: bool = True) -> None:
    """Count the invented States among the States from now on, or no longer."""
    _accepted.invented = yes


def states() -> Mapping[str, State]:
    """Return all States and other parties by code; the invented ones where they are accepted."""
    return _with_invented() if _accepted.invented else _real()


def may_ask() -> tuple[str, ...]:
    """Return the codes of the States that may ask for assistance: members and observers."""
    asking = ("member", "observer", "invented")
    return tuple(code for code, one in states().items() if one.status in asking)


@cache
def invented() -> Mapping[str, State]:
    """Return the States of a demonstration by code, accepted or not."""
    return {
        row["code"]: State(
            row["code"], row["alpha2"], "invented", (row["groups"],),
            (StateName(row["name"], article=False, start=None, end=None),),
        )
        for row in csv.DictReader(io.StringIO(read_text("invented_states.csv")))
    }  # fmt: skip


@cache
def _with_invented() -> Mapping[str, State]:
    return {**_real(), **invented()}


@cache
def _real() -> Mapping[str, State]:
    names: dict[str, list[StateName]] = {}
    for row in csv.DictReader(io.StringIO(read_text("state_names.csv"))):
        names.setdefault(row["code"], []).append(
            StateName(row["name"], bool(row["article"]), _day(row["from"]), _day(row["until"]))
        )
    admitted = {
        row["code"]: dt.date.fromisoformat(row["on"])
        for row in csv.DictReader(io.StringIO(read_text("admissions.csv")))
    }
    dated: dict[str, list[GroupTime]] = {}
    for row in csv.DictReader(io.StringIO(read_text("group_dates.csv"))):
        dated.setdefault(row["code"], []).append(
            GroupTime(row["group"], _day(row["from"]), _day(row["until"]), row["source"])
        )
    return {
        row["code"]: State(
            row["code"], row["alpha2"], row["status"], tuple(row["groups"].split()),
            tuple(names[row["code"]]), admitted.get(row["code"]),
            tuple(dated.get(row["code"], ())),
        )
        for row in csv.DictReader(io.StringIO(read_text("states.csv")))
    }  # fmt: skip


def _folded(name: str) -> str:
    # Whatever is no letter becomes a space, the straight apostrophe and the curly one alike.
    return _NOT_LETTERS.sub(" ", _ARTICLE.sub("", name).casefold()).strip()


@cache
def _by_name() -> Mapping[str, tuple[tuple[StateName, State], ...]]:
    found: dict[str, list[tuple[StateName, State]]] = {}
    for state in _real().values():
        for name in state.names:
            found.setdefault(_folded(name.name), []).append((name, state))
    return {name: tuple(pairs) for name, pairs in found.items()}


def find_state(name: str, date: dt.date | None = None) -> State | None:
    """Return the State that a name means.

    Args:
        name: as printed; a leading "the" and the form of apostrophes do not count.
        date: when it was printed; decides between States that bore one name ("Yugoslavia"). A name
            out of use is still understood.

    Returns:
        The State, or None where the name is not known.
    """
    pairs = _by_name().get(_folded(name), ())
    if date is not None:
        for used, state in pairs:
            if used.in_use(date):
                return state
    return pairs[-1][1] if pairs else None
