"""What there is for each mandate, and the requests that wait; each in a fixed number of questions.

Whoever may see coverage belongs to the office and sees all of it; still every row starts from what
the user may see.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Q, QuerySet

from cpcj.assistance.coverage.planned import region_of
from cpcj.assistance.coverage.rules.gaps import Chain, paragraph
from cpcj.assistance.models import Request, RequestValue
from cpcj.assistance.portfolio.models import Activity, ActivityRequest, ActivityValue
from cpcj.assistance.portfolio.models import Status as ActivityStatus
from cpcj.assistance.queries import clocks
from cpcj.assistance.results.models import Figure, UpdateStatus
from cpcj.assistance.rules.states import ENDED, Status
from cpcj.frame.permissions import Actor
from cpcj.funding.models import Contribution, FundedProvision
from cpcj.funding.models import Status as ContributionStatus
from cpcj.register.models import ActValue
from cpcj.resolutions.model import Standing

_NOT_COUNTED = (Status.DECLINED, Status.MERGED, Status.WITHDRAWN)
_DELIVERED = (Status.DELIVERED, Status.EVALUATED, Status.CLOSED)
_ACCEPTED = (*_DELIVERED, Status.ACCEPTED, Status.PLANNED, Status.IN_DELIVERY)
_OFFICE = ("unodc", "unodc_executive_director", "secretary_general")
"""Who is asked where the Office is to act."""
AGES = (30, 90, 180, 365)
"""Days at which the ages of open requests are cut."""


def chains(user: Actor) -> list[Chain]:
    """Return what there is for each mandate that anything names, in the order of the symbols."""
    requests: dict[str, set[int]] = defaultdict(set)
    waiting: dict[str, set[int]] = defaultdict(set)
    seen = Request.objects.visible_to(user).exclude(status__in=_NOT_COUNTED)
    named = RequestValue.objects.filter(request__in=seen, field=RequestValue.Field.MANDATE)
    for value, key, status in named.values_list("value", "request", "request__status"):
        requests[paragraph(value)].add(key)
        if status not in ENDED:
            waiting[paragraph(value)].add(key)
    activities: dict[str, set[int]] = defaultdict(set)
    going = Activity.objects.visible_to(user).exclude(status=ActivityStatus.CANCELLED)
    grounds = ActivityValue.objects.filter(activity__in=going, field=ActivityValue.Field.MANDATE)
    for value, key in grounds.values_list("value", "activity"):
        activities[paragraph(value)].add(key)
    money = _money(user)
    reached = _reached(user)
    inviting, asking = _inviting(user), _asking(user)
    mandates = sorted({*requests, *activities, *money, *inviting, *asking})
    return [
        Chain(
            mandate,
            len(requests[mandate]),
            len(waiting[mandate]),
            len(activities[mandate]),
            money.get(mandate, 0),
            sum(reached[key] for key in activities[mandate]),
            mandate in inviting,
            mandate in asking,
        )
        for mandate in mandates
    ]


def _inviting(user: Actor) -> set[str]:
    """Return the adopted paragraphs that invite donors or ask for extrabudgetary resources."""
    field = ActValue.Field
    asking = Q(field=field.QUALIFIER, value="extrabudgetary") | Q(
        field=field.ADDRESSEE, value="donors"
    )
    acts = ActValue.objects.visible_to(user).filter(
        asking, act__current=True, act__standing=Standing.ADOPTED
    )
    return {paragraph(one) for one in acts.values_list("act__identifier", flat=True).distinct()}


def _asking(user: Actor) -> set[str]:
    """Return the adopted paragraphs that ask the Office to give technical assistance."""
    field = ActValue.Field
    adopted = {"act__current": True, "act__standing": Standing.ADOPTED}
    acts = ActValue.objects.visible_to(user).filter(**adopted)
    about = acts.filter(field=field.TOPIC, value="technical_assistance")
    asked = acts.filter(
        field=field.ADDRESSEE, value__in=_OFFICE, act__in=about.order_by().values("act")
    )
    return {paragraph(one) for one in asked.values_list("act__identifier", flat=True).distinct()}


def _money(user: Actor) -> dict[str, int]:
    """Return contributions by mandate; one that names several counts whole for each."""
    given = Contribution.objects.visible_to(user).exclude(status=ContributionStatus.WITHDRAWN)
    rows = FundedProvision.objects.filter(contribution__in=given)
    by_mandate: dict[str, dict[int, int]] = defaultdict(dict)
    for value, key, cents in rows.values_list(
        "identifier", "contribution", "contribution__dollars"
    ):
        by_mandate[paragraph(value)][key] = cents
    return {mandate: sum(own.values()) for mandate, own in by_mandate.items()}


def _reached(user: Actor) -> Counter[int]:
    """Return how many indicators of each activity have an approved figure."""
    figures = Figure.objects.visible_to(user).filter(update__status=UpdateStatus.APPROVED)
    rows = figures.order_by().values_list("indicator__result__activity", "indicator").distinct()
    return Counter(key for key, _indicator in rows)


def activities_without(user: Actor) -> QuerySet[Activity]:
    """Return the records of the portfolio that rest on no mandate, cancelled ones left out."""
    with_one = ActivityValue.objects.filter(field=ActivityValue.Field.MANDATE).values("activity")
    found: QuerySet[Activity] = Activity.objects.visible_to(user)
    return found.exclude(status=ActivityStatus.CANCELLED).exclude(pk__in=with_one)


def requests_without(user: Actor) -> QuerySet[Request]:
    """Return the requests that name no mandate; declined, merged and withdrawn ones left out."""
    with_one = RequestValue.objects.filter(field=RequestValue.Field.MANDATE).values("request")
    found: QuerySet[Request] = Request.objects.visible_to(user)
    return found.exclude(status__in=_NOT_COUNTED).exclude(pk__in=with_one)


def requests_unanswered(user: Actor) -> QuerySet[Request]:
    """Return the requests that were accepted, or got further, and that no activity answers."""
    answered = (
        ActivityRequest.objects.exclude(activity__status=ActivityStatus.CANCELLED)
        .order_by()
        .values("request")
    )
    found: QuerySet[Request] = Request.objects.visible_to(user).filter(status__in=_ACCEPTED)
    return found.exclude(pk__in=answered)


def contributions_without(user: Actor) -> QuerySet[Contribution]:
    """Return the contributions for no mandate, withdrawn ones left out."""
    with_one = FundedProvision.objects.values("contribution")
    found: QuerySet[Contribution] = Contribution.objects.visible_to(user)
    return found.exclude(status=ContributionStatus.WITHDRAWN).exclude(pk__in=with_one)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that has not ended.

    Attributes:
        number, title, state, region: of it.
        areas: its crime areas.
        days: calendar days since it was received.
        late: whether the office is late with what it still has to do.
    """

    number: str
    title: str
    state: str
    region: str
    areas: tuple[str, ...]
    days: int
    late: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """Requests against what became of them.

    Attributes:
        waiting: requests that have not ended, the oldest first.
        answered: how many have an answer.
        typical: working days to an answer, the median; None where there is none.
        in_time: how many were answered in time.
        delivered: how many were delivered.
        accepted: how many were accepted or later; of these some were delivered.
    """

    waiting: tuple[Waiting, ...]
    answered: int
    typical: float | None
    in_time: int
    delivered: int
    accepted: int


