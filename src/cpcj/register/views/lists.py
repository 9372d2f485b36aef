"""What both lists draw beside their rows: facets, filters in use, order, pages, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.utils.translation import gettext

from cpcj.register.exports import FORMATS, MEDIA_TYPES, pieces

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from cpcj.register.queries.paging import Page

Pairs = list[tuple[str, str]]

FOLDED = 12
"""Values of a facet shown at once; the rest is folded away."""

MOST = 100
"""Values of a facet offered at all; of hundreds of addressees the rare ones are found by words."""


@dataclass(frozen=True, slots=True)
class FacetWords:
    """A facet's heading, and how a value of it is named."""

    heading: str | _StrPromise
    name: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: following it chooses it, or takes the choice back."""

    name: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class DrawnFacet:
    """A facet as drawn; ``rest`` are the values folded away."""

    heading: str
    values: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    open: bool


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

    ``kept`` are the filters in use as pairs, for forms that keep them.
    """

    page: Page[Any]
    facets: tuple[DrawnFacet, ...]
    chips: tuple[Chip, ...]
    orders: tuple[Order, ...]
    clear_href: str
    previous_href: str
    following_href: str
    files: tuple[tuple[str, str], ...]
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
    params = dict(request.GET.lists())
    response = StreamingHttpResponse(
        pieces(kind, form, request.user, params), content_type=MEDIA_TYPES[form]
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response


def address(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the list's address with these filters."""
    return f"?{urlencode(pairs)}" if pairs else "?"


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
    facets = tuple(
        _facet(facet.name, words[facet.name], facet.values, params)
        for facet in page.facets
        if facet.name in words and facet.values
    )
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
        facets=facets,
        chips=tuple(chips),
        orders=tuple(Order(value, str(name), value == sort) for value, name in sorts.items()),
        clear_href=address([pair for pair in params if pair[0] == "sort"]),
        previous_href=at(page.previous),
        following_href=at(page.following),
        files=tuple((name.upper(), address([*params, ("format", name)])) for name in FORMATS),
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


def _facet(name: str, words: FacetWords, values: Sequence[Any], params: Pairs) -> DrawnFacet:
    choices = []
    for one in values:
        pair = (name, one.value)
        chosen = pair in params
        left = [other for other in params if other != pair]
        href = address(left if chosen else [*params, pair])
        choices.append(Choice(words.name(one.value), one.count, chosen, href))
    first = [c for place, c in enumerate(choices) if place < FOLDED or c.chosen]
    rest = [c for place, c in enumerate(choices) if FOLDED <= place < MOST and not c.chosen]
    return DrawnFacet(
        str(words.heading), tuple(first), tuple(rest), open=any(c.chosen for c in choices)
    )
