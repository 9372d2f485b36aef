"""Programmes, their projects and activities, from the draft to the last day."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any

from cpcj.assistance.portfolio.models import Activity, Event
from cpcj.assistance.portfolio.rules.shares import even
from cpcj.assistance.portfolio.rules.states import Status
from cpcj.assistance.portfolio.services import recording, training
from cpcj.assistance.portfolio.services.training import Counted
from cpcj.demonstration import results
from cpcj.demonstration.stage import Project, Stage, receiving, some, words
from cpcj.funding.services import parties
from cpcj.resolutions.vocabulary.states import invented

_PER_PROJECT = 6
_APPROVED_AFTER = 9
"""Days from a draft to its approval."""


def set_up(stage: Stage) -> None:
    """Put every programme down with its projects and their activities."""
    dice = stage.dice("portfolio")
    number = max(1, round(stage.activities / _PER_PROJECT))
    rows = [(programme, title) for title in range(4) for programme in words()["programme"]]
    chosen = rows[:number]
    each, more = divmod(stage.activities, len(chosen))
    own: dict[str, list[tuple[int, int]]] = {}
    for place, (programme, title) in enumerate(chosen):
        own.setdefault(programme["key"], []).append((title, each + (place < more)))
    for programme in words()["programme"]:
        if titles := own.get(programme["key"]):
            rolled = random.Random(dice.random())  # noqa: S311 - nothing secret is made of it
            stage.agenda.on(
                stage.begins + dt.timedelta(days=4),
                lambda programme=programme, titles=titles, rolled=rolled: _programme(
                    stage, rolled, programme, titles
                ),
            )


def _fill(stage: Stage, one: Activity, parts: Mapping[str, Any]) -> None:
    for part, given in parts.items():
        recording.record_part(stage.officer, one, part=part, given=given)


def _release(stage: Stage, one: Activity, day: dt.date) -> None:
    """Submit a draft, and approve it some days later."""
    stage.after(2, lambda: recording.submit(stage.officer, one), day)
    stage.after(_APPROVED_AFTER, lambda: recording.approve(stage.head, one), day)


def _chosen(dice: random.Random, states: Sequence[str], number: int) -> list[str]:
    """Return some States, the first of them more often: needs are not spread evenly."""
    found: set[str] = set()
    while len(found) < min(number, len(states)):
        found.add(states[int(len(states) * dice.random() ** 2)])
    return sorted(found)


def _rows(codes: Sequence[str]) -> dict[str, Any]:
    return {
        "rows": [
            {"code": code, "share": share}
            for code, share in zip(codes, even(len(codes)), strict=True)
        ]
    }


def _budgets(start: dt.date, end: dt.date, cents: int, staff: int) -> dict[str, Any]:
    """Return the budgets of a record by calendar year, by the days in each."""
    years = range(start.year, end.year + 1)
    spans = [(max(start, dt.date(y, 1, 1)), min(end, dt.date(y, 12, 31))) for y in years]
    days = [(last - first).days + 1 for first, last in spans]
    return {
        "rows": [
            {"starts_on": first, "ends_on": last, "cents": cents * own // sum(days),
             "staff_months": staff * own // sum(days)}
            for (first, last), own in zip(spans, days, strict=True)
        ]
    }  # fmt: skip


def _programme(
    stage: Stage, dice: random.Random, said: Mapping[str, Any], titles: Sequence[tuple[int, int]]
) -> None:
    """Open a programme, and put its projects down: which title, with how many activities."""
    day, last = stage.begins, dt.date(stage.today.year + 1, 12, 31)
    one = recording.open_record(
        stage.officer, level="programme",
        facts={"title": said["title"], "description": said["about"], "reach": said["reach"],
               "planned_start": day, "planned_end": last, "unit": "assistance",
               "translations": {"fr": {"title": said["title_fr"]}}},
    )  # fmt: skip
    states = receiving(said.get("group", ""))
    _fill(stage, one, {
        "recipients": _rows([said["region"]]), "sectors": _rows(said["sectors"]),
        "grounds": {"topic": said["areas"], "mandate": said["mandates"],
                    "article": said["articles"], "goal": said["goals"]},
        "markers": {"gender": 1, "human_rights": 1},
    })  # fmt: skip
    measures = results.of_programme(stage, one)
    opened = stage.begins + dt.timedelta(days=4)
    _release(stage, one, opened)
    stage.after(20, lambda: recording.advance(stage.officer, one, deed="start"), opened)
    for place, (title, number) in enumerate(titles):
        begins = opened + dt.timedelta(days=15 + dice.randint(0, 60) + 150 * place)
        rolled = random.Random(dice.random())  # noqa: S311
        stage.agenda.on(
            begins,
            lambda title=title, number=number, begins=begins, rolled=rolled: _project(
                stage, rolled, one, said, title, number, begins, states, measures
            ),
        )


def _project(  # noqa: PLR0913, PLR0917 - what a project is made from
    stage: Stage, dice: random.Random, programme: Activity, said: Mapping[str, Any], title: int,
    number: int, day: dt.date, states: Sequence[str], measures: Mapping[str, Any],
) -> None:  # fmt: skip
    end = min(day + dt.timedelta(days=dice.randint(600, 1000)), programme.planned_end)
    cents = dice.randint(9, 34) * 10_000_000
    code = f"{said['key']}-{title + 1}"
    name = said["project"][title]
    cost_object = parties.add_cost_object(
        stage.colleague, code=code, title=name, starts_on=day, ends_on=end
    )
    own = _chosen(dice, states, dice.randint(5, 10))
    mandates = some(dice, said["mandates"], 1, 3)
    one = recording.open_record(
        stage.officer, level="project", parent=programme,
        facts={"title": name, "description": said["about"], "planned_start": day,
               "planned_end": end, "unit": "assistance", "cost_object": code},
    )  # fmt: skip
    offices = [row["code"] for row in words()["office"]]
    leads = dice.choice(offices)
    _fill(stage, one, {
        "recipients": _rows(own), "sectors": _rows(said["sectors"][:2]),
        "grounds": {"topic": said["areas"], "mandate": mandates,
                    "article": said["articles"], "goal": said["goals"]},
        "partners": {"rows": [{"name": dice.choice(words()["partner"]), "role": "4",
                               "type": "10"}]},
        "offices": {"rows": [{"code": leads, "leads": True}]},
        "budgets": _budgets(day, end, cents, dice.randint(18, 60)),
    })  # fmt: skip
    project = Project(one, said["key"], cost_object, said["areas"], mandates)
    project.measures = results.of_project(stage, one, measures)
    stage.projects.append(project)
    _release(stage, one, day)
    stage.after(14, lambda: recording.advance(stage.officer, one, deed="start"), day)
    stage.agenda.on(end, lambda: recording.advance(stage.officer, one, deed="finalize"))
    for _ in range(number):
        planned = day + dt.timedelta(days=dice.randint(30, max(31, (end - day).days - 60)))
        # Even what is planned for next year has been opened by now.
        first = day + dt.timedelta(days=_APPROVED_AFTER + 2)
        latest = max(first, stage.today - dt.timedelta(days=dice.randint(1, 25)))
        opened = min(max(first, planned - dt.timedelta(days=dice.randint(30, 90))), latest)
        rolled = random.Random(dice.random())  # noqa: S311
        stage.agenda.on(
            opened,
            lambda opened=opened, planned=planned, rolled=rolled: _activity(
                stage, rolled, project, said, own, opened, planned
            ),
        )


def _activity(  # noqa: PLR0917 - what an activity is made from
    stage: Stage, dice: random.Random, project: Project, said: Mapping[str, Any],
    states: Sequence[str], day: dt.date, planned: dt.date,
) -> None:  # fmt: skip
    planned = max(planned, day + dt.timedelta(days=_APPROVED_AFTER + 3))
    kind = dice.choice([row for row in words()["kind"] for _ in range(row["weight"])])
    end = planned + dt.timedelta(days=dice.randint(kind["least"], kind["most"]))
    where = sorted(dice.sample(list(states), min(len(states), dice.choice((1, 1, 1, 2, 3)))))
    named = ", ".join(invented()[code].name() for code in where)
    title = f"{dice.choice(kind['title']).format(subject=dice.choice(said['subject']))}: {named}"
    one = recording.open_record(
        stage.officer, level="activity", parent=project.activity,
        facts={"title": title, "description": f"{title}. {kind['about']}", "kind": kind["key"],
               "planned_start": planned, "planned_end": end, "unit": "assistance"},
    )  # fmt: skip
    mandates = project.mandates if dice.random() < 0.85 else ()
    _fill(stage, one, {
        "recipients": _rows(where), "sectors": _rows(said["sectors"][:1]),
        "grounds": {"topic": [dice.choice(said["areas"])], "mandate": mandates, "goal": []},
        "markers": {"gender": dice.randint(0, 2)},
        "budgets": _budgets(planned, end, dice.randint(15, 180) * 100_000, dice.randint(1, 6)),
    })  # fmt: skip
    project.parts.append((one, where))
    results.of_activity(stage, dice, one, project, trains=kind["key"] == "training")
    _release(stage, one, day)
    fate = dice.random()
    if fate < 0.05:
        stage.agenda.on(planned, lambda: recording.advance(
            stage.officer, one, deed="cancel", why="The institution was dissolved."))  # fmt: skip
        return
    late = dice.choice((0, 0, 5, 20))
    stage.after(late, lambda: recording.advance(stage.officer, one, deed="start"), planned)
    if fate > 0.95:
        stage.agenda.on(end, lambda: recording.advance(
            stage.officer, one, deed="suspend", why="Travel is not possible."))  # fmt: skip
        return
    over = end + dt.timedelta(days=late + dice.randint(0, 30))
    stage.agenda.on(over, lambda: recording.advance(stage.officer, one, deed="close"))
    if kind["key"] == "training":
        for place in range(dice.choice((1, 1, 2))):
            begins = planned + dt.timedelta(days=late + 3 + 20 * place)
            stage.after(-2, lambda begins=begins: _event(stage, dice, one, where, begins), begins)


def _event(
    stage: Stage, dice: random.Random, one: Activity, where: Sequence[str], day: dt.date
) -> None:
    one.refresh_from_db()
    if one.status != Status.IMPLEMENTATION:
        return
    ends = day + dt.timedelta(days=dice.randint(2, 9))
    event = training.add_event(
        stage.officer, one, title=dice.choice(words()["course"]), starts_on=day, ends_on=ends,
        format=dice.choice(("in_person", "in_person", "hybrid")), state=where[0],
        place="The capital",
    )  # fmt: skip
    stage.after(4, lambda: _counted(stage, dice, event, where), ends)
    due = event.follow_up_due + dt.timedelta(days=dice.randint(-5, 15))
    if dice.random() < 0.7:
        stage.agenda.on(due, lambda: _followed_up(stage, dice, event, due))


def _counted(stage: Stage, dice: random.Random, event: Event, where: Sequence[str]) -> None:
    counts = []
    for institution in some(dice, words()["institution"], 2, 4):
        for sex, most in (("female", 12), ("male", 16)):
            attended = dice.randint(2, most)
            completed = attended - dice.choice((0, 0, 1))
            counts.append(Counted(institution, sex, attended, completed, dice.choice(where)))
    training.count_participants(stage.officer, event, counts=counts)


def _followed_up(stage: Stage, dice: random.Random, event: Event, day: dt.date) -> None:
    attended = sum(event.participants.values_list("attended", flat=True))
    reached = dice.randint(attended // 2, attended)
    training.follow_up(
        stage.officer, event, on=day, reached=reached, applying=dice.randint(reached // 2, reached),
        words="Asked by letter, six months on.",
    )  # fmt: skip
