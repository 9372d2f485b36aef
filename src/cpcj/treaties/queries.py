"""Participation as a user sees it, as of a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.db.models import QuerySet

from cpcj.frame.permissions import Actor
from cpcj.frame.services import recorder
from cpcj.resolutions.vocabulary.instruments import Instrument, instruments
from cpcj.resolutions.vocabulary.states import State, states
from cpcj.resolutions.vocabulary.successions import successions
from cpcj.treaties.models import Declaration, DepositaryAction, ParticipationTable
from cpcj.treaties.rules.effect import computed_entry, not_held, rules
from cpcj.treaties.rules.participation import Action, Bond, bonds, consenting, parties
from cpcj.treaties.rules.tables import CONSENT, COUNTED, Kind

_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Participation:
    """Everything recorded, with what follows from it.

    Attributes:
        actions: the actions that stand: one that was corrected has given way.
        known_on: by instrument, the day its latest table is of.
    """

    actions: tuple[Action, ...]
    known_on: Mapping[str, dt.date]

    @cached_property
    def bonds(self) -> dict[tuple[str, str], tuple[Bond, ...]]:
        """Return the bonds by (participant, instrument)."""
        return bonds(self.actions)

    @cached_property
    def signed(self) -> dict[tuple[str, str], dt.date]:
        """Return the day of signature by (participant, instrument)."""
        return {
            (one.participant, one.instrument): one.on
            for one in self.actions
            if one.kind in (Kind.SIGNATURE, Kind.DEFINITIVE_SIGNATURE)
        }

    @cached_property
    def consents(self) -> dict[tuple[str, str, dt.date], Action]:
        """Return the actions of consent by (participant, instrument, day of deposit)."""
        return {
            (one.participant, one.instrument, one.on): one
            for one in self.actions
            if one.kind in CONSENT
        }

    def instruments(self) -> tuple[str, ...]:
        """Return the instruments on which anything is recorded or a rule is held."""
        named = {one.instrument for one in self.actions} | set(rules()) | set(not_held())
        known = instruments()
        return tuple(
            sorted(named, key=lambda key: (_adopted(known.get(key)), key))
        )  # fmt: skip

    def count(self, instrument: str, day: dt.date) -> tuple[int, int]:
        """Return how many had deposited by a day, and how many of them are States."""
        found = consenting(self.bonds, instrument, day)
        return len(found), sum(1 for code in found if is_state(code))


def _adopted(instrument: Instrument | None) -> dt.date:
    return (instrument.adopted if instrument else None) or dt.date.max


def is_state(code: str) -> bool:
    """Tell whether a participant is a State: all are but the regional organizations."""
    return code != EUROPEAN_UNION


EUROPEAN_UNION = next(code for code, one in states().items() if one.alpha2 == "EU")


def participation(user: Actor) -> Participation:
    """Return what a user may see of participation; kept until the next write."""
    rows = DepositaryAction.objects.visible_to(user).filter(corrected_by__isnull=True)
    key = f"treaties:{recorder().position()}:{rows.query.is_empty()}"
    held: Participation | None = cache.get(key)
    if held is None:
        actions = tuple(
            Action(participant, instrument, Kind(kind), on, effect, source)
            for participant, instrument, kind, on, effect, source in rows.values_list(
                "participant", "instrument", "kind", "on", "effect", "source"
            )
        )
        known: dict[str, dt.date] = {}
        tables = ParticipationTable.objects.visible_to(user)
        for instrument, day in tables.values_list("instrument", "as_known_on"):
            known[instrument] = max(day, known.get(instrument, day))
        held = Participation(actions, known)
        cache.set(key, held, _KEPT_SECONDS)
    return held


@dataclass(frozen=True, slots=True)
class Standing:
    """How a participant stands to an instrument on a day.

    Attributes:
        code: the participant.
        instrument: the instrument.
        status: "party", "not_in_force" (deposited, not yet or not datably bound), "left",
            "signatory" or "none".
        signed: day of signature.
        consent: the deposit that began the bond, None for none.
        bond: the last bond, None for none.
    """

    code: str
    instrument: str
    status: str
    signed: dt.date | None
    consent: Action | None
    bond: Bond | None


def standing(held: Participation, code: str, instrument: str, day: dt.date) -> Standing:
    """Return how a participant stands to an instrument on a day."""
    key = (code, instrument)
    signed = held.signed.get(key)
    signed = signed if signed is not None and signed <= day else None
    # A successor is bound before it says so.
    own = [bond for bond in held.bonds.get(key, ()) if bond.deposited <= day or bond.binds(day)]
    last = own[-1] if own else None
    if last is None:
        status = "signatory" if signed else "none"
    elif last.released is not None and last.released <= day:
        status = "left"
    else:
        status = "party" if last.binds(day) else "not_in_force"
    consent = held.consents.get((*key, last.deposited)) if last else None
    return Standing(code, instrument, status, signed, consent, last)


def standings(held: Participation, instrument: str, day: dt.date) -> tuple[Standing, ...]:
    """Return how every State and other party stands to an instrument on a day, by name."""
    return tuple(
        standing(held, state.code, instrument, day) for state in participants(day)
    )  # fmt: skip


def chosen(
    found: Iterable[Standing],
    day: dt.date,
    groups: Collection[str] = (),
    statuses: Collection[str] = (),
) -> list[Standing]:
    """Return the standings of some groups of a day and statuses; without any, of all who acted."""
    return [
        one
        for one in found
        if (not groups or set(states()[one.code].groups_on(day)).intersection(groups))
        and (one.status in statuses if statuses else one.status != "none")
    ]


def participants(day: dt.date) -> list[State]:
    """Return the States and other parties of today that there were on a day, by their names."""
    # An invented State is no party to a treaty, nor one that "has not yet done so".
    later = {one.successor for one in successions().values() if one.on > day}
    return sorted(
        (
            state
            for state in states().values()
            if state.status not in ("former", "invented") and state.code not in later
        ),
        key=lambda state: state.name(day),
    )


def not_yet(held: Participation, instrument: str, group: str, day: dt.date) -> tuple[Standing, ...]:
    """Return who was a Member State on a day and "has not yet done so", of a regional group."""
    return tuple(
        one
        for one in standings(held, instrument, day)
        if one.status in ("none", "signatory", "left")
        and states()[one.code].is_member(day)
        and (not group or group in states()[one.code].groups_on(day))
    )


@dataclass(frozen=True, slots=True)
class Anniversary:
    """How many years ago, in a year, an instrument was "adopted" or came "in_force"."""

    day: dt.date
    years: int
    what: str
    instrument: str


def anniversaries(held: Participation, year: int) -> list[Anniversary]:
    """Return the anniversaries of a year, in order of the year."""
    found = []
    for key in held.instruments():
        known, rule = instruments().get(key), rules().get(key)
        for day, what in (
            (known.adopted if known else None, "adopted"),
            (rule.in_force if rule else None, "in_force"),
        ):
            if day is not None and day.year < year:
                found.append(Anniversary(day, year - day.year, what, key))
    return sorted(
        found, key=lambda one: (one.day.month, one.day.day, one.years, one.what, one.instrument)
    )


def growth(held: Participation, instrument: str, until: dt.date) -> list[tuple[int, int]]:
    """Return (year, deposits standing at its end) from the first deposit on."""
    days = [
        bond.deposited
        for (_, name), own in held.bonds.items()
        if name == instrument
        for bond in own
    ]
    if not days:
        return []
    return [
        (year, held.count(instrument, min(dt.date(year, 12, 31), until))[0])
        for year in range(min(days).year, until.year + 1)
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """When an instrument entered into force: officially, and by the deposits that are recorded."""

    official: dt.date | None
    computed: dt.date | None

    @property
    def disagree(self) -> bool:
        """Tell whether the two differ."""
        return self.computed is not None and self.computed != self.official


def entry_into_force(held: Participation, instrument: str) -> Entry | None:
    """Return when an instrument entered into force; None where its rule is not held."""
    rule = rules().get(instrument)
    if rule is None:
        return None
    # An organization's deposit counts beside none of its members', a second one of a party no more.
    first: dict[str, dt.date] = {}
    for one in held.actions:
        if one.instrument == instrument and one.kind in COUNTED and is_state(one.participant):
            first[one.participant] = min(one.on, first.get(one.participant, one.on))
    parent = rules()[rule.not_before].in_force if rule.not_before else None
    return Entry(rule.in_force, computed_entry(rule, first.values(), parent))


def declarations(user: Actor, **of: str) -> QuerySet[Declaration]:
    """Return the declarations of a participant or on an instrument."""
    found: QuerySet[Declaration] = Declaration.objects.visible_to(user).filter(
        corrected_by__isnull=True, **of
    )
    return found


def groups_of(codes: Iterable[str], day: dt.date) -> Counter[str]:
    """Count participants by regional group on a day; some count in two, those of none under ""."""
    known = states()
    found: Counter[str] = Counter()
    for code in codes:
        for group in known[code].groups_on(day) or ("",):
            found[group] += 1
    return found


def parties_on(held: Participation, instrument: str, day: dt.date) -> set[str]:
    """Return whom an instrument binds on a day."""
    return set(parties(held.bonds, instrument, day))
