"""The offices' own templates, every version of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import Record, RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class Templates(RecordQuerySet["Template"]):
    """Templates, seen by who keeps them."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may replace them, none to others."""
        return self if allows(user, Permission.TEMPLATE_KEEP) else self.none()


class Template(Record):
    """A version of a template of a kind in a language; the latest is in use.

    Attributes:
        language: of the interface ("zh-hans").
        content: the file as it came; empty where the program's own is in use again from here on.
        digest: SHA-256 of the file.
    """

    kind = models.CharField(_("document"), max_length=30, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("file"), max_length=255, blank=True)
    content = models.BinaryField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Templates.as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("kind", "language"), name="documents_template_of"),)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
