"""The operations of the budget's lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from cpcj.frame.api.answers import answer, list_answer, place
from cpcj.frame.api.lists import answer_page, record_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.api.scopes import need
from cpcj.frame.permissions import Actor, Permission
from cpcj.register.api.queries import Key
from cpcj.register.budget import queries as asking
from cpcj.register.budget.api import queries, shapes
from cpcj.register.budget.models import Line, Treaty
from cpcj.register.budget.views.lists import LineList
from cpcj.resolutions.budget import Comparison, Resolved

router = Router(tags=["budget"])
_MOST_OTHERS = 20


@router.get("/budget/editions", response=shapes.Editions, summary="List the budgets")
def budget_editions(request: HttpRequest) -> HttpResponse:
    """List the budgets whose lists of legislative mandates are held, the latest first."""
    need(request.user, Permission.BUDGET_VIEW)
    editions: list[Any] = asking.editions(request.user)
    rows = [
        {
            "year": one.year,
            "form": one.form,
            "symbol": one.symbol or None,
            "dated": one.dated,
            "rows": one.line_count,
            "treaties": one.treaty_count,
        }
        for one in editions
    ]
    return answer({"editions": rows})


@router.get("/budget/mandates", response=shapes.Rows, summary="List the budget's mandates")
def budget_mandates(request: HttpRequest, query: Query[queries.RowsQuery]) -> HttpResponse:
    """List the rows of the budgets' lists, each resolved to the text that it means.

    The latest budget first, in the order of its list.
    """
    need(request.user, Permission.BUDGET_VIEW)
    return answer_page(
        request,
        LineList,
        query,
        "mandates",
        order=("-year", "position"),
        more=lambda rows: _beside(request.user, rows),
    )


@router.get("/budget/mandates/{int:key}", response=shapes.RowRecord, summary="Get a row")
def budget_mandate(request: HttpRequest, key: Path[Key]) -> HttpResponse:
    """Get a row with the rows of the same text and of the texts beside it."""
    need(request.user, Permission.BUDGET_VIEW)
    line = asking.lines(request.user).filter(pk=key).first()
    if line is None:
        raise ProblemError(404, "No such row is held.")
    others = Line.objects.visible_to(request.user).filter(identifier=line.identifier)
    others = others.exclude(pk=line.pk).order_by("-year", "position", "pk")[:_MOST_OTHERS]
    return answer(
        {
            **record_of(LineList, line),
            **next(iter(_beside(request.user, [line]))),
            "companions": [_companion(one) for one in asking.companions(request.user, line)],
            "others": [_companion(one) for one in others] if line.identifier else [],
        }
    )


def _beside(user: Actor, rows: list[Line]) -> Iterable[dict[str, Any]]:
    later = asking.later_texts(user, rows)
    for one in rows:
        found = later.get(one.pk)
        yield {
            "id": one.pk,
            "publisher": one.publisher,
            "later": found
            and {
                "identifier": found.identifier,
                "name": found.name,
                "held": found.held,
                "listed": found.listed,
            },
        }


def _companion(one: Line) -> dict[str, Any]:
    return {
        "id": one.pk,
        "budget_year": one.year,
        "citation": one.citation or one.printed,
        "identifier": one.identifier or None,
    }


@router.get(
    "/budget/treaties", response=shapes.ListedTreaties, summary="List the budget's treaties"
)
def budget_treaties(request: HttpRequest, query: Query[queries.TreatiesQuery]) -> HttpResponse:
    """List the treaties that the budgets name, with the instruments they mean."""
    need(request.user, Permission.BUDGET_VIEW)
    found = Treaty.objects.visible_to(request.user).select_related("edition")
    if query.year is not None:
        found = found.filter(edition__year=query.year)
    total, after = found.count(), place(query.cursor, 1)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    rows = list(found.order_by("pk")[: query.limit + 1])
    kept = rows[: query.limit]
    records = [
        {
            "budget_year": one.edition.year,
            "position": one.position,
            "subprogramme": one.subprogramme,
            "heading": one.heading,
            "name": one.name,
            "instruments": one.instruments,
        }
        for one in kept
    ]
    following = [kept[-1].pk] if len(rows) > query.limit else None
    return list_answer(request, "treaties", records, total=total, following=following)


@router.get("/budget/changes", response=shapes.ListChanges, summary="Compare two budgets")
def budget_changes(request: HttpRequest, query: Query[queries.ChangesQuery]) -> HttpResponse:
    """List what was added, dropped and moved from one year's list to another's.

    The last two where no years are named.
    """
    need(request.user, Permission.BUDGET_VIEW)
    held = sorted(one.year for one in asking.editions(request.user))
    for year in (query.from_, query.to):
        if year is not None and year not in held:
            raise ProblemError(404, f"No list of {year} is held.")
    old, new = query.from_, query.to
    if old is None and new is None and len(held) > 1:
        old, new = held[-2:]
    if old is None or new is None:
        found = Comparison((), (), (), 0)
    else:
        found = asking.compared(request.user, old, new)
    return answer(
        {
            "from": old,
            "to": new,
            "changes": list(_changes(found)),
            "kept": found.kept,
            "treaties_added": [one.name for one in found.treaties_added],
            "treaties_dropped": [one.name for one in found.treaties_dropped],
        }
    )


def _changes(found: Comparison) -> Iterable[dict[str, Any]]:
    for one in found.added:
        yield _change("added", one, (), (one.row.subprogramme,))
    for one in found.dropped:
        yield _change("dropped", one, (one.row.subprogramme,), ())
    for moved in found.moved:
        yield _change("moved", moved.row, moved.old, moved.new)


def _change(
    change: str, one: Resolved, old: tuple[str, ...], new: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "change": change,
        "citation": one.citation or one.row.citation,
        "title": one.row.description,
        "symbol": one.symbol or None,
        "identifier": one.identifier or None,
        "old": list(old),
        "new": list(new),
    }
