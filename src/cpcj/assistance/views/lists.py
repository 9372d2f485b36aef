"""The list of requests, the officer's board, and the page of who asks for a State."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.assistance import queries
from cpcj.assistance.models import Holiday, Request, Urgency
from cpcj.assistance.names import status_name
from cpcj.assistance.rules.states import ENDED, Status
from cpcj.assistance.visibility import handles, own_states
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation.names import topic_name
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

MOST_ON_BOARD = 100
"""Requests of one state that the board shows; the list has all."""


class TopicFacet(Facet):
    """Crime areas; a request can have several."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the requests about any of the crime areas."""
        chosen = Request.objects.filter(values__field="topic", values__value__in=list(values))
        return records.filter(pk__in=chosen.values("pk"))

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the crime areas with their numbers of requests."""
        return super().count(records.filter(values__field="topic"))


def _by_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    for word in words.split()[:10]:
        records = records.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(asked__icontains=word)
        )
    return records


def _urgency_name(urgency: str) -> str:
    return str(Urgency(urgency).label)


def _topics(one: Request) -> list[str]:
    return [value.value for value in one.values.all() if value.field == "topic"]


def _named(one: Request, field: str) -> list[str]:
    return [value.value for value in one.values.all() if value.field == field]


class RequestList(PermissionRequired, ListPage[Request]):
    """Every request that the person may see, with filters and files."""

    permission = Permission.REQUEST_VIEW
    model = Request
    name = "requests"
    title = _("Requests for assistance")
    template_name = "assistance/list.html"
    empty_words = _("There is no request that you may see, or none matches.")
    filters = (
        Words("q", _("Words"), _by_words),
        Facet("status", _("State of the request"), "status", words=status_name),
        Facet("state", _("State"), "state", words=participant_name),
        TopicFacet("topic", _("Crime area"), "values__value", many=True, words=topic_name),
        Facet("urgency", _("Urgency"), "urgency", words=_urgency_name),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-received",)),
        Sort("oldest", _("Oldest"), ("received",)),
        Sort("state", _("State"), ("state", "-received")),
    )
    prefetched = ("values",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("number", _("Number"), lambda one: one.number, lambda one: one.get_absolute_url()),
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column("state_name", _("State"), lambda one: participant_name(one.state), exported=False),
        Column("title", _("Title"), lambda one: one.title),
        Column("status", _("State of the request"), lambda one: one.status, listed=False),
        Column(
            "status_name", _("State of the request"), lambda one: status_name(one.status),
            exported=False,
        ),
        Column("received", _("Received"), lambda one: one.received),
        Column("urgency", _("Urgency"), lambda one: one.urgency, listed=False),
        Column("topics", _("Crime areas"), _topics, listed=False),
        Column("mandates", _("Mandates"), lambda one: _named(one, "mandate"), listed=False),
        Column("articles", _("Treaty articles"), lambda one: _named(one, "article"), listed=False),
    )  # fmt: skip

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways to the other pages."""
        return {**super().context(listing), **ways(self.request)}


def ways(request: HttpRequest) -> dict[str, bool]:
    """Return which pages of the room a person may open."""
    return {
        "may_handle": handles(request.user),
        "may_make": allows(request.user, Permission.REQUEST_MAKE),
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the requests that go on, by state, with their clocks."""
    require(request.user, Permission.REQUEST_HANDLE)
    visible = Request.objects.visible_to(request.user).select_related("officer")
    mine = request.GET.get("mine") == "1"
    if mine:
        visible = visible.filter(officer=request.user.pk)
    columns = []
    shown: list[Request] = []
    for status in Status:
        if status in ENDED:
            continue
        rows = list(visible.filter(status=status).order_by("received", "pk")[: MOST_ON_BOARD + 1])
        columns.append((status, rows[:MOST_ON_BOARD], len(rows) > MOST_ON_BOARD))
        shown += rows[:MOST_ON_BOARD]
    found = queries.clocks(shown)
    context = {
        "columns": [
            {
                "status": status.value,
                "name": status_name(status),
                "rows": [(one, participant_name(one.state), found.get(one.pk)) for one in rows],
                "more": more,
            }
            for status, rows, more in columns
        ],
        "mine": mine,
        "today": timezone.localdate(),
        "no_holidays": not Holiday.objects.exists(),
        **ways(request),
    }
    return render(request, "assistance/board.html", context)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show who asks for a State its requests, and the questions that wait for an answer."""
    require(request.user, Permission.REQUEST_MAKE)
    rows = list(
        Request.objects.visible_to(request.user).own_of(request.user)
        .order_by("-received", "-pk")[: MOST_ON_BOARD + 1]
    )  # fmt: skip
    found = queries.clocks(rows[:MOST_ON_BOARD])
    context = {
        "states": [participant_name(one) for one in sorted(own_states(request.user))],
        "rows": [
            (one, status_name(one.status), one.status == Status.MORE_INFORMATION, found.get(one.pk))
            for one in rows[:MOST_ON_BOARD]
        ],
        "more": len(rows) > MOST_ON_BOARD,
        **ways(request),
    }
    return render(request, "assistance/own.html", context)
