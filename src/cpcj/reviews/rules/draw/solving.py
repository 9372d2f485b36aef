"""A constraint model whose constraints bear names, solved so that anybody gets the same answer.

One worker, a fixed seed and limits in the solver's own deterministic time: the same version of the
solver gives the same solution on any machine, however busy it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

from ortools.sat.python import cp_model

from cpcj.reviews.rules.draw.inputs import Constraint
from cpcj.reviews.rules.draw.result import Clash

_EFFORT = 12.0
"""Deterministic time of one attempt; about as many seconds."""
_EFFORT_ON_CLASH = 0.5
_MOST_TRIED = 200
"""Attempts to leave out something of a clash, to see whether it is needed."""


@cache
def solver_name() -> str:
    """Return name and version of the solver."""
    return f"ortools {version('ortools')}"


@dataclass(slots=True)
class NamedModel:
    """A model under construction.

    Attributes:
        explains: whether each named constraint can be left out, so that a clash can be told.
        model: the solver's own.
        switches: what turns a named constraint on.
    """

    explains: bool = False
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    switches: dict[Clash, Any] = field(default_factory=dict)

    def flag(self, name: str) -> Any:
        """Return a new variable that is true or false."""
        return self.model.new_bool_var(name)

    def ask(self, relation: Any, constraint: Constraint, state: str = "") -> None:
        """Ask that a relation holds; what is asked under one name stands or falls together."""
        added = self.model.add(relation)
        if self.explains:
            added.only_enforce_if(self._switch(Clash(constraint.value, state)))

    def _switch(self, name: Clash) -> Any:
        if name not in self.switches:
            self.switches[name] = self.flag(f"{name.constraint}:{name.state}")
        return self.switches[name]


def solve(
    named: NamedModel, seed: int, *, fixed_order: bool = False, effort: float = _EFFORT
) -> tuple[str, cp_model.CpSolver]:
    """Return how it ended ("solved", "clash", "open") and the solver with the values.

    Args:
        named: the model.
        seed: the draw's.
        fixed_order: whether the model's own strategy is followed, as where the first solution in a
            shuffled order is the draw.
        effort: deterministic time.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.max_deterministic_time = effort
    parameters.linearization_level = 2  # pairs and loads are nearly a flow: the relaxation guides
    if fixed_order:
        parameters.search_branching = cp_model.FIXED_SEARCH
    status = solver.solve(named.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "solved", solver
    return ("clash" if status == cp_model.INFEASIBLE else "open"), solver


def clashes(named: NamedModel, seed: int) -> tuple[tuple[Clash, ...], bool]:
    """Return constraints that cannot hold together, and whether each of them is needed for it.

    The solver gives a set that suffices. Parts of it are left out in turn, halves at first and at
    last one constraint at a time, and stay out where the rest clashes without them.
    """
    by_index = {switch.index: name for name, switch in named.switches.items()}

    def clashing(names: Iterable[Clash], effort: float) -> tuple[str, list[Clash]]:
        """Return how it ended, and which of the names the solver needed."""
        named.model.clear_assumptions()
        named.model.add_assumptions([named.switches[one] for one in names])
        ended, solver = solve(named, seed, effort=effort)
        if ended != "clash":
            return ended, []
        used = {by_index[index] for index in solver.sufficient_assumptions_for_infeasibility()}
        return ended, [one for one in names if one in used]

    everything = sorted(named.switches, key=lambda one: (one.constraint, one.state))
    ended, core = clashing(everything, _EFFORT)
    if ended != "clash":
        return (), False
    tried, sure, size = 0, True, max(1, len(core) // 2)
    while tried < _MOST_TRIED:
        at, sure = 0, True
        while at < len(core) and tried < _MOST_TRIED:
            rest = core[:at] + core[at + size :]
            ended, fewer = clashing(rest, _EFFORT_ON_CLASH)
            tried += 1
            if ended == "clash":
                # What stands before ``at`` was found to be needed, whatever is left out after it.
                core = fewer
            else:
                sure = sure and ended == "solved"
                at += size
        if size == 1 and at >= len(core):
            return tuple(core), sure
        size = max(1, size // 2)
    return tuple(core), False
