"""Lists of the interface that are lists of the pages: the same records, filters and columns.

An operation names the page's class; what it may be asked is a ``PageQuery`` whose fields bear the
names of the page's filters, and a record is what the page saves as JSON. Names in it are English,
whatever languages the request likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from cpcj.frame.api.answers import PageQuery, list_answer, place
from cpcj.frame.lists import ListPage, beyond

LANGUAGE = "en"
"""In which the interface names things."""

T = TypeVar("T")


def answer_page(
    request: HttpRequest,
    page: type[ListPage[Any]],
    query: PageQuery,
    name: str,
    *,
    order: Sequence[str] = (),
    records: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
    more: Callable[[list[Any]], Iterable[Mapping[str, Any]]] | None = None,
) -> HttpResponse:
    """Answer with the records of a page's list, in the order of their keys.

    The number of statements does not depend on the number of records.

    Args:
        request: says who asks; the page says what they may see.
        page: the page. Whether the asker may open it is asked by the operation.
        query: filters by their names on the page, the size of the answer and where it begins.
        name: key of the records in the answer.
        order: whole-numbered fields before the key, "-" before a falling one.
        records: narrows what the page lists; fetches what ``more`` needs.
        more: what each of some records says beside the columns of the page.
    """
    view = page()
    view.setup(request)
    chosen = {each.name: _values(getattr(query, each.name, None)) for each in page.filters}
    found = view.narrowed(view.records(), {one: own for one, own in chosen.items() if own})
    found = found if records is None else records(found)
    total = found.count()
    keys = [(one.removeprefix("-"), one.startswith("-")) for one in (*order, "pk")]
    after = place(query.cursor, len(keys))
    if after is not None:
        found = found.filter(beyond(keys, after))
    found = found.order_by(*order, "pk")
    if page.related:
        found = found.select_related(*page.related)
    if page.prefetched:
        found = found.prefetch_related(*page.prefetched)
    rows = list(found[: query.limit + 1])
    kept = rows[: query.limit]
    last = [getattr(kept[-1], field) for field, _falling in keys] if kept else []
    following = last if len(rows) > query.limit else None
    # Names are looked up as the answer is written.
    with override(LANGUAGE):
        made = [record_of(page, row) for row in kept]
        for record, beside in zip(made, more(kept) if more else (), strict=more is not None):
            record.update(beside)
        return list_answer(request, name, made, total=total, following=following)


def record_of(page: type[ListPage[Any]], row: object) -> dict[str, Any]:
    """Return a record as the page's list saves it as JSON."""
    return {one.name: one.value(row) for one in page.columns if one.exported}


def answer_sequence(
    request: HttpRequest,
    name: str,
    rows: Sequence[T],
    query: PageQuery,
    record: Callable[[T], object],
    **more: object,
) -> HttpResponse:
    """Answer with a piece of what was worked out whole; a cursor is a place in it.

    Args:
        request: the request.
        name: key of the records in the answer.
        rows: all of them.
        query: the size of the answer and where it begins.
        record: makes one as JSON.
        more: other keys of the answer.
    """
    after = place(query.cursor, 1)
    start = 0 if after is None else min(after[0], len(rows))
    end = start + query.limit
    following = [end] if end < len(rows) else None
    with override(LANGUAGE):
        made = [record(one) for one in rows[start:end]]
        return list_answer(request, name, made, total=len(rows), following=following, **more)


def _values(given: object) -> list[str]:
    several = given if isinstance(given, list) else [given]
    return [str(one) for one in several if one is not None and str(one).strip()]
