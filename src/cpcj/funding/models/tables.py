"""Rates of exchange and settings: dated, with their source."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.models.visibility import OfOffice, OfViewers


class Rate(Record):
    """So many units of a currency a dollar, from a day on until the next."""

    currency = models.CharField(_("currency"), max_length=3)
    since = models.DateField(_("since"))
    units = models.DecimalField(_("units a dollar"), max_digits=20, decimal_places=8)
    source = models.CharField(_("source"), max_length=300)

    objects: ClassVar[Any] = OfViewers["Rate"].as_manager()

    class Meta:
        """One a currency and day."""

        ordering = ("currency", "-since")
        constraints = (
            models.UniqueConstraint(fields=("currency", "since"), name="funding_one_rate_a_day"),
        )

    def __str__(self) -> str:
        """Return currency and day."""
        return f"{self.currency} {self.since}"


class RateProposal(Record):
    """A table of rates that was read and waits for a yes.

    ``rows`` holds pairs of currency, day and units as they were read; ``problems`` what was not
    understood, by line.
    """

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfOffice["RateProposal"].as_manager()

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class SettingKind(models.TextChoices):
    """What a setting is about."""

    SUPPORT_COST = "support_cost", _("Programme support cost")
    LEVY = "levy", _("Coordination levy")


class Setting(Record):
    """A rate in per cent from a day on; ``threshold`` in cents, for the levy."""

    kind = models.CharField(_("kind"), max_length=20, choices=SettingKind.choices)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    since = models.DateField(_("since"))
    source = models.CharField(_("source"), max_length=300)
    threshold = models.BigIntegerField(_("threshold"), default=0)

    objects: ClassVar[Any] = OfViewers["Setting"].as_manager()

    class Meta:
        """One a kind and day."""

        ordering = ("kind", "-since")
        constraints = (
            models.UniqueConstraint(fields=("kind", "since"), name="funding_one_setting_a_day"),
        )

    def __str__(self) -> str:
        """Return kind and day."""
        return f"{self.kind} {self.since}"
