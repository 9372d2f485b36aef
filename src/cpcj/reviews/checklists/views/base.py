"""What the room's pages share: the set that a visitor may see, and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from cpcj.frame.permissions import Permission, require
from cpcj.reviews.checklists.queries import sets_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.reviews.checklists.models import AnswerSet

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def set_of(request: HttpRequest, code: str) -> AnswerSet:
    """Return a set that the visitor may see; hidden and absent ones are not found alike."""
    require(request.user, Permission.CHECKLIST_VIEW)
    found: AnswerSet = get_object_or_404(sets_of(request.user), code=code)
    return found


def file(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file to be saved."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
