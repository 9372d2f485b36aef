"""Defining, asking for and running jobs.

::

    @job(title="Read uploaded files")
    def read_upload(progress: Progress, *, upload: int) -> dict[str, int]:
        for n, file in enumerate(files, 1):
            ...                                   # short transactions, each a service
            progress.step(n, len(files), file.name)
        return {"read": n}

    enqueue(request.user, read_upload, key=f"upload-{upload.pk}", upload=upload.pk)

A job may be started again after its worker was killed, so it must be **idempotent**: what a first
start has stored, the second finds and leaves. ``progress.step`` is called between transactions, or
others see nothing of it until the end.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import task

from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Actor
from cpcj.jobs.models import LIVE, Job, JobState

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
STEP_SECONDS = 0.3  # progress is written at most this often

JobResult = Mapping[str, Any] | None


class JobCancelledError(Exception):
    """Somebody asked the job to stop."""


class JobSupersededError(Exception):
    """Another worker has taken the job over, because this one was thought dead."""


class StoreLostError(Exception):
    """The store did not answer while a job ran; the job is left for the next sweep."""


class JobFailedError(Exception):
    """The job cannot go on; the message is shown to the person who asked for it."""


@dataclass(slots=True)
class Progress:
    """How a job function says how far it is, and learns on whose behalf it works."""

    job_id: UUID
    attempt: int
    actor: Actor
    _written: float = field(default=0.0)

    def step(self, done: int, total: int = 0, message: str = "") -> None:
        """Show "done of total" and a message.

        Raises:
            JobCancelledError: the job was asked to stop.
            JobSupersededError: another worker has taken over.
        """
        now = time.monotonic()
        if done < total and now - self._written < STEP_SECONDS:
            return
        self._written = now
        mine = Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=JobState.RUNNING)
        changed = mine.update(
            done=done, total=total, message=message[:300], heartbeat_at=timezone.now()
        )
        if not changed:
            raise JobSupersededError
        if mine.filter(cancel_requested=True).exists():
            raise JobCancelledError


@dataclass(frozen=True, slots=True)
class JobFunction:
    """A job function with its name and how often it may be started."""

    kind: str
    title: str
    attempts: int
    run: Callable[..., JobResult]


_functions: dict[str, JobFunction] = {}


def job(*, title: str, attempts: int = 3) -> Callable[[Callable[..., JobResult]], JobFunction]:
    """Register a function as a job; ``attempts`` is how often it may be started in all.

    Its module must be imported when the room is loaded (``AppConfig.ready``), so that the worker
    knows it.
    """

    def decorate(function: Callable[..., JobResult]) -> JobFunction:
        room = function.__module__.removeprefix("cpcj.").partition(".")[0]
        made = JobFunction(f"{room}.{function.__name__}", title, attempts, function)
        _functions[made.kind] = made
        return made

    return decorate


def job_function(kind: str) -> JobFunction | None:
    """Return the registered function of that name."""
    return _functions.get(kind)


def enqueue(actor: Actor, function: JobFunction, *, key: str, **arguments: Any) -> Job:
    """Ask for a job, in the running transaction if there is one.

    Returns the live job of the same kind and key where there is one already.
    """
    asked_for = Job.objects.filter(kind=function.kind, key=key, state__in=LIVE)
    try:
        with transaction.atomic():
            if (live := asked_for.first()) is not None:
                return live
            made = Job.objects.create(
                kind=function.kind,
                key=key,
                title=function.title,
                arguments=arguments,
                requested_by_id=actor.pk,
            )
            submit(made)
            return made
    except IntegrityError:  # another request was faster
        return asked_for.get()


def submit(asked: Job) -> None:
    """Hand a queued job to the task backend."""
    asked.task_id = str(run_job.enqueue(str(asked.pk)).id)
    asked.save(update_fields=["task_id"])


def worker_name() -> str:
    """Return ``host:process``, by which a sweep knows whether the worker can still be alive."""
    return f"{socket.gethostname()}:{os.getpid()}"


@task()
def run_job(job_id: str) -> None:
    """Run one job: claim it, keep its heart beating, note how it ended."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempt=models.F("attempt") + 1,
        worker=worker_name(),
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
    )
    if not claimed:
        return  # another worker has it, or it was cancelled while it waited
    running = Job.objects.select_related("requested_by").get(pk=job_id)
    with _Heartbeat(running):
        _finish(running, *_outcome(running))


def _outcome(running: Job) -> tuple[JobState, JobResult, str]:
    """Call the function; return how it ended, its result and what went wrong in words."""
    function = job_function(running.kind)
    if function is None:
        return JobState.FAILED, None, f"there is no job {running.kind}"
    actor: Actor = running.requested_by or SystemActor(f"job:{running.kind}")
    if running.cancel_requested:
        return JobState.CANCELLED, None, ""
    try:
        result = function.run(
            Progress(running.pk, running.attempt, actor), **dict(running.arguments)
        )
    except JobCancelledError:
        return JobState.CANCELLED, None, ""
    except JobFailedError as error:
        return JobState.FAILED, None, str(error)
    except JobSupersededError:
        return JobState.FAILED, None, "another worker has taken over"
    except (OperationalError, InterfaceError) as error:
        # The store went away, or has no space left: it may be there again for the next attempt.
        connection.close()
        if running.attempt < function.attempts:
            raise StoreLostError from error
        log.exception("job %s: the store did not answer", running.pk)
        return JobState.FAILED, None, f"the store did not answer: {error}"
    except Exception as error:
        log.exception("job %s failed", running.pk)
        return JobState.FAILED, None, f"{type(error).__name__}: {error}"
    return JobState.DONE, result, ""


def _finish(running: Job, state: JobState, result: JobResult, error: str) -> None:
    """Note the end, unless another worker has taken the job over meanwhile."""
    Job.objects.filter(pk=running.pk, attempt=running.attempt, state=JobState.RUNNING).update(
        state=state, result=result, error=error, finished_at=timezone.now()
    )


_here: set[UUID] = set()


def runs_here(job_id: UUID) -> bool:
    """Tell whether this very process is at work on a job."""
    return job_id in _here


class _Heartbeat:
    """A thread that says every few seconds that the worker lives, on a connection of its own."""

    def __init__(self, running: Job) -> None:
        self._job_id = running.pk
        self._mine = Job.objects.filter(pk=running.pk, attempt=running.attempt)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def _beat(self) -> None:
        try:
            while not self._stop.wait(BEAT_SECONDS):
                try:
                    self._mine.update(heartbeat_at=timezone.now())
                except (OperationalError, InterfaceError):
                    log.warning("a heartbeat was late")
                    connection.close()  # the store is busy or gone; the next beat asks anew
        finally:
            connection.close()

    def __enter__(self) -> None:
        _here.add(self._job_id)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        _here.discard(self._job_id)


def cancel(asked: Job) -> None:
    """Ask a live job to stop; one that still waits is cancelled at once."""
    waiting = Job.objects.filter(pk=asked.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=asked.pk, state=JobState.RUNNING).update(cancel_requested=True)
