"""Invented worlds for the draw: States with made-up codes, regional groups, instruments."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

from cpcj.reviews.rules.draw import Candidate, Inputs, Kind, Limits, Result, draw
from cpcj.reviews.rules.draw.inputs import EXCEPTED, Waiver, inputs

REGIONS = ("africa", "asia_pacific", "eastern_europe", "latin_america_caribbean", "others")
INSTRUMENTS = ("TIP_PROTOCOL", "SOM_PROTOCOL", "FIREARMS_PROTOCOL")
UNTOC = Limits(periods=3, same_region=1, other_region=1, most_reviewers=4, covering=2)
YEARS = Limits(periods=4, joiners_period=5)


def code(number: int) -> str:
    """Return the made-up code of a State."""
    return f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"


def world(seed: int, least: int = 6, most: int = 40) -> list[Candidate]:
    """Return the States of an invented world; one in ten is in two regional groups."""
    lots = random.Random(seed)  # noqa: S311 - an invented world
    regions = REGIONS[: lots.randint(1, len(REGIONS))]
    found = []
    for number in range(lots.randint(least, most)):
        own = {lots.choice(regions)} | ({lots.choice(regions)} if lots.random() < 0.1 else set())
        joined = [one for one in INSTRUMENTS if lots.random() < lots.choice((0.4, 0.8, 0.95))]
        found.append(
            Candidate(
                code(number),
                tuple(sorted(own)),
                tuple(sorted(("UNTOC", *joined))),
                legal_system=lots.choice(("", "civil", "common", "mixed")),
                joined_later=lots.random() < 0.08,
            )
        )
    return found


def hindered(seed: int, given: Inputs) -> Inputs:
    """Return inputs in which some defer reviewing, some pairs are refused, some are excepted."""
    lots = random.Random(-1 - seed)  # noqa: S311 - an invented world
    codes = [one.code for one in given.states]
    refused = [tuple(lots.sample(codes, 2)) for _ in range(len(codes) // 4)]
    waivers = [
        Waiver(constraint, lots.choice(codes), "recorded")
        for constraint in sorted(EXCEPTED)
        if lots.random() < 0.2
    ]
    states = [replace(one, available=lots.random() > 0.06) for one in given.states]
    more: dict[str, Any] = {"earlier": given.earlier, "refused": refused, "waivers": waivers}
    return inputs(given.kind, seed, given.limits, states, **more)


def redrawn(seed: int, given: Inputs, result: Result) -> Inputs:
    """Return the inputs of a redraw on request of one of the States."""
    lots = random.Random(seed)  # noqa: S311 - an invented world
    asks = lots.choice([pair for pair in result.pairs if not pair.supplementary])
    kept = [
        (one.state, one.reviewer)
        for one in result.pairs
        if one.state != asks.state or not (one.supplementary or one == asks)
    ]
    refused = [*given.refused, (asks.state, asks.reviewer)]
    return inputs(
        Kind.PAIRS, seed, given.limits, given.states, earlier=given.earlier, kept=kept,
        refused=refused, waivers=given.waivers,
    )  # fmt: skip


def organized_crime(seed: int, states: list[Candidate]) -> tuple[Inputs, Result]:
    """Draw groups and pairs at once."""
    given = inputs(Kind.BOTH, seed, UNTOC, states)
    return given, draw(given)


def corruption_cycle(seed: int, states: list[Candidate]) -> list[tuple[Inputs, Result]]:
    """Draw the years of a cycle, then the reviewers of each year until one cannot be drawn."""
    years = inputs(Kind.PERIODS, seed, YEARS, states)
    drawn = [(years, draw(years))]
    periods = drawn[0][1].periods
    earlier: list[tuple[str, str]] = []
    times: Counter[str] = Counter()
    for year in range(1, 6) if periods else ():
        if year not in periods.values():
            continue
        limits = Limits(
            least_reviews=1,
            most_reviews=3,
            later_reviews=sum(period > year for period in periods.values()),
        )
        given = inputs(
            Kind.PAIRS,
            seed + year,
            limits,
            [
                Candidate(
                    one.code, one.regions, legal_system=one.legal_system,
                    reviewed=periods[one.code] == year, reviews=times[one.code],
                )
                for one in states
            ],
            earlier=earlier,
        )  # fmt: skip
        result = draw(given)
        drawn.append((given, result))
        if not result.drawn:
            break
        earlier += [(pair.state, pair.reviewer) for pair in result.pairs]
        times.update(result.loads())
    return drawn
