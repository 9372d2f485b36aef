"""A record's page, a training event's, a needs assessment's; documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.assistance.portfolio import names, queries
from cpcj.assistance.portfolio.models import (
    Activity,
    ActivityNeed,
    ActivityOffice,
    ActivityRequest,
    ActivityValue,
    Budget,
    Document,
    DocumentContent,
    Event,
    Level,
    Marker,
    Need,
    NeedRequest,
    Participants,
    Partner,
    Recipient,
    Release,
    Revision,
    Sector,
    Status,
)
from cpcj.assistance.portfolio.pictures import Lane, depth_of, tile_map, time_line
from cpcj.assistance.portfolio.rules.states import ACTIVITY, GOING_ON, RELEASE
from cpcj.assistance.portfolio.rules.training import Count, totals
from cpcj.assistance.portfolio.services.parts import PARTS
from cpcj.assistance.portfolio.views.base import found, ways
from cpcj.assistance.portfolio.visibility import keeps
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation.names import instrument_name
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from cpcj.register.pictures.svg import Picture

_BELOW = {Level.PROGRAMME: Level.PROJECT, Level.PROJECT: Level.ACTIVITY}
MOST_LANES = 60


def _number(level: str, how_many: int) -> str:
    return f"{names.level_name(level)}: {how_many}"


@require_safe
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a programme, project or activity with everything beside it that the person sees."""
    one = found(request, identifier)
    branch = queries.tree(request.user, one)
    below = list(branch.all())[1:]
    context = {
        **ways(request),
        "one": one,
        "level": names.level_name(one.level),
        "status": names.status_name(one.status),
        "kind": names.kind_name(one.kind or one.reach),
        "branch": branch,
        "counts": [
            _number(level, sum(part.level == level for part in below))
            for level in (Level.PROJECT, Level.ACTIVITY)
            if any(part.level == level for part in below)
        ],
        "map": place_of(request, one, below),
        "line": time_of([one, *below], here=one),
        **_beside(request, one),
        **(_office(request, one) if keeps(request.user) else {}),
    }
    return render(request, "portfolio/activity.html", context)


