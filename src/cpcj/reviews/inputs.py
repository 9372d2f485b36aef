"""What goes into a draw of a cycle, from the register of participation and the draws before it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cpcj.frame.permissions import Actor
from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews.models import Cycle, Deferral, Draw
from cpcj.reviews.rules.draw import Candidate, Inputs, Kind, Pair, Result
from cpcj.reviews.rules.draw.inputs import Waiver, inputs
from cpcj.reviews.rules.draw.result import result_said
from cpcj.treaties.facts.legal_systems import legal_systems
from cpcj.treaties.queries import is_state, participation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the draws of a cycle that stand come to.

    Attributes:
        periods: the group or year of each State.
        pairs: who reviews whom; a redraw has taken the place of what it was asked about.
    """

    periods: Mapping[str, int]
    pairs: tuple[Pair, ...]

    def times(self) -> Counter[str]:
        """Return how often each State reviews."""
        return Counter(pair.reviewer for pair in self.pairs)


def outcome(cycle: Cycle, *, published: bool = True) -> Outcome:
    """Return what the draws of a cycle come to, the published alone or all."""
    rows = Draw.objects.filter(cycle=cycle, drawn=True).order_by("number")
    if published:
        rows = rows.filter(published_at__isnull=False)
    found = outcome_of([(one.period, result_said(one.result)) for one in rows])
    return put_off(found, Deferral.objects.filter(cycle=cycle))


def put_off(found: Outcome, deferrals: Iterable[Deferral]) -> Outcome:
    """Return an outcome in which States that put their review off stand in the later year."""
    return replace(found, periods={**found.periods, **{one.state: one.to for one in deferrals}})


def outcome_of(results: list[tuple[int, Result]]) -> Outcome:
    """Return what results in their order come to; a later one of a period replaces the earlier."""
    periods: dict[str, int] = {}
    by_period: dict[int, tuple[Pair, ...]] = {}
    for period, result in results:
        periods.update(result.periods)
        if result.pairs:
            by_period[period] = result.pairs
    return Outcome(periods, tuple(pair for pairs in by_period.values() for pair in pairs))


def candidates(user: Actor, cycle: Cycle) -> list[Candidate]:
    """Return the States parties by the register: at the beginning, and those that joined since."""
    rules = cycle.version.rules
    held = participation(user)
    known = states()
    found = []
    for (code, instrument), bonds in sorted(held.bonds.items()):
        if instrument != rules.convention or not is_state(code) or known[code].status == "former":
            continue
        if not bonds or bonds[-1].released is not None:
            continue
        party = [
            key
            for key in rules.instruments
            if any(one.released is None for one in held.bonds.get((code, key), ()))
        ]
        later = bonds[-1].deposited > cycle.began
        found.append(
            Candidate(
                code, known[code].groups_on(cycle.began), tuple(sorted(party)),
                legal_system=" ".join(legal_systems(code, cycle.began)), joined_later=later,
            )
        )  # fmt: skip
    return found


def known_on(user: Actor, cycle: Cycle) -> dt.date | None:
    """Return the day until which the register knows the parties; None where no table is held."""
    return participation(user).known_on.get(cycle.version.rules.convention)


@dataclass(frozen=True, slots=True)
class Asides:
    """What is decided beside a draw: who defers reviewing, which constraints are not asked.

    Attributes:
        deferred: codes of States that cannot be drawn as reviewers now.
        waivers: recorded exceptions.
    """

    deferred: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def put(self, states_drawn: list[Candidate]) -> list[Candidate]:
        """Return the States with those set aside as reviewers that defer."""
        return [replace(one, available=one.code not in self.deferred) for one in states_drawn]


def first_inputs(user: Actor, cycle: Cycle, seed: int, asides: Asides) -> Inputs:
    """Return the inputs of the draw that begins a cycle.

    Raises:
        DrawInputError: there are not enough parties.
    """
    rules = cycle.version.rules
    return inputs(
        rules.kind, seed, rules.limits, asides.put(candidates(user, cycle)), waivers=asides.waivers
    )


def year_inputs(
    user: Actor, cycle: Cycle, period: int, seed: int, asides: Asides
) -> Inputs:  # fmt: skip
    """Return the inputs of the draw of the reviewers of a year.

    Raises:
        DrawInputError: there are not enough parties.
    """
    rules = cycle.version.rules
    so_far = outcome(cycle)
    of_all = candidates(user, cycle)
    # Who is in no draw of the years joined after it.
    years = {one.code: so_far.periods.get(one.code, rules.limits.joiners_period) for one in of_all}
    drawn_before = [pair for pair in so_far.pairs if years.get(pair.state) != period]
    known = set(years)
    times = Counter(pair.reviewer for pair in drawn_before)
    limits = replace(rules.limits, later_reviews=sum(year > period for year in years.values()))
    found = [
        replace(one, reviewed=years[one.code] == period, reviews=times[one.code]) for one in of_all
    ]
    return inputs(
        Kind.PAIRS, seed, limits, asides.put(found),
        earlier=[
            (pair.state, pair.reviewer)
            for pair in drawn_before
            if {pair.state, pair.reviewer} <= known
        ],
        waivers=asides.waivers,
    )  # fmt: skip


def redraw_inputs(before: Inputs, result: Result, state: str, reviewer: str, seed: int) -> Inputs:
    """Return the inputs of a redraw of one reviewer of a State; all other pairs stay.

    The State's supplementary reviewers are drawn anew with it: what is to be covered may change.

    Raises:
        DrawInputError: they cannot be used.
    """
    kept = [
        (one.state, one.reviewer)
        for one in result.pairs
        if one.state != state or not (one.supplementary or one.reviewer == reviewer)
    ]
    return inputs(
        Kind.PAIRS, seed, before.limits, before.states, earlier=before.earlier, kept=kept,
        refused=[*before.refused, (state, reviewer)], waivers=before.waivers,
    )  # fmt: skip
