"""The base of every list: one queryset of what the user may see, filtered, counted, sorted, paged
and saved as a file, all from the page's address.

A room declares a list as tables::

    class MandateList(ListPage[Mandate]):
        model = Mandate                              # objects has visible_to(user)
        name = "mandates"                            # file name of exports, key of the JSON list
        title = _("Mandates")
        filters = (
            Facet("act", _("Act"), "act"),
            Facet("addressee", _("Addressee"), "addressees__value", many=True),
            Words("q", _("Words"), narrow_by_words),
        )
        sorts = (Sort("newest", _("Newest"), ("-adopted", "number")), ...)   # fields never null
        columns = (Column("id", _("Identifier"), lambda m: m.identifier, href=...), ...)
        related = ("text",)                          # select_related

The number of queries does not depend on the number of rows: the page, one count, one per facet.
Counts are kept until the next audited write.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.services import recorder

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

M = TypeVar("M", bound=models.Model)

_COUNTS_SECONDS = 24 * 3600
_CURSOR_LIMIT = 2000  # characters of a page's place that are read at all


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter by the values of a field, shown with how many records each would give.

    Attributes:
        name: its name in the address.
        label: its heading.
        field: the ORM path of the values; ``many`` where one record can have several.
        words: how a value is shown to people.
        limit: how many values are shown, the most frequent first.
    """

    name: str
    label: Label
    field: str
    many: bool = False
    words: Callable[[Any], object] = str
    limit: int = 40

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the records that have any of ``values``."""
        chosen = Q(**{f"{self.field}__in": [v for v in values if v != NONE]})
        if NONE in values:
            chosen |= Q(**{f"{self.field}__isnull": True})
        if not self.many:
            return records.filter(chosen)
        having = records.model._base_manager.filter(chosen).values("pk")
        return records.filter(pk__in=having)

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the most frequent values with their numbers of records."""
        number = Count("pk", distinct=True) if self.many else Count("pk")
        counted = (
            records.order_by()
            .values_list(self.field)
            .annotate(number=number)
            .order_by("-number", self.field)
        )
        return [(value, n) for value, n in counted[: self.limit]]


NONE = "-"  # how "no value" stands in an address


