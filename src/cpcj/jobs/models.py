"""A job as people see it: asked for, running with progress, finished."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, allows

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class JobState(models.TextChoices):
    """How far a job has come."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


LIVE = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job", "Job"]):
    """Jobs; progress is no record of a room, so it is written without a service."""

    def visible_to(self, user: Actor) -> JobQuerySet:
        """Return a person's own jobs; all of them to whoever may view jobs."""
        if allows(user, Permission.JOB_VIEW):
            return self.all()
        return self.filter(requested_by_id=user.pk) if user.pk is not None else self.none()


class Job(models.Model):
    """One piece of work in the background.

    Attributes:
        kind: name of the job function, ``room.function``.
        key: two live jobs of one kind never share a key: asking twice is asking once.
        arguments: keyword arguments of the function, as JSON.
        done, total, message: progress, "done of total"; ``total`` 0 where it is not known.
        attempt: how many times it was started.
        worker: ``host:process`` of the last worker.
        heartbeat_at: when that worker last said it lives.
        error: what went wrong, in words for the person who asked.
        result: what the function returned, as JSON.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    arguments = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    task_id = models.CharField(max_length=36, blank=True)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=Q(state__in=("queued", "running")),
                name="jobs_one_live",
            ),
        )
        indexes = (models.Index(fields=("state", "heartbeat_at"), name="jobs_sweep"),)

    def __str__(self) -> str:
        """Return title and state."""
        return f"{self.title or self.kind} ({self.state})"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def live(self) -> bool:
        """Return whether it still waits or runs."""
        return self.state in LIVE

    @property
    def percent(self) -> int:
        """Return the progress from 0 to 100."""
        if self.state == JobState.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else 0


HEART_SECONDS = 60  # after so long without a beat a worker is thought dead


class WorkerQuerySet(models.QuerySet["Worker", "Worker"]):
    """Workers; that one lives is no record of a room, so it is written without a service."""

    def beating(self) -> WorkerQuerySet:
        """Return the workers whose heart has beaten of late."""
        return self.filter(seen_at__gte=timezone.now() - dt.timedelta(seconds=HEART_SECONDS))


class Worker(models.Model):
    """A worker process, so that whoever runs the site sees whether jobs are being worked off.

    ``name`` is ``host:process``; a worker that stops in order takes its row with it.
    """

    name = models.CharField(max_length=120, primary_key=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name
