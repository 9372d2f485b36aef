"""Invented worlds for the draw: States with made-up codes, regional groups, instruments."""

from __future__ import annotations

import random
from collections import Counter

from cpcj.reviews.rules.draw import Candidate, Inputs, Kind, Limits, Result, draw
from cpcj.reviews.rules.draw.inputs import inputs

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