def place_of(request: HttpRequest, one: Activity, below: Sequence[Activity]) -> Picture | None:
    """Draw the shares of a record; where it has none, how many of its parts are where."""
    rows = list(Recipient.objects.visible_to(request.user).filter(activity=one))
    title, head = gettext("Where it is"), gettext("Share")
    if rows:
        found_ = {
            row.code: (gettext("%s per cent") % names.share_name(row.share), 1 + row.share // 2501)
            for row in rows
        }
        return tile_map(title, head, found_)
    counted = queries.counted_by_place(request.user, below)
    return tile_map(
        title, gettext("Number"), {code: (str(n), depth_of(n)) for code, n in counted.items()}
    )


def time_of(records: Sequence[Activity], here: Activity | None = None) -> Picture | None:
    """Draw when records are planned and were done; ``here`` is the one whose page it is on."""
    lanes = [
        Lane(
            part.shown_title,
            (part.planned_start, part.planned_end),
            (part.actual_start, part.actual_end or (None if going_on(part) else part.actual_start))
            if part.actual_start
            else None,
            part.get_absolute_url() if part != here else None,
        )
        for part in records[:MOST_LANES]
    ]
    return time_line(
        "time", gettext("Planned and actual dates"), lanes, timezone.localdate(),
        rtl=get_language_bidi(),
    )  # fmt: skip


def going_on(one: Activity) -> bool:
    """Tell whether something is still being done or can go on."""
    return one.status in (*GOING_ON, Status.SUSPENDED)


def _beside(request: HttpRequest, one: Activity) -> dict[str, Any]:
    user = request.user
    values: dict[str, list[str]] = {field: [] for field in ActivityValue.Field.values}
    rows = ActivityValue.objects.visible_to(user).filter(activity=one)
    for field, value in rows.values_list("field", "value"):
        values[field].append(value)
    return {
        "recipients": [
            (names.recipient_name(row.code), names.share_name(row.share))
            for row in Recipient.objects.visible_to(user).filter(activity=one)
        ],
        "sectors": [
            (row.code, names.sector_name(row.code), names.share_name(row.share))
            for row in Sector.objects.visible_to(user).filter(activity=one)
        ],
        "partners": [
            (row, names.role_name(row.role), names.ORGANISATION_TYPES.get(row.type, ""))
            for row in Partner.objects.visible_to(user).filter(activity=one)
        ],
        "markers": [
            (names.marker_name(row.marker), names.significance_name(row.significance))
            for row in Marker.objects.visible_to(user).filter(activity=one)
        ],
        "offices": ActivityOffice.objects.visible_to(user)
        .filter(activity=one)
        .select_related("office"),
        "budgets": [
            (row, row.cents / 100) for row in Budget.objects.visible_to(user).filter(activity=one)
        ],
        "topics": [names.area_name(value) for value in values["topic"]],
        "mandates": [(value, value.replace("#", "/")) for value in values["mandate"]],
        "articles": [
            (value, instrument_name(value.partition("#")[0])) for value in values["article"]
        ],
        "goals": [names.goal_name(value) for value in values["goal"]],
        "documents": Document.objects.visible_to(user).filter(activity=one),
        "requests": ActivityRequest.objects.visible_to(user)
        .filter(activity=one)
        .select_related("request"),
        "needs": ActivityNeed.objects.visible_to(user).filter(activity=one).select_related("need"),
        "events": Event.objects.visible_to(user).filter(activity=one),
    }


def _office(request: HttpRequest, one: Activity) -> dict[str, Any]:
    """Return what only the office sees: what is missing, what can be done, what waits."""
    revision = Revision.objects.visible_to(request.user).filter(activity=one).first()
    deeds = [
        transition.name
        for table in (ACTIVITY, RELEASE)
        for transition in table.available(one, request.user)
        if not (transition.name == "approve" and one.submitted_by_id == request.user.pk)
    ]
    if revision:
        if allows(request.user, Permission.PORTFOLIO_APPROVE, one) and (
            revision.made_by_id != request.user.pk
        ):
            deeds.append("approve_changes")
        deeds.append("discard_changes")
    return {
        "gaps": queries.gaps(one) if one.release != Release.PUBLISHED else [],
        "release": names.release_name(one.release),
        "deeds": [(deed, names.deed_name(deed)) for deed in deeds],
        "parts": [(part, names.PARTS[part]) for part in PARTS],
        "waiting": [names.PARTS[part] for part in revision.content] if revision else [],
        "below": _BELOW.get(Level(one.level)),
        "below_name": {
            Level.PROGRAMME: gettext("Add a project"),
            Level.PROJECT: gettext("Add an activity"),
        }.get(Level(one.level)),
        "trains": one.kind == "training",
    }


@require_safe
def event(request: HttpRequest, key: int) -> HttpResponse:
    """Show a training event: who took part, by institution and sex, and what became of it."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    seen = Event.objects.visible_to(request.user).select_related("activity", "follow_up")
    one = get_object_or_404(seen, pk=key)
    rows = list(Participants.objects.visible_to(request.user).filter(event=one))
    summed = totals(Count(r.institution, r.sex, r.attended, r.completed) for r in rows)
    context = {
        **ways(request),
        "one": one,
        "state": participant_name(one.state) if one.state else "",
        "rows": [(row, participant_name(row.state) if row.state else "–") for row in rows],
        "totals": summed,
        "completion": None if summed.completion is None else round(100 * summed.completion),
        "sexes": [
            (label, summed.by_sex.get(value, 0))
            for value, label in Participants._meta.get_field("sex").flatchoices
        ],
        "follow_up": getattr(one, "follow_up", None),
        "due": timezone.localdate() >= one.follow_up_due,
    }
    return render(request, "portfolio/event.html", context)


@require_safe
def need(request: HttpRequest, key: int) -> HttpResponse:
    """Show a needs assessment, and what answers it."""
    require(request.user, Permission.REQUEST_VIEW)
    one = get_object_or_404(Need.objects.visible_to(request.user), pk=key)
    rested = NeedRequest.objects.visible_to(request.user).filter(need=one)
    answered = ActivityNeed.objects.visible_to(request.user).filter(need=one)
    context = {
        **ways(request),
        "one": one,
        "state": participant_name(one.state),
        "areas": [names.area_name(row.value) for row in one.values.all()],
        "requests": rested.select_related("request"),
        "activities": answered.select_related("activity"),
        "documents": Document.objects.visible_to(request.user).filter(need=one),
    }
    return render(request, "portfolio/need.html", context)


@require_safe
def document(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a document, as a file and never as a page."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    visible = DocumentContent.objects.visible_to(request.user).select_related("document")
    content = visible.filter(pk=key).first()
    if content is None:
        raise Http404(str(key))
    response = HttpResponse(bytes(content.bytes), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=content.document.name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
