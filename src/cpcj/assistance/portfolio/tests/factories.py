"""Programmes, projects and activities that the tests stand on, as the office records them."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from cpcj.assistance.portfolio.models import Activity, Event, Level
from cpcj.assistance.portfolio.services import recording, training
from cpcj.assistance.portfolio.services.training import Counted
from cpcj.frame.actors import SystemActor

SYSTEM = SystemActor("test")
OTHER = SystemActor("test of a second person")
START, END = dt.date(2025, 1, 1), dt.date(2027, 12, 31)
PARAGRAPH = "A/RES/79/901#op2"
_numbers = count(1)


def facts(**given: Any) -> dict[str, Any]:
    """Return what a record says of itself."""
    values: dict[str, Any] = {
        "title": f"Lamps for harbours {next(_numbers)}",
        "description": "Lamps are lit in the harbours, and their keepers are trained.",
        "reach": "regional",
        "kind": "training",
        "planned_start": START,
        "planned_end": END,
    }
    return {**values, **given}


def filled(one: Activity, **given: Any) -> Activity:
    """Fill the parts that a record needs before it is published."""
    parts: dict[str, Any] = {
        "recipients": {"rows": [{"code": "KEN", "share": 6000}, {"code": "UGA", "share": 4000}]},
        "sectors": {"rows": [{"code": "15130", "share": 10000}]},
        "grounds": {
            "topic": ["corruption"], "mandate": [PARAGRAPH], "article": ["UNCAC#art60"],
            "goal": ["16.5"],
        },
        "markers": {"gender": 1},
    }  # fmt: skip
    for part, values in {**parts, **given}.items():
        recording.record_part(SYSTEM, one, part=part, given=values)
    one.refresh_from_db()
    return one


def programme(**given: Any) -> Activity:
    """Return a programme, a draft."""
    return filled(recording.open_record(SYSTEM, level=Level.PROGRAMME, facts=facts(**given)))


def project(of: Activity | None = None, **given: Any) -> Activity:
    """Return a project, a draft."""
    parent = of or programme()
    return filled(
        recording.open_record(SYSTEM, level=Level.PROJECT, parent=parent, facts=facts(**given))
    )


def activity(of: Activity | None = None, **given: Any) -> Activity:
    """Return an activity, a draft."""
    parent = of or project()
    return filled(
        recording.open_record(SYSTEM, level=Level.ACTIVITY, parent=parent, facts=facts(**given))
    )


def above(one: Activity) -> Activity:
    """Return what a record directly belongs to."""
    assert one.parent is not None
    return one.parent


def top(one: Activity) -> Activity:
    """Return the programme of a record."""
    assert one.programme is not None
    return one.programme


def published(one: Activity) -> Activity:
    """Publish a record with all that it belongs to."""
    for each in (one.programme, one.parent, one):
        if each is not None:
            each.refresh_from_db()
        if each is not None and each.release == "draft":
            recording.submit(SYSTEM, each)
            recording.approve(OTHER, each)
    one.refresh_from_db()
    return one


def event(of: Activity | None = None, **given: Any) -> Event:
    """Return a training event in which people took part."""
    values: dict[str, Any] = {
        "title": f"Course {next(_numbers)}",
        "starts_on": dt.date(2025, 3, 3),
        "ends_on": dt.date(2025, 3, 7),
        "state": "KEN",
        "place": "a harbour",
    }
    made = training.add_event(SYSTEM, of or activity(), **{**values, **given})
    counts = [Counted("School of Lamps", "female", 12, 10), Counted("Harbour", "male", 9, 9)]
    return training.count_participants(SYSTEM, made, counts=counts)
