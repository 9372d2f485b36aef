"""Periods with targets, and what is reported about them: updates, figures, approved snapshots."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.results.models.framework import Indicator, Measured
from cpcj.assistance.results.rules.states import UpdateStatus
from cpcj.assistance.results.visibility import OfIndicator, OfUpdate, Results, Updates
from cpcj.frame.records import Record

_PERSON = settings.AUTH_USER_MODEL


class ApprovedError(RuntimeError):
    """What was approved was to be changed or removed; a correction is a new update."""


def _refuse() -> NoReturn:
    message = "what was approved is never changed: a correction is a new update"
    raise ApprovedError(message)


class Period(Record):
    """A period that an activity reports on; fixed once an update about it was approved."""

    activity = models.ForeignKey(
        "portfolio.Activity", on_delete=models.CASCADE, related_name="periods"
    )
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    due_on = models.DateField(_("report due on"))

    objects: ClassVar[Any] = Results["Period"].as_manager()

    class Meta:
        """In order of time; none begins twice."""

        verbose_name = _("reporting period")
        ordering = ("starts_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("activity", "starts_on"), name="results_period_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="results_period_in_order"
            ),
        )

    def __str__(self) -> str:
        """Return first and last day."""
        return f"{self.starts_on}/{self.ends_on}"

    def approved(self) -> bool:
        """Tell whether an update about it was approved."""
        return Update.objects.filter(period=self.pk, status=UpdateStatus.APPROVED).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it while nothing about it was approved."""
        if not self._state.adding and self.approved():
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it while nothing about it was approved."""
        if self.approved():
            _refuse()
        return super().delete(*args, **kwargs)


class Target(Record, Measured):
    """What is to be reached in a period: the total where ``axis`` is empty, else one row."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    axis = models.CharField(max_length=30, blank=True)
    key = models.CharField(max_length=60, blank=True)

    objects: ClassVar[Any] = OfIndicator["Target"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("period", "indicator", "axis", "key"), name="results_target_once"
            ),
        )

    def __str__(self) -> str:
        """Return the value."""
        return str(self.numerator if self.numerator is not None else self.words)


class Update(Record):
    """What an activity reports about a period.

    Attributes:
        version: 1, then one more for each correction of what was approved.
        correction: why what was approved is to be corrected; empty for the first version.
        narrative: what happened, in words.
        unit: the part of the Office that answered for the activity when it was begun.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="updates")
    version = models.PositiveSmallIntegerField(default=1)
    correction = models.TextField(_("why it is corrected"), blank=True)
    narrative = models.TextField(_("what happened"), blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=UpdateStatus, default=UpdateStatus.DRAFT, db_index=True
    )
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    return_reason = models.TextField(_("why it is returned"), blank=True)
    approved_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Updates["Update"].as_manager()

    class Meta:
        """In order; nobody approves what they submitted."""

        verbose_name = _("periodic update")
        ordering = ("period", "version")
        constraints = (
            models.UniqueConstraint(fields=("period", "version"), name="results_update_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(approved_by=F("submitted_by")),
                name="results_four_eyes",
            ),
        )

    def __str__(self) -> str:
        """Return period and version."""
        return f"{self.period_id} {self.version}"

    def _closed(self) -> bool:
        stored = Update.objects.filter(pk=self.pk).values_list("status", flat=True).first()
        return stored == UpdateStatus.APPROVED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it until it was approved."""
        if not self._state.adding and self._closed():
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it until it was approved."""
        if self._closed():
            _refuse()
        return super().delete(*args, **kwargs)


class Figure(Record, Measured):
    """What was reached, as an update says it: the total where ``axis`` is empty, else one row."""

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    axis = models.CharField(max_length=30, blank=True)
    key = models.CharField(max_length=60, blank=True)

    objects: ClassVar[Any] = OfUpdate["Figure"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("update", "indicator", "axis", "key"), name="results_figure_once"
            ),
        )

    def __str__(self) -> str:
        """Return the value."""
        return str(self.numerator if self.numerator is not None else self.words)


class Snapshot(Record):
    """An approved update with all it was about, written once.

    Attributes:
        content: activity, period, indicators with baselines, targets and figures as they were.
        digest: SHA-256 of the content's canonical JSON.
    """

    update = models.OneToOneField(
        Update, primary_key=True, on_delete=models.PROTECT, related_name="snapshot"
    )
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfUpdate["Snapshot"].as_manager()

    def __str__(self) -> str:
        """Return the update's key."""
        return str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        _refuse()
