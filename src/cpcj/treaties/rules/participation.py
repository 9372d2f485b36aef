"""Who is party to what, as of a date; from dated actions that are never overwritten.

A State that succeeds to another's treaty is bound from the day of the succession of States, not
from the day on which it says so (Vienna Convention on Succession of States in respect of Treaties,
article 23, and the practice of the depositary), where that day is known and its predecessor was
bound on it; else from the day that the rule for later parties gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpcj.resolutions.vocabulary.successions import successions
from cpcj.treaties.rules.effect import (
    Rule,
    effect_of_denunciation,
    effect_of_deposit,
    effect_of_succession,
    rules,
)
from cpcj.treaties.rules.tables import CONSENT, RELEASE, Kind


@dataclass(frozen=True, slots=True)
class Action:
    """A depositary action.

    Attributes:
        participant: code of the State or other party.
        instrument: key of the instrument.
        kind: what was done.
        on: the day of signature, deposit or receipt.
        effect: the day from which it binds or releases, as the depositary states it; None where it
            states none and the rule is to give it.
        source: where it is known from.
    """

    participant: str
    instrument: str
    kind: Kind
    on: dt.date
    effect: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bond:
    """A stretch of time in which a participant is bound.

    Attributes:
        deposited: the day of the deposit that began it.
        since: the day from which it binds; None where the rule is not held or the treaty is not
            in force: the participant has consented and no date can be given.
        released: the day from which it no longer binds; None while it does.
        notified: the day the denunciation was received; None for none.
    """

    deposited: dt.date
    since: dt.date | None
    released: dt.date | None = None
    notified: dt.date | None = None

    def binds(self, day: dt.date) -> bool:
        """Tell whether it binds on a day."""
        return (
            self.since is not None
            and self.since <= day
            and (self.released is None or day < self.released)
        )

    def consented(self, day: dt.date) -> bool:
        """Tell whether the deposit has been made by a day and not been taken back with effect.

        Depositary's counts ("the number of States parties has reached …") go by deposits.
        """
        return self.deposited <= day and (self.released is None or day < self.released)


def bonds(
    actions: Iterable[Action], by_instrument: Mapping[str, Rule] | None = None
) -> dict[tuple[str, str], tuple[Bond, ...]]:
    """Return the bonds by (participant, instrument), in order of time.

    A second deposit while a bond stands changes nothing. A denunciation of an instrument ends what
    the rule says its parties leave with it, on the same day.

    Args:
        actions: of any participants and instruments, in any order.
        by_instrument: the rules; those that the project holds by default.
    """
    known = rules() if by_instrument is None else by_instrument
    grouped: dict[tuple[str, str], list[Action]] = {}
    for action in actions:
        if action.kind in CONSENT or action.kind in RELEASE:
            grouped.setdefault((action.participant, action.instrument), []).append(action)
    found: dict[tuple[str, str], tuple[Bond, ...]] = {}
    # A parent instrument comes before its protocols, a predecessor before its successors.
    for key in sorted(grouped, key=lambda one: (_depth(one[1], known), _generation(one[0]), one)):
        participant, instrument = key
        rule = known.get(instrument)
        parent = rule.not_before if rule else None
        parents = found.get((participant, parent), ()) if parent else ()
        succeeded = _succeeded(participant, instrument, found)
        found[key] = _history(sorted(grouped[key], key=_order), rule, parents, succeeded)
    return {key: _leaving(key, own, found, known) for key, own in found.items()}


def _depth(instrument: str, known: Mapping[str, Rule]) -> int:
    rule = known.get(instrument)
    return 0 if rule is None or rule.not_before is None else 1


def _generation(participant: str) -> int:
    one, number = successions().get(participant), 0
    while one is not None:
        one, number = successions().get(one.predecessor), number + 1
    return number


def _succeeded(
    participant: str, instrument: str, found: Mapping[tuple[str, str], tuple[Bond, ...]]
) -> dt.date | None:
    """Return the day of the succession of States, None where a treaty did not pass on it.

    Of a predecessor without any row (one that no longer exists) it is taken that it was bound.
    """
    one = successions().get(participant)
    if one is None:
        return None
    before = found.get((one.predecessor, instrument))
    passed = before is None or any(bond.binds(one.on) for bond in before)
    return one.on if passed else None


def _order(action: Action) -> tuple[dt.date, bool]:
    return action.on, action.kind in RELEASE


def _history(
    actions: Iterable[Action],
    rule: Rule | None,
    parents: tuple[Bond, ...],
    succeeded: dt.date | None,
) -> tuple[Bond, ...]:
    own: list[Bond] = []
    for action in actions:
        if action.kind in CONSENT:
            if own and own[-1].notified is None:
                continue
            since = action.effect or _since(action, rule, parents, succeeded)
            own.append(Bond(action.on, since))
        elif own and own[-1].notified is None:
            last = own[-1]
            released = action.effect
            if released is None and rule is not None:
                released = effect_of_denunciation(rule, action.on)
            own[-1] = Bond(last.deposited, last.since, released, action.on)
    return tuple(own)


def _since(
    action: Action, rule: Rule | None, parents: tuple[Bond, ...], succeeded: dt.date | None
) -> dt.date | None:
    if rule is None:
        return None
    parent = None
    for bond in parents:
        if bond.since is not None and (bond.released is None or bond.released > action.on):
            parent = bond.since
            break
    if action.kind is Kind.SUCCESSION and succeeded is not None and succeeded <= action.on:
        return effect_of_succession(rule, succeeded, parent)
    return effect_of_deposit(rule, action.on, parent)


def _leaving(
    key: tuple[str, str],
    own: tuple[Bond, ...],
    found: Mapping[tuple[str, str], tuple[Bond, ...]],
    known: Mapping[str, Rule],
) -> tuple[Bond, ...]:
    """End bonds on the day on which the participant leaves the parent instrument."""
    participant, instrument = key
    for parent, rule in known.items():
        if instrument not in rule.leaves:
            continue
        for left in found.get((participant, parent), ()):
            if left.released is not None:
                own = tuple(_ended(bond, left) for bond in own)
    return own


def _ended(bond: Bond, left: Bond) -> Bond:
    if left.released is None or bond.deposited >= left.released:
        return bond
    if bond.released is not None and bond.released <= left.released:
        return bond
    return Bond(bond.deposited, bond.since, left.released, bond.notified or left.notified)


def parties(
    held: Mapping[tuple[str, str], tuple[Bond, ...]], instrument: str, day: dt.date
) -> dict[str, Bond]:
    """Return whom an instrument binds on a day, with the bond."""
    return {
        participant: bond
        for (participant, name), own in held.items()
        if name == instrument
        for bond in own
        if bond.binds(day)
    }


def consenting(
    held: Mapping[tuple[str, str], tuple[Bond, ...]], instrument: str, day: dt.date
) -> dict[str, Bond]:
    """Return who had deposited by a day, as the depositary counts, with the bond."""
    return {
        participant: bond
        for (participant, name), own in held.items()
        if name == instrument
        for bond in own
        if bond.consented(day)
    }