@dataclass(frozen=True, slots=True)
class Words:
    """A filter by words typed in; ``narrow_by`` gives the records for them."""

    name: str
    label: Label
    narrow_by: Callable[[QuerySet[Any], str], QuerySet[Any]]

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the records for the words."""
        return self.narrow_by(records, values[0])


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: fields that are never null, "-" before a falling one; the key is added last."""

    name: str
    label: Label
    fields: tuple[str, ...]

    @property
    def keys(self) -> tuple[tuple[str, bool], ...]:
        """Return (field, falling) with the primary key at the end."""
        named = tuple((f.removeprefix("-"), f.startswith("-")) for f in self.fields)
        return (*named, ("pk", named[0][1] if named else False))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet as drawn."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class DrawnFacet:
    """A facet as drawn; ``kind`` is "values" or "words"."""

    name: str
    label: Label
    kind: str
    values: tuple[FacetValue, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, with the address without it."""

    label: Label
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class SavedAs:
    """A file format the list can be saved in."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as drawn."""

    label: Label
    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as drawn."""

    record: object
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Listing:
    """Everything the template draws."""

    title: Label
    records: list[Any]
    rows: list[Row]
    columns: tuple[Column, ...]
    count: int
    count_words: str
    facets: list[DrawnFacet]
    chips: list[Chip]
    clear_href: str
    sorts: tuple[Sort, ...]
    sort: Sort
    previous_href: str
    next_href: str
    exports: list[SavedAs]
    empty_words: Label
    filter_parameters: list[tuple[str, str]] = field(default_factory=list)
    kept_parameters: list[tuple[str, str]] = field(default_factory=list)


def encode_place(values: Sequence[object]) -> str:
    """Return a record's place in an order as it stands in an address."""
    text = json.dumps(values, cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_place(token: str, length: int) -> list[Any] | None:
    """Return the place of an address; None where it is none of this order."""
    if not token or len(token) > _CURSOR_LIMIT:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != length:
        return None
    return values if all(isinstance(v, str | int | float) for v in values) else None


def beyond(keys: Sequence[tuple[str, bool]], place: Sequence[Any]) -> Q:
    """Return the condition for the records that come after ``place`` in the order ``keys``."""
    condition = Q()
    before = Q()
    for (name, falling), value in zip(keys, place, strict=True):
        condition |= before & Q(**{f"{name}__{'lt' if falling else 'gt'}": value})
        before &= Q(**{name: value})
    # Said once more for the first field alone, so that the store can use its index.
    first, falling = keys[0]
    return Q(**{f"{first}__{'lte' if falling else 'gte'}": place[0]}) & condition


def value_at(record: object, path: str) -> object:
    """Return the value at an ORM path of a loaded record."""
    value: object = record
    for part in path.split("__"):
        value = getattr(value, part, None)
    return value


class ListPage(View, Generic[M]):
    """A list of records; see the module for how a room declares one."""

    model: type[M]
    name: ClassVar[str]
    title: ClassVar[Label]
    filters: ClassVar[tuple[Facet | Words, ...]] = ()
    sorts: ClassVar[tuple[Sort, ...]]
    columns: ClassVar[tuple[Column, ...]]
    related: ClassVar[tuple[str, ...]] = ()
    prefetched: ClassVar[tuple[Any, ...]] = ()
    page_size: ClassVar[int] = 50
    template_name: ClassVar[str] = "frame/list.html"
    empty_words: ClassVar[Label] = _("Nothing matches.")
    keep_counts: ClassVar[bool] = True

    def records(self) -> QuerySet[M]:
        """Return what the user may see; a room narrows it further by overriding this."""
        visible: QuerySet[M] = self.model._default_manager.visible_to(  # type: ignore[attr-defined]
            self.request.user
        )
        return visible

    def context(self, listing: Listing) -> dict[str, Any]:
        """Return what the template is given; a room adds to it."""
        return {"listing": listing}

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponseBase:
        """Answer with the page, or with the file that ``format`` asks for."""
        chosen = self.chosen()
        sort = self.sort()
        wanted = request.GET.get("format")
        try:
            records = self.narrowed(self.records(), chosen)
            if wanted is None:
                listing = self.listing(records, chosen, sort)
                return render(request, self.template_name, self.context(listing))
            if wanted in FORMATS:
                return save_as(wanted, self.name, self.columns, self.ordered(records, sort))
        except (ValidationError, ValueError):
            pass  # a filter or place holds what its field cannot be compared with
        return HttpResponseBadRequest("unknown format or unreadable filter")

    def chosen(self) -> dict[str, list[str]]:
        """Return the filters in use."""
        return {
            f.name: values
            for f in self.filters
            if (values := [v for v in self.request.GET.getlist(f.name) if v.strip()])
        }

    def narrowed(
        self, records: QuerySet[M], chosen: dict[str, list[str]], without: str = ""
    ) -> QuerySet[M]:
        """Return the records that pass every filter in use but the one named ``without``."""
        for each in self.filters:
            if each.name in chosen and each.name != without:
                records = each.narrow(records, chosen[each.name])
        return records

    def sort(self) -> Sort:
        """Return the order asked for, else the first."""
        wanted = self.request.GET.get("sort")
        return next((s for s in self.sorts if s.name == wanted), self.sorts[0])

    def ordered(self, records: QuerySet[M], sort: Sort, *, back: bool = False) -> QuerySet[M]:
        """Return the records in order (backwards for the page before), with what cells need."""
        order = [f"{'-' if falling != back else ''}{name}" for name, falling in sort.keys]
        ordered = records.order_by(*order)
        if self.related:
            ordered = ordered.select_related(*self.related)
        return ordered.prefetch_related(*self.prefetched) if self.prefetched else ordered

    def listing(self, records: QuerySet[M], chosen: dict[str, list[str]], sort: Sort) -> Listing:
        """Return the page."""
        page, has_previous, has_next = self._page(records, sort)
        count: int = self._kept("count", chosen, records.count)
        filters = [(name, value) for name, values in chosen.items() for value in values]
        kept = [("sort", sort.name)] if sort is not self.sorts[0] else []

        def href(extra: Sequence[tuple[str, str]] = ()) -> str:
            return f"?{urlencode([*filters, *kept, *extra])}"

        def place(record: M) -> str:
            return encode_place([value_at(record, name) for name, _falling in sort.keys])

        return Listing(
            title=self.title,
            records=page,
            rows=[Row(record, tuple(self._cells(record))) for record in page],
            columns=tuple(column for column in self.columns if column.listed),
            count=count,
            count_words=ngettext("%(n)s record", "%(n)s records", count)
            % {"n": number_format(count, use_l10n=True, force_grouping=True)},
            facets=list(self._facets(chosen)),
            chips=list(self._chips(chosen, kept)),
            clear_href=f"?{urlencode(kept)}",
            sorts=self.sorts,
            sort=sort,
            previous_href=href([("before", place(page[0]))]) if page and has_previous else "",
            next_href=href([("after", place(page[-1]))]) if page and has_next else "",
            exports=[SavedAs(f.upper(), href([("format", f)])) for f in FORMATS],
            empty_words=self.empty_words,
            filter_parameters=filters,
            kept_parameters=kept,
        )

    def _page(self, records: QuerySet[M], sort: Sort) -> tuple[list[M], bool, bool]:
        """Return the records of the page, and whether there are pages before and after it."""
        after = decode_place(self.request.GET.get("after", ""), len(sort.keys))
        before = decode_place(self.request.GET.get("before", ""), len(sort.keys))
        if before is not None:
            turned = [(name, not falling) for name, falling in sort.keys]
            found = self.ordered(records, sort, back=True).filter(beyond(turned, before))
            page = list(found[: self.page_size + 1])
            return page[: self.page_size][::-1], len(page) > self.page_size, True
        found = self.ordered(records, sort)
        if after is not None:
            found = found.filter(beyond(sort.keys, after))
        page = list(found[: self.page_size + 1])
        return page[: self.page_size], after is not None, len(page) > self.page_size

    def _cells(self, record: M) -> Iterator[Cell]:
        for column in self.columns:
            if column.listed:
                href = column.href(record) if column.href else None
                yield Cell(column.label, column.words(record), href)

    def _facets(self, chosen: dict[str, list[str]]) -> Iterator[DrawnFacet]:
        for each in self.filters:
            values = chosen.get(each.name, [])
            if isinstance(each, Words):
                text = values[0] if values else ""
                yield DrawnFacet(each.name, each.label, "words", text=text)
                continue
            counted = self._kept(each.name, chosen, partial(self._counted, each, chosen))
            drawn = [self._facet_value(each, value, n, values) for value, n in counted]
            shown = {value.value for value in drawn}
            drawn += [FacetValue(v, str(each.words(v)), 0, True) for v in values if v not in shown]  # noqa: FBT003 - a dataclass's positional fields
            yield DrawnFacet(each.name, each.label, "values", tuple(drawn))

    def _counted(self, facet: Facet, chosen: dict[str, list[str]]) -> list[tuple[Any, int]]:
        return facet.count(self.narrowed(self.records(), chosen, without=facet.name))

    @staticmethod
    def _facet_value(facet: Facet, value: object, count: int, chosen: list[str]) -> FacetValue:
        text = NONE if value is None else str(value)
        label = str(_("none")) if value is None else str(facet.words(value))
        return FacetValue(text, label, count, text in chosen)

    def _chips(self, chosen: dict[str, list[str]], kept: list[tuple[str, str]]) -> Iterator[Chip]:
        for each in self.filters:
            for value in chosen.get(each.name, []):
                left = [
                    (name, v)
                    for name, values in chosen.items()
                    for v in values
                    if (name, v) != (each.name, value)
                ]
                words = each.words(value) if isinstance(each, Facet) and value != NONE else value
                yield Chip(each.label, str(words), f"?{urlencode([*left, *kept])}")

    def _kept(self, what: str, chosen: dict[str, list[str]], compute: Callable[[], Any]) -> Any:
        """Return a count, computed once between two audited writes for this user and filter."""
        if not self.keep_counts:
            return compute()
        if not hasattr(self, "_position"):
            self._position = recorder().position()
        parts = (
            type(self).__module__,
            type(self).__qualname__,
            sorted(self.kwargs.items()),
            what,
            self.request.user.pk,
            sorted(chosen.items()),
            self._position,
        )
        key = "count:" + hashlib.sha256(repr(parts).encode()).hexdigest()
        found = cache.get(key)
        if found is None:
            found = compute()
            cache.set(key, found, _COUNTS_SECONDS)
        return found
