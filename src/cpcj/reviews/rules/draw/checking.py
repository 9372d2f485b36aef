"""An independent look at a result: every constraint again, from the inputs alone.

Written without the model and without anything it uses, so that a mistake there is seen here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cpcj.reviews.rules.draw.inputs import Candidate, Constraint, Inputs, Kind
from cpcj.reviews.rules.draw.result import Result


@dataclass(frozen=True, slots=True)
class Breach:
    """A constraint that a result breaks, the State concerned ("" for all), and how."""

    constraint: Constraint
    state: str
    words: str


def check(given: Inputs, result: Result) -> tuple[Breach, ...]:
    """Return the constraints that a result breaks; none where it is right, or says it has none.

    A broken constraint that is a recorded exception of the State is no breach.
    """
    if not result.drawn:
        return ()
    found: list[Breach] = []
    if given.kind is not Kind.PAIRS:
        found += _of_periods(given, result)
    if given.kind is not Kind.PERIODS:
        for state in given.states:
            if state.reviewed:
                found += _of_state(given, result, state)
        found += [*_of_pairs(given, result), *_of_all(given, result)]
    excepted = {(one.constraint, one.state) for one in given.waivers}
    return tuple(one for one in found if (one.constraint, one.state) not in excepted)


def _of_periods(given: Inputs, result: Result) -> Iterator[Breach]:
    limits = given.limits
    for state in given.states:
        period = result.periods.get(state.code, 0)
        late = bool(limits.joiners_period) and state.joined_later
        if late and period != limits.joiners_period:
            yield Breach(Constraint.LATE_JOINERS, state.code, f"joined later, drawn into {period}")
        if not late and not 1 <= period <= limits.periods:
            yield Breach(Constraint.ONE_PERIOD, state.code, f"drawn into {period}")
    in_time = [s for s in given.states if not (limits.joiners_period and s.joined_later)]
    regions = {region for state in in_time for region in state.regions}
    for region in (None, *sorted(regions)):
        members = [s for s in in_time if region is None or region in s.regions]
        share = len(members) / limits.periods
        counts = Counter(result.periods.get(state.code) for state in members)
        for period in range(1, limits.periods + 1):
            if abs(counts[period] - share) >= 1:
                words = f"{counts[period]} of {len(members)} in period {period}"
                yield Breach(Constraint.PROPORTION, "", f"{region or 'all'}: {words}")


def _of_state(given: Inputs, result: Result, state: Candidate) -> Iterator[Breach]:
    limits = given.limits
    pairs = [pair for pair in result.pairs if pair.state == state.code]
    reviewers = [given.by_code[pair.reviewer] for pair in pairs]
    principal = [given.by_code[pair.reviewer] for pair in pairs if not pair.supplementary]
    codes = [one.code for one in reviewers]
    if len(set(codes)) != len(codes) or state.code in codes:
        yield Breach(Constraint.REVIEWERS, state.code, f"reviewed by {codes}")
    if len(principal) != limits.reviewers:
        yield Breach(Constraint.REVIEWERS, state.code, f"{len(principal)} reviewers")
    if len(reviewers) > limits.most_reviewers:
        yield Breach(Constraint.MOST_REVIEWERS, state.code, f"{len(reviewers)} reviewers")
    near = sum(1 for one in principal if not set(one.regions).isdisjoint(state.regions))
    if near < limits.same_region:
        yield Breach(Constraint.SAME_REGION, state.code, f"{near} of the own regional group")
    if limits.other_region is not None and len(principal) - near < limits.other_region:
        yield Breach(Constraint.OTHER_REGION, state.code, f"{len(principal) - near} of another")
    if limits.covering:
        yield from _covered(given, state, reviewers, principal)


def _covered(
    given: Inputs, state: Candidate, reviewers: list[Candidate], principal: list[Candidate]
) -> Iterator[Breach]:
    short = False
    for instrument in state.instruments:
        able = [
            one
            for one in given.states
            if one.code != state.code and one.available and instrument in one.instruments
        ]
        wanted = min(given.limits.covering, len(able))
        if sum(instrument in one.instruments for one in reviewers) < wanted:
            yield Breach(Constraint.COVERING, state.code, f"{instrument} is not covered")
        if sum(instrument in one.instruments for one in principal) < wanted:
            short = True
    kept = any(held == state.code for held, _by in given.kept)
    if len(reviewers) > len(principal) and not short and not kept:
        yield Breach(Constraint.MOST_REVIEWERS, state.code, "one more than is needed")


def _of_pairs(given: Inputs, result: Result) -> Iterator[Breach]:
    reviewed = {state.code for state in given.states if state.reviewed}
    pairs = {(pair.state, pair.reviewer) for pair in result.pairs}
    for state, reviewer in sorted(pairs):
        if state not in reviewed:
            yield Breach(Constraint.REVIEWERS, state, "not under review")
        if (reviewer, state) in pairs or (reviewer, state) in set(given.earlier):
            yield Breach(Constraint.NO_MUTUAL, state, f"and {reviewer} review each other")
        if not given.by_code[reviewer].available:
            yield Breach(Constraint.AVAILABLE, reviewer, f"drawn for {state}, and defers")
        if (state, reviewer) in set(given.refused):
            yield Breach(Constraint.REFUSED, state, f"{reviewer} is drawn again")
    for held in given.kept:
        if held not in pairs:
            yield Breach(Constraint.KEPT, held[0], f"{held[1]} was to stay")


def _of_all(given: Inputs, result: Result) -> Iterator[Breach]:
    limits = given.limits
    loads = Counter(pair.reviewer for pair in result.pairs)
    idle = 0
    for state_ in given.states:
        load = loads[state_.code]
        times = load + state_.reviews
        if limits.most_reviews is not None and load and times > limits.most_reviews:
            yield Breach(Constraint.MOST_REVIEWS, state_.code, f"reviews {times} times")
        excepted = any(
            one.state == state_.code and one.constraint is Constraint.LEAST_REVIEWS
            for one in given.waivers
        )
        if limits.least_reviews is not None and times < limits.least_reviews and not excepted:
            idle += 1
            if not limits.later_reviews:
                yield Breach(Constraint.LEAST_REVIEWS, state_.code, f"reviews {times} times")
    if limits.later_reviews and idle > limits.later_reviews * limits.reviewers:
        yield Breach(Constraint.LEAST_REVIEWS, "", f"{idle} States find no turn any more")
