"""What goes into a draw, as JSON that anybody can read, keep and replay.

::

    {"kind": "pairs", "seed": 20270115,
     "limits": {"same_region": 1, "other_region": 1, "most_reviewers": 4, "covering": 2},
     "states": [{"code": "QMA", "regions": ["africa"], "instruments": ["UNTOC"]}, …]}

The digest is taken of the canonical form (sorted keys, no spaces, States and pairs sorted), so that
the order in which a file lists things changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST_STATES = 400
LARGEST = 4 << 20
"""Bytes of a file of inputs."""
_CODE = re.compile(r"[A-Z]{3}")
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,80}")


class DrawInputError(ValueError):
    """The inputs of a draw cannot be used; the message says what is wrong and where."""


class Kind(StrEnum):
    """What is drawn."""

    PERIODS = "periods"  # the year or group of each State
    PAIRS = "pairs"  # reviewers of the States under review
    BOTH = "both"  # all groups and all pairs at once


class Constraint(StrEnum):
    """The constraints by name, as clashes and exceptions name them."""

    ONE_PERIOD = "one_period"
    PROPORTION = "proportion"
    LATE_JOINERS = "late_joiners"
    REVIEWERS = "reviewers"
    SAME_REGION = "same_region"
    OTHER_REGION = "other_region"
    MOST_REVIEWERS = "most_reviewers"
    COVERING = "covering"
    NO_MUTUAL = "no_mutual"
    LEAST_REVIEWS = "least_reviews"
    MOST_REVIEWS = "most_reviews"
    KEPT = "kept"
    REFUSED = "refused"
    AVAILABLE = "available"


EXCEPTED = frozenset(
    {
        Constraint.LATE_JOINERS,
        Constraint.SAME_REGION,
        Constraint.OTHER_REGION,
        Constraint.MOST_REVIEWERS,
        Constraint.COVERING,
        Constraint.LEAST_REVIEWS,
        Constraint.MOST_REVIEWS,
    }
)
"""Constraints that a recorded exception can lift from a State; the others hold for everybody."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A State of a draw.

    Attributes:
        code: three letters.
        regions: keys of its regional groups; two for a State that takes part in two.
        instruments: keys of the instruments it is party to, of those that are reviewed.
        legal_system: families of its law by spaces ("civil common"), "" where it is not known;
            sharing one is likeness, and a preference only.
        reviewed: whether it is under review in this draw of pairs.
        reviews: how often it has reviewed in the cycle so far.
        available: whether it can be drawn as a reviewer now.
        joined_later: whether it joined when the cycle had begun.
    """

    code: str
    regions: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    legal_system: str = ""
    reviewed: bool = True
    reviews: int = 0
    available: bool = True
    joined_later: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules of a mechanism say of its draw.

    Attributes:
        periods: years or groups into which States are drawn by regional group in proportion.
        joiners_period: the period of who joined later; 0 for none (they are drawn with the rest).
        same_region, other_region: reviewers of the own regional group and of another; None for
            ``other_region``: whichever.
        reviewers: how many reviewers a State has when nothing more is needed.
        most_reviewers: how many at most, with those drawn for what is not covered.
        covering: how many reviewers are party to each instrument under review; 0 asks nothing.
        least_reviews, most_reviews: how often a State reviews in a cycle; None for no limit.
        later_reviews: how many States are still to be reviewed in the cycle after this draw.
    """

    periods: int = 0
    joiners_period: int = 0
    same_region: int = 1
    other_region: int | None = None
    reviewers: int = 2
    most_reviewers: int = 2
    covering: int = 0
    least_reviews: int | None = None
    most_reviews: int | None = None
    later_reviews: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """A recorded exception: a constraint that is not asked of a State."""

    constraint: Constraint
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a draw depends on.

    Attributes:
        kind: what is drawn.
        seed: published before the draw.
        limits: the mechanism's rules.
        states: all parties, sorted by code.
        earlier: (State, reviewer) of earlier draws of the cycle.
        kept: (State, reviewer) that a redraw leaves as they were.
        refused: (State, reviewer) that are not drawn again.
        waivers: recorded exceptions.
    """

    kind: Kind
    seed: int
    limits: Limits
    states: tuple[Candidate, ...]
    earlier: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    by_code: Mapping[str, Candidate] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Find States by code."""
        object.__setattr__(self, "by_code", {one.code: one for one in self.states})

    def waived(self, constraint: Constraint, state: str) -> bool:
        """Tell whether a constraint is not asked of a State."""
        return any(one.constraint is constraint and one.state == state for one in self.waivers)

    def canonical(self) -> str:
        """Return the JSON that the digest is taken of."""
        said = {
            "kind": self.kind.value,
            "seed": self.seed,
            "limits": asdict(self.limits),
            "states": [asdict(one) for one in self.states],
            "earlier": self.earlier,
            "kept": self.kept,
            "refused": self.refused,
            "waivers": [asdict(one) for one in self.waivers],
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical form."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def inputs(
    kind: Kind, seed: int, limits: Limits, states: Iterable[Candidate], **more: Any
) -> Inputs:
    """Return inputs in their canonical order.

    Raises:
        DrawInputError: they cannot be used.
    """
    pairs = {name: tuple(sorted(more.get(name, ()))) for name in ("earlier", "kept", "refused")}
    waivers = sorted(more.get("waivers", ()), key=lambda one: (one.constraint, one.state))
    made = Inputs(
        kind, seed, limits, tuple(sorted(states, key=lambda one: one.code)), **pairs,
        waivers=tuple(waivers),
    )  # fmt: skip
    _check(made)
    return made


