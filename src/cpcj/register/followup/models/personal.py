"""What belongs to one person: named filters, the last visit, the digests sent; and sheets given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import Record, RecordQuerySet
from cpcj.register.followup.models.visibility import Own

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

_PERSON = settings.AUTH_USER_MODEL


class SavedView(Record):
    """A person's filter of the list, by the name the person gave it; ``query`` as in an address."""

    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)

    objects: ClassVar[Any] = Own["SavedView"].as_manager()

    class Meta:
        """By name; a name once."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="followup_view_name")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def href(self) -> str:
        """Return the list's address with the filter."""
        return f"{reverse('followup:list')}?{self.query}"


class Visit(models.Model):
    """Up to which entry of the history a person has read. A reader's mark, no record of the room:
    it is not audited, or every reading would be a write that puts all kept pages out of date.
    """

    user = models.OneToOneField(_PERSON, primary_key=True, on_delete=models.CASCADE)
    entry = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Return person and entry."""
        return f"{self.user_id} {self.entry}"


class Digest(models.Model):
    """That a person's digest of a week ("2026-W47") was sent, or is being sent."""

    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    week = models.CharField(max_length=8)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Once a week."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "week"], name="followup_digest_once")
        ]

    def __str__(self) -> str:
        """Return person and week."""
        return f"{self.user_id} {self.week}"


class Sheets(RecordQuerySet["Sheet"]):
    """Tracking sheets, for those who may import them."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may import, none to others."""
        return self.all() if allows(user, Permission.FOLLOWUP_IMPORT) else self.none()


class Sheet(Record):
    """An office's tracking sheet as read, between its dry run and its being applied.

    Attributes:
        rows: the cells by column, and ``row``, the number of the row in the file.
        applied_at: None for a dry run.
    """

    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Sheets.as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
