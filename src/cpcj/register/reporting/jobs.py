"""The job that brings the calendar to the register as it stands, asked for after each change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_noop

from cpcj.frame.actors import SystemActor
from cpcj.jobs.models import Job, JobState
from cpcj.jobs.queue import JobResult, Progress, enqueue, job
from cpcj.register.models import Act, FamilyMember, Generation, Review, Text
from cpcj.register.reporting.services.deriving import derive

_ROUNDS = 5  # derivations of one job, while the register goes on changing
_ACTOR = SystemActor("reporting")


@job(title=gettext_noop("Bring the calendar of requests up to date"))
def bring_up_to_date(progress: Progress) -> JobResult:
    """Derive the entries until they are those of the register as it stands."""
    made = None
    for place in range(_ROUNDS):
        progress.step(place, _ROUNDS)
        latest = derive(_ACTOR)
        if latest is None:
            break
        made = latest
    progress.step(_ROUNDS, _ROUNDS)
    return None if made is None else {"entries": made.entries, "deadlines": made.deadlines}


def ask_for_update() -> None:
    """Ask for the job, unless one waits already: that one will see this change too."""
    kind = bring_up_to_date.kind
    if not Job.objects.filter(kind=kind, state=JobState.QUEUED).exists():
        enqueue(_ACTOR, bring_up_to_date, key=f"generation-{Generation.current()}")


def _changed(sender: type[Any], **_: Any) -> None:  # noqa: ARG001 - signature of a signal
    connection = transaction.get_connection()
    # Once a transaction: an upload saves hundreds of records.
    if connection.in_atomic_block and any(
        function is ask_for_update for _, function, _ in connection.run_on_commit
    ):
        return
    transaction.on_commit(ask_for_update, robust=True)


def watch() -> None:
    """Ask for the job after every change of what entries are derived from."""
    for model in (Act, FamilyMember, Review, Text):
        name = f"reporting-{model.__name__}"
        post_save.connect(_changed, sender=model, dispatch_uid=f"{name}-saved")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"{name}-deleted")
