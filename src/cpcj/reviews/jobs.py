"""Drawing lots in the background: for many States it takes longer than a page may."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cpcj.jobs.models import LIVE, Job
from cpcj.jobs.queue import JobFailedError, JobResult, Progress, enqueue, job
from cpcj.reviews.models import Cycle
from cpcj.reviews.services.drawing import Lots, draw_lots
from cpcj.reviews.services.recording import ReviewError

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@job(title="Draw the lots")
def draw_asked(progress: Progress, **lots: Any) -> JobResult:
    """Draw lots and keep the result; ``lots`` are the fields of :class:`Lots`.

    Nothing is stored before the whole result: a worker that is stopped leaves nothing, and the
    next draws the same lots to the same result.
    """
    asked = Lots(**lots)
    title: str = Cycle.objects.values_list("title", flat=True).get(pk=asked.cycle)

    def step() -> None:
        progress.step(0, 0, title)

    step()
    try:
        made = draw_lots(progress.actor, asked, solved=step)
    except ReviewError as error:
        raise JobFailedError(str(error)) from error
    return {"draw": made.number, "address": made.get_absolute_url()}


def ask(actor: Actor, lots: Lots) -> Job:
    """Ask for a draw; of a cycle one is made at a time, and asking twice is asking once."""
    return enqueue(actor, draw_asked, key=f"cycle-{lots.cycle}", **asdict(lots))


def under_way(cycle: Cycle) -> Job | None:
    """Return the draw of a cycle that waits or runs."""
    live = Job.objects.filter(kind=draw_asked.kind, key=f"cycle-{cycle.pk}", state__in=LIVE)
    return live.first()
