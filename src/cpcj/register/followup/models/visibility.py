"""Who may see follow-up: those who may view it; the public a status that an officer published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from django.db import models

from cpcj.frame.permissions import NOBODYS, Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet
from cpcj.register.models import Text
from cpcj.register.models.visibility import sees_unpublished

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


def sees_followup(user: Actor) -> bool:
    """Tell whether a user sees the follow-up of mandates, and not only published statuses."""
    return allows(user, Permission.FOLLOWUP_VIEW)


class _OfUnit(Protocol):
    """A record that a unit answers for."""

    unit_id: int | None


def scope(followup: _OfUnit) -> Scope:
    """Return whose a follow-up is: its unit's, and while it has none everybody's who may."""
    return NOBODYS if followup.unit_id is None else Scope(units=frozenset({followup.unit_id}))


class FollowUps(RecordQuerySet[M]):
    """Follow-ups. Of a published one the public is shown its status, see ``queries.public``."""

    def visible_to(self, user: Actor) -> Self:
        """Return what ``user`` may see; of texts kept back, only to who sees those."""
        if sees_followup(user):
            if sees_unpublished(user):
                return self.all()
            kept_back = Text.objects.filter(published=False).values("identifier")
            return self.exclude(text__in=kept_back)
        return self.filter(
            published=True,
            row__current=True,
            row__text__published=True,
            row__text__current__isnull=False,
        )


class OfFollowUp(RecordQuerySet[M]):
    """What stands beside a follow-up: for those who see follow-up, never for the public."""

    to_followup = "followup"

    def visible_to(self, user: Actor) -> Self:
        """Return what stands beside the follow-ups that ``user`` sees."""
        if not sees_followup(user):
            return self.none()
        if sees_unpublished(user):
            return self.all()
        kept_back = Text.objects.filter(published=False).values("identifier")
        return self.exclude(**{f"{self.to_followup}__text__in": kept_back})


class Own(RecordQuerySet[M]):
    """Records that only the person they belong to sees."""

    def visible_to(self, user: Actor) -> Self:
        """Return the user's own."""
        return self.none() if user.pk is None else self.filter(user=user.pk)
