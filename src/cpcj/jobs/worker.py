"""The worker: runs queued jobs and sweeps up those whose worker died."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import socket
import threading
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cpcj.jobs.models import HEART_SECONDS, Job, JobState, Worker
from cpcj.jobs.queue import job_function, runs_here, submit, worker_name

log = logging.getLogger(__name__)

STALE_AFTER = dt.timedelta(seconds=HEART_SECONDS)  # twelve missed heartbeats
FORGOTTEN_AFTER = dt.timedelta(days=1)  # workers that nobody has seen are struck off
SWEEP_SECONDS = 15.0
POLL_SECONDS = 0.5
LOST_SECONDS = 2.0  # between two attempts to reach a store that is gone


def orphans() -> list[Job]:
    """Return the running jobs whose worker is dead.

    Dead is a worker of this machine whose process is gone, and any worker whose heart has not
    beaten for :data:`STALE_AFTER`.
    """
    stale = Q(heartbeat_at__lt=timezone.now() - STALE_AFTER) | Q(heartbeat_at__isnull=True)
    here = Q(worker__startswith=f"{socket.gethostname()}:")
    running = Job.objects.filter(stale | here, state=JobState.RUNNING)
    return [each for each in running if _left(each)]


def _left(running: Job) -> bool:
    if running.worker == worker_name():
        return not runs_here(running.pk)
    return _stale(running) or not _alive(running.worker)


def sweep() -> int:
    """Queue every orphan again; return how many were found.

    A job that was started as often as it may be is failed.
    """
    return sum(_recover(orphan) for orphan in orphans())


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


def _say_alive(started_at: dt.datetime) -> None:
    """Note that this worker lives, and strike off those long unseen."""
    now = timezone.now()
    Worker.objects.update_or_create(
        name=worker_name(), defaults={"seen_at": now, "started_at": started_at}
    )
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


def _sweep_forever(stop: threading.Event, started_at: dt.datetime) -> None:
    try:
        while not stop.wait(SWEEP_SECONDS):
            if _orphaned():
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                _say_alive(started_at)
                sweep()
            except (OperationalError, InterfaceError):
                log.warning("a sweep was late")
                connection.close()  # the store is busy or gone; the next sweep asks anew
    finally:
        connection.close()


def work(*, until_empty: bool = False) -> None:
    """Run jobs until told to stop by a signal, or until none is left.

    A store that goes away is waited for, unless the worker was to stop when nothing is left.
    """
    started_at = timezone.now()
    stop = threading.Event()
    sweeper = threading.Thread(
        target=_sweep_forever, args=(stop, started_at), name="sweep", daemon=True
    )
    sweeper.start()
    try:
        while True:
            try:
                _say_alive(started_at)
                sweep()
                _run_queue(until_empty=until_empty)
            except (OperationalError, InterfaceError):
                if until_empty:
                    raise
                log.warning("the store does not answer; trying again")
                connection.close()
                time.sleep(LOST_SECONDS)
            else:
                return
    finally:
        stop.set()
        sweeper.join()
        _say_gone()


def _run_queue(*, until_empty: bool) -> None:
    call_command(
        "db_worker",
        queue_name="*",
        interval=POLL_SECONDS,
        batch=until_empty,
        reload=False,
        startup_delay=False,
        verbosity=0,
    )


def _say_gone() -> None:
    try:
        Worker.objects.filter(name=worker_name()).delete()
    except (OperationalError, InterfaceError):  # its row is struck off by another worker in time
        log.warning("the store does not answer")
