"""Requests as a user sees them: the rows of the board, clocks, triage, evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from cpcj.assistance.models import Conflict, Holiday, Request, RequestEvent, RequestValue, Score
from cpcj.assistance.rules.clocks import Clock, Moved, clock
from cpcj.assistance.rules.identifiers import paragraph_of
from cpcj.assistance.rules.states import ENDED, UNANSWERED, Status
from cpcj.assistance.rules.triage import Points, Sum, total
from cpcj.assistance.visibility import own_states
from cpcj.frame.permissions import Actor

_NOT_ACKNOWLEDGED = {Status.RECEIVED.value}
_ENDS_ACKNOWLEDGE = frozenset(Status.values) - _NOT_ACKNOWLEDGED
_ENDS_ANSWER = frozenset(Status.values) - {one.value for one in UNANSWERED}
_WAITS = frozenset({Status.MORE_INFORMATION.value})


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a request on a day."""

    acknowledge: Clock
    answer: Clock

    @property
    def late(self) -> bool:
        """Tell whether the office is late with what it still has to do."""
        return any(one.late and one.ended is None for one in (self.acknowledge, self.answer))


def clocks(
    requests: Iterable[Request], as_of: dt.date | None = None
) -> Mapping[int, Clocks]:  # fmt: skip
    """Return the clocks of requests by key; two questions to the store, however many they are."""
    wanted = list(requests)
    day = as_of or timezone.localdate()
    holidays = frozenset(Holiday.objects.values_list("on", flat=True))
    moved: dict[int, list[Moved]] = defaultdict(list)
    events = RequestEvent.objects.filter(request__in=[one.pk for one in wanted]).order_by("pk")
    for key, before, after, on in events.values_list("request", "before", "after", "on"):
        if not moved[key] or before != after:
            moved[key].append(Moved(after, on))
    return {
        one.pk: Clocks(
            clock(
                moved[one.pk], allowed=settings.REQUEST_ACKNOWLEDGE_DAYS, ends=_ENDS_ACKNOWLEDGE,
                waits=frozenset(), as_of=day, holidays=holidays,
            ),
            clock(
                moved[one.pk], allowed=settings.REQUEST_ANSWER_DAYS, ends=_ENDS_ANSWER,
                waits=_WAITS, as_of=day, holidays=holidays,
            ),
        )
        for one in wanted
        if moved[one.pk]
    }  # fmt: skip


def triage(user: Actor, request: Request) -> tuple[Sum, list[Score], list[Conflict]]:
    """Return the sum of a request with everybody's points and conflicts, as far as seen."""
    scores = list(Score.objects.visible_to(user).filter(request=request).select_related("by"))
    conflicts = list(
        Conflict.objects.visible_to(user).filter(request=request).select_related("person")
    )
    points = [Points(one.criterion, one.by_id, one.points) for one in scores]
    return total(points, {one.person_id for one in conflicts}), scores, conflicts


def is_own(user: Actor, request: Request) -> bool:
    """Tell whether a request is of a State the user acts for."""
    return request.state in own_states(user)


def about_provision(user: Actor, identifier: str) -> QuerySet[Request]:
    """Return the requests a user sees that name a provision, its acts, or the treaty article."""
    named = RequestValue.objects.filter(
        Q(value=identifier) | Q(value__startswith=f"{identifier}."),
        field__in=(RequestValue.Field.MANDATE, RequestValue.Field.ARTICLE),
    )
    found: QuerySet[Request] = Request.objects.visible_to(user)
    return found.filter(pk__in=named.values("request"))


def about_mandate(user: Actor, identifier: str) -> QuerySet[Request]:
    """Return the requests a user sees that name an act or the paragraph it stands in."""
    named = RequestValue.objects.filter(
        field=RequestValue.Field.MANDATE, value__in={identifier, paragraph_of(identifier)}
    )
    found: QuerySet[Request] = Request.objects.visible_to(user)
    return found.filter(pk__in=named.values("request"))


def still_open(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Return those that have not ended."""
    return requests.exclude(status__in=ENDED)
