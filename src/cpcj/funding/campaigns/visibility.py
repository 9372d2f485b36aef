"""Who sees what: campaigns and events are public, donations and requests are the office's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


def keeps(user: Actor) -> bool:
    """Tell whether a user records campaigns and sponsorships."""
    return allows(user, Permission.CAMPAIGN_RECORD)


class OfEverybody(RecordQuerySet[M]):
    """What is public: campaigns, events, who is invited."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see campaigns: everybody."""
        return self.all() if allows(user, Permission.CAMPAIGN_VIEW) else self.none()


class OfKeepers(RecordQuerySet[M]):
    """What is the office's: who gave, who asked, what was decided."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who records them, none to others."""
        return self.all() if keeps(user) else self.none()
