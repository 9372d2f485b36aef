"""What the room's tests stand on: a programme, its project and activity, approved and public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services import recording
from cpcj.frame.records import writing_allowed
from cpcj.funding.models import CostObject
from cpcj.funding.services import books
from cpcj.funding.tests import factories

DAY = dt.date(2026, 3, 1)
SECRET = "sunkenlamps"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A small portfolio with money.

    Attributes:
        officer, head: who made it, who approved it.
        programme, project, activity: public; the money stands with the project and the activity.
        draft: a project that is not public.
        cost_object: what the money is on.
    """

    officer: User
    head: User
    programme: Activity
    project: Activity
    activity: Activity
    draft: Activity
    cost_object: CostObject


def facts(title: str, **more: Any) -> dict[str, Any]:
    """Return what a record needs."""
    return {
        "title": title, "description": f"{title}, described", "planned_start": "2026-01-01",
        "planned_end": "2027-12-31", "language": "en", **more,
    }  # fmt: skip


def fill(officer: User, one: Activity) -> None:
    """Say where and for what."""
    given: dict[str, Any] = {
        "recipients": {"rows": [{"code": "KEN", "share": 6000}, {"code": "UGA", "share": 4000}]},
        "sectors": {"rows": [{"code": "15137", "share": 10000}]},
        "grounds": {
            "topic": ["corruption"], "mandate": ["A/RES/70/178#op46"], "article": ["UNTOC#art29"],
            "goal": ["16", "16.4"],
        },
        "markers": {"gender": 1, "youth": 2},
        "budgets": {
            "rows": [{"starts_on": "2026-01-01", "ends_on": "2026-12-31", "cents": 10_000_001,
                      "staff_months": "12"}]
        },
        "partners": {"rows": [{"name": "Ministry of Lamps", "role": "4", "type": "10"}]},
    }  # fmt: skip
    for part, values in given.items():
        recording.record_part(officer, one, part=part, given=values)


@pytest.fixture
def portfolio(make_user: Callable[..., User]) -> Portfolio:
    """Return a small portfolio."""
    officer, head = make_user(Role.OFFICER), make_user(Role.UNIT_HEAD)
    cost_object = factories.cost_object()
    of = cost_object.code
    programme = recording.open_record(
        officer, level="programme", facts=facts("Lamps everywhere", reach="thematic")
    )
    project = recording.open_record(
        officer, level="project", parent=programme,
        facts=facts("Lamps in courts", cost_object=of,
                    translations={"fr": {"title": "Lampes", "description": ""}}),
    )  # fmt: skip
    activity = recording.open_record(
        officer, level="activity", parent=project,
        facts=facts("A course", kind="training", cost_object=of),
    )  # fmt: skip
    draft = recording.open_record(
        officer, level="project", parent=programme, facts=facts(f"Draft {SECRET}")
    )
    for one in (programme, project, activity):
        fill(officer, one)
        recording.submit(officer, one)
        recording.approve(head, one)
        one.refresh_from_db()
    with writing_allowed():
        Activity.objects.filter(pk__in=[programme.pk, project.pk]).update(
            status="implementation", actual_start=dt.date(2026, 1, 15)
        )
    contribution = factories.received(1_000_000)
    system = factories.SYSTEM
    books.allocate(system, contribution, cost_object=cost_object, on=DAY, cents=500_000)
    books.commit(system, contribution, cost_object=cost_object, on=DAY, cents=300_000)
    books.spend(system, contribution, cost_object=cost_object, on=DAY, cents=120_000)
    return Portfolio(officer, head, programme, project, activity, draft, cost_object)
