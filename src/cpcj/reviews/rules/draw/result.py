"""What comes out of a draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """That a State is reviewed by another.

    Attributes:
        state: under review.
        reviewer: who reviews.
        same_region: whether they share a regional group.
        supplementary: whether it was drawn for instruments that the others do not cover.
        instruments: those under review that the reviewer is party to.
    """

    state: str
    reviewer: str
    same_region: bool
    supplementary: bool = False
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """A constraint that cannot hold together with the others named beside it.

    Attributes:
        constraint: its name (``inputs.Constraint``).
        state: the State it is asked of; "" where it is asked of all.
    """

    constraint: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a draw.

    Attributes:
        digest: of the inputs.
        solver: name and version; another version may draw otherwise from the same inputs.
        drawn: whether there is a solution.
        periods: by State, the year or group from 1.
        pairs: sorted by State and reviewer.
        clashes: where there is no solution, constraints that cannot hold together; leaving out any
            of them leaves a solution, as far as ``least`` says.
        least: whether that was proved.
        alike: pairs of a like legal system.
    """

    digest: str
    solver: str
    drawn: bool
    periods: Mapping[str, int]
    pairs: tuple[Pair, ...] = ()
    clashes: tuple[Clash, ...] = ()
    least: bool = True
    alike: int = 0

    def reviewers(self, state: str) -> tuple[str, ...]:
        """Return who reviews a State."""
        return tuple(one.reviewer for one in self.pairs if one.state == state)

    def loads(self) -> Counter[str]:
        """Return how often each State reviews in this draw."""
        return Counter(one.reviewer for one in self.pairs)

    def said(self) -> dict[str, Any]:
        """Return it as it stands in JSON."""
        return {
            "inputs_sha256": self.digest,
            "solver": self.solver,
            "drawn": self.drawn,
            "periods": dict(sorted(self.periods.items())),
            "pairs": [
                {
                    "state": one.state,
                    "reviewer": one.reviewer,
                    "same_region": one.same_region,
                    "supplementary": one.supplementary,
                    "instruments": list(one.instruments),
                }
                for one in self.pairs
            ],
            "clashes": [{"constraint": c.constraint, "state": c.state} for c in self.clashes],
            "clashes_are_least": self.least,
            "alike": self.alike,
        }

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps(self.said(), ensure_ascii=False, indent=1)


def result_said(said: Mapping[str, Any]) -> Result:
    """Return a result from how it stands in JSON.

    Raises:
        KeyError, TypeError: it is no result.
    """
    return Result(
        digest=said["inputs_sha256"],
        solver=said["solver"],
        drawn=said["drawn"],
        periods={str(code): int(period) for code, period in said["periods"].items()},
        pairs=pairs_sorted(
            Pair(one["state"], one["reviewer"], one["same_region"], one["supplementary"],
                 tuple(one["instruments"]))
            for one in said["pairs"]
        ),
        clashes=tuple(Clash(one["constraint"], one["state"]) for one in said["clashes"]),
        least=said["clashes_are_least"],
        alike=said["alike"],
    )  # fmt: skip


def pairs_sorted(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return pairs in their order."""
    return tuple(sorted(pairs, key=lambda one: (one.state, one.reviewer)))
