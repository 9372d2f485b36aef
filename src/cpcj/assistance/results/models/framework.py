"""The framework: results, their indicators, along what they are broken down."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models.wording import Worded
from cpcj.assistance.results.visibility import OfIndicator, OfResult, Results
from cpcj.frame.records import Record


class ResultType(models.TextChoices):
    """What a result is; the standard's codes are 2 and 1 (codelist ResultType)."""

    OUTCOME = "outcome", _("outcome")
    OUTPUT = "output", _("output")


class Unit(models.TextChoices):
    """What an indicator is measured in (codelist IndicatorMeasure: 1, 2, 5, 5)."""

    NUMBER = "number", _("number")
    PERCENTAGE = "percentage", _("percentage")
    YES_NO = "yes_no", _("yes or no")
    TEXT = "text", _("words")


class OverTime(models.TextChoices):
    """How the values of several periods make one."""

    FLOW = "flow", _("each period counts what was reached in it; periods are added up")
    STOCK = "stock", _("each period says where things stand; the latest counts")


class Measured(models.Model):
    """A value, exactly.

    Attributes:
        numerator: a number; of a percentage, the part; of yes or no, 1 or 0; None for words.
        denominator: of a percentage, the whole; None for others.
        words: of an indicator in words.
        comment: what is to be said about it.
    """

    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    words = models.TextField(blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        """Abstract."""

        abstract = True


class Result(Worded, Record):
    """An outcome or output of a programme, project or activity, written in its language."""

    activity = models.ForeignKey(
        "portfolio.Activity", on_delete=models.CASCADE, related_name="results"
    )
    type = models.CharField(_("type"), max_length=7, choices=ResultType)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = Results["Result"].as_manager()

    class Meta:
        """Outcomes before outputs, each in its place."""

        verbose_name = _("result")
        ordering = ("type", "place", "pk")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Indicator(Worded, Record):
    """What a result is measured by.

    Attributes:
        counted: what the numbers count ("officials trained"); the word under a bar.
        ascending: whether more is better.
        additive: whether values of several activities may be added up; not where the same person or
            thing may stand in several, nor for an index.
        over_time: how periods make a total.
        baseline_year: the year the baseline is of; None where there is no baseline.
        baseline, baseline_of, baseline_words: numerator, denominator and words of the baseline, as
            in :class:`Measured`.
        contributes_to: the one indicator, of the activity directly above, that this one's values
            go into (:mod:`cpcj.assistance.results.rules.aggregation`).
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="indicators")
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    counted = models.CharField(_("what is counted"), max_length=100, blank=True)
    ascending = models.BooleanField(_("more is better"), default=True)
    additive = models.BooleanField(_("may be added up"), default=True)
    over_time = models.CharField(
        _("periods"), max_length=5, choices=OverTime, default=OverTime.FLOW
    )
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    baseline_of = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    baseline_words = models.TextField(blank=True)
    baseline_comment = models.TextField(blank=True)
    contributes_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributors",
        verbose_name=_("contributes to"),
    )  # fmt: skip
    place = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = OfResult["Indicator"].as_manager()

    class Meta:
        """Each in its place; none goes into itself."""

        verbose_name = _("indicator")
        ordering = ("place", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(contributes_to__isnull=True) | ~Q(contributes_to=F("id")),
                name="results_not_into_itself",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Dimension(Record):
    """Along what an indicator is broken down, and whether the rows are to make up the total.

    Attributes:
        axis: "sex", "age", "function" or "country", or two of them at once ("sex*age").
        whole: whether the rows must sum to the total; else they may stay below it.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="dimensions")
    axis = models.CharField(max_length=30)
    whole = models.BooleanField(_("rows make up the total"), default=True)

    objects: ClassVar[Any] = OfIndicator["Dimension"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "axis"), name="results_axis_once"),
        )

    def __str__(self) -> str:
        """Return the axis."""
        return self.axis


class BaselineRow(Record, Measured):
    """Where one row of a breakdown stood before, beside the indicator's baseline in all."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baseline_rows")
    axis = models.CharField(max_length=30)
    key = models.CharField(max_length=60)

    objects: ClassVar[Any] = OfIndicator["BaselineRow"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "axis", "key"), name="results_baseline_row_once"
            ),
        )

    def __str__(self) -> str:
        """Return the value."""
        return str(self.numerator)
