"""What both lists draw beside their rows: facets, filters in use, order, pages, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, gettext

from cpcj.register.exports import FORMATS, MEDIA_TYPES, pieces
from cpcj.register.presentation.choices import (
    FacetWords,
    address,
    counted,
    draw_facets,
    draw_foot,
)

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

    from cpcj.register.queries.paging import Page

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use and the address without it."""

    heading: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order to choose."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DrawnList:
    """Everything beside the rows of a list.

    ``facets`` and ``foot`` are safe to print as they are; ``total`` is the number of rows with its
    separators; ``kept`` are the filters in use as pairs, for forms that keep them.
    """

    page: Page[Any]
    total: str
    facets: SafeString
    chips: tuple[Chip, ...]
    orders: tuple[Order, ...]
    clear_href: str
    foot: SafeString
    kept: Pairs

    def without(self, *names: str) -> Pairs:
        """Return the filters in use but those named."""
        return [pair for pair in self.kept if pair[0] not in names]

    @property
    def kept_for_words(self) -> Pairs:
        """Return what a form that asks for words keeps."""
        return self.without("q")

    @property
    def kept_for_order(self) -> Pairs:
        """Return what a form that asks for an order keeps."""
        return self.without("sort")

    @property
    def kept_for_days(self) -> Pairs:
        """Return what a form that asks for days keeps."""
        return self.without("due_after", "due_before")


_LONGEST_KEY = 9
"""Digits of a key that every store can compare."""


def params_of(request: HttpRequest) -> dict[str, list[str]]:
    """Return the lists of values of an address, without a key too large to be one."""
    params = dict(request.GET.lists())
    if len("".join(params.get("series", ()))) > _LONGEST_KEY:
        del params["series"]
    return params


def page_number(request: HttpRequest) -> int:
    """Return the page that an address asks for, the first where it asks for none."""
    wanted = request.GET.get("page", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1


def saved_list(request: HttpRequest, kind: str) -> StreamingHttpResponse | None:
    """Answer with every match of a list as the file its address asks for; None for a page.

    Args:
        request: the request, with the filters of the page.
        kind: "mandates" or "texts".
    """
    form = request.GET.get("format")
    if form not in FORMATS:
        return None
    response = StreamingHttpResponse(
        pieces(kind, form, request.user, params_of(request)), content_type=MEDIA_TYPES[form]
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response


def draw_list(
    page: Page[Any],
    params: Pairs,
    words: Mapping[str, FacetWords],
    sort: str,
    sorts: Mapping[str, str | _StrPromise],
    named: Mapping[tuple[str, str], str] | None = None,
) -> DrawnList:
    """Draw what stands beside the rows of a page.

    Args:
        page: the page with its counted facets.
        params: the filters in use, as pairs of an address.
        words: facets by name, with heading and names of values.
        sort: the order in use.
        sorts: the orders offered, with their names.
        named: names of values of filters that are no facets, by filter and value.
    """
    chips = []
    for pair in params:
        if pair[0] == "sort":
            continue
        without = address([one for one in params if one != pair])
        if pair[0] in words:
            facet = words[pair[0]]
            chips.append(Chip(str(facet.heading), facet.name(pair[1]), without))
        else:
            value = "" if pair[0] == "proposals" else (named or {}).get(pair, pair[1])
            chips.append(Chip(plain_name(pair[0]), value, without))

    def at(number: int | None) -> str:
        return "" if number is None else address([*params, ("page", str(number))])

    return DrawnList(
        page=page,
        total=counted(get_language() or "", page.total),
        facets=draw_facets(page.facets, params, words, len(chips)),
        chips=tuple(chips),
        orders=tuple(Order(value, str(name), value == sort) for value, name in sorts.items()),
        clear_href=address([pair for pair in params if pair[0] == "sort"]),
        foot=draw_foot(
            at(page.previous),
            at(page.following),
            [(name.upper(), address([*params, ("format", name)])) for name in FORMATS],
        ),
        kept=params,
    )


def plain_name(name: str) -> str:
    """Return the name of a filter that is no facet."""
    return {
        "q": gettext("Words"),
        "text": gettext("Text"),
        "series": gettext("Series"),
        "cites": gettext("Cites"),
        "due_after": gettext("Due from"),
        "due_before": gettext("Due until"),
        "proposals": gettext("With proposals"),
    }.get(name, name)
