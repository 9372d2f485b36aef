"""When a treaty takes effect for a party, by its own final clauses; the rules are ``effect.toml``.

The dates on which the treaties themselves entered into force are stored as the depositary gives
them. :func:`computed_entry` works the same date out of the deposits that are known, so that a
disagreement can be shown; it never replaces the official one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_JULY: Final = 7
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """What follows a day: some days, months or years after it, or the first of a later month.

    ``new_year`` is the rule of the drug conventions of 1961 and 1971: received by 1 July, effective
    on 1 January next; received later, a year after that.
    """

    days: int = 0
    months: int = 0
    years: int = 0
    first_of_month: int = 0
    new_year: bool = False

    def after(self, day: dt.date) -> dt.date:
        """Return the day that follows."""
        if self.new_year:
            late = day > dt.date(day.year, _JULY, 1)
            return dt.date(day.year + (2 if late else 1), 1, 1)
        if self.first_of_month:
            return _months_later(day.replace(day=1), self.first_of_month)
        return _months_later(day, self.months + 12 * self.years) + dt.timedelta(days=self.days)


def _months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Rule:
    """The final clauses of one instrument.

    Attributes:
        instrument: its key in the vocabulary of instruments.
        number: the depositary's number ("XVIII-12"); empty where another is depositary.
        clauses: the articles the rule was read in.
        deposits: how many deposits bring it into force.
        first: what follows the last of them.
        later: what follows a later party's deposit.
        producer_states: how many of the first must have declared to be producers; 0 for none.
        not_before: the instrument that must be in force first; None for none.
        in_force: the official date of its entry into force; None while it is not.
        denunciation: what follows the receipt of a denunciation; None where none is provided for.
        leaves: the instruments that a party leaves with this one.
        depositary: "secretary_general", "icao", "imo", "iaea", "states" or "states_icao".
        opened, closed: the days between which it could be signed; None where no clause says.
    """

    instrument: str
    number: str
    clauses: str
    deposits: int
    first: Period
    later: Period
    producer_states: int
    not_before: str | None
    in_force: dt.date | None
    denunciation: Period | None
    leaves: tuple[str, ...]
    depositary: str = ""
    opened: dt.date | None = None
    closed: dt.date | None = None


def _period(entry: Mapping[str, Any]) -> Period:
    return Period(
        days=entry.get("days", 0),
        months=entry.get("months", 0),
        years=entry.get("years", 0),
        first_of_month=entry.get("first_of_month", 0),
        new_year=entry.get("new_year_after_1_july", False),
    )


@cache
def _content() -> Mapping[str, Any]:
    path = Path(__file__).with_name("effect.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by instrument."""
    found = {}
    for entry in _content()["rule"]:
        denunciation = entry.get("denunciation")
        found[entry["instrument"]] = Rule(
            instrument=entry["instrument"],
            number=entry.get("number", ""),
            clauses=entry["clauses"],
            deposits=entry["first"]["deposits"],
            first=_period(entry["first"]),
            later=_period(entry["later"]),
            producer_states=entry["first"].get("producer_states", 0),
            not_before=entry.get("not_before"),
            in_force=entry.get("in_force"),
            denunciation=_period(denunciation) if denunciation else None,
            leaves=tuple(entry.get("leaves", ())),
            depositary=entry["depositary"],
            opened=entry.get("opened"),
            closed=entry.get("closed"),
        )
    return found


@cache
def not_held() -> frozenset[str]:
    """Return the instruments whose final clauses are not at hand: no date is computed for them."""
    return frozenset(_content()["not_held"]["instruments"])


def effect_of_deposit(
    rule: Rule, deposit: dt.date, parent_effect: dt.date | None = None
) -> dt.date | None:
    """Return the day from which a deposit binds, None while the treaty is not in force.

    The later of the treaty's own entry into force and what the rule puts after the deposit; for a
    protocol not before its parent instrument binds the same party.

    Args:
        rule: of the instrument.
        deposit: the day of the deposit.
        parent_effect: from when the parent instrument binds the party; needed where the rule names
            one, and None there says that it does not bind it.
    """
    return _latest(rule, rule.later.after(deposit), parent_effect)


def effect_of_succession(
    rule: Rule, succeeded: dt.date, parent_effect: dt.date | None = None
) -> dt.date | None:
    """Return the day from which a treaty binds a successor: that of the succession of States.

    Not before the treaty is in force, nor before its parent instrument binds the same party.
    """
    return _latest(rule, succeeded, parent_effect)


def _latest(rule: Rule, day: dt.date, parent_effect: dt.date | None) -> dt.date | None:
    if rule.in_force is None:
        return None
    days = [rule.in_force, day]
    if rule.not_before is not None:
        if parent_effect is None:
            return None
        days.append(parent_effect)
    return max(days)


def effect_of_denunciation(rule: Rule, received: dt.date) -> dt.date | None:
    """Return the day from which a denunciation releases; None where the treaty provides none."""
    return rule.denunciation.after(received) if rule.denunciation else None


def computed_entry(
    rule: Rule, deposits: Iterable[dt.date], parent_in_force: dt.date | None = None
) -> dt.date | None:
    """Return when the treaty would have entered into force by the deposits that are known.

    None while there are too few, or where it depends on declarations that deposits do not show
    (States that produce plastic explosives).
    """
    days = sorted(deposits)
    if rule.producer_states or len(days) < rule.deposits:
        return None
    entry = rule.first.after(days[rule.deposits - 1])
    if rule.not_before is not None:
        return None if parent_in_force is None else max(entry, parent_in_force)
    return entry
