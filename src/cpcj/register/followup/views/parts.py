"""Pieces of other pages: a mandate's, a text's and the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext

from cpcj.frame.permissions import Permission, allows
from cpcj.register.followup import queries
from cpcj.register.followup.models import Status
from cpcj.register.followup.models.visibility import sees_followup
from cpcj.register.followup.pictures import status_bar
from cpcj.register.followup.shown import status_name
from cpcj.register.presentation.acts import ShownAct
from cpcj.register.queries.mandates import rows_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_FEW = 5


def on_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a mandate's page; to the public, a published status alone."""
    user = request.user
    if not sees_followup(user):
        public = queries.public_status(user, identifier)
        if public is None:
            return None
        return {"public": True, "followup": public, "status": status_name(public.status)}
    followup = queries.find_followup(user, identifier)
    apart = queries.apart(user, identifier)
    if followup is None and not apart:
        return None
    return {
        "public": False,
        "followup": followup,
        "status": status_name(followup.status) if followup else "",
        "href": reverse("followup:mandate", args=[identifier]),
        "apart": apart,
        "may_record": allows(user, Permission.FOLLOWUP_RECORD),
    }


def on_text(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a text's page."""
    counted = queries.text_statuses(request.user, identifier)
    if counted is None:
        return None
    sees = sees_followup(request.user)
    address = f"{reverse('followup:list')}?{urlencode({'text': identifier})}"
    title = gettext("Status of its mandates") if sees else gettext("Published statuses")
    return {
        "picture": status_bar("followup-statuses", title, counted.counts, rtl=get_language_bidi()),
        "legend": [
            (status, number, f"{address}&{urlencode({'status': status.value})}" if sees else "")
            for status, number in counted.counts
            if number
        ],
        "counted": counted,
        "href": address if sees else "",
    }


def on_start(request: HttpRequest) -> dict[str, Any]:
    """Return the panel of the start page: what a person has to see to; nothing for others."""
    user = request.user
    if user.pk is None or not sees_followup(user):
        return {"own": None}
    today = timezone.localdate()
    own = queries.mandates(user).filter(queries.mine(user, today))
    soon = own.filter(queries.due_soon(today)).order_by("due_from", "pk")
    late = own.filter(queries.late(today)).order_by("-due_to", "pk")
    rows = rows_of([*soon.values_list("pk", flat=True)[:_FEW]])
    waiting = 0
    if allows(user, Permission.FOLLOWUP_COMPLETE):
        waiting = (
            queries.mandates(user)
            .filter(followup__proposed_at__isnull=False)
            .exclude(followup__status=Status.COMPLETED)
            .exclude(followup__proposed_by=user.pk)
            .count()
        )
    return {
        "own": own.count(),
        "open": own.filter(queries.still_open()).count(),
        "soon": soon.count(),
        "late": late.count(),
        "waiting": waiting,
        "rows": [ShownAct.of(row) for row in rows],
        "reminders": list(queries.reminders(user, today)[:_FEW]),
        "changed": queries.changes_since(user, queries.read_up_to(user)).count(),
    }
