"""Forecasts in versions, and transactions that come in as a spreadsheet."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.models.books import EntryRow
from cpcj.funding.models.contributions import Contribution, CostObject
from cpcj.funding.models.visibility import OfImports, OfOffice, OfPlans


class Forecast(Record):
    """What is expected, month by month: receipts of a contribution, expenditure of a cost object.

    A forecast is never changed: the next version stands beside it.

    Attributes:
        contribution, cost_object: which it is about; one of the two.
        version: counted from 1 for each.
        made_on: the day it was made; variance as of an earlier day uses an earlier version.
    """

    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.PROTECT, related_name="forecasts"
    )
    cost_object = models.ForeignKey(
        CostObject, null=True, on_delete=models.PROTECT, related_name="forecasts"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    made_on = models.DateField(_("made on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = OfPlans["Forecast"].as_manager()

    class Meta:
        """The newest version first."""

        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=("contribution", "version"), name="funding_forecast_of_contribution_once"
            ),
            models.UniqueConstraint(
                fields=("cost_object", "version"), name="funding_forecast_of_cost_object_once"
            ),
        )

    def __str__(self) -> str:
        """Return the version."""
        return str(self.version)


class LinesOfPlans(OfPlans["ForecastLine"]):
    """Months of forecasts."""

    to_cost_object = "forecast__cost_object"


class ForecastLine(Record):
    """What is expected in a month, in cents; ``month`` is its first day."""

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="lines")
    month = models.DateField(_("month"))
    cents = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = LinesOfPlans.as_manager()

    class Meta:
        """In order of time, each month once."""

        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(
                fields=("forecast", "month"), name="funding_forecast_month_once"
            ),
        )

    def __str__(self) -> str:
        """Return the month."""
        return f"{self.month:%Y-%m}"


class TransactionProposal(Record):
    """A spreadsheet of transactions that was read and waits for a yes."""

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfOffice["TransactionProposal"].as_manager()

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class ImportedTransaction(Record):
    """The entry that a spreadsheet's row became, by the row's reference.

    ``said`` holds the row as it was taken over; another row of the same reference takes its place
    only where somebody says so, by a reversal and a new entry.
    """

    reference = models.CharField(_("reference"), max_length=100, unique=True)
    said = models.JSONField(default=list)
    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="imported")

    objects: ClassVar[Any] = OfImports["ImportedTransaction"].as_manager()

    class Meta:
        """By reference."""

        ordering = ("reference",)

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference
