"""Who reviews whom: a constraint problem over pairs of States.

Lots decide twice: a shuffled few of all States stand as candidates for each State under review, and
the solver starts from the seed. Where the few allow no solution more are taken, at last all; so
that there is none is known only when all were candidates. Loads are levelled from below: first as
even as numbers allow, then one more, up to the mechanism's limit.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cpcj.reviews.rules.draw.inputs import Candidate, Constraint, Inputs
from cpcj.reviews.rules.draw.result import Clash, Pair, pairs_sorted
from cpcj.reviews.rules.draw.solving import NamedModel, clashes, solve

_FEW = (20, 10_000)
"""Candidates of each kind for a State, from attempt to attempt."""
_BRIEF, _LONG, _LONGEST = 1.0, 4.0, 12.0
"""Effort on loads as even as numbers allow, on others, and on the last attempt."""
_EXTRA = 100
"""What a supplementary reviewer weighs against a pair of a like legal system."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pairs, or the constraints that clash (and whether each of them is needed for it)."""

    pairs: tuple[Pair, ...] = ()
    clashes: tuple[Clash, ...] = ()
    least: bool = True
    solved: bool = True


def draw_pairs(given: Inputs) -> Drawn:
    """Return who reviews whom."""
    if not any(one.reviewed for one in given.states):
        return Drawn()
    # Small worlds are settled with little effort; all their States are candidates at once.
    size = max(0.1, len(given.states) / 200)
    for few in _FEW if len(given.states) > _FEW[0] else _FEW[1:]:
        for level in _levels(given):
            model = _Model(given, few, level)
            ended, solver = solve(model.named, given.seed, effort=level.effort * size)
            if ended == "solved":
                return Drawn(_pairs(given, model, solver))
    found, least = clashes(explained(given), given.seed)
    return Drawn(clashes=found, least=least, solved=False)


def explained(given: Inputs) -> NamedModel:
    """Return the model in which each constraint bears its name and can be left out.

    Nobody is left out of it beforehand: who defers, was refused or would make a mutual review is a
    candidate that a named constraint forbids, so that a clash says it too.
    """
    return _Model(given, _FEW[-1], Level(0, given.limits.most_reviews), explains=True).named


@dataclass(frozen=True, slots=True)
class Level:
    """How often each State reviews in an attempt: at least, at most (None: any number)."""

    least: int
    most: int | None
    effort: float = _LONG


def _levels(given: Inputs) -> Iterator[Level]:
    slots = given.limits.reviewers * sum(one.reviewed for one in given.states)
    done = sum(one.reviews for one in given.states)
    able = sum(one.available for one in given.states) or 1
    even = max(1, -(-(slots + done) // able))
    limit = given.limits.most_reviews
    if limit is None:
        yield Level(even - 1, even, _BRIEF)
        yield Level(even - 1, even + 1)
        yield Level(0, even + 1)
        yield Level(0, even + 2)
        yield Level(0, None, _LONGEST)
    else:
        for most in range(min(even, limit), limit + 1):
            yield Level(0, most, _LONGEST if most == limit else _BRIEF)


def same_region(one: Candidate, other: Candidate) -> bool:
    """Tell whether two States share a regional group."""
    return bool(set(one.regions) & set(other.regions))


def _by_state(flags: Mapping[tuple[str, str], Any]) -> dict[str, list[tuple[str, Any]]]:
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for (state, reviewer), flag in flags.items():
        found[state].append((reviewer, flag))
    return found


@dataclass(slots=True)
class _Model:
    """The model of one attempt: ``first`` holds principal, ``more`` supplementary reviewers."""

    given: Inputs
    few: int
    level: Level
    explains: bool = False
    named: NamedModel = field(init=False)
    first: dict[tuple[str, str], Any] = field(default_factory=dict)
    more: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named = NamedModel(self.explains)
        lots = random.Random(self.given.seed)  # noqa: S311 - published, to be replayed
        states = list(self.given.states)
        lots.shuffle(states)
        for one in states:
            if one.reviewed:
                self._candidates(one, lots)
        first, more = _by_state(self.first), _by_state(self.more)
        for one in states:
            if one.reviewed:
                self._reviewers(one, first[one.code])
                self._covering(one, first[one.code], more[one.code])
        self._no_mutual()
        self._loads()
        self._kept()
        if not self.explains:
            self._prefer()

    def _candidates(self, one: Candidate, lots: random.Random) -> None:
        given = self.given
        barred = self._barred(one)
        able = [
            other
            for other in given.states
            if other.code != one.code and (self.explains or other.code not in barred)
        ]
        lots.shuffle(able)
        kept = {reviewer for state, reviewer in given.kept if state == one.code}
        if len(kept) >= given.limits.reviewers and not self.explains:
            # All its reviewers stay: nobody else is a candidate.
            able = [other for other in able if other.code in kept]
        own = [other for other in able if same_region(one, other)]
        others = [other for other in able if not same_region(one, other)]
        chosen = {other.code for other in (*own[: self.few], *others[: self.few])} | kept
        for code in sorted(chosen):
            self.first[one.code, code] = self.named.flag(f"{one.code}<{code}")
        if given.limits.most_reviewers > given.limits.reviewers and given.limits.covering:
            for instrument in one.instruments:
                party = [other.code for other in able if instrument in other.instruments]
                for code in party[: self.few]:
                    if (one.code, code) not in self.more:
                        self.more[one.code, code] = self.named.flag(f"{one.code}<<{code}")
        if self.explains:
            for code, (constraint, state) in sorted(barred.items()):
                for flag in self.both(one.code, code):
                    self.named.ask(flag == 0, constraint, state)

    def _barred(self, one: Candidate) -> dict[str, tuple[Constraint, str]]:
        """Return who cannot review a State, with the constraint and the State it is asked of."""
        given = self.given
        found = {
            other.code: (Constraint.AVAILABLE, other.code)
            for other in given.states
            if not other.available
        }
        for state, reviewer in given.earlier:
            if reviewer == one.code:
                found[state] = (Constraint.NO_MUTUAL, "")
        for state, reviewer in given.refused:
            if state == one.code:
                found[reviewer] = (Constraint.REFUSED, state)
        return found

    def _reviewers(self, one: Candidate, own: list[tuple[str, Any]]) -> None:
        ask, limits, known = self.named.ask, self.given.limits, self.given.by_code
        ask(sum(flag for _code, flag in own) == limits.reviewers, Constraint.REVIEWERS, one.code)
        near = [flag for code, flag in own if same_region(one, known[code])]
        far = [flag for code, flag in own if not same_region(one, known[code])]
        if not self.given.waived(Constraint.SAME_REGION, one.code):
            ask(sum(near) >= limits.same_region, Constraint.SAME_REGION, one.code)
        if limits.other_region and not self.given.waived(Constraint.OTHER_REGION, one.code):
            ask(sum(far) >= limits.other_region, Constraint.OTHER_REGION, one.code)

    def _covering(
        self, one: Candidate, first: list[tuple[str, Any]], more: list[tuple[str, Any]]
    ) -> None:
        limits, known = self.given.limits, self.given.by_code
        if more and not self.given.waived(Constraint.MOST_REVIEWERS, one.code):
            self.named.ask(
                sum(flag for _by, flag in more) <= limits.most_reviewers - limits.reviewers,
                Constraint.MOST_REVIEWERS,
                one.code,
            )
        if not limits.covering or self.given.waived(Constraint.COVERING, one.code):
            return
        for instrument in one.instruments:
            able = sum(
                instrument in other.instruments and other.available and other.code != one.code
                for other in self.given.states
            )
            party = [flag for by, flag in (*first, *more) if instrument in known[by].instruments]
            needed = min(limits.covering, able)
            self.named.ask(sum(party) >= needed, Constraint.COVERING, one.code)

    def both(self, state: str, reviewer: str) -> list[Any]:
        """Return the flags that say that one State reviews another."""
        key = (state, reviewer)
        return [flags[key] for flags in (self.first, self.more) if key in flags]

    def _no_mutual(self) -> None:
        for state, reviewer in sorted({*self.first, *self.more}):
            one_way, other_way = self.both(state, reviewer), self.both(reviewer, state)
            if len(one_way) > 1:
                # Nobody reviews a State twice.
                self.named.model.add(sum(one_way) <= 1)
            if other_way and state < reviewer:
                self.named.ask(sum(one_way) + sum(other_way) <= 1, Constraint.NO_MUTUAL)

    def _loads(self) -> None:
        limits = self.given.limits
        by_reviewer: dict[str, list[Any]] = defaultdict(list)
        for flags in (self.first, self.more):
            for (_state, reviewer), flag in flags.items():
                by_reviewer[reviewer].append(flag)
        idle = []
        for one in self.given.states:
            own = by_reviewer[one.code]
            if self.level.most is not None and not self.given.waived(
                Constraint.MOST_REVIEWS, one.code
            ):
                left = max(0, self.level.most - one.reviews)
                self.named.ask(sum(own) <= left, Constraint.MOST_REVIEWS, one.code)
            if self.level.least and one.available:
                self.named.model.add(sum(own) >= self.level.least)
            least = (limits.least_reviews or 0) - one.reviews
            if least <= 0 or self.given.waived(Constraint.LEAST_REVIEWS, one.code):
                continue
            if not limits.later_reviews:
                self.named.ask(sum(own) >= least, Constraint.LEAST_REVIEWS, one.code)
            else:
                enough = self.named.flag(f"{one.code} enough")
                self.named.model.add(sum(own) >= least).only_enforce_if(enough)
                idle.append(1 - enough)
        # Whoever has not reviewed yet must find room in what is left of the cycle.
        if idle:
            room = limits.later_reviews * limits.reviewers
            self.named.ask(sum(idle) <= room, Constraint.LEAST_REVIEWS)

    def _kept(self) -> None:
        for state, reviewer in self.given.kept:
            flags = self.both(state, reviewer)
            self.named.ask(sum(flags) == 1, Constraint.KEPT, state)

    def _prefer(self) -> None:
        known = self.given.by_code
        alike = [
            flag
            for (state, reviewer), flag in self.first.items()
            if alike_legally(known[state], known[reviewer])
        ]
        if self.more or alike:
            self.named.model.minimize(_EXTRA * sum(self.more.values()) - sum(alike))


def alike_legally(one: Candidate, other: Candidate) -> bool:
    """Tell whether two States are known to have a like legal system: to share a family of law."""
    return not set(one.legal_system.split()).isdisjoint(other.legal_system.split())


def _pairs(given: Inputs, model: _Model, solver: Any) -> tuple[Pair, ...]:
    known = given.by_code
    found: list[Pair] = []
    for flags, supplementary in ((model.first, False), (model.more, True)):
        for (state, reviewer), flag in flags.items():
            if solver.boolean_value(flag):
                one, other = known[state], known[reviewer]
                shared = tuple(sorted(set(one.instruments) & set(other.instruments)))
                found.append(Pair(state, reviewer, same_region(one, other), supplementary, shared))
    return pairs_sorted(_narrowed(given, _needed(given, found)))


def _needed(given: Inputs, pairs: list[Pair]) -> list[Pair]:
    """Leave out supplementary reviewers without whom everything is covered as well."""
    by_state: dict[str, list[Pair]] = defaultdict(list)
    loads: dict[str, int] = defaultdict(int)
    for pair in pairs:
        by_state[pair.state].append(pair)
        loads[pair.reviewer] += 1
    kept = set(given.kept)
    for pair in sorted(pairs, key=lambda one: (one.state, one.reviewer)):
        own = by_state[pair.state]
        rest = [one for one in own if one != pair]
        least = (given.limits.least_reviews or 0) - given.by_code[pair.reviewer].reviews
        if (
            pair.supplementary
            and (pair.state, pair.reviewer) not in kept
            and loads[pair.reviewer] > least
            and _shortfall(given, pair.state, rest) == _shortfall(given, pair.state, own)
        ):
            by_state[pair.state] = rest
            loads[pair.reviewer] -= 1
    return [pair for own in by_state.values() for pair in own]


def _narrowed(given: Inputs, pairs: list[Pair]) -> list[Pair]:
    """Say of supplementary reviewers the instruments that the others do not cover."""
    found = []
    for pair in pairs:
        principal = [one for one in pairs if one.state == pair.state and not one.supplementary]
        short = _shortfall(given, pair.state, principal)
        own = tuple(key for key in pair.instruments if short[key])
        found.append(replace(pair, instruments=own) if pair.supplementary and own else pair)
    return found


def _shortfall(given: Inputs, state: str, pairs: list[Pair]) -> Mapping[str, int]:
    return {
        instrument: max(
            0, given.limits.covering - sum(instrument in pair.instruments for pair in pairs)
        )
        for instrument in given.by_code[state].instruments
    }
