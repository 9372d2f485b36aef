"""One draw, from inputs to result."""

from __future__ import annotations

from collections.abc import Mapping

from cpcj.reviews.rules.draw.inputs import Inputs, Kind
from cpcj.reviews.rules.draw.pairs import Drawn, alike_legally, draw_pairs
from cpcj.reviews.rules.draw.periods import draw_periods
from cpcj.reviews.rules.draw.result import Clash, Result
from cpcj.reviews.rules.draw.solving import solver_name


def draw(given: Inputs) -> Result:
    """Draw; the same inputs give the same result with the same version of the solver."""
    periods: Mapping[str, int] = {}
    clashing: tuple[Clash, ...] = ()
    least = True
    drawn = True
    if given.kind is not Kind.PAIRS:
        periods, clashing, least = draw_periods(given)
        drawn = bool(periods)
    found = Drawn()
    if drawn and given.kind is not Kind.PERIODS:
        found = draw_pairs(given)
        drawn, clashing, least = found.solved, found.clashes, found.least
    known = given.by_code
    alike = sum(alike_legally(known[one.state], known[one.reviewer]) for one in found.pairs)
    return Result(
        digest=given.digest,
        solver=solver_name(),
        drawn=drawn,
        periods=periods if drawn else {},
        pairs=found.pairs,
        clashes=clashing,
        least=least,
        alike=alike,
    )
