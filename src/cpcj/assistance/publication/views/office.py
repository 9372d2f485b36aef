"""What the office does: publications made, looked at, published; records checked; the data cube."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.publication.checks import problems_of, said
from cpcj.assistance.publication.jobs import make_files
from cpcj.assistance.publication.models import (
    Run,
    RunChange,
    RunFile,
    RunFileContent,
    RunProblem,
)
from cpcj.assistance.publication.rules.states import RUN, RunStatus
from cpcj.assistance.publication.services import publishing
from cpcj.assistance.publication.spending import data_cube
from cpcj.assistance.publication.views.public import xml_answer
from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.lists import Facet, ListPage, Sort
from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding.models.visibility import sees_everything
from cpcj.funding.names import dollars_words
from cpcj.jobs.models import Job
from cpcj.jobs.queue import enqueue
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_SHOWN = 200


class RunList(ListPage[Run]):
    """Every publication, with what came of it."""

    model = Run
    name = "publications"
    title = _("Publications")
    filters = (Facet("status", _("State"), "status", words=lambda s: RunStatus(s).label),)
    sorts = (Sort("newest", _("Newest"), ("-id",)),)
    columns = (
        Column("number", _("Number"), lambda one: one.pk, href=lambda one: one.get_absolute_url()),
        Column("status", _("State"), lambda one: one.get_status_display()),
        Column("made", _("Made"), lambda one: one.made_at),
        Column("published", _("Published"), lambda one: one.published_at),
        Column("activities", _("Activities"), lambda one: one.records),
        Column("errors", _("Errors"), lambda one: one.errors),
        Column("warnings", _("Warnings"), lambda one: one.warnings),
    )
    template_name = "publication/runs.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Show them to the office alone."""
        require(request.user, Permission.PORTFOLIO_RECORD)
        return super().get(request, *args, **kwargs)


@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin a publication."""
    run = publishing.prepare(request.user)
    enqueue(request.user, make_files, key=f"publication-{run.pk}", run=run.pk)
    return redirect(run)


def _run(request: HttpRequest, key: int) -> Run:
    require(request.user, Permission.PORTFOLIO_RECORD)
    found: Run = get_object_or_404(Run.objects.visible_to(request.user), pk=key)
    return found


@require_safe
def run_page(request: HttpRequest, key: int) -> HttpResponse:
    """Show a publication: its files, what is wrong, what differs from the last one."""
    run = _run(request, key)
    user = request.user
    problems = RunProblem.objects.visible_to(user).filter(run=run)
    changes = RunChange.objects.visible_to(user).filter(run=run)
    hindrance = publishing.refused_here() or RUN.hindrance(run, RUN.transition("publish"))
    if run.made_by_id == user.pk:
        hindrance = hindrance or gettext("Another person publishes what you made.")
    context = {
        "run": run,
        "job": Job.objects.visible_to(user).filter(key=f"publication-{run.pk}").first(),
        "files": RunFile.objects.visible_to(user).filter(run=run),
        "problems": [(one, said(one.message, one.values)) for one in problems[:_SHOWN]],
        "more_problems": problems.count() > _SHOWN,
        "changes": changes[:_SHOWN],
        "more_changes": changes.count() > _SHOWN,
        "may_publish": run.status == RunStatus.CHECKED
        and allows(user, Permission.IATI_PUBLISH, run),
        "hindrance": hindrance,
        "may_discard": run.status in (RunStatus.DRAFT, RunStatus.CHECKED),
    }
    return render(request, "publication/run.html", context)


@require_safe
def run_file(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """Give a file of a publication, public or not."""
    run = _run(request, key)
    held = get_object_or_404(RunFile.objects.visible_to(request.user), run=run, name=name)
    return xml_answer(bytes(RunFileContent.objects.get(file=held).bytes), name)


@require_POST
def deed(request: HttpRequest, key: int, deed: str) -> HttpResponse:
    """Publish or discard a publication."""
    run = _run(request, key)
    deeds = {"publish": publishing.publish, "discard": publishing.discard}
    if deed not in deeds:
        raise Http404(deed)
    try:
        deeds[deed](request.user, run)
    except publishing.PublicationError as error:
        messages.error(request, str(error))
    return redirect(run)


@require_safe
def check(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show what the standard finds wrong with a record as it is now."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    activity = get_object_or_404(Activity.objects.visible_to(request.user), identifier=identifier)
    part = request.headers.get("HX-Request") == "true"
    template = "publication/problems.html" if part else "publication/check.html"
    return render(request, template, {"activity": activity, "problems": problems_of(activity)})


_CUBE = (
    Column("year", _("Year"), lambda row: row[0].year),
    Column("entity", _("Entity"), lambda row: row[0].entity),
    Column("function", _("Function"), lambda row: row[0].function),
    Column("location", _("Location"), lambda row: row[0].location),
    Column("financing_instrument", _("Financing instrument"), lambda row: row[0].instrument),
    Column("sdg", _("Goal"), lambda row: row[0].goal),
    Column("contributor", _("Contributor"), lambda row: row[0].contributor),
    Column("dollars", _("In dollars"), lambda row: row[1] / 100),
)


@require_safe
def cube(request: HttpRequest) -> HttpResponseBase:
    """Show what was spent along the dimensions of the data cube; give it as a file."""
    require(request.user, Permission.FUNDING_VIEW)
    if not sees_everything(request.user):
        raise Http404
    years, year = [], request.GET.get("year", "")
    rows: list[Any] = list(data_cube(request.user).items())
    years = sorted({place.year for place, _cents in rows}, reverse=True)
    if year.isdigit():
        rows = [row for row in rows if row[0].year == int(year)]
    if (wanted := request.GET.get("format")) in FORMATS:
        return save_as(str(wanted), "data-cube", _CUBE, rows)
    context = {
        "rows": [
            (place, participant_name(place.location) if place.location else "",
             dollars_words(cents))
            for place, cents in rows[:500]
        ],
        "number": len(rows),
        "years": years,
        "year": year,
        "formats": FORMATS,
    }  # fmt: skip
    return render(request, "publication/cube.html", context)
