"""Members, budgets and shares for the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cpcj.frame.actors import SystemActor
from cpcj.funding.institute.models import Assessment, Payment
from cpcj.funding.institute.services import accounts, budgets, tables

SYSTEM = SystemActor("test")
SINCE = dt.date(1990, 1, 1)
SHARES = {"KEN": "50", "UGA": "30", "GHA": "20"}


def members(shares: Mapping[str, str] = SHARES) -> None:
    """Record members and a scale that gives each its share."""
    for state in shares:
        budgets.add_member(SYSTEM, state=state, since=SINCE, source="invented")
    rows = "".join(f"{state},{share}\n" for state, share in shares.items())
    take("scale", f"state,share\n{rows}", year=2017)


def take(kind: str, table: str, year: int | None = None) -> int:
    """Take a table over."""
    proposal = tables.propose_table(
        SYSTEM, kind=kind, content=table.encode(), name=f"{kind}.csv", source="invented", year=year
    )
    shown = tables.plan_of(proposal).digest
    return tables.take_over_table(SYSTEM, proposal, shown=shown, yes=True)


def assessed(year: int, budget: int = 1_000_000_00) -> list[Assessment]:
    """Approve a budget and assess the members for it, due at the end of March."""
    day = dt.date(year, 1, 1)
    budgets.approve_budget(
        SYSTEM, year=year, cents=budget, approved_on=day, source=f"Decision {year}"
    )
    return accounts.assess(SYSTEM, year=year, on=day, due_on=dt.date(year, 3, 31))


def paid(state: str, on: dt.date, cents: int, reference: str, **said: int) -> Payment:
    """Record a payment; ``said`` names assessments as ``y2024=100``."""
    wanted = {f"{state}-{year.removeprefix('y')}": part for year, part in said.items()}
    return accounts.pay(SYSTEM, state=state, on=on, cents=cents, reference=reference, said=wanted)
