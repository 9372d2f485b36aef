"""Lists: programmes, projects and activities; needs assessments; training events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio import names, queries
from cpcj.assistance.portfolio.models import Activity, ActivityValue, Event, Format, Need
from cpcj.assistance.portfolio.pictures import depth_of, tile_map
from cpcj.assistance.portfolio.rules.shares import percent
from cpcj.assistance.portfolio.views.base import ways
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission
from cpcj.register.pictures.svg import Picture
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_MANDATES = 40


class ValueFacet(Facet):
    """Values of one field that stand beside an activity: crime areas, mandates."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the activities with any of the values."""
        chosen = ActivityValue.objects.filter(field=self.name, value__in=list(values))
        return records.filter(pk__in=chosen.values("activity"))

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the values with their numbers of activities."""
        keys = records.order_by().values("pk")
        counted = ActivityValue.objects.filter(field=self.name, activity__in=keys)
        rows = (
            counted.order_by()
            .values_list("value")
            .annotate(number=Sum(1))
            .order_by("-number", "value")
        )
        return list(rows[: self.limit])


def by_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the records with all words in identifier, title or description."""
    for word in words.split()[:10]:
        records = records.filter(
            Q(identifier__icontains=word)
            | Q(title__icontains=word)
            | Q(description__icontains=word)
        )
    return records


def _values(one: Activity, field: str) -> list[str]:
    return [value.value for value in one.values.all() if value.field == field]


def _shares(one: Activity) -> list[str]:
    return [f"{row.code} {percent(row.share)}" for row in one.recipients.all()]


def _sectors(one: Activity) -> list[str]:
    return [f"{row.code} {percent(row.share)}" for row in one.sectors.all()]


class ActivityList(PermissionRequired, ListPage[Activity]):
    """Everything of the portfolio that the person may see, with filters and files."""

    permission = Permission.PORTFOLIO_VIEW
    model = Activity
    name = "portfolio"
    title = _("Technical cooperation")
    template_name = "portfolio/list.html"
    empty_words = _("There is nothing that you may see, or nothing matches.")
    filters = (
        Words("q", _("Words"), by_words),
        Facet("level", _("Level"), "level", words=names.level_name),
        Facet("programme", _("Programme"), "programme__title"),
        Facet("country", _("Country or region"), "recipients__code", many=True,
              words=names.recipient_name),
        ValueFacet("topic", _("Crime area"), "values__value", many=True, words=names.area_name),
        Facet("kind", _("What is done"), "kind", words=lambda v: names.kind_name(v) or "–"),
        Facet("status", _("Status"), "status", words=names.status_name),
        Facet("office", _("Office"), "at_offices__office__code", many=True),
        ValueFacet("mandate", _("Mandate"), "values__value", many=True, limit=MOST_MANDATES),
        Facet("release", _("Approval"), "release", words=names.release_name),
    )  # fmt: skip
    sorts = (
        Sort("newest", _("Latest start"), ("-planned_start",)),
        Sort("oldest", _("Earliest start"), ("planned_start",)),
        Sort("title", _("Title"), ("title",)),
        Sort("identifier", _("Identifier"), ("identifier",)),
    )
    related = ("programme", "parent", "unit", "cost_object")
    prefetched = ("values", "recipients", "sectors", "at_offices__office")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("title", _("Title"), lambda o: o.shown_title, lambda o: o.get_absolute_url()),
        Column("identifier", _("Identifier"), lambda o: o.identifier),
        Column("level", _("Level"), lambda o: o.level, listed=False),
        Column("level_name", _("Level"), lambda o: names.level_name(o.level), exported=False),
        Column("programme", _("Programme"), lambda o: o.programme.identifier, listed=False),
        Column("parent", _("Belongs to"), lambda o: o.parent and o.parent.identifier,
               listed=False),
        Column("kind", _("What is done"), lambda o: o.kind or o.reach, listed=False),
        Column("kind_name", _("What is done"), lambda o: names.kind_name(o.kind or o.reach) or "–",
               exported=False),
        Column("countries", _("Countries and regions"),
               lambda o: [names.recipient_name(row.code) for row in o.recipients.all()][:5],
               exported=False),
        Column("shares", _("Shares"), _shares, listed=False),
        Column("sectors", _("Sectors"), _sectors, listed=False),
        Column("topics", _("Crime areas"), lambda o: _values(o, "topic"), listed=False),
        Column("mandates", _("Mandates"), lambda o: _values(o, "mandate"), listed=False),
        Column("articles", _("Treaty articles"), lambda o: _values(o, "article"), listed=False),
        Column("goals", _("Goals and targets"), lambda o: _values(o, "goal"), listed=False),
        Column("status", _("Status"), lambda o: o.status, listed=False),
        Column("status_name", _("Status"), lambda o: names.status_name(o.status), exported=False),
        Column("planned_start", _("Planned start"), lambda o: o.planned_start),
        Column("planned_end", _("Planned end"), lambda o: o.planned_end),
        Column("actual_start", _("Actual start"), lambda o: o.actual_start, listed=False),
        Column("actual_end", _("Actual end"), lambda o: o.actual_end, listed=False),
        Column("offices", _("Offices"),
               lambda o: [row.office.code for row in o.at_offices.all()], listed=False),
        Column("cost_object", _("Cost object"), lambda o: o.cost_object and o.cost_object.code,
               listed=False),
        Column("release", _("Approval"), lambda o: o.release, listed=False),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the map of what is listed, and the ways to the other pages."""
        context = {**super().context(listing), **ways(self.request)}
        return {**context, "picture": self._map()}

    def _map(self) -> Picture | None:
        chosen = self.chosen()
        narrowed = self.narrowed(self.records(), chosen)
        counted: dict[str, int] = self._kept(
            "map", chosen, lambda: dict(queries.counted_in(self.request.user, narrowed))
        )
        return tile_map(
            gettext("Where it is"),
            gettext("Number"),
            {code: (str(n), depth_of(n)) for code, n in counted.items()},
            "?country=",
        )


class NeedList(PermissionRequired, ListPage[Need]):
    """Needs assessments that the person may see."""

    permission = Permission.REQUEST_VIEW
    model = Need
    name = "needs"
    title = _("Needs assessments")
    template_name = "portfolio/list.html"
    empty_words = _("There is no needs assessment that you may see, or none matches.")
    filters = (
        Facet("state", _("State"), "state", words=participant_name),
        Facet("topic", _("Crime area"), "values__value", many=True, words=names.area_name),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-on",)),
        Sort("oldest", _("Oldest"), ("on",)),
        Sort("state", _("State"), ("state", "-on")),
    )
    prefetched = ("values",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("title", _("Title"), lambda o: o.title, lambda o: o.get_absolute_url()),
        Column("state", _("State"), lambda o: o.state, listed=False),
        Column("state_name", _("State"), lambda o: participant_name(o.state), exported=False),
        Column("on", _("Date"), lambda o: o.on),
        Column("topics", _("Crime areas"), lambda o: [v.value for v in o.values.all()],
               listed=False),
        Column("areas", _("Crime areas"),
               lambda o: [names.area_name(v.value) for v in o.values.all()], exported=False),
        Column("assessed_by", _("Assessed by"), lambda o: o.assessed_by),
        Column("findings", _("Findings"), lambda o: o.findings, listed=False),
        Column("evidence", _("Evidence"), lambda o: o.evidence, listed=False),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways to the other pages."""
        return {**super().context(listing), **ways(self.request)}


