"""Checks of what serves: settings dangerous in public, workers, jobs, the mail server."""

from __future__ import annotations

import datetime as dt
import os
import smtplib
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db import connection

from cpcj.site.doctor import Asked, Check, Finding, Grade
from cpcj.site.doctor.machine import CLOCK

_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_MAIL_SECONDS: Final = 10
_WAITS_LONG: Final = dt.timedelta(minutes=10)


def public(_asked: Asked) -> Iterator[Finding]:
    """Look for settings that are right on one's own machine and dangerous in public."""
    hosts = set(settings.ALLOWED_HOSTS)
    outside = bool(hosts - _LOCAL)
    found = False
    if settings.DEBUG:
        found = True
        yield Finding(
            Grade.ERROR if outside else Grade.WARNING,
            "settings",
            "CPCJ_DEBUG is on.",
            "Error pages show settings and rows to whoever sees them.",
            "Unset CPCJ_DEBUG wherever others can reach the site.",
        )
    if "*" in hosts:
        found = True
        yield Finding(
            Grade.ERROR,
            "settings",
            "CPCJ_ALLOWED_HOSTS holds *.",
            "Links in messages can be made to lead to another site.",
            "Name the hosts the site answers to.",
        )
    if outside and not settings.TLS:
        found = True
        yield Finding(
            Grade.ERROR,
            "settings",
            "The site answers to names beyond this machine, and CPCJ_TLS is off.",
            "Passwords and sessions cross the network in the clear.",
            "Put a proxy with a certificate before it (deploy/), set CPCJ_TLS=1.",
        )
    if settings.TLS and settings.SECURE_PROXY_SSL_HEADER is None:
        found = True
        yield Finding(
            Grade.WARNING,
            "settings",
            "CPCJ_TLS is on and CPCJ_BEHIND_PROXY off.",
            "`cpcj serve` itself speaks plain HTTP: behind a proxy every page redirects for ever.",
            "Set CPCJ_BEHIND_PROXY=1 where a proxy sets X-Forwarded-Proto.",
        )
    if settings.DEMONSTRATION and outside:
        found = True
        yield Finding(
            Grade.WARNING,
            "settings",
            "CPCJ_DEMONSTRATION is on.",
            "Invented States are accepted beside real ones.",
            "Unset it where real data is held.",
        )
    if not found:
        yield Finding(Grade.OK, "settings", "Nothing dangerous is set.")


def shared(_asked: Asked) -> Iterator[Finding]:
    """Look at what several processes need in common."""
    processes = os.environ.get("CPCJ_PROCESSES", "1")
    several = processes.isdecimal() and int(processes) > 1
    in_memory = "locmem" in settings.CACHES["default"]["BACKEND"]
    if several and connection.vendor == "sqlite":
        yield Finding(
            Grade.ERROR,
            "processes",
            f"CPCJ_PROCESSES is {processes} and the store is SQLite.",
            "Writers of several processes wait for each other and fail under load.",
            "Use PostgreSQL, or one process.",
        )
    elif several and in_memory:
        yield Finding(
            Grade.WARNING,
            "processes",
            f"{processes} processes, each with a cache of its own.",
            "Limits that count over all processes (attempts to sign in) count in each alone.",
            "Set CPCJ_CACHE=database and run `cpcj migrate`, or name a Redis server.",
        )
    else:
        yield Finding(Grade.OK, "processes", "What processes share is shared.")


def workers(_asked: Asked) -> Iterator[Finding]:
    """Look whether a worker's heart beats, and whether work waits for one."""
    from django.utils import timezone

    from cpcj.jobs.models import Job, JobState, Worker

    beating = Worker.objects.beating().count()
    waiting = Job.objects.filter(state=JobState.QUEUED)
    late = waiting.filter(created_at__lt=timezone.now() - _WAITS_LONG).exists()
    if beating == 0:
        yield Finding(
            Grade.ERROR if waiting.exists() else Grade.WARNING,
            "workers",
            f"No worker's heart beats; {waiting.count()} jobs wait.",
            "Uploads are read, and mail is sent, by a worker only.",
            "Start `cpcj serve` (it brings one) or `cpcj jobs work` (deploy/cpcj-worker.service).",
        )
    elif late:
        yield Finding(
            Grade.WARNING,
            "workers",
            f"{beating} workers beat, and a job waits for more than ten minutes.",
            "More is asked for than the workers do.",
            "Start more workers.",
        )
    else:
        yield Finding(Grade.OK, "workers", f"{beating} at work.")


def jobs(_asked: Asked) -> Iterator[Finding]:
    """Look for jobs that their worker left, and for what failed in the last week."""
    from django.utils import timezone

    from cpcj.jobs.models import Job, JobState
    from cpcj.jobs.worker import orphans

    left = len(orphans())
    failed = Job.objects.filter(
        state=JobState.FAILED, finished_at__gte=timezone.now() - dt.timedelta(days=7)
    ).count()
    if left:
        yield Finding(
            Grade.ERROR,
            "jobs",
            f"{left} jobs are marked as running and have no worker.",
            "Nobody finishes them until they are swept.",
            "A running worker sweeps every 15 seconds; `cpcj jobs sweep` does it now.",
        )
    elif failed:
        yield Finding(
            Grade.WARNING,
            "jobs",
            f"{failed} jobs failed in the last seven days.",
            "Somebody asked for them.",
            "`cpcj jobs list` says why.",
        )
    else:
        yield Finding(Grade.OK, "jobs", "None is left behind, none failed of late.")


def mail(asked: Asked) -> Iterator[Finding]:
    """Look whether a mail server is set, and where asked whether it answers."""
    if not settings.MAIL_IS_SET:
        yield Finding(
            Grade.WARNING,
            "mail",
            "No mail server is set.",
            "Invitations, reminders and digests are not sent; they are shown on pages only.",
            "Set CPCJ_EMAIL_URL (docs/settings.md).",
        )
    elif not asked.mail:
        yield Finding(Grade.OK, "mail", "A mail server is set; --mail tries it.")
    else:
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        try:
            with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=_MAIL_SECONDS) as opened:
                opened.noop()
        except (OSError, smtplib.SMTPException) as error:
            yield Finding(
                Grade.ERROR,
                "mail",
                f"The mail server does not answer: {type(error).__name__}: {error}",
                "Invitations, reminders and digests are not sent.",
                "See CPCJ_EMAIL_URL and the network between.",
            )
        else:
            yield Finding(Grade.OK, "mail", "The mail server answers.")


CHECKS: Final[dict[str, Check]] = {
    "clock": CLOCK,
    "settings": public,
    "processes": shared,
    "workers": workers,
    "jobs": jobs,
    "mail": mail,
}
