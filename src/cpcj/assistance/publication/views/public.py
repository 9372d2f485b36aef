"""What everybody sees: the files last published, and the Office's own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpcj.assistance.portfolio.rules.vocabularies import markers
from cpcj.assistance.publication.models import Run, RunFile, RunFileContent
from cpcj.assistance.publication.rules.states import RunStatus
from cpcj.assistance.publication.vocabulary import OWN
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation.names import topic_name
from cpcj.resolutions.topics import topics

if TYPE_CHECKING:
    from django.http import HttpRequest

MEDIA_TYPE = "application/xml; charset=utf-8"


def last_published(request: HttpRequest) -> Run | None:
    """Return the publication that is public now."""
    seen = Run.objects.visible_to(request.user)
    found: Run | None = seen.filter(status=RunStatus.PUBLISHED).first()
    return found


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the files last published, with their sizes and digests."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    run = last_published(request)
    context = {
        "run": run,
        "files": RunFile.objects.visible_to(request.user).filter(run=run) if run else (),
        "site": settings.SITE_ADDRESS,
        "keeps": allows(request.user, Permission.PORTFOLIO_RECORD),
    }
    return render(request, "publication/page.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the publication that is public now; its tag is its digest."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    run = last_published(request)
    seen = RunFile.objects.visible_to(request.user)
    held = seen.filter(run=run, name=name).first() if run else None
    if held is None:
        raise Http404(name)
    tag = f'"{held.digest}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = xml_answer(bytes(RunFileContent.objects.get(file=held).bytes), name)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def xml_answer(content: bytes, name: str) -> HttpResponse:
    """Answer with an XML file to be kept."""
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Show the Office's own vocabulary, which the files point at."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    context = {
        "topics": [(topic.key, topic_name(topic.key)) for topic in topics()],
        "markers": [one.code for one in markers().values() if one.vocabulary == OWN],
    }
    return render(request, "publication/vocabulary.html", context)
