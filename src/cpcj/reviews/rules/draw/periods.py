"""The year or group of each State: by regional group in proportion, in a shuffled order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ortools.sat.python import cp_model

from cpcj.reviews.rules.draw.inputs import Candidate, Constraint, Inputs
from cpcj.reviews.rules.draw.result import Clash
from cpcj.reviews.rules.draw.solving import NamedModel, clashes, solve


def draw_periods(given: Inputs) -> tuple[Mapping[str, int], tuple[Clash, ...], bool]:
    """Return the period of each State; else the constraints that clash, and whether all do."""
    named, chosen = _model(given, explains=False)
    ended, solver = solve(named, given.seed, fixed_order=True)
    if ended == "solved":
        found = {
            code: period for (code, period), flag in chosen.items() if solver.boolean_value(flag)
        }
        return found, (), True
    named, _chosen = _model(given, explains=True)
    return {}, *clashes(named, given.seed)


def _model(
    given: Inputs, *, explains: bool
) -> tuple[NamedModel, dict[tuple[str, int], Any]]:  # fmt: skip
    named = NamedModel(explains)
    limits = given.limits
    periods = range(1, limits.periods + 1)
    late = [one for one in given.states if limits.joiners_period and one.joined_later]
    drawn = [one for one in given.states if one not in late]
    every = [*periods, *([limits.joiners_period] if limits.joiners_period > limits.periods else [])]
    chosen = {
        (one.code, period): named.flag(f"{one.code}@{period}")
        for one in given.states
        for period in every
    }
    for one in given.states:
        named.ask(sum(chosen[one.code, period] for period in every) == 1, Constraint.ONE_PERIOD,
                  one.code)  # fmt: skip
    for one in late:
        if not given.waived(Constraint.LATE_JOINERS, one.code):
            named.ask(
                chosen[one.code, limits.joiners_period] == 1, Constraint.LATE_JOINERS, one.code
            )
    for one in drawn:
        if limits.joiners_period > limits.periods:
            named.ask(
                chosen[one.code, limits.joiners_period] == 0, Constraint.LATE_JOINERS, one.code
            )
    for members in _groups(drawn).values():
        least, rest = divmod(len(members), limits.periods)
        for period in periods:
            number = sum(chosen[one.code, period] for one in members)
            named.ask(number >= least, Constraint.PROPORTION)
            named.ask(number <= least + (rest > 0), Constraint.PROPORTION)
    order = [chosen[one.code, period] for one in drawn for period in periods]
    random.Random(given.seed).shuffle(order)  # noqa: S311 - published, to be replayed
    named.model.add_decision_strategy(order, cp_model.CHOOSE_FIRST, cp_model.SELECT_MAX_VALUE)
    return named, chosen


def _groups(states: list[Candidate]) -> Mapping[str, list[Candidate]]:
    """Return the States by regional group, and all of them together."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for one in states:
        for region in one.regions or ("",):
            found[region].append(one)
    found["*"] = states
    return found
