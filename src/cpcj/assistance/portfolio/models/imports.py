"""Tables read and shown, until somebody takes them over."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.visibility import OfOffice
from cpcj.frame.records import Record


class Proposal(Record):
    """What a table of a kind says, row by row, and what is wrong with it.

    Attributes:
        kind: name of the kind of table ("activities").
        digest: SHA-256 of the file.
        replace: whether it takes the place of what is held, or adds to it.
        rows: the rows as they were written, by column.
        problems: ``[line, column, words]`` of each error.
    """

    kind = models.CharField(max_length=20)
    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    replace = models.BooleanField(_("replaces"), default=False)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = OfOffice["Proposal"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
