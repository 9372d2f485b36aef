"""Loading the demonstration: once, whole or not at all, and never beside real rows."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.accounts.services import LOCAL_OFFICER
from cpcj.audit.demonstration import holds_demonstration
from cpcj.demonstration import campaign, grants, institute, money, office, portfolio, requests
from cpcj.demonstration.agenda import clock
from cpcj.demonstration.stage import Stage
from cpcj.frame import demonstration

Report = Callable[[str], None]

SEED: Final = 1
ACTIVITIES: Final = 150
LEAST: Final = 6
"""Activities of the smallest demonstration."""

_KEPT_BY_AN_OFFICE: Final = (
    "accounts.Unit", "accounts.Organization", "assistance.Request", "portfolio.Activity",
    "portfolio.Need", "funding.Donor", "funding.CostObject", "funding.Rate",
    "trust_fund.Call", "institute.Member", "campaigns.Campaign", "reviews.Cycle",
)  # fmt: skip
"""What is only there once an office has begun to work; texts may be read beforehand."""


class RefusedError(Exception):
    """The demonstration is not loaded here; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made: how many deeds, in how many seconds."""

    deeds: int
    seconds: float


def refuse_real_rows() -> None:
    """Refuse an installation that somebody works with.

    Raises:
        RefusedError: it holds something that is no demonstration; nothing was written.
    """
    found = []
    for label in _KEPT_BY_AN_OFFICE:
        model = apps.get_model(label)
        if number := model._default_manager.count():
            found.append(f"{number} × {model._meta.verbose_name}")
    if User.objects.exclude(username=LOCAL_OFFICER).exists():
        found.append("accounts of people")
    if found:
        message = (
            f"The demonstration is not loaded: this installation holds {', '.join(found)}. "
            "Use an installation of its own, for example CPCJ_HOME=var/demonstration."
        )
        raise RefusedError(message)


def load(
    report: Report,
    *,
    seed: int = SEED,
    activities: int = ACTIVITIES,
    today: dt.date | None = None,
) -> Loaded | None:
    """Load the demonstration programme; one that is loaded already is left as it is.

    Args:
        report: prints one line for the person.
        seed: decides about everything that chance decides about.
        activities: how many there are to be; other numbers follow.
        today: its last day; today.

    Returns:
        What was done; None where it was loaded already.

    Raises:
        RefusedError: the installation holds real rows; nothing was written.
    """
    if holds_demonstration():
        report("The demonstration programme is loaded already.")
        return None
    refuse_real_rows()
    demonstration.turn(on=True)
    began = time.perf_counter()
    stage = Stage(seed, max(LEAST, activities), today or timezone.localdate())
    with transaction.atomic(), clock() as turn:
        turn(stage.begins)
        shown = list(office.set_up(stage))
        for part in (portfolio, requests, money, grants, institute, campaign):
            part.set_up(stage)
        done = stage.agenda.work(stage.today, _Turned(stage, turn, report))
    seconds = time.perf_counter() - began
    report(f"Demonstration programme: {done} steps of three years in {seconds:.0f} seconds.")
    report("Everything in it is invented. Sign in as (passwords are shown this once):")
    for what, username, password in shown:
        report(f"  {username:<18} {password}   {what}")
    return Loaded(done, seconds)


class _Turned:
    """Sets the clock to each day, and says each quarter how far it is."""

    def __init__(self, stage: Stage, turn: Callable[[dt.date], None], report: Report) -> None:
        self._stage, self._turn, self._report = stage, turn, report
        self._quarter = (0, 0)

    def __call__(self, day: dt.date) -> None:
        self._turn(day)
        quarter = (day.year, (day.month + 2) // 3)
        if quarter != self._quarter:
            self._quarter = quarter
            self._report(f"  demonstration: {quarter[0]}, quarter {quarter[1]} …")
