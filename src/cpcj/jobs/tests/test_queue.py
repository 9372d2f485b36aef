"""Jobs: run once, seen while they run, taken up again when their worker dies."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.frame.actors import SystemActor
from cpcj.jobs.models import Job, JobState
from cpcj.jobs.queue import (
    JobFailedError,
    JobSupersededError,
    Progress,
    cancel,
    enqueue,
    job,
    worker_name,
)
from cpcj.jobs.worker import sweep, work

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = SystemActor("test")
CALLS: list[dict[str, Any]] = []


@job(title="Count")
def count(progress: Progress, *, to: int) -> dict[str, int]:
    for n in range(1, to + 1):
        progress.step(n, to, f"number {n}")
    CALLS.append({"to": to, "attempt": progress.attempt})
    return {"counted": to}


@job(title="Break", attempts=2)
def break_down(progress: Progress, *, kindly: bool) -> None:
    if kindly:
        raise JobFailedError("the file is empty")
    raise ZeroDivisionError


@job(title="Be overtaken")
def be_overtaken(progress: Progress) -> None:
    Job.objects.filter(pk=progress.job_id).update(attempt=7)
    progress.step(1, 1)


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    CALLS.clear()


@pytest.fixture
def dead_worker() -> str:
    """Return the name of a worker of this machine whose process is gone."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return f"{worker_name().rpartition(':')[0]}:{gone.pid}"


def test_a_job_runs_with_progress_and_result() -> None:
    asked = enqueue(SYSTEM, count, key="a", to=3)
    assert asked.state == JobState.QUEUED
    work(until_empty=True)
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total, asked.message) == ("done", 3, 3, "number 3")
    assert asked.result == {"counted": 3}
    assert asked.percent == 100


def test_asking_twice_is_asking_once() -> None:
    first = enqueue(SYSTEM, count, key="a", to=3)
    assert enqueue(SYSTEM, count, key="a", to=3) == first
    assert enqueue(SYSTEM, count, key="b", to=3) != first
    work(until_empty=True)
    assert len(CALLS) == 2
    assert enqueue(SYSTEM, count, key="a", to=3) != first, "it is over, so it can be asked again"


@pytest.mark.parametrize(
    ("kindly", "words"), [(True, "the file is empty"), (False, "ZeroDivisionError")]
)
def test_a_failure_is_said_in_words(kindly: bool, words: str) -> None:  # noqa: FBT001
    asked = enqueue(SYSTEM, break_down, key="a", kindly=kindly)
    work(until_empty=True)
    asked.refresh_from_db()
    assert asked.state == JobState.FAILED
    assert words in asked.error


def test_an_orphan_is_run_again(dead_worker: str) -> None:
    asked = enqueue(SYSTEM, count, key="a", to=2)
    Job.objects.filter(pk=asked.pk).update(
        state=JobState.RUNNING, worker=dead_worker, attempt=1, heartbeat_at=timezone.now()
    )
    assert sweep() == 1
    work(until_empty=True)
    asked.refresh_from_db()
    assert (asked.state, asked.attempt) == ("done", 2)
    assert CALLS == [{"to": 2, "attempt": 2}]


def test_a_silent_worker_elsewhere_is_given_up_only_in_time() -> None:
    asked = enqueue(SYSTEM, count, key="a", to=2)
    for silent, expected in ((dt.timedelta(seconds=30), 0), (dt.timedelta(minutes=2), 1)):
        Job.objects.filter(pk=asked.pk).update(
            state=JobState.RUNNING,
            worker="elsewhere:1",
            attempt=1,
            heartbeat_at=timezone.now() - silent,
        )
        assert sweep() == expected


def test_a_job_that_kills_its_worker_is_given_up(dead_worker: str) -> None:
    asked = enqueue(SYSTEM, break_down, key="a", kindly=True)
    Job.objects.filter(pk=asked.pk).update(
        state=JobState.RUNNING, worker=dead_worker, attempt=2, heartbeat_at=timezone.now()
    )
    assert sweep() == 1
    asked.refresh_from_db()
    assert asked.state == JobState.FAILED
    assert asked.error == "its worker stopped 2 times"


def test_who_was_overtaken_stops_and_stores_nothing() -> None:
    asked = enqueue(SYSTEM, be_overtaken, key="a")
    work(until_empty=True)
    asked.refresh_from_db()
    assert asked.state == JobState.RUNNING, "the other worker's job is left alone"
    with pytest.raises(JobSupersededError):
        Progress(asked.pk, 1, SYSTEM).step(1, 1)


def test_a_waiting_job_is_cancelled_at_once() -> None:
    asked = enqueue(SYSTEM, count, key="a", to=2)
    cancel(asked)
    work(until_empty=True)
    asked.refresh_from_db()
    assert asked.state == JobState.CANCELLED
    assert CALLS == []


def test_people_see_their_own_jobs(
    client: Client, make_user: Callable[..., User], officer: User
) -> None:
    owner, other = make_user(), make_user()
    asked = enqueue(owner, count, key="a", to=2)
    for person, status in ((owner, 200), (officer, 200), (other, 404)):
        client.force_login(person)
        assert client.get(asked.get_absolute_url()).status_code == status
    fragment = client.get(asked.get_absolute_url(), headers={"HX-Request": "true"})
    assert fragment.status_code == 404
    client.force_login(owner)
    fragment = client.get(asked.get_absolute_url(), headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    assert b"hx-get" in fragment.content
    client.post(f"{asked.get_absolute_url()}cancel/")
    asked.refresh_from_db()
    assert asked.state == JobState.CANCELLED
