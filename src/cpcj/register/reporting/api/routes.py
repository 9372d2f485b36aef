"""The calendar's operations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from cpcj.frame.api.answers import list_answer, place
from cpcj.frame.api.problems import ProblemError
from cpcj.register.reporting.api import queries, shapes
from cpcj.register.reporting.models import EntryValue
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.views.calendar import deadline_record

router = Router(tags=["calendar"])


@router.get("/deadlines", response=shapes.Deadlines, summary="List deadlines")
def deadlines(request: HttpRequest, query: Query[queries.DeadlineQuery]) -> HttpResponse:
    """List what is to be reported when, in order of time, with the filters of the page."""
    found = deadlines_on(request.user, query.on or timezone.localdate())
    found = _narrowed(found, query)
    total = found.count()
    after = place(query.cursor, 2)
    if after is not None:
        day = _day(after[0])
        found = found.filter(Q(order_on__gt=day) | Q(order_on=day, pk__gt=after[1]))
    rows = list(found.select_related("entry__text").order_by("order_on", "pk")[: query.limit + 1])
    kept = rows[: query.limit]
    records = [deadline_record(row) for row in kept]
    following = None
    if len(rows) > query.limit:
        following = [kept[-1].order_on.toordinal(), kept[-1].pk]
    return list_answer(request, "deadlines", records, total=total, following=following)


def _narrowed(found: Any, query: queries.DeadlineQuery) -> Any:
    if State.SET_ASIDE.value not in query.state:
        found = found.filter(set_aside=False)
    for name, values in (
        ("state", query.state),
        ("place", query.due),
        ("body", query.body),
        ("entry__recurrence", query.recurs),
    ):
        if values:
            found = found.filter(**{f"{name}__in": values})
    for field, values in (
        (EntryValue.Field.ADDRESSEE, query.addressee),
        (EntryValue.Field.TOPIC, query.topic),
    ):
        if values:
            having = EntryValue.objects.filter(field=field, value__in=values)
            found = found.filter(entry__in=having.values("entry"))
    return found.filter(entry__text__identifier=query.text) if query.text else found


def _day(number: int) -> dt.date:
    """Return the day of a cursor.

    Raises:
        ProblemError: 422; it is none.
    """
    try:
        return dt.date.fromordinal(number)
    except (ValueError, OverflowError) as error:
        where = {"where": "query.cursor", "message": "no cursor of this list"}
        raise ProblemError(
            422, "The cursor is none of this list; begin without one.", [where]
        ) from error
