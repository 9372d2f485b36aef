"""The audit log's two tables: the events and the head of their chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, allows

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

DIGEST_LENGTH = 64  # hexadecimal SHA-256


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete an audit event."""


def _refuse() -> NoReturn:
    message = "audit events are only ever added"
    raise AppendOnlyError(message)


class FieldChange(models.TextChoices):
    """What became of a field; its values are not in the log."""

    SET = "set", _("set")
    CHANGED = "changed", _("changed")
    KEPT = "kept", _("unchanged")
    REMOVED = "removed", _("removed")

    @classmethod
    def of(cls, old: str | None, new: str | None) -> FieldChange:
        """Return what became of a field by the digests of its old and new value."""
        if old is None:
            return cls.SET
        if new is None:
            return cls.REMOVED
        return cls.KEPT if old == new else cls.CHANGED


class AuditEventQuerySet(models.QuerySet["AuditEvent", "AuditEvent"]):
    """Events; they can be read and, by the recorder alone, added."""

    def visible_to(self, user: Actor) -> AuditEventQuerySet:
        """Return all events to whoever may view the log, none to others."""
        return self.all() if allows(user, Permission.AUDIT_VIEW) else self.none()

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - refuses whatever is given
        """Refuse."""
        _refuse()

    def delete(self) -> NoReturn:
        """Refuse."""
        _refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - refuses all
        """Refuse."""
        _refuse()


class AuditEvent(models.Model):
    """One thing that happened.

    ``fields`` maps a field's name to ``{"old": digest, "new": digest}``: keyed digests of the
    values, so that a value can be proved but not read from the log. ``digest`` covers every column
    and ``previous``, the digest of the event before.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    what = models.CharField(max_length=120)
    kind = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80, blank=True)
    fields = models.JSONField(default=dict)
    note = models.CharField(max_length=80, blank=True)
    previous = models.CharField(max_length=DIGEST_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        """In order of the chain."""

        ordering = ("sequence",)
        indexes = (
            models.Index(fields=("kind", "key"), name="audit_event_record"),
            models.Index(fields=("actor", "sequence"), name="audit_event_actor"),
            models.Index(fields=("at",), name="audit_event_at"),
        )

    def __str__(self) -> str:
        """Return number, deed and record."""
        return f"{self.sequence} {self.what} {self.kind} {self.key}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; refuse to save it a second time."""
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - refuses all
        """Refuse."""
        _refuse()

    @property
    def person(self) -> int | None:
        """Return the key of the account that acted; None where it was no person."""
        kind, _, key = self.actor.partition(":")
        return int(key) if kind == "person" and key.isdecimal() else None

    def changes(self) -> list[tuple[str, FieldChange]]:
        """Return the fields by name with what became of each."""
        return [
            (name, FieldChange.of(self.fields[name].get("old"), self.fields[name].get("new")))
            for name in sorted(self.fields)
        ]


class ChainHead(models.Model):
    """The single row that says where the chain ends; locked by whoever adds to it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST_LENGTH, default="0" * DIGEST_LENGTH)

    class Meta:
        """One row only."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),)

    def __str__(self) -> str:
        """Return number and digest of the last event."""
        return f"{self.sequence} {self.digest}"
