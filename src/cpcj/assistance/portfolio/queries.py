"""The portfolio as a user sees it, and what a record still lacks."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models import (
    Activity,
    ActivityValue,
    Event,
    Recipient,
    Release,
    Sector,
)
from cpcj.assistance.portfolio.rules.shares import WHOLE
from cpcj.assistance.rules.identifiers import paragraph_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Actor

GAPS = {
    "description": _("There is no description."),
    "recipients": _("The shares of States and regions are not 100 per cent together."),
    "sectors": _("The shares of sectors are not 100 per cent together."),
    "parent": _("What it belongs to is not public yet."),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A record with what belongs to it."""

    one: Activity
    parts: tuple[Branch, ...]

    def all(self) -> Iterable[Activity]:
        """Yield the record and everything below it."""
        yield self.one
        for part in self.parts:
            yield from part.all()


def gaps(activity: Activity) -> list[_StrPromise]:
    """Return what a record lacks before it may be published."""
    found = {
        "description": not activity.description.strip(),
        "recipients": _sum(Recipient.objects.filter(activity=activity)) != WHOLE,
        "sectors": _sum(Sector.objects.filter(activity=activity)) != WHOLE,
        "parent": activity.parent is not None and activity.parent.release != Release.PUBLISHED,
    }
    return [GAPS[name] for name, missing in found.items() if missing]


def _sum(rows: QuerySet[Recipient] | QuerySet[Sector]) -> int:
    return sum(rows.values_list("share", flat=True))


def tree(user: Actor, activity: Activity) -> Branch:
    """Return a record with everything below it that the user sees, by one question."""
    below: dict[int | None, list[Activity]] = defaultdict(list)
    rows = Activity.objects.visible_to(user).filter(programme=activity.programme_id)
    for row in rows.order_by("planned_start", "pk"):
        below[row.parent_id].append(row)

    def branch(one: Activity) -> Branch:
        return Branch(one, tuple(branch(part) for part in below.get(one.pk, ())))

    return branch(activity)


def counted_by_place(user: Actor, activities: Iterable[Activity]) -> Mapping[str, int]:
    """Return how many of the activities are for each State and region."""
    keys = [one.pk for one in activities]
    rows = Recipient.objects.visible_to(user).filter(activity__in=keys)
    return Counter(rows.values_list("code", flat=True))


def counted_in(user: Actor, narrowed: QuerySet[Activity]) -> Mapping[str, int]:
    """Return how many of a list's activities are for each State and region."""
    keys = narrowed.order_by().values("pk")
    rows = Recipient.objects.visible_to(user).filter(activity__in=keys)
    return Counter(rows.values_list("code", flat=True))


def about_provision(user: Actor, identifier: str) -> QuerySet[Activity]:
    """Return the activities a user sees that name a provision, its acts, or a treaty article."""
    named = ActivityValue.objects.filter(
        Q(value=identifier) | Q(value__startswith=f"{identifier}."),
        field__in=(ActivityValue.Field.MANDATE, ActivityValue.Field.ARTICLE),
    )
    found: QuerySet[Activity] = Activity.objects.visible_to(user)
    return found.filter(pk__in=named.values("activity"))


def about_mandate(user: Actor, identifier: str) -> QuerySet[Activity]:
    """Return the activities a user sees that name an act or the paragraph it stands in."""
    named = ActivityValue.objects.filter(
        field=ActivityValue.Field.MANDATE, value__in={identifier, paragraph_of(identifier)}
    )
    found: QuerySet[Activity] = Activity.objects.visible_to(user)
    return found.filter(pk__in=named.values("activity"))


def of_state(user: Actor, code: str) -> QuerySet[Activity]:
    """Return the activities a user sees that are for a State."""
    named = Recipient.objects.filter(code=code)
    found: QuerySet[Activity] = Activity.objects.visible_to(user)
    return found.filter(pk__in=named.values("activity"))


def follow_ups_due(user: Actor, until: dt.date) -> QuerySet[Event]:
    """Return the events whose participants are to be asked again by a day, and were not."""
    found: QuerySet[Event] = Event.objects.visible_to(user)
    return found.filter(follow_up__isnull=True, follow_up_due__lte=until).order_by("follow_up_due")
