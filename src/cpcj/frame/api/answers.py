"""Answers of the programming interface, and pages of its lists.

Records are written as they are: the shape is that of the commands and exports, and the schema
beside an operation describes it. A list is turned over by a cursor; the address of the next page
stands in the answer (``next``) and in a ``Link`` header (RFC 8288).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from cpcj.frame.api.problems import ProblemError
from cpcj.frame.lists import decode_place, encode_place

JSON: Final = "application/json"
LARGEST_PAGE: Final = 500
LARGEST_KEY: Final = 2**63 - 1
"""The largest whole number that every store compares."""


class PageQuery(Schema):
    """What every list takes beside its filters."""

    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="Records of a page.")
    cursor: str = Field(
        "",
        max_length=400,
        description="Where the page begins: “next” of the page before, as it is.",
    )


class ListAnswer(Schema):
    """What every list answers with beside its records."""

    total: int | None = Field(
        description="How many match in all; null where counting would take long."
    )
    next: str | None = Field(description="Cursor of the next page; null on the last.")


def answer(
    data: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return data as JSON, absent values and all."""
    body = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, status=status, content_type=JSON)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def list_answer(
    request: HttpRequest,
    name: str,
    records: Sequence[object],
    *,
    total: int | None,
    following: Sequence[int] | None,
    **more: object,
) -> HttpResponse:
    """Answer with a page of a list.

    Args:
        request: the request.
        name: key of the records ("mandates").
        records: those of the page.
        total: how many there are in all, None where it was not counted.
        following: the place after this page, as :func:`place` gives it back; None on the last.
        more: other keys of the answer.
    """
    data: dict[str, object] = {name: records, "total": total, "next": None, **more}
    links = []
    query = request.GET.copy()
    query.pop("cursor", None)
    links.append(_link(request, query.urlencode(), "first"))
    if following is not None:
        data["next"] = query["cursor"] = encode_place(list(following))
        links.append(_link(request, query.urlencode(), "next"))
    headers = {"Link": ", ".join(links)}
    if total is not None:
        headers["X-Total-Count"] = str(total)
    return answer(data, headers=headers)


def _link(request: HttpRequest, query: str, relation: str) -> str:
    address = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    return f'<{address}>; rel="{relation}"'


def place(cursor: str, length: int) -> list[int] | None:
    """Return the place that a cursor means; None for the beginning.

    Args:
        cursor: of the request; empty for the first page.
        length: how many whole numbers such a place has.

    Raises:
        ProblemError: 422; it is no cursor of this list.
    """
    if not cursor:
        return None
    found = decode_place(cursor, length) if cursor.isascii() else None
    if found is None or not all(type(one) is int and 0 <= one <= LARGEST_KEY for one in found):
        where = {"where": "query.cursor", "message": "no cursor of this list"}
        raise ProblemError(422, "The cursor is none of this list; begin without one.", [where])
    return found


def refuse_unknown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse parameters that an operation does not know: a misspelt filter must not list all.

    The operation's query parameters are the fields of its argument ``query``.
    """

    @functools.wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = kwargs.get("query")
        fields = type(query).model_fields if isinstance(query, Schema) else {}
        known = {one.alias or name for name, one in fields.items()}
        if unknown := sorted(set(request.GET) - known):
            raise ProblemError(
                422,
                f"There is no such parameter here: {', '.join(unknown)[:200]}.",
                [{"where": f"query.{name[:100]}", "message": "unknown"} for name in unknown[:20]],
            )
        return view(request, *args, **kwargs)

    return asked
