"""Rules of follow-up, without a database: which act a follow-up is about in a newer reading, which
later act is like an earlier one, what is due, and the weeks of digests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from cpcj.register.rules.rereading import NEAR

LIKE = 75
"""Likeness, 0 to 100, from which a later act of the series is proposed as taking a mandate's place:
rapidfuzz's ``token_sort_ratio`` of phrase and action, which no order of words changes. A person
confirms it."""

MOST_PROPOSED = 3
"""Later acts that are proposed at once, the likest first."""

SOON = dt.timedelta(days=90)
"""How long before the first day of the session something is due soon."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An act, or the act a follow-up is about: its key, identifier and words."""

    key: int
    act: str
    phrase: str
    action: str

    @property
    def words(self) -> str:
        """Return the words of the act."""
        return f"{self.phrase} {self.action}"


def pair(known: Sequence[Worded], acts: Sequence[Worded]) -> dict[int, int]:
    """Return the key of the act that each follow-up is about; those that are about none are absent.

    As the register carries what was settled: by the same words first (of several, that with the
    same identifier), then by the identifier where the words are near.

    Args:
        known: the follow-ups, those that come first in doubt first.
        acts: the acts of one reading.
    """
    by_words: dict[tuple[str, str], list[Worded]] = {}
    by_act: dict[str, Worded] = {}
    for act in acts:
        by_words.setdefault((act.phrase, act.action), []).append(act)
        by_act[act.act] = act
    found: dict[int, int] = {}
    taken: set[int] = set()
    for one in known:
        alike = [act for act in by_words.get((one.phrase, one.action), ()) if act.key not in taken]
        if alike:
            best = next((act for act in alike if act.act == one.act), alike[0])
            found[one.key] = best.key
            taken.add(best.key)
    for one in known:
        same = by_act.get(one.act)
        if one.key in found or same is None or same.key in taken:
            continue
        if fuzz.token_sort_ratio(one.words, same.words) >= NEAR:
            found[one.key] = same.key
            taken.add(same.key)
    return found


def trace(start: int, replaced_by: Mapping[int, int | None], in_force: Iterable[int]) -> int | None:
    """Return the act in force that stands in the place of another after merges and splits.

    Args:
        start: key of the act.
        replaced_by: by key, the act that took its place.
        in_force: keys of the acts in force.
    """
    current = set(in_force)
    seen: set[int] = set()
    at: int | None = start
    while at is not None and at not in seen:
        if at in current:
            return at
        seen.add(at)
        at = replaced_by.get(at)
    return None


@dataclass(frozen=True, slots=True)
class Like:
    """A later act that is like an earlier one, 0 to 100."""

    act: str
    likeness: int


def successors(
    words: str, later: Iterable[Worded], *, above: int = LIKE, most: int = MOST_PROPOSED
) -> tuple[Like, ...]:
    """Return the later acts like an act, at least ``above``, the likest first."""
    found = []
    for act in later:
        likeness = fuzz.token_sort_ratio(words, act.words, score_cutoff=above)
        if likeness >= above:
            found.append(Like(act.act, int(likeness)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.act))[:most])


class Time(StrEnum):
    """How a due date stands to a day."""

    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"
    NONE = "none"


def time_left(due_from: dt.date | None, due_to: dt.date | None, today: dt.date) -> Time:
    """Return how a session's days stand to today: late once it is over, soon before it begins."""
    if due_from is None:
        return Time.NONE
    if (due_to or due_from) < today:
        return Time.LATE
    return Time.SOON if due_from <= today + SOON else Time.AHEAD


def week_of(day: dt.date) -> str:
    """Return the week of a day by ISO 8601 ("2026-W47")."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def may_confirm(proposer: int | None, actor: int | None) -> bool:
    """Tell whether a person may confirm a proposal: somebody, and not who proposed it."""
    return actor is not None and actor != proposer


def nearest(wanted: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known names most like one that is not known, the likest first."""
    ratio: Callable[[str, str], float] = fuzz.ratio
    scored = sorted((-ratio(wanted.lower(), one.lower()), one) for one in known)
    return tuple(one for score, one in scored[:most] if score < 0)
