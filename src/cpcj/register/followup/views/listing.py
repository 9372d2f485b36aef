"""The list of mandates with their follow-up, one's own, and what is done to many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Unit, User
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import NONE, Facet, Listing, ListPage, Sort, Words, decode_place
from cpcj.frame.permissions import Permission, allows
from cpcj.register.followup import listed, queries
from cpcj.register.followup.forms import BulkForm, ViewForm
from cpcj.register.followup.models import FollowUp, SavedView, Status
from cpcj.register.followup.rules import time_left
from cpcj.register.followup.shown import TIMES, status_name
from cpcj.register.models import Act, ActValue
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.presentation import names
from cpcj.register.presentation.acts import ShownAct
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.days import session_days
from cpcj.register.queries.mandates import MandateRow, rows_of
from cpcj.register.queries.search import matching_provisions
from cpcj.register.search.grammar import parse

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_FOUND = 20_000
"""Paragraphs up to which words narrow the list."""

FLAGS: dict[str, tuple[Any, Callable[[QuerySet[Act]], QuerySet[Act]]]] = {
    "founding": (_("founding"), lambda acts: acts.filter(followup__founding=True)),
    "recurrent": (_("recurrent"), lambda acts: acts.filter(followup__recurrent=True)),
    "proposed": (
        _("proposed as completed"),
        lambda acts: acts.filter(followup__proposed_at__isnull=False).exclude(
            followup__status=Status.COMPLETED
        ),
    ),
    "published": (_("status published"), lambda acts: acts.filter(followup__published=True)),
    "superseded": (
        _("superseded"),
        lambda acts: acts.exclude(followup__isnull=True).exclude(followup__superseded_by=""),
    ),
    "soon": (_("due soon"), lambda acts: acts.filter(queries.due_soon(timezone.localdate()))),
    "late": (_("late"), lambda acts: acts.filter(queries.late(timezone.localdate()))),
}
"""What the list can be narrowed to beside values: name in the address, words, condition."""


class StatusFacet(Facet):
    """Statuses; a mandate about which nothing was said has *no indication*."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the mandates that have any of the statuses."""
        chosen = Q(followup__status__in=list(values))
        if Status.NO_INDICATION in values:
            chosen |= Q(followup__isnull=True)
        return records.filter(chosen)


class FlagFacet(Facet):
    """Flags and conditions of :data:`FLAGS`; several narrow to what has any of them."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the mandates that have any of the flags."""
        chosen = Q()
        for value in values:
            if value in FLAGS:
                flagged = FLAGS[value][1](Act.objects.all())
                chosen |= Q(pk__in=flagged.order_by().values("pk"))
        return records.filter(chosen) if chosen else records.none()


class ValueFacet(Facet):
    """Values of acts in one field of several: addressees, topics."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the mandates that have any of the values."""
        having = ActValue.objects.filter(field=self.field, value__in=list(values))
        return records.filter(pk__in=having.values("act"))


def _by_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    query = parse(words)
    if not (query.groups or query.without):
        return records
    return records.filter(paragraph__in=matching_provisions(query, MOST_FOUND))


def _by_text(records: QuerySet[Any], identifier: str) -> QuerySet[Any]:
    asked = Q(text__identifier=identifier.strip())
    return records.filter(asked | Q(text__symbol__iexact=identifier.strip()))


class _Names:
    """Names of records by key, read once for a request and only when they are asked for."""

    def __init__(self, model: type[Unit | User]) -> None:
        self._model = model

    @cached_property
    def _names(self) -> dict[str, str]:
        return {str(one.pk): str(one) for one in self._model._default_manager.all()}

    def __call__(self, value: object) -> str:
        return self._names.get(str(value), str(value))


def _followup(act: Act) -> FollowUp | None:
    """Return the follow-up that was read with the act."""
    return getattr(act, "followup", None)


def _value(name: str) -> Callable[[Act], object]:
    def value(act: Act) -> object:
        followup = _followup(act)
        return getattr(followup, name) if followup is not None else None

    return value


def _unit(act: Act) -> str:
    followup = _followup(act)
    return "" if followup is None or followup.unit is None else str(followup.unit)


def _officer(act: Act) -> str:
    followup = _followup(act)
    return "" if followup is None or followup.officer is None else str(followup.officer)


def status_of(act: Act) -> str:
    """Return the status of a mandate read with its follow-up."""
    followup = _followup(act)
    return Status.NO_INDICATION.value if followup is None else followup.status


def _due(act: Act) -> str:
    if act.due_session is None:
        return ""
    return session_days(act.due_body, act.due_session, act.due_from, act.due_to)


_NO_DAY = dt.date(9999, 12, 31)
"""Stands for no due session where the list is in order of them."""


