"""The room's operations: as of a day, what the pages say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from ninja import Path, Query, Router

from cpcj.frame.api.answers import answer
from cpcj.frame.api.lists import LANGUAGE, answer_page, answer_sequence, record_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.api.scopes import need
from cpcj.frame.permissions import Permission
from cpcj.register.api.queries import Key
from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties import queries as asking
from cpcj.treaties.api import queries, shapes
from cpcj.treaties.models import Declaration
from cpcj.treaties.records import (
    instrument_detail,
    instrument_record,
    participant_record,
    provision_record,
    standing_record,
)
from cpcj.treaties.texts import articles_of, text_of
from cpcj.treaties.views.actions import ActionList
from cpcj.treaties.views.declarations import DeclarationList

router = Router(tags=["treaties"])


@router.get("/instruments", response=shapes.Instruments, summary="List instruments")
def instruments(request: HttpRequest, query: Query[queries.InstrumentsQuery]) -> HttpResponse:
    """List the instruments with their numbers of parties on a day."""
    held, day = _held(request), _day(query.on)
    return answer_sequence(
        request,
        "instruments",
        held.instruments(),
        query,
        lambda key: instrument_record(held, key, day),
    )


@router.get("/instruments/{key}", response=shapes.InstrumentRecord, summary="Get an instrument")
def instrument(
    request: HttpRequest, key: Path[queries.Instrument], query: Query[queries.DayQuery]
) -> HttpResponse:
    """Get an instrument: names, final clauses, entry into force, numbers of parties on a day."""
    held = _held(request, key)
    with override(LANGUAGE):
        text = text_of(request.user, key)
        return answer(instrument_detail(held, key, _day(query.on), text))


@router.get(
    "/instruments/{key}/participants", response=shapes.Standings, summary="List who is party"
)
def instrument_participants(
    request: HttpRequest, key: Path[queries.Instrument], query: Query[queries.StandingsQuery]
) -> HttpResponse:
    """List how States and other parties stand to an instrument on a day, by name."""
    held, day = _held(request, key), _day(query.on)
    found = asking.chosen(asking.standings(held, key, day), day, query.group, query.status)
    return _standings(request, query, found, held, key, day)


@router.get(
    "/instruments/{key}/not-yet", response=shapes.Standings, summary="List who has not joined"
)
def instrument_not_yet(
    request: HttpRequest, key: Path[queries.Instrument], query: Query[queries.NotYetQuery]
) -> HttpResponse:
    """List the Member States of a day that have not yet joined: the list of an appeal.

    Nobody is listed where no table of the instrument is held.
    """
    held, day = _held(request, key), _day(query.on)
    found = asking.not_yet(held, key, query.group or "", day) if key in held.known_on else ()
    return _standings(request, query, found, held, key, day)


def _standings(
    request: HttpRequest,
    query: Any,
    found: Any,
    held: asking.Participation,
    key: str,
    day: dt.date,
) -> HttpResponse:
    return answer_sequence(
        request,
        "participants",
        found,
        query,
        lambda one: standing_record(one, day),
        on=day,
        known_on=held.known_on.get(key),
    )


@router.get(
    "/instruments/{key}/provisions", response=shapes.Articles, summary="List a treaty's provisions"
)
def instrument_provisions(
    request: HttpRequest, key: Path[queries.Instrument], query: Query[queries.ArticlesQuery]
) -> HttpResponse:
    """List the articles, paragraphs and points of a treaty's text in order.

    None where the text is not held. One provision, or the whole as Akoma Ntoso: ``/id/``.
    """
    _held(request, key)
    found = [
        one
        for one in articles_of(request.user, key)
        if not query.article or one.article == query.article
    ]
    return answer_sequence(request, "provisions", found, query, provision_record)


@router.get("/participants", response=shapes.Participants, summary="List States and other parties")
def participants(request: HttpRequest, query: Query[queries.ParticipantsQuery]) -> HttpResponse:
    """List the States and other parties of a day, by name."""
    need(request.user, Permission.TREATY_VIEW)
    day = _day(query.on)
    found = [
        one
        for one in asking.participants(day)
        if not query.group or set(one.groups_on(day)).intersection(query.group)
    ]
    return answer_sequence(
        request, "participants", found, query, lambda one: participant_record(one, day), on=day
    )


@router.get("/participants/{code}", response=shapes.ParticipantRecord, summary="Get a participant")
def participant(
    request: HttpRequest, code: Path[queries.Participant], query: Query[queries.DayQuery]
) -> HttpResponse:
    """Get a State or other party."""
    need(request.user, Permission.TREATY_VIEW)
    _known(code)
    with override(LANGUAGE):
        return answer(participant_record(states()[code], _day(query.on)))


@router.get(
    "/participants/{code}/instruments", response=shapes.Joined, summary="List what one has joined"
)
def participant_instruments(
    request: HttpRequest, code: Path[queries.Participant], query: Query[queries.JoinedQuery]
) -> HttpResponse:
    """List how a State or other party stands to each instrument on a day."""
    held, day = _held(request), _day(query.on)
    _known(code)
    own = [asking.standing(held, code, key, day) for key in held.instruments()]
    return answer_sequence(
        request,
        "instruments",
        asking.chosen(own, day, statuses=query.status),
        query,
        lambda one: {
            "instrument": one.instrument,
            "name": instrument_name(one.instrument),
            **standing_record(one, day),
            "known_on": held.known_on.get(one.instrument),
        },
        on=day,
    )


@router.get("/depositary-actions", response=shapes.Actions, summary="List depositary actions")
def depositary_actions(request: HttpRequest, query: Query[queries.ActionsQuery]) -> HttpResponse:
    """List signatures, deposits, denunciations: those that stand, in the order of recording."""
    need(request.user, Permission.TREATY_VIEW)
    return answer_page(request, ActionList, query, "actions")


@router.get("/declarations", response=shapes.Declarations, summary="List declarations")
def declarations(request: HttpRequest, query: Query[queries.DeclarationsQuery]) -> HttpResponse:
    """List declarations, reservations, objections and notifications, in the order of recording.

    Those that stand: what was corrected has given way.
    """
    need(request.user, Permission.TREATY_VIEW)
    return answer_page(request, DeclarationList, query, "declarations", more=_beside)


@router.get(
    "/declarations/{int:key}", response=shapes.DeclarationRecord, summary="Get a declaration"
)
def declaration(request: HttpRequest, key: Path[Key]) -> HttpResponse:
    """Get a declaration with what corrects it, objects to it or takes it back."""
    need(request.user, Permission.TREATY_VIEW)
    found: QuerySet[Declaration] = Declaration.objects.visible_to(request.user)
    one = found.select_related("corrected_by").prefetch_related("provisions").filter(pk=key).first()
    if one is None:
        raise ProblemError(404, "No such declaration is held.")
    correction = getattr(one, "corrected_by", None)
    referring = found.filter(refers_to=one, corrected_by__isnull=True).order_by("pk")
    with override(LANGUAGE):
        return answer(
            {
                **record_of(DeclarationList, one),
                **_beside([one])[0],
                "corrects": one.corrects_id,
                "corrected_by": correction and correction.pk,
                "reason": one.reason,
                "referring": [
                    {"id": each.pk, "kind": each.sort, "code": each.participant}
                    for each in referring
                ],
            }
        )


def _beside(rows: list[Declaration]) -> list[dict[str, Any]]:
    return [{"id": one.pk, "refers_to": one.refers_to_id} for one in rows]


@router.get("/anniversaries", response=shapes.Anniversaries, summary="List anniversaries")
def anniversaries(request: HttpRequest, query: Query[queries.AnniversariesQuery]) -> HttpResponse:
    """List the anniversaries of a year: of adoptions and entries into force."""
    held, year = _held(request), query.year or timezone.localdate().year
    return answer_sequence(
        request,
        "anniversaries",
        asking.anniversaries(held, year),
        query,
        lambda one: {
            "day": one.day,
            "years": one.years,
            "what": one.what,
            "instrument": one.instrument,
            "name": instrument_name(one.instrument),
        },
        year=year,
    )


def _held(request: HttpRequest, key: str | None = None) -> asking.Participation:
    """Return what is recorded, and of one instrument where one is named.

    Raises:
        ProblemError: 404; there is no such instrument.
    """
    need(request.user, Permission.TREATY_VIEW)
    held = asking.participation(request.user)
    if key is not None and key not in held.instruments():
        raise ProblemError(404, "There is no such instrument.")
    return held


def _known(code: str) -> None:
    if code not in states():
        raise ProblemError(404, "There is no such State or other party.")


def _day(on: dt.date | None) -> dt.date:
    return on or timezone.localdate()
