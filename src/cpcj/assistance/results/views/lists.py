"""Lists: indicators of the portfolio, periodic updates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.names import level_name
from cpcj.assistance.portfolio.views.base import ways
from cpcj.assistance.results import names, queries
from cpcj.assistance.results.models import Indicator, ResultType, Update
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission


def _by_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    for word in words.split()[:10]:
        records = records.filter(Q(title__icontains=word) | Q(result__title__icontains=word))
    return records


def _activity_href(one: Indicator) -> str:
    return reverse("results:activity", args=[one.result.activity.identifier])


class IndicatorList(PermissionRequired, ListPage[Indicator]):
    """Every indicator that the person may see."""

    permission = Permission.PORTFOLIO_VIEW
    model = Indicator
    name = "indicators"
    title = _("Results")
    template_name = "results/list.html"
    empty_words = _("There is no indicator that you may see, or none matches.")
    filters = (
        Words("q", _("Words"), _by_words),
        Facet("programme", _("Programme"), "result__activity__programme__title"),
        Facet("level", _("Level"), "result__activity__level", words=level_name),
        Facet("type", _("Type"), "result__type", words=lambda v: ResultType(v).label),
        Facet("unit", _("Unit"), "unit", words=names.unit_name),
    )
    sorts = (
        Sort("title", _("Title"), ("title",)),
        Sort("newest", _("Newest"), ("-pk",)),
    )
    related = ("result__activity__programme", "contributes_to")
    prefetched = ("dimensions",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("title", _("Indicator"), lambda o: o.shown_title, _activity_href),
        Column("result", _("Result"), lambda o: o.result.shown_title),
        Column("type", _("Type"), lambda o: o.result.type, listed=False),
        Column("type_name", _("Type"), lambda o: o.result.get_type_display(), exported=False),
        Column("activity", _("Activity"), lambda o: o.result.activity.identifier),
        Column("programme", _("Programme"),
               lambda o: o.result.activity.programme.identifier, listed=False),
        Column("unit", _("Unit"), lambda o: o.unit, listed=False),
        Column("unit_name", _("Unit"), lambda o: names.unit_name(o.unit), exported=False),
        Column("counted", _("What is counted"), lambda o: o.counted, listed=False),
        Column("baseline_year", _("Year of the baseline"), lambda o: o.baseline_year,
               listed=False),
        Column("baseline", _("Baseline"),
               lambda o: names.value_words(o.unit, queries.baseline_of(o)), listed=False),
        Column("axes", _("Broken down by"), lambda o: [d.axis for d in o.dimensions.all()],
               listed=False),
        Column("contributes_to", _("Contributes to"),
               lambda o: o.contributes_to and o.contributes_to.shown_title, listed=False),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways to the other pages."""
        return {**super().context(listing), **ways(self.request)}


def _update_href(one: Update) -> str:
    return reverse("results:update", args=[one.pk])


class UpdateList(PermissionRequired, ListPage[Update]):
    """Periodic updates of the office, and the periods whose report is overdue."""

    permission = Permission.PORTFOLIO_RECORD
    model = Update
    name = "updates"
    title = _("Periodic updates")
    template_name = "results/updates.html"
    empty_words = _("There is no update, or none matches.")
    filters = (
        Facet("status", _("Status"), "status", words=names.status_name),
        Facet("programme", _("Programme"), "period__activity__programme__title"),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-pk",)),
        Sort("due", _("Report due on"), ("period__due_on",)),
    )
    related = ("period__activity", "submitted_by", "approved_by")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("activity", _("Activity"), lambda o: o.period.activity.shown_title, _update_href),
        Column("identifier", _("Identifier"), lambda o: o.period.activity.identifier,
               listed=False),
        Column("starts_on", _("Begins on"), lambda o: o.period.starts_on),
        Column("ends_on", _("Ends on"), lambda o: o.period.ends_on),
        Column("version", _("Version"), lambda o: o.version, listed=False),
        Column("due_on", _("Report due on"), lambda o: o.period.due_on),
        Column("status", _("Status"), lambda o: o.status, listed=False),
        Column("status_name", _("Status"), lambda o: names.status_name(o.status), exported=False),
        Column("submitted_at", _("Submitted"), lambda o: o.submitted_at, listed=False),
        Column("approved_at", _("Approved"), lambda o: o.approved_at, listed=False),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the periods whose report is overdue."""
        late = queries.overdue(self.request.user, timezone.localdate())
        return {**super().context(listing), **ways(self.request), "late": late[:20],
                "more_late": len(late) > 20}  # fmt: skip
