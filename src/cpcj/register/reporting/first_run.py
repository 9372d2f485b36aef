"""What the calendar does at the first run: the entries of the texts that were taken in."""

from __future__ import annotations

from cpcj.frame.actors import SystemActor
from cpcj.frame.first_run import FirstRun
from cpcj.register.reporting.services.deriving import derive


def derive_entries(run: FirstRun) -> None:
    """Bring the calendar to the register as it stands, and say what came of it."""
    made = derive(SystemActor("first-run"))
    if made is None:
        run.report("Calendar of requests: up to date.")
    else:
        run.report(f"Calendar of requests: {made.entries} requests, {made.deadlines} deadlines.")
