"""The calendar's operations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from cpcj.frame.api.answers import PageQuery, answer, list_answer, place
from cpcj.frame.api.lists import answer_page, answer_sequence
from cpcj.frame.api.problems import ProblemError
from cpcj.register.api.resolving import plain
from cpcj.register.reporting.api import queries, shapes
from cpcj.register.reporting.models import LONG_AGO, DueEntry, EntryValue
from cpcj.register.reporting.queries import entries
from cpcj.register.reporting.queries.calendar import deadlines_on, sessions
from cpcj.register.reporting.rules.series import series_columns
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.views.calendar import deadline_record
from cpcj.register.reporting.views.series import step_of
from cpcj.register.reporting.views.tables import DocumentList
from cpcj.resolutions.vocabulary.observances import Observance
from cpcj.resolutions.vocabulary.observances import observances as observed_days

router = Router(tags=["calendar"])


@router.get("/deadlines", response=shapes.Deadlines, summary="List deadlines")
def deadlines(request: HttpRequest, query: Query[queries.DeadlineQuery]) -> HttpResponse:
    """List what is to be reported when, in order of time, with the filters of the page."""
    found = deadlines_on(request.user, query.on or timezone.localdate())
    found = _narrowed(found, query)
    total = found.count()
    after = place(query.cursor, 2)
    if after is not None:
        day = _day(after[0])
        found = found.filter(Q(order_on__gt=day) | Q(order_on=day, pk__gt=after[1]))
    rows = list(found.select_related("entry__text").order_by("order_on", "pk")[: query.limit + 1])
    kept = rows[: query.limit]
    records = [deadline_record(row) for row in kept]
    following = None
    if len(rows) > query.limit:
        following = [kept[-1].order_on.toordinal(), kept[-1].pk]
    return list_answer(request, "deadlines", records, total=total, following=following)


@router.get("/deadlines/{path:identifier}", response=shapes.DutyRecord, summary="Get a request")
def deadline(
    request: HttpRequest, identifier: Path[str], query: Query[queries.DayQuery]
) -> HttpResponse:
    """Get a reporting request with its deadlines, by the identifier of the act that asks.

    The ``#`` of the identifier is sent as ``%23`` or as ``/``.
    """
    found = _entry(request, identifier)
    rows = entries.deadlines_of(request.user, found, query.on or timezone.localdate())
    earlier = entries.beside_of(request.user, found)
    return answer(
        {
            **_duty(found),
            "doubts": found.doubts,
            "deadlines": [deadline_record(row) for row in rows],
            "earlier": [
                {"identifier": one.identifier, "text": one.text.identifier,
                 "standing": one.standing}
                for one in earlier
            ],
        }
    )  # fmt: skip


@router.get("/recurring-requests", response=shapes.Duties, summary="List what recurs")
def recurring_requests(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """List the requests that recur: every year, every two, every four, periodically."""
    found = entries.recurring_duties(request.user)
    total, after = found.count(), place(query.cursor, 1)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    rows = list(found.order_by("pk")[: query.limit + 1])
    kept = rows[: query.limit]
    following = [kept[-1].pk] if len(rows) > query.limit else None
    records = [_duty(one) for one in kept]
    return list_answer(request, "requests", records, total=total, following=following)


@router.get(
    "/recurring-requests/{path:identifier}",
    response=shapes.SeriesOfRequests,
    summary="Get a series of requests",
)
def recurring_request(
    request: HttpRequest, identifier: Path[str], query: Query[queries.DayQuery]
) -> HttpResponse:
    """Get a request repeated session after session, by that of any of its texts; with its gaps."""
    on = query.on or timezone.localdate()
    found = _entry(request, identifier)
    rows = entries.chain_of(request.user, found.chain, on)
    dated = [(row.body, row.session, row) for row in rows if row.session is not None]
    columns = series_columns(dated, step_of(rows))
    return answer(
        {
            "series": found.chain,
            "on": on,
            "columns": [
                {"body": one.body, "session": one.session, "year": one.year, "gap": one.gap,
                 "deadlines": [deadline_record(row) for row in one.deadlines]}
                for one in columns
            ],
            "gaps": sum(1 for one in columns if one.gap),
            "undated": [deadline_record(row) for row in rows if row.session is None],
        }
    )  # fmt: skip


def _entry(request: HttpRequest, identifier: str) -> DueEntry:
    """Return the request of an act, also where its earlier stage is named.

    Raises:
        ProblemError: 404; there is none that the asker may see.
    """
    named = plain(identifier)
    if "#" not in named:
        text, _slash, local = named.rpartition("/")
        named = f"{text}#{local}"
    found = entries.entry_of(request.user, named)
    if found is None:
        raise ProblemError(404, "No such reporting request is held.")
    return found


def _duty(one: DueEntry) -> dict[str, Any]:
    return {
        "identifier": one.identifier,
        "text": one.text.identifier,
        "title": one.text.title,
        "adopted": one.adopted,
        "asked_on": None if one.asked_on == LONG_AGO else one.asked_on,
        "words": one.words,
        "asks": one.asks,
        "addressees": one.addressees,
        "reports_to": one.to or None,
        "topics": one.topics,
        "recurs": one.recurrence or None,
        "series": one.chain,
    }


@router.get("/sessions", response=shapes.Sessions, summary="List sessions")
def session_list(request: HttpRequest, query: Query[queries.SessionsQuery]) -> HttpResponse:
    """List the sessions at which something is due, with what is due in which state on a day."""
    on = query.on or timezone.localdate()
    found = sessions(deadlines_on(request.user, on).filter(set_aside=False))
    return answer_sequence(
        request,
        "sessions",
        found,
        query,
        lambda one: {
            "place": one.place,
            "body": one.body,
            "session": one.session,
            "from": one.start,
            "to": one.end,
            "deadlines": one.total,
            "states": one.states,
        },
        on=on,
    )


@router.get("/observances", response=shapes.Observances, summary="List observances")
def observances(request: HttpRequest, query: Query[queries.ObservancesQuery]) -> HttpResponse:
    """List the United Nations days of the programme in a year."""
    year = query.year or timezone.localdate().year
    return answer_sequence(
        request,
        "observances",
        list(observed_days().values()),
        query,
        lambda one: _observance(one, year),
        year=year,
    )


def _observance(one: Observance, year: int) -> dict[str, Any]:
    names = {tag: getattr(one, tag) for tag in ("en", "ar", "fr", "ru", "es", "zh")}
    return {
        "key": one.key,
        "day": one.on(year),
        "names": {tag: words for tag, words in names.items() if words},
        "source": one.source,
        "since": one.since,
        "topic": one.topic or None,
    }


@router.get("/documents", response=shapes.ListedDocuments, summary="List documents listed")
def listed_documents(request: HttpRequest, query: Query[queries.DocumentsQuery]) -> HttpResponse:
    """List the documents that texts, tables and people list: those that may answer a request."""
    return answer_page(request, DocumentList, query, "documents")


def _narrowed(found: Any, query: queries.DeadlineQuery) -> Any:
    if State.SET_ASIDE.value not in query.state:
        found = found.filter(set_aside=False)
    for name, values in (
        ("state", query.state),
        ("place", query.due),
        ("body", query.body),
        ("entry__recurrence", query.recurs),
    ):
        if values:
            found = found.filter(**{f"{name}__in": values})
    for field, values in (
        (EntryValue.Field.ADDRESSEE, query.addressee),
        (EntryValue.Field.TOPIC, query.topic),
    ):
        if values:
            having = EntryValue.objects.filter(field=field, value__in=values)
            found = found.filter(entry__in=having.values("entry"))
    return found.filter(entry__text__identifier=query.text) if query.text else found


def _day(number: int) -> dt.date:
    """Return the day of a cursor.

    Raises:
        ProblemError: 422; it is none.
    """
    try:
        return dt.date.fromordinal(number)
    except (ValueError, OverflowError) as error:
        where = {"where": "query.cursor", "message": "no cursor of this list"}
        raise ProblemError(
            422, "The cursor is none of this list; begin without one.", [where]
        ) from error
