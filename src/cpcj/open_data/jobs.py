"""Building the files in the background."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.jobs.models import Job
from cpcj.jobs.queue import JobFailedError, JobResult, Progress, enqueue, job
from cpcj.open_data.building import build


@job(title=gettext_noop("Build the downloads"))
def build_downloads(progress: Progress) -> JobResult:
    """Build the files, unless nothing was written since the last time."""
    try:
        made = build(lambda done, name: progress.step(done, message=name))
    except OSError as error:
        message = f"the downloads cannot be written: {error.strerror or error}"
        raise JobFailedError(message) from error
    return {"build": made.folder.name}


def ask_for_build(actor: Actor) -> Job:
    """Ask for a build; two who ask at once get the same one.

    Raises:
        PermissionDenied: the actor may not.
    """
    require(actor, Permission.DOWNLOADS_REBUILD)
    return enqueue(actor, build_downloads, key="downloads")
