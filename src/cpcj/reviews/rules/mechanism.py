"""Mechanisms as versioned data: a TOML file says phases, clusters, steps, durations, who may what.

A new phase with other durations is a new file; nothing of the program changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from cpcj.reviews.rules.draw import DrawInputError, Kind, Limits
from cpcj.reviews.rules.periods import Period, PeriodError, period_said

LARGEST = 200_000
"""Characters of a mechanism's file."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VERSION = re.compile(r"[0-9][0-9a-z.]{0,9}")


class MechanismError(ValueError):
    """A file is no mechanism; the message says where and why."""


class Seat(StrEnum):
    """The roles in a review."""

    SECRETARIAT = "secretariat"
    COUNTRY_FOCAL_POINT = "country_focal_point"
    COUNTRY_EXPERT = "country_expert"
    REVIEWING_FOCAL_POINT = "reviewing_focal_point"
    REVIEWING_EXPERT = "reviewing_expert"
    OBSERVER = "observer"


FOCAL = frozenset({Seat.COUNTRY_FOCAL_POINT, Seat.REVIEWING_FOCAL_POINT})
"""Seats of which a country has one at a time in a review."""

OF_COUNTRY = frozenset({Seat.COUNTRY_FOCAL_POINT, Seat.COUNTRY_EXPERT})
"""Seats of the State under review."""

OF_REVIEWERS = frozenset({Seat.REVIEWING_FOCAL_POINT, Seat.REVIEWING_EXPERT})
"""Seats of a reviewing State."""


class Part(StrEnum):
    """The parts of a review that a role sees or does not."""

    STEPS = "steps"
    PEOPLE = "people"
    DOCUMENTS = "documents"
    DRAFTS = "drafts"  # observations while they are being written
    OBSERVATIONS = "observations"  # the agreed list
    CONFIDENTIAL = "confidential"  # the confidential parts of either
    SUMMARY = "summary"  # before it is published; afterwards everybody's
    REPORT = "report"


class Writing(StrEnum):
    """What somebody writes in a review."""

    OBSERVATIONS = "observations"
    DOCUMENTS = "documents"
    SUMMARY = "summary"  # the executive summary; the secretariat where nobody is named
    AGREEMENT = "agreement"  # that the list of observations is agreed
    CONSENT = "consent"  # that the full report is public
    FOLLOW_UP = "follow_up"  # what was done about observations; the State where nobody is named


class Agreed(StrEnum):
    """What the focal points agree to, all to the same words."""

    OBSERVATIONS = "observations"
    SUMMARY = "summary"


_WRITERS = {
    Writing.SUMMARY.value: [Seat.SECRETARIAT.value],
    Writing.FOLLOW_UP.value: [Seat.COUNTRY_FOCAL_POINT.value],
}
"""Who writes where a file names nobody."""


