"""Duties that follow from being a party, and whether a notification answers them, as of a day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from cpcj.treaties.rules.matters import Matter
from cpcj.treaties.rules.participation import Bond

FILE: Final = "duties.toml"
TOWARD: Final = frozenset({"depositary", "parties", "conference", "organ"})
DUE: Final = frozenset({"deposit", "effect", "yearly", "change", "deed"})
UNKNOWN: Final = frozenset({"conference", "organ", "parties", "secretariat"})


class DutiesError(ValueError):
    """The table of duties is not as it should be; the message names the duty."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of each party to an instrument; see the table for what its values mean.

    Attributes:
        key: once in the table.
        instrument: key of the instrument.
        provision: identifier of the article and paragraph ("UNTOC#art18(13)").
        toward: whom it is owed to.
        due: when.
        words: in short.
        answered_by: matter of the notification that answers it; None where the register holds none.
        where: the condition under which it falls on a party; "" where on each.
        unknown: who holds the answer that the register cannot know; "" where it can.
    """

    key: str
    instrument: str
    provision: str
    toward: str
    due: str
    words: str
    answered_by: Matter | None = None
    where: str = ""
    unknown: str = ""


@cache
def duties() -> tuple[Duty, ...]:
    """Return the duties in the order of the table.

    Raises:
        DutiesError: a value is not one of those that the table knows, or a key stands twice.
    """
    text = (files(__package__) / FILE).read_text(encoding="utf-8")
    found: dict[str, Duty] = {}
    for entry in tomllib.loads(text)["duty"]:
        one = _duty(entry)
        if one.key in found:
            raise DutiesError(f"{FILE}: {one.key} stands twice")
        found[one.key] = one
    return tuple(found.values())


def _duty(entry: Mapping[str, str]) -> Duty:
    key = entry.get("key", "")
    answered_by = entry.get("answered_by")
    if answered_by is not None and answered_by not in list(Matter):
        raise DutiesError(f"{FILE}: {key}: {answered_by} is no matter of a notification")
    unknown = entry.get("unknown", "")
    if (answered_by is None) != bool(unknown):
        raise DutiesError(f"{FILE}: {key}: either answered_by or unknown is expected")
    for name, values in (("toward", TOWARD), ("due", DUE), ("unknown", UNKNOWN | {""})):
        if entry.get(name, "") not in values:
            raise DutiesError(f"{FILE}: {key}: {name} is none of {', '.join(sorted(values))}")
    return Duty(
        key=key,
        instrument=entry["instrument"],
        provision=f"{entry['instrument']}#{entry['provision']}",
        toward=entry["toward"],
        due=entry["due"],
        words=entry["words"],
        answered_by=Matter(answered_by) if answered_by else None,
        where=entry.get("where", ""),
        unknown=unknown,
    )


def matter_of(provisions: Iterable[str]) -> Matter | None:
    """Return what a notification under some provisions is about, by the duties they set."""
    named = set(provisions)
    return next(
        (one.answered_by for one in duties() if one.answered_by and one.provision in named), None
    )


class Answered(StrEnum):
    """What the register says to a duty."""

    ANSWERED = "answered"
    NO_ANSWER_KNOWN = "no_answer_known"
    CANNOT_KNOW = "cannot_know"


@dataclass(frozen=True, slots=True)
class Notified:
    """A notification that stands.

    Attributes:
        key: of its record.
        instrument: what it is made to.
        matter: what it is about.
        provisions: identifiers of the provisions it names.
        on: its day; None where it is not known.
    """

    key: int
    instrument: str
    matter: str
    provisions: frozenset[str]
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of one participant on a day.

    Attributes:
        duty: which.
        since: the day from which the instrument binds the participant.
        deposited: the day of its deposit.
        answered: what the register says.
        by: the notification that answers it, the latest; None for none.
    """

    duty: Duty
    since: dt.date
    deposited: dt.date
    answered: Answered
    by: Notified | None = None


def owed(
    bonds: Mapping[str, Iterable[Bond]],
    notified: Iterable[Notified],
    day: dt.date,
    table: Iterable[Duty] | None = None,
) -> tuple[Owed, ...]:
    """Return the duties of a participant on a day: those of the instruments that bind it then.

    A notification answers a duty where it is about its matter and names its provision, or names
    none; one made after the day answers nothing on it.

    Args:
        bonds: of the participant, by instrument.
        notified: its notifications that stand.
        day: as of when.
        table: the duties; those that the project holds by default.
    """
    known = [one for one in notified if one.on is None or one.on <= day]
    found = []
    for duty in duties() if table is None else table:
        bond = next((one for one in bonds.get(duty.instrument, ()) if one.binds(day)), None)
        if bond is None or bond.since is None:
            continue
        by = max(
            (one for one in known if _answers(one, duty)),
            key=lambda one: (one.on or dt.date.min, one.key),
            default=None,
        )
        if duty.answered_by is None:
            answered = Answered.CANNOT_KNOW
        else:
            answered = Answered.ANSWERED if by else Answered.NO_ANSWER_KNOWN
        found.append(Owed(duty, bond.since, bond.deposited, answered, by))
    return tuple(found)


def _answers(one: Notified, duty: Duty) -> bool:
    if one.instrument != duty.instrument or one.matter != duty.answered_by:
        return False
    # "article 16, paragraph 5" answers paragraph 5 (a).
    return not one.provisions or any(
        duty.provision.startswith(named) or named.startswith(duty.provision)
        for named in one.provisions
    )
