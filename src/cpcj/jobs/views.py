"""A job's page, and the fragment of it that renews itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from cpcj.frame.permissions import Permission, require
from cpcj.jobs.models import Job
from cpcj.jobs.queue import cancel

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


def _visible(user: Actor, pk: UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(user), pk=pk)


@require_GET
def job_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a job; to htmx, only its progress."""
    fragment = request.headers.get("HX-Request") == "true"
    template = "jobs/progress.html" if fragment else "jobs/job.html"
    return render(request, template, {"job": _visible(request.user, pk)})


@require_POST
def cancel_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a job to stop."""
    job = _visible(request.user, pk)
    if job.requested_by_id != request.user.pk:
        require(request.user, Permission.JOB_CANCEL, job)
    cancel(job)
    return HttpResponseRedirect(job.get_absolute_url())
