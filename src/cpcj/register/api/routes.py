"""The register's operations that read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from cpcj.frame.api.answers import PageQuery, answer, list_answer, place
from cpcj.frame.api.conditions import tag_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.permissions import Actor
from cpcj.register.api import queries, shapes
from cpcj.register.api.negotiating import in_language
from cpcj.register.api.representing import json_of
from cpcj.register.api.resolving import Kind, Target, id_address, plain, resolve
from cpcj.register.exports import PROVISION_COLUMNS, mandate_records, text_record
from cpcj.register.models import Citation, Family, FamilyMember, Provision, Series, Text
from cpcj.register.models.acts import ReviewState
from cpcj.register.queries.changes import Change, changes_since
from cpcj.register.queries.mandate import find_act
from cpcj.register.queries.mandates import mandate_slice
from cpcj.register.queries.plain import CITATION_COLUMNS, citation_record
from cpcj.register.queries.search import search
from cpcj.register.queries.texts import find_text, rows_of, text_slice

router = Router(tags=["register"])
_LEAST = 2
"""Texts of a series from which on it is listed, as on its page."""


@router.get("/texts", response=shapes.Texts, summary="List texts")
def texts(request: HttpRequest, query: Query[queries.TextQuery]) -> HttpResponse:
    """List texts with the filters and orders of the page."""
    piece = text_slice(request.user, query.filters(), place(query.cursor, 2), query.limit)
    records = [text_record(row) for row in rows_of(piece.keys)]
    return list_answer(request, "texts", records, total=piece.total, following=piece.following)


@router.get("/texts/{path:identifier}", response=shapes.Documents, summary="Get a text")
def text(
    request: HttpRequest, identifier: Path[str], query: Query[queries.VersionQuery]
) -> HttpResponse:
    """Get a text, or a document with all its texts, as ``cpcj parse`` writes it."""
    target = resolve(request.user, identifier)
    if target is None or target.kind not in (Kind.TEXT, Kind.DOCUMENT):
        raise _unknown("text")
    if query.version is not None:
        target = Target(Kind.TEXT, target.identifier, target.key, target.text, "", query.version)
    target, _held = in_language(request, target, query.language)
    return _record(request.user, target, "text")


@router.get("/provisions", response=shapes.Provisions, summary="List provisions")
def provisions(request: HttpRequest, query: Query[queries.ProvisionQuery]) -> HttpResponse:
    """List the provisions of the current versions of texts, in the order they were stored."""
    found = Provision.objects.visible_to(request.user).filter(version__text__current=F("version"))
    if query.text:
        held = find_text(request.user, query.text)
        found = found.filter(version=held.current_id) if held else found.none()
    if query.role:
        found = found.filter(role__in=query.role)
    rows, following = _piece(found, query.cursor, query.limit, _PROVISION)
    records = [dict(zip(PROVISION_COLUMNS, row[1:], strict=True)) for row in rows]
    total = found.count() if query.text else None
    return list_answer(request, "provisions", records, total=total, following=following)


_PROVISION = ("pk", "identifier", "version__text__identifier", "version__text__title", "role", "n",
              "depth", "annex", "words", "closing")  # fmt: skip


@router.get("/provisions/{path:identifier}", response=shapes.Provision, summary="Get a provision")
def provision(
    request: HttpRequest, identifier: Path[str], query: Query[queries.LanguageQuery]
) -> HttpResponse:
    """Get a provision, of an earlier version of its text where no later one has it.

    The ``#`` of the identifier is sent as ``%23`` or as ``/``.
    """
    target = resolve(request.user, identifier)
    if target is None or target.kind is not Kind.PROVISION:
        raise _unknown("provision")
    target, _held = in_language(request, target, query.language)
    return _record(request.user, target, "provision")


@router.get("/mandates", response=shapes.Mandates, summary="List mandates")
def mandates(request: HttpRequest, query: Query[queries.MandateQuery]) -> HttpResponse:
    """List mandates, and proposals where they are asked for, as ``cpcj mandates`` writes them."""
    piece = mandate_slice(request.user, query.filters(), place(query.cursor, 2), query.limit)
    return list_answer(
        request,
        "mandates",
        list(mandate_records(piece.keys)),
        total=piece.total,
        following=piece.following,
    )


@router.get("/mandates/{path:identifier}", response=shapes.Mandate, summary="Get a mandate")
def mandate(
    request: HttpRequest,
    identifier: Path[str],
) -> HttpResponse:
    """Get a mandate or proposal as ``cpcj mandates`` writes it.

    The ``#`` of the identifier is sent as ``%23`` or as ``/``. Its ``ETag`` changes with the record
    alone, and can be sent as ``If-Match`` with what is said about it.
    """
    identifier = plain(identifier)
    if "#" not in identifier:
        text_part, _slash, local = identifier.rpartition("/")
        identifier = f"{text_part}#{local}"
    act = find_act(request.user, identifier)
    target = None if act is None else Target(Kind.ACT, act.identifier, act.pk, act.text.identifier)
    target = target or resolve(request.user, identifier)
    if target is None or target.kind is not Kind.ACT:
        raise _unknown("mandate")
    record = json_of(request.user, target)
    if record is None:
        raise _unknown("mandate")
    return answer(record, headers={"ETag": tag_of(record)})


@router.get("/search", response=shapes.Hits, summary="Search the words of paragraphs")
def find(request: HttpRequest, query: Query[queries.SearchQuery]) -> HttpResponse:
    """Search as on the search page; the likest paragraphs first."""
    number = min((place(query.cursor, 1) or [1])[0], 100_000)
    page = search(request.user, query.q, number, query.limit)
    hits = [
        {
            "provision": hit.provision,
            "n": hit.n,
            "role": hit.role,
            "text": hit.text,
            "made": hit.text_made,
            "symbol": hit.symbol or None,
            "title": hit.title,
            "date": hit.date,
            "standing": hit.standing,
            "snippet": hit.snippet.text,
            "marks": [list(span) for span in hit.snippet.marks],
        }
        for hit in page.hits
    ]
    following = None if page.following is None or not hits else [page.following]
    return list_answer(request, "hits", hits, total=page.total, following=following, more=page.more)


@router.get("/series", response=shapes.SeriesList, summary="List series")
def series_list(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """List the series of which several texts are held."""
    found = (
        Text.objects.visible_to(request.user)
        .exclude(series=None)
        .values("series")
        .annotate(texts=Count("pk"))
        .filter(texts__gte=_LEAST)
    )
    after = place(query.cursor, 1)
    ordered = found.order_by("series").values_list("series", "series__title", "texts")
    if after is not None:
        ordered = ordered.filter(series__gt=after[0])
    rows = list(ordered[: query.limit + 1])
    records = [dict(zip(("id", "title", "texts"), row, strict=True)) for row in rows[: query.limit]]
    following = [rows[query.limit - 1][0]] if len(rows) > query.limit else None
    return list_answer(request, "series", records, total=found.count(), following=following)


@router.get("/series/{int:key}", response=shapes.OneSeries, summary="Get a series")
def series(
    request: HttpRequest,
    key: Path[queries.Key],
) -> HttpResponse:
    """Get a series with its texts, the latest first."""
    held = Series.objects.visible_to(request.user).filter(pk=key).first()
    if held is None:
        raise _unknown("series")
    texts_of = Text.objects.visible_to(request.user).filter(series=held)
    keys = texts_of.order_by("-date", "identifier").values_list("pk", flat=True)
    lines = [text_record(row) for row in rows_of(list(keys))]
    return answer({"id": held.pk, "title": held.title, "texts": lines})


@router.get("/families", response=shapes.Families, summary="List families")
def families(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """List the families: each the stages of one text, from draft to resolution."""
    found = Family.objects.visible_to(request.user)
    rows, following = _piece(found, query.cursor, query.limit, ("pk",))
    records = _families(request.user, [row[0] for row in rows])
    return list_answer(request, "families", records, total=found.count(), following=following)


@router.get("/families/{int:key}", response=shapes.Family, summary="Get a family")
def family(
    request: HttpRequest,
    key: Path[queries.Key],
) -> HttpResponse:
    """Get a family with its members by date."""
    if not Family.objects.visible_to(request.user).filter(pk=key).exists():
        raise _unknown("family")
    return answer(_families(request.user, [key])[0])


def _families(user: Actor, keys: Sequence[int]) -> list[dict[str, Any]]:
    members: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    rows = (
        FamilyMember.objects.visible_to(user)
        .filter(family__in=keys)
        .exclude(state=FamilyMember.State.REJECTED)
        .order_by("text__date", "text__identifier")
        .values_list("family", "text__identifier", "text__standing", "text__date", "state")
    )
    for key, *values in rows:
        members[key].append(dict(zip(("text", "standing", "date", "state"), values, strict=True)))
    return [{"id": key, "members": some} for key, some in members.items()]


@router.get("/citations", response=shapes.Citations, summary="List citations")
def citations(request: HttpRequest, query: Query[queries.CitationQuery]) -> HttpResponse:
    """List what the current versions of texts cite, or who cites something (``cites``)."""
    found = (
        Citation.objects.visible_to(request.user)
        .filter(version__text__current=F("version"))
        .exclude(review=ReviewState.REJECTED)
    )
    if query.text:
        held = find_text(request.user, query.text)
        found = found.filter(version=held.current_id) if held else found.none()
    if query.cites:
        by = "target" if "#" in query.cites else "target_text"
        found = found.filter(**{by: query.cites})
    rows, following = _piece(found, query.cursor, query.limit, ("pk", *CITATION_COLUMNS))
    records = [citation_record(row[1:]) for row in rows]
    total = found.count() if query.text or query.cites else None
    return list_answer(request, "citations", records, total=total, following=following)


@router.get("/changes", response=shapes.Changes, summary="List what changed")
def changes(request: HttpRequest, query: Query[queries.ChangeQuery]) -> HttpResponse:
    """List new, changed and withdrawn texts and settled mandates after a position, in order.

    A copy of the open data is kept up to date by asking again with the ``position`` of the answer.
    """
    found = changes_since(request.user, query.since, query.limit)
    return answer(
        {
            "changes": [_change(one) for one in found.changes],
            "position": found.position,
            "more": found.more,
        }
    )


def _change(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "at": change.at,
        "change": change.change,
        "kind": change.kind,
        "id": change.identifier,
        "address": id_address(change.identifier),
    }


def _piece(
    found: QuerySet[Any], cursor: str, limit: int, columns: Iterable[str]
) -> tuple[list[tuple[Any, ...]], list[int] | None]:
    """Return the rows after a cursor in the order of their keys, and the place after them."""
    after = place(cursor, 1)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    rows = list(found.order_by("pk").values_list(*columns)[: limit + 1])
    return rows[:limit], ([rows[limit - 1][0]] if len(rows) > limit else None)


def _record(user: Actor, target: Target, what: str) -> HttpResponse:
    record = json_of(user, target)
    if record is None:
        raise _unknown(what)
    return answer(record)


def _unknown(what: str) -> ProblemError:
    return ProblemError(404, f"No such {what} is held.")
