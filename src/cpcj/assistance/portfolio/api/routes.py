"""The portfolio's operations: everybody is told what was approved for publication."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from ninja import Path, Query, Router

from cpcj.assistance.portfolio import queries as asking
from cpcj.assistance.portfolio.api import queries, shapes
from cpcj.assistance.portfolio.models import Activity, Budget, Document, Marker, Partner
from cpcj.assistance.portfolio.views.lists import ActivityList, EventList
from cpcj.frame.api.answers import answer
from cpcj.frame.api.lists import LANGUAGE, answer_page, record_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.api.scopes import need
from cpcj.frame.permissions import Actor, Permission

router = Router(tags=["portfolio"])


@router.get("/activities", response=shapes.Activities, summary="List technical cooperation")
def activities(request: HttpRequest, query: Query[queries.ActivitiesQuery]) -> HttpResponse:
    """List programmes, projects and activities, in the order in which they were recorded."""
    need(request.user, Permission.PORTFOLIO_VIEW)
    return answer_page(request, ActivityList, query, "activities")


@router.get("/activities/{identifier}", response=shapes.ActivityRecord, summary="Get an activity")
def activity(request: HttpRequest, identifier: Path[str]) -> HttpResponse:
    """Get a programme, project or activity with what stands beside it and belongs to it."""
    need(request.user, Permission.PORTFOLIO_VIEW)
    seen = Activity.objects.visible_to(request.user).filter(identifier=identifier)
    related = seen.select_related(*ActivityList.related).prefetch_related(*ActivityList.prefetched)
    one = related.first()
    if one is None:
        raise ProblemError(404, "No such activity is held.")
    with override(LANGUAGE):
        return answer({**record_of(ActivityList, one), **_beside(request, one)})


def _beside(request: HttpRequest, one: Activity) -> dict[str, Any]:
    user: Actor = request.user
    return {
        "language": one.language,
        "titles": one.words("title", one.language),
        "descriptions": one.words("description", one.language),
        "humanitarian": one.humanitarian,
        "partners": [
            {"name": row.name, "role": row.role, "type": row.type, "ref": row.ref}
            for row in Partner.objects.visible_to(user).filter(activity=one)
        ],
        "budgets": [
            {"starts_on": row.starts_on, "ends_on": row.ends_on, "cents": row.cents}
            for row in Budget.objects.visible_to(user).filter(activity=one)
        ],
        "markers": [
            {"marker": row.marker, "significance": row.significance}
            for row in Marker.objects.visible_to(user).filter(activity=one)
        ],
        "documents": [
            {
                "title": row.title,
                "address": row.url
                or request.build_absolute_uri(reverse("portfolio:document", args=[row.pk])),
                "format": row.format,
                "category": row.category,
                "language": row.language,
                "dated": row.dated,
            }
            for row in Document.objects.visible_to(user).filter(activity=one)
        ],
        "parts": _parts(asking.tree(user, one)),
    }


def _parts(branch: asking.Branch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in branch.parts:
        one = part.one
        found.append(
            {
                "identifier": one.identifier,
                "level": one.level,
                "title": one.shown_title,
                "parent": branch.one.identifier,
            }
        )
        found += _parts(part)
    return found


@router.get("/training", response=shapes.Events, summary="List training events")
def training(request: HttpRequest, query: Query[queries.TrainingQuery]) -> HttpResponse:
    """List training events with the numbers of people who took part."""
    need(request.user, Permission.PORTFOLIO_VIEW)
    return answer_page(request, EventList, query, "training")
