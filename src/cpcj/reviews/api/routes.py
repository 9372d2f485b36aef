"""The operations of reviews: everybody is told what is published, a token what its scopes see."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from ninja import Path, Query, Router

from cpcj.frame.api.answers import PageQuery, answer, list_answer, place
from cpcj.frame.api.lists import LANGUAGE, answer_page, record_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.api.scopes import need
from cpcj.frame.permissions import Permission
from cpcj.register.api.queries import Key
from cpcj.reviews import queries as asking
from cpcj.reviews.api import queries, shapes
from cpcj.reviews.models import (
    Cycle,
    Deferral,
    Document,
    Draw,
    FollowUp,
    Observation,
    OutsideReview,
    Review,
)
from cpcj.reviews.views.lists import OutsideList, RecommendationList, ReviewList

router = Router(tags=["reviews"])


@router.get("/reviews/cycles", response=shapes.Cycles, summary="List the cycles of reviews")
def review_cycles(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """List the cycles of the mechanisms that review the implementation of treaties."""
    need(request.user, Permission.REVIEW_VIEW)
    found = Cycle.objects.visible_to(request.user).select_related("version")
    total, after = found.count(), place(query.cursor, 1)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    rows = list(found.order_by("pk")[: query.limit + 1])
    kept = rows[: query.limit]
    following = [kept[-1].pk] if len(rows) > query.limit else None
    records = [_cycle(one) for one in kept]
    return list_answer(request, "cycles", records, total=total, following=following)


@router.get("/reviews/cycles/{int:key}", response=shapes.CycleRecord, summary="Get a cycle")
def review_cycle(request: HttpRequest, key: Path[Key]) -> HttpResponse:
    """Get a cycle: its published draws, who is reviewed when and by whom, who put it off."""
    need(request.user, Permission.REVIEW_VIEW)
    user = request.user
    one = Cycle.objects.visible_to(user).select_related("version").filter(pk=key).first()
    if one is None:
        raise ProblemError(404, "There is no such cycle.")
    draws = Draw.objects.visible_to(user).filter(cycle=one, published_at__isnull=False)
    return answer(
        {
            **_cycle(one),
            "period_name": one.version.rules.period_name,
            "draws": [_draw(request, each) for each in draws.order_by("number")],
            "turns": [
                {
                    "code": turn.code,
                    "period": turn.period,
                    "reviewers": list(turn.reviewers),
                    "reviews": list(turn.reviews),
                }
                for turn in asking.turns(asking.published(user, one), one.began)
            ],
            "deferrals": [
                {
                    "state": each.state,
                    "period": each.period,
                    "to": each.to,
                    "reason": each.reason,
                }
                for each in Deferral.objects.visible_to(user).filter(cycle=one)
            ],
        }
    )


def _cycle(one: Cycle) -> dict[str, Any]:
    rules = one.version.rules
    return {
        "id": one.pk,
        "mechanism": one.version.key,
        "version": one.version.version,
        "number": one.number,
        "title": one.title,
        "began": one.began,
        "instruments": list(rules.instruments),
    }


def _draw(request: HttpRequest, one: Draw) -> dict[str, Any]:
    def file(what: str) -> str:
        return request.build_absolute_uri(reverse("reviews:draw_file", args=[one.pk, what]))

    return {
        "id": one.pk,
        "number": one.number,
        "kind": one.kind,
        "period": one.period,
        "seed": one.seed,
        "digest": one.digest,
        "drawn": one.drawn,
        "published_at": one.published_at,
        "inputs": file("inputs"),
        "result": file("result"),
    }


@router.get("/reviews/countries", response=shapes.Reviews, summary="List reviews")
def reviews_of_states(request: HttpRequest, query: Query[queries.ReviewsQuery]) -> HttpResponse:
    """List the reviews of States whose executive summary is published."""
    need(request.user, Permission.REVIEW_VIEW)
    return answer_page(
        request, ReviewList, query, "reviews", more=lambda rows: [{"id": one.pk} for one in rows]
    )


@router.get("/reviews/countries/{int:key}", response=shapes.ReviewRecord, summary="Get a review")
def review_of_state(request: HttpRequest, key: Path[Key]) -> HttpResponse:
    """Get a review with its summary, documents and observations, as far as they are published."""
    need(request.user, Permission.REVIEW_VIEW)
    user = request.user
    seen = Review.objects.visible_to(user).select_related("cycle__version")
    one = seen.filter(pk=key).first()
    if one is None:
        raise ProblemError(404, "No such review is published.")
    observed = list(asking.observations(user, one))
    done: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in FollowUp.objects.visible_to(user).filter(observation__in=observed):
        said = {"standing": each.standing, "words": each.words, "on": each.on}
        done[each.observation_id].append(said)
    with override(LANGUAGE):
        return answer(
            {
                "id": one.pk,
                **record_of(ReviewList, one),
                "reviewers": one.reviewers,
                "agreed_on": one.agreed_on,
                "summary": one.summary if one.summary_on else None,
                "report_public": one.report_public,
                "documents": [
                    _document(request, each)
                    for each in Document.objects.visible_to(user).filter(review=one)
                ],
                "observations": [
                    {**_observation(each), "follow_ups": done[each.pk]} for each in observed
                ],
            }
        )


def _document(request: HttpRequest, one: Document) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "size": one.size,
        "digest": one.digest,
        "address": request.build_absolute_uri(reverse("reviews:document", args=[one.pk])),
    }


def _observation(one: Observation) -> dict[str, Any]:
    return {
        "kind": one.sort,
        "provision": one.provision or None,
        "words": one.words,
        "on": one.on,
    }


@router.get(
    "/reviews/recommendations", response=shapes.Recommendations, summary="List recommendations"
)
def review_recommendations(
    request: HttpRequest, query: Query[queries.RecommendationsQuery]
) -> HttpResponse:
    """List what the working groups of the Conferences recommended."""
    need(request.user, Permission.REVIEW_VIEW)
    return answer_page(request, RecommendationList, query, "recommendations")


@router.get(
    "/reviews/outside", response=shapes.OutsideReviews, summary="List reviews by other bodies"
)
def reviews_outside(request: HttpRequest, query: Query[queries.OutsideQuery]) -> HttpResponse:
    """List the reviews of States by other bodies."""
    need(request.user, Permission.REVIEW_VIEW)
    return answer_page(
        request, OutsideList, query, "reviews", more=lambda rows: [{"id": one.pk} for one in rows]
    )


@router.get(
    "/reviews/outside/{int:key}",
    response=shapes.OutsideRecord,
    summary="Get a review by another body",
)
def review_outside(request: HttpRequest, key: Path[Key]) -> HttpResponse:
    """Get a review by another body with what it observed."""
    need(request.user, Permission.REVIEW_VIEW)
    one = OutsideReview.objects.visible_to(request.user).filter(pk=key).first()
    if one is None:
        raise ProblemError(404, "No such review is held.")
    observed = Observation.objects.visible_to(request.user).filter(outside=one)
    with override(LANGUAGE):
        return answer(
            {
                "id": one.pk,
                **record_of(OutsideList, one),
                "observations": [_observation(each) for each in observed],
            }
        )
