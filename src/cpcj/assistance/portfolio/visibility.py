"""Who may see the portfolio: everybody what was approved for publication, the office the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from cpcj.assistance.portfolio.rules.states import Release
from cpcj.assistance.visibility import own_states
from cpcj.frame.permissions import NOBODYS, Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.assistance.portfolio.models import Activity
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


def keeps(user: Actor) -> bool:
    """Tell whether a user belongs to the office that keeps the portfolio, drafts included."""
    return allows(user, Permission.PORTFOLIO_RECORD)


def scope(activity: Activity) -> Scope:
    """Return whose an activity is: its unit's, nobody's before it has one."""
    if activity.unit_id is None:
        return NOBODYS
    return Scope(units=frozenset({activity.unit_id}))


class OfActivity(RecordQuerySet[M]):
    """What is seen with its activity; ``to_activity`` is the way to it."""

    to_activity: ClassVar[str] = "activity__"
    also: ClassVar[dict[str, Any]] = {}

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to others what belongs to published activities."""
        if keeps(user):
            return self.all()
        if not allows(user, Permission.PORTFOLIO_VIEW):
            return self.none()
        return self.filter(**{f"{self.to_activity}release": Release.PUBLISHED}, **self.also)


class Activities(OfActivity[M]):
    """Programmes, projects and activities."""

    to_activity = ""


class PublicOfActivity(OfActivity[M]):
    """Of a published activity, what is itself marked as public."""

    also: ClassVar[dict[str, Any]] = {"public": True}


class OfEvent(OfActivity[M]):
    """What belongs to a training event."""

    to_activity = "event__activity__"


class WithRequest(RecordQuerySet[M]):
    """Links to requests: seen by who sees the activity and the request."""

    def visible_to(self, user: Actor) -> Self:
        """Return the links whose two ends the user sees."""
        from cpcj.assistance.models import Request
        from cpcj.assistance.portfolio.models import Activity

        return self.filter(
            activity__in=Activity.objects.visible_to(user).values("pk"),
            request__in=Request.objects.visible_to(user).values("pk"),
        )


class Needs(RecordQuerySet[M]):
    """Needs assessments: the office's and the assessed State's own, nobody else's."""

    to_need: ClassVar[str] = ""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to who acts for a State its own."""
        if keeps(user):
            return self.all()
        if not allows(user, Permission.REQUEST_VIEW):
            return self.none()
        return self.filter(**{f"{self.to_need}state__in": own_states(user)})


class OfNeed(Needs[M]):
    """What belongs to a needs assessment."""

    to_need = "need__"


class WithNeed(RecordQuerySet[M]):
    """Links from activities to needs assessments: seen by who sees both ends."""

    def visible_to(self, user: Actor) -> Self:
        """Return the links whose two ends the user sees."""
        from cpcj.assistance.portfolio.models import Activity, Need

        return self.filter(
            activity__in=Activity.objects.visible_to(user).values("pk"),
            need__in=Need.objects.visible_to(user).values("pk"),
        )


class Documents(RecordQuerySet[M]):
    """Documents, of activities or of needs assessments; ``to_document`` is the way to them."""

    to_document: ClassVar[str] = ""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, else public ones of published activities, and own needs'."""
        if keeps(user):
            return self.all()
        way = self.to_document
        seen = Q()
        if allows(user, Permission.PORTFOLIO_VIEW):
            published = {f"{way}activity__release": Release.PUBLISHED, f"{way}public": True}
            seen |= Q(**published)
        if allows(user, Permission.REQUEST_VIEW):
            seen |= Q(**{f"{way}need__state__in": own_states(user)})
        return self.filter(seen) if seen else self.none()


class OfDocument(Documents[M]):
    """Bytes, seen with their document."""

    to_document = "document__"


class OfOffice(RecordQuerySet[M]):
    """What stays inside the office."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office."""
        return self.all() if keeps(user) else self.none()


class OfEverybody(RecordQuerySet[M]):
    """What everybody may see who sees the portfolio: where offices stand."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see the portfolio."""
        return self.all() if allows(user, Permission.PORTFOLIO_VIEW) else self.none()
