"""Needs assessments: what a State was found to need, when, by whom, on what evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models.activities import Activity
from cpcj.assistance.portfolio.visibility import Needs, OfNeed, WithNeed
from cpcj.frame.records import Record


class Need(Record):
    """A needs assessment of a State.

    Attributes:
        state: ISO 3166-1 alpha-3 code.
        on: the day the findings are of.
        assessed_by: which mission, review or institution found it, in words.
        evidence: what it rests on, in words; documents stand beside it.
    """

    state = models.CharField(_("State"), max_length=3, db_index=True)
    on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=300)
    findings = models.TextField(_("findings"))
    assessed_by = models.CharField(_("assessed by"), max_length=300)
    evidence = models.TextField(_("evidence"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Needs["Need"].as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("needs assessment")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        """Return State, day and title."""
        return f"{self.state} {self.on} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portfolio:need", args=[self.pk])


class NeedValue(Record):
    """A crime area that a needs assessment is about."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=60, db_index=True)

    objects: ClassVar[Any] = OfNeed["NeedValue"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("need", "value"), name="portfolio_need_value_once"),
        )

    def __str__(self) -> str:
        """Return the crime area."""
        return self.value


class NeedRequest(Record):
    """A request for assistance that points at a needs assessment of the same State."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="requests")
    request = models.ForeignKey(
        "assistance.Request", on_delete=models.CASCADE, related_name="needs"
    )

    objects: ClassVar[Any] = OfNeed["NeedRequest"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("need", "request"), name="portfolio_need_request_once"),
        )

    def __str__(self) -> str:
        """Return the request's key."""
        return str(self.request_id)


class ActivityNeed(Record):
    """A needs assessment that an activity answers."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="activities")

    objects: ClassVar[Any] = WithNeed["ActivityNeed"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("activity", "need"), name="portfolio_need_once"),
        )

    def __str__(self) -> str:
        """Return the needs assessment's key."""
        return str(self.need_id)