def _attended(one: Event) -> int:
    return sum(row.attended for row in one.participants.all())


def _completed(one: Event) -> int:
    return sum(row.completed for row in one.participants.all())


def _attended_by(one: Event, sex: str) -> int:
    return sum(row.attended for row in one.participants.all() if row.sex == sex)


class EventList(PermissionRequired, ListPage[Event]):
    """Training events with their counts, and which follow-ups are due."""

    permission = Permission.PORTFOLIO_VIEW
    model = Event
    name = "training"
    title = _("Training")
    template_name = "portfolio/training.html"
    empty_words = _("There is no training event that you may see, or none matches.")
    filters = (
        Facet("programme", _("Programme"), "activity__programme__title"),
        Facet("state", _("State"), "state", words=lambda v: participant_name(v) if v else "–"),
        Facet("held", _("Format"), "format", words=lambda v: Format(v).label),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-starts_on",)),
        Sort("oldest", _("Oldest"), ("starts_on",)),
        Sort("due", _("Follow-up due"), ("follow_up_due",)),
    )
    related = ("activity", "follow_up")
    prefetched = ("participants",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("title", _("Title"), lambda o: o.title, lambda o: o.get_absolute_url()),
        Column("event", _("Number"), lambda o: o.pk, listed=False),
        Column("activity", _("Activity"), lambda o: o.activity.identifier, listed=False),
        Column("starts_on", _("Begins on"), lambda o: o.starts_on),
        Column("ends_on", _("Ends on"), lambda o: o.ends_on, listed=False),
        Column("state", _("State"), lambda o: o.state, listed=False),
        Column("state_name", _("State"), lambda o: participant_name(o.state) if o.state else "–",
               exported=False),
        Column("attended", _("Took part"), _attended),
        Column("women", _("Women"), lambda o: _attended_by(o, "female")),
        Column("completed", _("Completed"), _completed),
        Column("follow_up_due", _("Follow-up due"), lambda o: o.follow_up_due),
        Column("followed_up", _("Followed up"),
               lambda o: o.follow_up.on if hasattr(o, "follow_up") else None),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the follow-ups that are due."""
        due = queries.follow_ups_due(self.request.user, timezone.localdate())
        rows = list(due.select_related("activity")[:21])
        return {
            **super().context(listing),
            **ways(self.request),
            "due": rows[:20],
            "more_due": len(rows) > 20,
        }