def _flag_name(flag: object) -> object:
    """Return a flag in words; an address may ask for one that is none."""
    return FLAGS[str(flag)][0] if flag in FLAGS else flag


def _filters(units: Callable[[Any], object], officers: Callable[[Any], object]) -> Any:
    return (
        Words("q", _("Words"), _by_words),
        Words("text", _("Text"), _by_text),
        StatusFacet("status", _("Status"), "followup__status", words=status_name),
        Facet("unit", _("Unit"), "followup__unit", words=units),
        Facet("officer", _("Officer"), "followup__officer", words=officers),
        FlagFacet("flag", _("Flag"), "", words=_flag_name),
        ValueFacet("addressee", _("Who is asked"), "addressee", words=names.addressee_name),
        ValueFacet("topic", _("Topic"), "topic", words=names.topic_name),
    )


class FollowUpList(PermissionRequired, ListPage[Act]):
    """Mandates with unit, officer, status and due session.

    Pages and counts are asked of :mod:`cpcj.register.followup.listed`, files and what is done to
    all matches of the store; both answer the same.
    """

    permission = Permission.FOLLOWUP_VIEW
    model = Act
    name = "follow-up"
    title = _("Follow-up of mandates")
    template_name = "followup/list.html"
    empty_words = _("No mandate matches these filters.")
    sorts = (
        Sort("latest", _("Latest texts first"), ("-text_id", "paragraph_id")),
        Sort("due", _("Due soonest"), ("due_order",)),
        Sort("text", _("Text and paragraph"), ("text__identifier", "paragraph_id")),
    )
    columns: ClassVar = (
        Column("id", _("Mandate"), lambda act: act.identifier),
        Column("text", _("Text"), lambda act: act.text.identifier, listed=False),
        Column("paragraph", _("Paragraph"), lambda act: f"{act.paragraph_n}{act.point}"),
        Column("phrase", _("Verb"), lambda act: act.phrase, listed=False),
        Column("action", _("What is asked"), lambda act: act.action, listed=False),
        Column("unit", _("Unit"), _unit),
        Column("officer", _("Officer"), _officer),
        Column("status", _("Status"), status_of),
        Column("status_since", _("Since"), _value("status_since"), listed=False),
        Column("founding", _("Founding"), _value("founding"), listed=False),
        Column("recurrent", _("Recurrent"), _value("recurrent"), listed=False),
        Column("due_body", _("Due body"), lambda act: act.due_body, listed=False),
        Column("due_session", _("Due session"), lambda act: act.due_session, listed=False),
        Column("due_from", _("Due from"), lambda act: act.due_from, listed=False),
        Column("due_to", _("Due until"), lambda act: act.due_to, listed=False),
        Column("needed_amount", _("Needed"), _value("needed_amount"), listed=False),
        Column("needed_currency", _("Currency"), _value("needed_currency"), listed=False),
        Column("held_amount", _("Held"), _value("held_amount"), listed=False),
        Column("held_currency", _("Currency"), _value("held_currency"), listed=False),
        Column("superseded_by", _("Superseded by"), _value("superseded_by"), listed=False),
    )
    related = ("text", "followup__unit", "followup__officer")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Name units and officers in one statement each, however many the facets show."""
        super().setup(request, *args, **kwargs)
        self.filters = _filters(_Names(Unit), _Names(User))  # type: ignore[misc]

    def records(self) -> QuerySet[Act]:
        """Return the mandates that the user may see."""
        return queries.mandates(self.request.user)

    def ordered(self, records: QuerySet[Act], sort: Sort, *, back: bool = False) -> QuerySet[Act]:
        """Return them in order; those without a due session last where it is by that."""
        named = records.annotate(due_order=Coalesce("due_from", Value(_NO_DAY)))
        return super().ordered(named, sort, back=back)

    @cached_property
    def asked(self) -> listed.Asked:
        """What of the mandates the address asks for."""
        given = self.chosen()
        words = [each for each in self.filters if isinstance(each, Words) and each.name in given]
        within = None
        if words:
            found: QuerySet[Act] = queries.mandates(self.request.user)
            for each in words:
                found = each.narrow(found, given[each.name])
            within = list(found.order_by().values_list("pk", flat=True))
        return listed.Asked(
            listed.chosen(given, NONE),
            within,
            sees_unpublished(self.request.user),
            self.whose(),
            timezone.localdate(),
        )

    @cached_property
    def _numbers(self) -> tuple[int, dict[str, dict[Any, int]]]:
        return self.asked.numbers(FLAGS)

    def whose(self) -> tuple[int, list[int]] | None:
        """Return the person and the units whose mandates alone are listed; None for all."""
        return None

    def _page(self, records: QuerySet[Act], sort: Sort) -> tuple[list[Act], bool, bool]:
        """Return the mandates of the page, and whether there are pages before and after it."""
        size = self.page_size + 1
        after = decode_place(self.request.GET.get("after", ""), len(sort.keys))
        before = decode_place(self.request.GET.get("before", ""), len(sort.keys))
        if before is not None:
            keys = self.asked.keys(sort.name, size, before=before[-1])
        elif after is not None:
            keys = self.asked.keys(sort.name, size, after=after[-1])
        else:
            keys = self.asked.keys(sort.name, size)
        if keys is None:  # what the place was taken from is no longer among them
            return super()._page(records, sort)
        read = {act.pk: act for act in self.ordered(self.records().filter(pk__in=keys), sort)}
        page = [read[key] for key in keys[: self.page_size] if key in read]
        more = len(keys) > self.page_size
        return (page[::-1], more, True) if before is not None else (page, after is not None, more)

    def _kept(self, what: str, chosen: Any, compute: Callable[[], Any]) -> Any:  # noqa: ARG002 - the frame's shape
        """Return how many mandates match, or the values of a facet with their numbers."""
        total, facets = self._numbers
        if what == "count":
            return total
        counted = facets[what]
        if what in ("status", "flag"):
            order = Status.values if what == "status" else FLAGS
            return [(value, counted[value]) for value in order if value in counted]
        facet = next(each for each in self.filters if each.name == what)
        limit = facet.limit if isinstance(facet, Facet) else None
        pairs = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] != "", pair[0]))
        return [(None if value == "" else value, number) for value, number in pairs[:limit]]

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the lines, the named views and what can be done to many."""
        request = self.request
        today = timezone.localdate()
        query = request.GET.urlencode()
        rows = {row.pk: row for row in rows_of([act.pk for act in listing.records])}
        may_assign = allows(request.user, Permission.FOLLOWUP_ASSIGN)
        may_record = allows(request.user, Permission.FOLLOWUP_RECORD)
        bulk = None
        if may_assign or may_record:
            bulk = BulkForm(may_assign=may_assign, may_record=may_record, today=today)
        apart = FollowUp.objects.visible_to(request.user).filter(row=None).count()
        return {
            "listing": listing,
            "lines": [_line(act, rows[act.pk], today) for act in listing.records if act.pk in rows],
            "views": list(SavedView.objects.visible_to(request.user)),
            "view_form": ViewForm(initial={"query": query}),
            "bulk": bulk,
            "here": request.get_full_path(),
            "own": self.own(request),
            "apart": apart,
            "may_import": allows(request.user, Permission.FOLLOWUP_IMPORT),
        }

    def own(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the list of one's own asks it
        """Tell whether the list is of the person's own mandates."""
        return False


class OwnList(FollowUpList):
    """The mandates of a person, and those of the person's unit that nobody has yet."""

    name = "my-mandates"
    title = _("My mandates")
    empty_words = _("No mandate is yours or waits in your unit.")

    def records(self) -> QuerySet[Act]:
        """Return the person's mandates."""
        return super().records().filter(queries.mine(self.request.user, timezone.localdate()))

    def whose(self) -> tuple[int, list[int]] | None:
        """Return the person and the person's units."""
        user = self.request.user
        return (user.pk or 0, queries.units_of(user, timezone.localdate()))

    def own(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as of the other list
        """Return True."""
        return True


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A line of the list in words."""

    act: Act
    shown: ShownAct
    called: str
    href: str
    status: str
    status_name: str
    unit: str
    officer: str
    due: str
    time: str
    time_name: str
    flags: tuple[str, ...]


def _line(act: Act, row: MandateRow, today: dt.date) -> FollowUpLine:
    followup = _followup(act)
    status = status_of(act)
    time = time_left(act.due_from, act.due_to, today)
    closed = status in {Status.COMPLETED, Status.NOT_APPLICABLE}
    flags = []
    if followup is not None:
        flags += [gettext("founding")] if followup.founding else []
        flags += [gettext("recurrent")] if followup.recurrent else []
        flags += [gettext("proposed as completed")] if followup.waits else []
        flags += [gettext("superseded")] if followup.superseded_by else []
        flags += [gettext("status published")] if followup.published else []
    return FollowUpLine(
        act=act,
        shown=ShownAct.of(row),
        called=place_name(act.identifier),
        href=reverse("followup:mandate", args=[act.identifier]),
        status=status,
        status_name=status_name(status),
        unit=_unit(act),
        officer=_officer(act),
        due=_due(act),
        time="" if closed else time.value,
        time_name="" if closed else str(TIMES.get(time, "")),
        flags=tuple(flags),
    )