def read_inputs(content: bytes, name: str = "inputs") -> Inputs:
    """Return the inputs that a file holds.

    Raises:
        DrawInputError: it is no such file; the message names it and the place.
    """
    if len(content) > LARGEST:
        raise DrawInputError(f"{name}: larger than {LARGEST >> 20} MB")
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DrawInputError(f"{name}: no JSON ({error})") from error
    try:
        return _read(said)
    except DrawInputError as error:
        raise DrawInputError(f"{name}: {error}") from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise DrawInputError(f"{name}: not as the inputs of a draw are written: {error}") from error


def _read(said: Any) -> Inputs:
    if not isinstance(said, dict):
        raise DrawInputError("an object is expected")
    known = {"kind", "seed", "limits", "states", "earlier", "kept", "refused", "waivers"}
    if unknown := set(said) - known:
        raise DrawInputError(f"unknown: {', '.join(sorted(unknown))}")
    states = [
        Candidate(**{**one, "regions": tuple(one["regions"]),
                     "instruments": tuple(sorted(one.get("instruments", ())))})
        for one in said["states"]
    ]  # fmt: skip
    pairs = {
        name: [(str(state), str(reviewer)) for state, reviewer in said.get(name, ())]
        for name in ("earlier", "kept", "refused")
    }
    waivers = [
        Waiver(Constraint(one["constraint"]), str(one["state"]), str(one.get("reason", "")))
        for one in said.get("waivers", ())
    ]
    return inputs(
        Kind(said["kind"]), said["seed"], Limits(**said.get("limits", {})), states,
        **pairs, waivers=waivers,
    )  # fmt: skip


def _check(given: Inputs) -> None:
    if not _whole(given.seed, 2**31 - 1):
        raise DrawInputError("seed: a whole number from 0 to 2147483647 is expected")
    if not 2 <= len(given.states) <= MOST_STATES:
        raise DrawInputError(f"states: from 2 to {MOST_STATES} are expected")
    if len(given.by_code) != len(given.states):
        raise DrawInputError("states: a State stands twice")
    for one in given.states:
        _check_state(one)
    _check_limits(given)
    for name in ("earlier", "kept", "refused"):
        for pair in getattr(given, name):
            if pair[0] == pair[1] or not set(pair) <= set(given.by_code):
                raise DrawInputError(f"{name}: {' and '.join(pair)} are no two States of the draw")
    for waiver in given.waivers:
        if waiver.state not in given.by_code:
            raise DrawInputError(f"waivers: {waiver.state} is no State of the draw")
        if waiver.constraint not in EXCEPTED:
            raise DrawInputError(f"waivers: {waiver.constraint.value} knows no exceptions")


def _whole(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _fits(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _check_state(one: Candidate) -> None:
    if not _fits(one.code, _CODE):
        raise DrawInputError(f"states: {one.code!r} is no code of three letters")
    for words in (*one.regions, *one.instruments):
        if not _fits(words, _KEY):
            raise DrawInputError(f"states: {one.code}: {words!r} is no key")
    flags = (one.reviewed, one.available, one.joined_later)
    if not all(isinstance(flag, bool) for flag in flags):
        raise DrawInputError(f"states: {one.code}: true or false is expected")
    if not _whole(one.reviews, 100):
        raise DrawInputError(f"states: {one.code}: reviews: a number from 0 to 100 is expected")
    if not isinstance(one.legal_system, str):
        raise DrawInputError(f"states: {one.code}: legal_system: words are expected")


def _check_limits(given: Inputs) -> None:
    limits = given.limits
    for name, value in asdict(limits).items():
        may_lack = name in ("other_region", "least_reviews", "most_reviews")
        if value is None and may_lack:
            continue
        if not _whole(value, 1000):
            raise DrawInputError(f"limits: {name}: a number from 0 to 1000 is expected")
    if given.kind is not Kind.PAIRS and not 1 <= limits.periods <= 20:
        raise DrawInputError("limits: periods: from 1 to 20 are expected")
    if limits.joiners_period > 20:
        raise DrawInputError("limits: joiners_period: at most 20 is expected")
    if not 1 <= limits.reviewers <= limits.most_reviewers <= 10:
        raise DrawInputError("limits: reviewers: from 1 to most_reviewers, at most 10")
    if limits.same_region + (limits.other_region or 0) > limits.reviewers:
        raise DrawInputError("limits: same_region and other_region: more than reviewers")
