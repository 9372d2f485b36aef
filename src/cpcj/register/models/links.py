"""Series (the same subject year after year) and families (one text from draft to resolution)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from cpcj.frame.permissions import Actor
from cpcj.frame.records import Record, RecordQuerySet
from cpcj.register.models.texts import Text
from cpcj.register.models.visibility import OfText, sees_unpublished


class LinkQuerySet(RecordQuerySet["Series"]):
    """Series, seen with any of their texts."""

    def visible_to(self, user: Actor) -> Self:
        """Return the series of which ``user`` may see a text."""
        seen = self.filter(texts__current__isnull=False)
        if not sees_unpublished(user):
            seen = seen.filter(texts__published=True)
        return seen.distinct()


class Series(Record):
    """The texts of one recurring resolution; ``title`` is that of its latest text."""

    recurring_title = models.CharField(max_length=500, unique=True)
    title = models.TextField()

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class FamilyQuerySet(RecordQuerySet["Family"]):
    """Families, seen with any of their members."""

    def visible_to(self, user: Actor) -> Self:
        """Return the families of which ``user`` may see a member."""
        seen = self.filter(members__text__current__isnull=False)
        if not sees_unpublished(user):
            seen = seen.filter(members__text__published=True)
        return seen.distinct()


class Family(Record):
    """A text on its way: draft, revisions, the report's text, the resolution."""

    objects: ClassVar[Any] = FamilyQuerySet.as_manager()

    def __str__(self) -> str:
        """Return its number."""
        return f"family {self.pk}"


class FamilyMember(Record):
    """A text in a family: proposed by a rule, confirmed or rejected by a person."""

    class State(models.TextChoices):
        """How certain it is."""

        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="members")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OfText["FamilyMember"].as_manager()

    class Meta:
        """A text is in one family at most, rejected memberships aside."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "text"], name="register_member_once"),
            models.UniqueConstraint(
                fields=["text"],
                condition=~models.Q(state="rejected"),
                name="register_member_of_one",
            ),
        ]

    def __str__(self) -> str:
        """Return text and state."""
        return f"{self.text} ({self.state})"
