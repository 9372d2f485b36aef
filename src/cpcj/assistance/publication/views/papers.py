"""The report to a donor and the project document, given out in Word and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.publication import contents
from cpcj.documents.answers import document_file
from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, require
from cpcj.funding.models import Contribution

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def donor_report(request: HttpRequest, code: str) -> HttpResponse:
    """Give out what became of a contribution by the end of a day (``?on=``), today by default."""
    require(request.user, Permission.FUNDING_VIEW)
    seen = Contribution.objects.visible_to(request.user).select_related("donor")
    contribution = get_object_or_404(seen, code=code)
    try:
        day = parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        day = timezone.localdate()
    return document_file(
        request, Kind.DONOR_REPORT, contents.donor_report(request.user, contribution, day),
        name=f"report-{contribution.code}-{day}",
        page=reverse("funding:contribution", args=[contribution.code]),
    )  # fmt: skip


@require_safe
def project_document(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give out a record of the portfolio as a project document."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    seen = Activity.objects.visible_to(request.user).select_related("programme")
    project = get_object_or_404(seen, identifier=identifier)
    return document_file(
        request, Kind.PROJECT_DOCUMENT, contents.project_document(request.user, project),
        name=project.identifier, page=project.get_absolute_url(),
    )  # fmt: skip
