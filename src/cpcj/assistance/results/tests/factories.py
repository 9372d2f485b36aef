"""Indicators, periods and updates that the tests stand on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.tests.factories import OTHER, SYSTEM
from cpcj.assistance.results.models import Indicator, Period, Update
from cpcj.assistance.results.services import framework, reporting
from cpcj.assistance.results.services.framework import Described, Told, Typed

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 6, 30)
_numbers = count(1)


def indicator(of: Activity, into: Indicator | None = None, **given: Any) -> Indicator:
    """Return an indicator of an output of a record; it contributes to ``into``."""
    values: dict[str, Any] = {
        "title": f"Keepers trained {next(_numbers)}", "unit": "number",
        "axes": {"sex": True},
    }  # fmt: skip
    result = framework.add_result(SYSTEM, of, type="output", title="Keepers know their lamps")
    made = framework.add_indicator(SYSTEM, result, given=Described(**{**values, **given}))
    return framework.link(SYSTEM, made, to=into) if into else made


def period(of: Activity, start: dt.date = FIRST, end: dt.date = LAST) -> Period:
    """Return a reporting period."""
    return framework.add_period(SYSTEM, of, starts_on=start, ends_on=end)


def told(number: int | str, **rows: int) -> Told:
    """Return a number with its rows by sex."""
    return Told(
        Typed(Decimal(number)), {("sex", key): Typed(Decimal(n)) for key, n in rows.items()}
    )


def submitted(of: Period, figures: dict[int, Told], narrative: str = "It went well.") -> Update:
    """Return an update that waits for approval."""
    update = reporting.begin(SYSTEM, of, correction="a figure was wrong")
    reporting.enter(SYSTEM, update, told=figures, narrative=narrative)
    return reporting.submit(SYSTEM, update)


def approved(of: Period, figures: dict[int, Told]) -> Update:
    """Return an approved update."""
    return reporting.approve(OTHER, submitted(of, figures))
