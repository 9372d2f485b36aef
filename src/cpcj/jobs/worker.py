"""The worker: runs queued jobs and sweeps up those whose worker died."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import socket
import threading

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cpcj.jobs.models import Job, JobState
from cpcj.jobs.queue import job_function, submit, worker_name

log = logging.getLogger(__name__)

STALE_AFTER = dt.timedelta(seconds=60)  # twelve missed heartbeats
SWEEP_SECONDS = 15.0
POLL_SECONDS = 0.5


def sweep() -> int:
    """Queue again every running job whose worker is dead; return how many were found.

    Dead is a worker of this machine whose process is gone, and any worker whose heart has not
    beaten for :data:`STALE_AFTER`. A job that was started as often as it may be is failed.
    """
    stale = Q(heartbeat_at__lt=timezone.now() - STALE_AFTER) | Q(heartbeat_at__isnull=True)
    here = Q(worker__startswith=f"{socket.gethostname()}:")
    found = 0
    for orphan in Job.objects.filter(stale | here, state=JobState.RUNNING):
        if orphan.worker == worker_name() or (not _stale(orphan) and _alive(orphan.worker)):
            continue
        found += _recover(orphan)
    return found


def _stale(running: Job) -> bool:
    return running.heartbeat_at is None or running.heartbeat_at < timezone.now() - STALE_AFTER


def _alive(worker: str) -> bool:
    """Return whether the process of a worker of this machine exists."""
    try:
        os.kill(int(worker.rpartition(":")[2]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _recover(orphan: Job) -> int:
    function = job_function(orphan.kind)
    again = function is not None and orphan.attempt < function.attempts
    with transaction.atomic():
        mine = Job.objects.filter(pk=orphan.pk, attempt=orphan.attempt, state=JobState.RUNNING)
        if again:
            changed = mine.update(state=JobState.QUEUED, worker="", heartbeat_at=None)
        else:
            changed = mine.update(
                state=JobState.FAILED,
                error=f"its worker stopped {orphan.attempt} times",
                finished_at=timezone.now(),
            )
        if not changed:
            return 0
        DBTaskResult.objects.filter(id__in=[orphan.task_id] if orphan.task_id else []).exclude(
            status=TaskResultStatus.SUCCESSFUL
        ).update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
        if again:
            submit(Job.objects.get(pk=orphan.pk))
    log.warning("job %s was left by its worker; started again: %s", orphan.pk, again)
    return 1


def _orphaned() -> bool:
    """Return whether the server that started this worker (``CPCJ_PARENT``) is gone."""
    parent = os.environ.get("CPCJ_PARENT")
    return parent is not None and parent != str(os.getppid())


def _sweep_forever(stop: threading.Event) -> None:
    try:
        while not stop.wait(SWEEP_SECONDS):
            if _orphaned():
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                sweep()
            except OperationalError:  # the store is busy; the next sweep will do
                log.warning("a sweep was late")
    finally:
        connection.close()


def work(*, until_empty: bool = False) -> None:
    """Run jobs until told to stop by a signal, or until none is left."""
    sweep()
    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep_forever, args=(stop,), name="sweep", daemon=True)
    sweeper.start()
    try:
        call_command(
            "db_worker",
            queue_name="*",
            interval=POLL_SECONDS,
            batch=until_empty,
            reload=False,
            startup_delay=False,
            verbosity=0,
        )
    finally:
        stop.set()
        sweeper.join()
