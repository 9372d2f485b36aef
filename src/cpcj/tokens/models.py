"""Tokens, stored so that nobody can read them back."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.frame.records import Record, RecordQuerySet


class TokenQuerySet(RecordQuerySet["Token"]):
    """Tokens, seen by their owners and by those who manage accounts."""

    def visible_to(self, user: Actor) -> Self:
        """Return a person's own tokens; all to who manages accounts."""
        if allows(user, Permission.ACCOUNT_MANAGE):
            return self
        return self.filter(owner=user.pk) if user.pk is not None else self.none()

    def usable(self) -> Self:
        """Return the tokens that still work."""
        return self.filter(
            revoked_at=None, expires_on__gte=timezone.localdate(), owner__is_active=True
        )


class Token(Record):
    """A token that a person issued to a program.

    Attributes:
        name: what it is for, in the owner's words.
        digest: SHA-256 of the token; the token itself is shown once and stored nowhere.
        scopes: permissions that it carries, by their values; what the owner may no longer do does
            not work either.
        expires_on: the last day it works.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = TokenQuerySet.as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def works(self) -> bool:
        """Return whether it was neither revoked nor has expired."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class TokenUse(models.Model):
    """The day a token was used last. No record of a room: it is written without a service."""

    token = models.OneToOneField(
        Token, primary_key=True, on_delete=models.CASCADE, related_name="use"
    )
    day = models.DateField()

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()

    @classmethod
    def note(cls, token: Token, day: dt.date) -> None:
        """Note that a token is used today; written once a day."""
        cls.objects.update_or_create(token=token, defaults={"day": day})
