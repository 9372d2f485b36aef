"""Members of the African Institute: assessed each year, paying in time, late, in part, or not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cpcj.demonstration.stage import Stage, words
from cpcj.funding.institute import queries
from cpcj.funding.institute.services import accounts, budgets, tables

_SHARES = ("22", "18", "14", "12", "10", "8", "7", "5", "4")
_BUDGETS = (940_000_00, 985_000_00, 1_030_000_00)
_SOURCE = "Invented for the demonstration"


def set_up(stage: Stage) -> None:
    """Put members, a scale, and each year's budget, assessment and payments down."""
    day = stage.begins + dt.timedelta(days=2)
    stage.agenda.on(day, lambda: _members(stage))
    for place, cents in enumerate(_BUDGETS):
        year = stage.begins.year + place
        issued = dt.date(year, 1, 20)
        stage.agenda.on(issued, lambda year=year, cents=cents: _assess(stage, year, cents))


def _members(stage: Stage) -> None:
    since = dt.date(stage.begins.year - 20, 1, 1)
    members = words()["members"]
    for state in members:
        budgets.add_member(stage.colleague, state=state, since=since, source=_SOURCE)
    rows = [f"{state},{share}" for state, share in zip(members, _SHARES, strict=True)]
    proposal = tables.propose_table(
        stage.colleague, kind="scale", content="\n".join(["state,share", *rows]).encode(),
        name="scale.csv", source=_SOURCE, year=stage.begins.year,
    )  # fmt: skip
    shown = tables.plan_of(proposal).digest
    tables.take_over_table(stage.colleague, proposal, shown=shown, yes=True)


def _assess(stage: Stage, year: int, cents: int) -> None:
    issued, due = dt.date(year, 1, 20), dt.date(year, 3, 31)
    budgets.approve_budget(
        stage.colleague, year=year, cents=cents, approved_on=dt.date(year - 1, 11, 25),
        source=f"Decision of the governing board for {year}",
    )  # fmt: skip
    budgets.record_source(
        stage.colleague, year=year, kind="host", name="Host country", cents=cents // 8,
        source=_SOURCE,
    )  # fmt: skip
    accounts.assess(stage.colleague, year=year, on=issued, due_on=due)
    dice = stage.dice(f"institute {year}")
    for place, state in enumerate(words()["members"]):
        # The further down the list, the later and the less.
        if place >= 7:
            continue
        on = due + dt.timedelta(days=dice.randint(-40, -2) + 60 * max(0, place - 3))
        part = Decimal("0.5") if place in (5, 6) else Decimal(1)
        stage.agenda.on(on, lambda state=state, on=on, part=part: _pay(stage, state, on, part))
    reminded = dt.date(year, 10, 1)
    stage.agenda.on(reminded, lambda: _remind(stage, reminded))


def _pay(stage: Stage, state: str, on: dt.date, part: Decimal) -> None:
    owed = sum(one.cents for one in queries.standing_of(state, on).open)
    cents = int(owed * part)
    if cents:
        accounts.pay(
            stage.colleague, state=state, on=on, cents=cents, reference=f"{state} {on:%Y/%m}"
        )


def _remind(stage: Stage, day: dt.date) -> None:
    for state in words()["members"]:
        if queries.standing_of(state, day).arrears > 0:
            accounts.give_notice(stage.colleague, state=state, on=day, language="en")