BY_AGREEMENT, BY_PUBLICATION = "agreement", "publication"
"""What does a step in the place of a person."""
_DOERS = frozenset({*Seat, BY_AGREEMENT, BY_PUBLICATION})


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a review.

    Attributes:
        key: its name in data.
        title: in English.
        period: how long it may take; None where nothing is due.
        base: "start" or the key of the step it counts from.
        does: the seats that report it done, or what does it.
        clears: the seats that clear what was reported; empty where nothing is cleared.
        each: whether every reviewing State does it for itself, and it is done when all have.
    """

    key: str
    title: str
    period: Period | None
    base: str
    does: tuple[str, ...]
    clears: tuple[str, ...]
    each: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """A part of the instruments that is reviewed on its own, beginning ``after`` the period."""

    key: str
    title: str
    after: Period


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle or phase, with identifiers of what is reviewed where not everything is."""

    number: int
    title: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A version of a mechanism.

    Attributes:
        key, version: "untoc", "1".
        title, short, source: in English.
        instruments: keys of the instruments reviewed; a party to ``convention`` is reviewed.
        link_days: how long a nominated person's link is valid.
        redraws: how many a State may ask for.
        defers: whether a State may put its own review off to the next year.
        agrees: what the focal points agree to.
        kind: what the first draw of a cycle gives.
        period_name: "group" or "year".
        period_step: how much later the next group or year begins.
        limits: of the draw.
        cycles, clusters, steps: in order; one cluster without key where there are none.
        sees, writes: by seat what it sees, by writing the seats that write it.
    """

    key: str
    version: str
    title: str
    short: str
    source: str
    instruments: tuple[str, ...]
    convention: str
    link_days: int
    redraws: int
    defers: bool
    agrees: tuple[Agreed, ...]
    kind: Kind
    period_name: str
    period_step: Period
    limits: Limits
    cycles: tuple[Cycle, ...]
    clusters: tuple[Cluster, ...]
    steps: tuple[Step, ...]
    sees: Mapping[str, frozenset[str]]
    writes: Mapping[str, frozenset[str]]

    def step(self, key: str) -> Step | None:
        """Return a step by its key."""
        return next((one for one in self.steps if one.key == key), None)

    def cluster(self, key: str) -> Cluster | None:
        """Return a cluster by its key."""
        return next((one for one in self.clusters if one.key == key), None)

    def may_see(self, seat: str, part: Part) -> bool:
        """Tell whether a seat sees a part of a review."""
        return part.value in self.sees.get(seat, frozenset())

    def may_write(self, seat: str, what: Writing) -> bool:
        """Tell whether a seat writes something."""
        return seat in self.writes.get(what.value, frozenset())


@cache
def held_files() -> tuple[str, ...]:
    """Return the words of the files that the program brings, by name."""
    folder = files("cpcj.reviews.rules.mechanisms")
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in found)


@lru_cache(maxsize=64)
def read_mechanism(words: str) -> Mechanism:
    """Return the mechanism that the words of a file say.

    Raises:
        MechanismError: they say none, or contradict themselves.
    """
    if len(words) > LARGEST:
        raise MechanismError(f"longer than {LARGEST} characters")
    try:
        said = tomllib.loads(words)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MechanismError(f"no TOML: {error}") from error
    try:
        found = _mechanism(said)
    except KeyError as error:
        raise MechanismError(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError, DrawInputError, PeriodError) as error:
        raise MechanismError(str(error)) from error
    _check(found)
    return found


def _mechanism(said: Mapping[str, Any]) -> Mechanism:
    draw = dict(said["draw"])
    kind, name = Kind(draw.pop("kind")), str(draw.pop("period_name"))
    step = period_said(draw.pop("period_starts_after"))
    return Mechanism(
        key=str(said["key"]),
        version=str(said["version"]),
        title=str(said["title"]),
        short=str(said["short"]),
        source=str(said["source"]),
        instruments=tuple(map(str, said["instruments"])),
        convention=str(said["convention"]),
        link_days=int(said["link_days"]),
        redraws=int(said["redraws"]),
        defers=_yes(said, "defers"),
        agrees=tuple(map(Agreed, said.get("agrees", [Agreed.OBSERVATIONS]))),
        kind=kind,
        period_name=name,
        period_step=step,
        limits=Limits(**draw),
        cycles=tuple(
            Cycle(int(one["number"]), str(one["title"]), tuple(one.get("provisions", ())))
            for one in said["cycle"]
        ),
        clusters=tuple(
            Cluster(str(one["key"]), str(one["title"]), period_said(one["after"]))
            for one in said.get("cluster", [{"key": "", "title": "", "after": {}}])
        ),
        steps=tuple(_step(one) for one in said["step"]),
        sees={str(seat): frozenset(parts) for seat, parts in said["sees"].items()},
        writes={str(what): frozenset(seats) for what, seats in (_WRITERS | said["writes"]).items()},
    )


def _step(one: Mapping[str, Any]) -> Step:
    return Step(
        key=str(one["key"]),
        title=str(one["title"]),
        period=period_said(one["period"]) if "period" in one else None,
        base=str(one["from"]),
        does=tuple(map(str, one["does"])),
        clears=tuple(map(str, one.get("clears", ()))),
        each=_yes(one, "each"),
    )


def _yes(said: Mapping[str, Any], name: str) -> bool:
    value = said.get(name, False)
    if not isinstance(value, bool):
        raise MechanismError(f"{name}: true or false is expected")
    return value


def _check(found: Mechanism) -> None:
    keys = [found.key, *(one.key for one in found.clusters if one.key)]
    for key in (*keys, *(one.key for one in found.steps)):
        if not _KEY.fullmatch(key):
            raise MechanismError(f"{key!r} is no key: small letters, digits and _")
    if not _VERSION.fullmatch(found.version):
        raise MechanismError(f"{found.version!r} is no version")
    _check_steps(found)
    _check_seats(found)
    if found.convention not in found.instruments:
        raise MechanismError("convention: none of the instruments")
    if not 1 <= found.link_days <= 366 or not 0 <= found.redraws <= 100:
        raise MechanismError("link_days or redraws: out of range")
    if Agreed.OBSERVATIONS not in found.agrees:
        raise MechanismError("agrees: the focal points agree to the observations at least")
    if found.defers and found.kind is not Kind.PERIODS:
        raise MechanismError("defers: only where reviewers are drawn year by year")


def _check_steps(found: Mechanism) -> None:
    if not found.steps or not found.cycles:
        raise MechanismError("a mechanism has steps and cycles")
    keys = [one.key for one in found.steps]
    if len(set(keys)) != len(keys):
        raise MechanismError("two steps have the same key")
    for at, step in enumerate(found.steps):
        if step.base != "start" and step.base not in keys[:at]:
            raise MechanismError(f"step {step.key}: counts from {step.base}, no step before it")
        if unknown := {*step.does, *step.clears} - _DOERS:
            raise MechanismError(f"step {step.key}: unknown: {', '.join(sorted(unknown))}")
        if step.each and {*step.does, *step.clears} - {*OF_REVIEWERS, Seat.SECRETARIAT}:
            raise MechanismError(f"step {step.key}: each reviewing State does it, or others do")


def _check_seats(found: Mechanism) -> None:
    seats = {one.value for one in Seat}
    for seat, parts in found.sees.items():
        if seat not in seats or parts - {one.value for one in Part}:
            raise MechanismError(f"sees: {seat}: unknown seat or part")
    for what, who in found.writes.items():
        if what not in {one.value for one in Writing} or who - seats:
            raise MechanismError(f"writes: {what}: unknown seat or writing")
