"""An entry with all that is known about it, and the series it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from cpcj.frame.permissions import Actor
from cpcj.register.reporting.models import (
    Beside,
    Deadline,
    DueEntry,
    ListedReport,
    Match,
    Settling,
)
from cpcj.register.reporting.queries.calendar import deadlines_on, state_on
from cpcj.register.reporting.rules.requests import Recurrence


def entry_of(user: Actor, identifier: str) -> DueEntry | None:
    """Return the entry of an act, also where the act stands beside another's entry."""
    seen = DueEntry.objects.visible_to(user).select_related("text")
    found = seen.filter(identifier=identifier).first()
    if found is not None:
        return found
    beside = Beside.objects.visible_to(user).filter(identifier=identifier).first()
    return None if beside is None else seen.filter(pk=beside.entry_id).first()


def deadlines_of(user: Actor, entry: DueEntry, on: dt.date) -> list[Any]:
    """Return the deadlines of an entry in order, each with its state on a day."""
    seen: Any = Deadline.objects.visible_to(user).filter(entry=entry)
    return list(
        seen.annotate(state=state_on(on)).select_related("entry__text").order_by("order_on", "pk")
    )


def beside_of(user: Actor, entry: DueEntry) -> list[Beside]:
    """Return the same request in the earlier stages of the text."""
    return list(
        Beside.objects.visible_to(user).filter(entry=entry).select_related("text").order_by("pk")
    )


def reports_of(user: Actor, symbols: Iterable[str]) -> dict[str, list[ListedReport]]:
    """Return where documents are listed, by their symbols."""
    found: dict[str, list[ListedReport]] = {}
    rows = (
        ListedReport.objects.visible_to(user)
        .live()
        .filter(symbol__in=[symbol for symbol in symbols if symbol])
        .select_related("text", "table")
        .order_by("pk")
    )
    for row in rows:
        found.setdefault(row.symbol, []).append(row)
    return found


def matches_of(user: Actor, keys: Iterable[str]) -> list[Match]:
    """Return what people said about the answers to some deadlines, the latest first."""
    return list(
        Match.objects.visible_to(user)
        .filter(deadline__in=list(keys))
        .select_related("by")
        .order_by("-pk")
    )


def settlings_of(user: Actor, identifier: str) -> list[Settling]:
    """Return what people said about an entry, the latest first."""
    return list(
        Settling.objects.visible_to(user)
        .filter(identifier=identifier)
        .select_related("by")
        .order_by("-pk")
    )


def chain_of(user: Actor, chain: str, on: dt.date) -> list[Any]:
    """Return the deadlines of all requests of a series, in order of their sessions."""
    return list(
        deadlines_on(user, on)
        .filter(entry__chain=chain, set_aside=False)
        .select_related("entry__text")
        .order_by("order_on", "pk")
    )


def of_text(user: Actor, identifier: str, on: dt.date) -> list[Any]:
    """Return the deadlines of a text, those beside another's entry included."""
    own = Q(entry__text__identifier=identifier)
    beside = Q(entry__beside__text__identifier=identifier)
    return list(
        deadlines_on(user, on)
        .filter(own | beside, set_aside=False)
        .select_related("entry__text")
        .order_by("order_on", "pk")
        .distinct()
    )


def recurring_duties(user: Actor) -> QuerySet[Any]:
    """Return the requests that recur: every year, every two, every four, periodically."""
    seen: QuerySet[Any] = DueEntry.objects.visible_to(user)
    recurring = seen.exclude(recurrence=Recurrence.NONE.value).filter(set_aside=False)
    return recurring.select_related("text")
