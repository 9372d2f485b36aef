"""The room's operations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cpcj.frame.api.answers import answer
from cpcj.register.language.api import queries, shapes
from cpcj.register.language.queries.adoption import precedents_held
from cpcj.resolutions.agreed.showing import precedents_record

router = Router(tags=["language"])


@router.get("/agreed", response=shapes.Precedents, summary="Find the precedents of a phrase")
def agreed(request: HttpRequest, query: Query[queries.PhraseQuery]) -> HttpResponse:
    """Find where a phrase has stood before: every use, the earliest first, and every variant."""
    return answer(precedents_record(precedents_held(query.q, request.user)))