def demand(user: Actor, today: dt.date, *, area: str = "", region: str = "") -> Demand:
    """Return the requests of a crime area and region; of all where none is said."""
    areas: dict[int, list[str]] = defaultdict(list)
    seen = Request.objects.visible_to(user)
    named = RequestValue.objects.filter(request__in=seen, field=RequestValue.Field.TOPIC)
    for key, value in named.values_list("request", "value"):
        areas[key].append(value)
    rows: Sequence[Request] = [
        one
        for one in seen.order_by("received", "pk")
        if (not area or area in areas[one.pk]) and (not region or region_of(one.state) == region)
    ]
    timed = clocks(rows, as_of=today)
    answers = [timed[one.pk].answer for one in rows if one.pk in timed]
    ended = [one for one in answers if one.ended is not None]
    counted = [one for one in rows if one.status not in _NOT_COUNTED]
    return Demand(
        waiting=tuple(
            Waiting(
                one.number, one.title, one.state, region_of(one.state), tuple(areas[one.pk]),
                (today - one.received).days, one.pk in timed and timed[one.pk].late,
            )
            for one in rows
            if one.status not in ENDED
        ),
        answered=len(ended),
        typical=median(one.used for one in ended) if ended else None,
        in_time=sum(not one.late for one in ended),
        delivered=sum(one.status in _DELIVERED for one in counted),
        accepted=sum(one.status in _ACCEPTED for one in counted),
    )  # fmt: skip


def age(days: int) -> str:
    """Return the class of an age: "30" for up to 30 days, "more" beyond the last."""
    return next((str(limit) for limit in AGES if days <= limit), "more")
