"""Indicators up the tree, half-years that are reported on, and updates that are approved."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.rules.states import Status
from cpcj.assistance.results.models import Indicator, Period
from cpcj.assistance.results.services import framework, reporting
from cpcj.assistance.results.services.framework import Described, Told, Typed
from cpcj.demonstration.stage import Project, Stage, words

TRAINED, HANDED_OVER = "officials trained", "products handed over"
_MEASURES = {
    TRAINED: Described(
        "Officials trained", "number", counted=TRAINED,
        axes={"sex": True, "age": False, "sex*age": False},
        baseline_year=2022, baseline=Typed(Decimal(20)),
        baseline_rows={
            ("sex", "female"): Typed(Decimal(6)), ("sex", "male"): Typed(Decimal(14)),
            ("sex*age", "female*18-29"): Typed(Decimal(1)),
        },
        translations={"fr": {"title": "Agents formés"}},
    ),
    HANDED_OVER: Described(
        "Products handed over", "number", counted=HANDED_OVER,
        translations={"fr": {"title": "Produits remis"}},
    ),
}  # fmt: skip


def _measured(stage: Stage, one: Activity, *kinds: str) -> dict[str, Indicator]:
    result = framework.add_result(
        stage.officer, one, type="output", title="Officials know more, and have what they need",
        translations={"fr": {"title": "Les agents en savent davantage et ont ce qu’il leur faut"}},
    )  # fmt: skip
    return {
        kind: framework.add_indicator(stage.officer, result, given=_MEASURES[kind])
        for kind in kinds
    }


def of_programme(stage: Stage, one: Activity) -> dict[str, Indicator]:
    """Give a programme what its projects contribute to."""
    return _measured(stage, one, TRAINED, HANDED_OVER)


def of_project(stage: Stage, one: Activity, above: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Give a project what its activities contribute to, and let it contribute itself."""
    own = _measured(stage, one, TRAINED, HANDED_OVER)
    for kind, indicator in own.items():
        framework.link(stage.officer, indicator, to=above[kind])
    return own


def half_years(start: dt.date, end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the calendar half-years that a stretch of time has a day in."""
    halves = [
        half
        for year in range(start.year, end.year + 1)
        for half in (
            (dt.date(year, 1, 1), dt.date(year, 6, 30)),
            (dt.date(year, 7, 1), dt.date(year, 12, 31)),
        )
    ]
    return [(first, last) for first, last in halves if first <= end and start <= last]


def of_activity(
    stage: Stage, dice: random.Random, one: Activity, project: Project, *, trains: bool
) -> None:
    """Give an activity its indicator, its half-years with targets, and the days to report on."""
    kind = TRAINED if trains else HANDED_OVER
    indicator = _measured(stage, one, kind)[kind]
    framework.link(stage.officer, indicator, to=project.measures[kind])
    for first, last in half_years(one.planned_start, one.planned_end):
        period = framework.add_period(stage.officer, one, starts_on=first, ends_on=last)
        target = dice.randint(30, 80) if trains else dice.randint(2, 6)
        half = {("sex", "female"): Typed(Decimal(target // 2))} if trains else {}
        told = Told(Typed(Decimal(target)), half)
        framework.set_targets(stage.officer, period, targets={indicator.pk: told})
        day = last + dt.timedelta(days=dice.randint(5, 28))
        rolled = random.Random(dice.random())  # noqa: S311 - nothing secret is made of it
        stage.agenda.on(
            day,
            lambda period=period, target=target, day=day, rolled=rolled: _report(
                stage, rolled, period, indicator, target, day
            ),
        )


def _report(
    stage: Stage, dice: random.Random, period: Period, indicator: Indicator, target: int,
    day: dt.date,
) -> None:  # fmt: skip
    activity = Activity.objects.get(pk=period.activity_id)
    if activity.status in (Status.PIPELINE, Status.CANCELLED):
        return
    reached = round(target * dice.uniform(0.6, 1.25))
    rows = {}
    if indicator.counted == TRAINED:
        women = round(reached * dice.uniform(0.3, 0.6))
        rows = {
            ("sex", "female"): Typed(Decimal(women)),
            ("sex", "male"): Typed(Decimal(reached - women)),
            ("sex*age", "female*18-29"): Typed(Decimal(women // 3)),
        }
    update = reporting.begin(stage.officer, period)
    reporting.enter(
        stage.officer, update, told={indicator.pk: Told(Typed(Decimal(reached)), rows)},
        narrative=dice.choice(words()["narrative"]),
    )  # fmt: skip
    reporting.submit(stage.officer, update)
    if dice.random() < 0.1:
        stage.after(6, lambda: reporting.return_(
            stage.head, update, why="Say how they were counted."), day)  # fmt: skip
        stage.after(12, lambda: reporting.submit(stage.officer, update), day)
        stage.after(18, lambda: reporting.approve(stage.head, update), day)
    else:
        stage.after(8, lambda: reporting.approve(stage.head, update), day)
