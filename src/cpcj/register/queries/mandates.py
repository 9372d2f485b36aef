"""Mandates and proposals: lists with facets, and one with everything known about it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from cpcj.frame.permissions import Actor
from cpcj.register.facets.bitmaps import Row, Value
from cpcj.register.facets.store import FacetStore, Source
from cpcj.register.models import Act, ActValue, Generation
from cpcj.register.models.acts import ReviewState
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries.paging import Facet, Page, facets_of, key_of, natural
from cpcj.register.queries.search import matching_provisions
from cpcj.register.queries.slices import Slice, cut
from cpcj.register.search.grammar import parse
from cpcj.resolutions.model import Standing

FACETS = ("addressee", "act", "topic", "qualifier", "due", "to", "organ", "session", "year",
          "standing", "review", "reiterated")  # fmt: skip
"""Facets of the list, in the order they are shown. ``due`` is "body:session", ``to`` the body
reported to, ``reiterated`` "yes" or nothing."""

SORTS = ("date", "due", "text", "act", "review")
"""Values to sort by; "-date" is the latest first."""

DEFAULT_SORT = "-date"
PAGE = 50
MOST_FOUND = 20_000
"""Paragraphs up to which words narrow a list of mandates; the likest ones where there are more."""

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class MandateFilters:
    """What of the mandates is wanted.

    Attributes:
        chosen: values by facet; alternatives within a facet, conditions between facets.
        words: a query over the words of the paragraphs, as in search; its field filters count too.
        text: identifier of a text.
        series: key of a series.
        cites: identifier of a text or treaty that the act cites.
        due_after, due_before: days between which the due session falls, both included.
        proposals: whether acts of drafts and reports are listed too; without a choice of standing,
            mandates alone are.
        sort: a name of :data:`SORTS`, "-" before it for the greatest first.
    """

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: str = ""
    text: str = ""
    series: int | None = None
    cites: str = ""
    due_after: dt.date | None = None
    due_before: dt.date | None = None
    proposals: bool = False
    sort: str = DEFAULT_SORT

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> MandateFilters:
        """Return the filters that an address names; what it cannot mean is left out.

        Args:
            params: lists of values by name, as ``dict(request.GET.lists())`` gives them.
        """

        def one(name: str) -> str:
            values = params.get(name, ())
            return values[-1].strip() if values else ""

        chosen = {
            name: frozenset(given)
            for name in FACETS
            if (given := [value for value in params.get(name, ()) if _means(name, value)])
        }
        sort = one("sort")
        return cls(
            chosen=chosen,
            words=one("q"),
            text=one("text"),
            series=key_of(one("series")),
            cites=one("cites"),
            due_after=_day(one("due_after")),
            due_before=_day(one("due_before")),
            proposals=one("proposals") in ("1", "on", "true", "yes"),
            sort=sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        )

    def to_params(self) -> list[tuple[str, str]]:
        """Return the filters as pairs for an address; the inverse of :meth:`from_params`."""
        pairs = [(name, value) for name in FACETS for value in sorted(self.chosen.get(name, ()))]
        plain = {
            "q": self.words,
            "text": self.text,
            "series": "" if self.series is None else str(self.series),
            "cites": self.cites,
            "due_after": self.due_after.isoformat() if self.due_after else "",
            "due_before": self.due_before.isoformat() if self.due_before else "",
            "proposals": "1" if self.proposals else "",
            "sort": "" if self.sort == DEFAULT_SORT else self.sort,
        }
        return pairs + [(name, value) for name, value in plain.items() if value]


_SESSION = re.compile(r".*:-?[0-9]{1,9}", re.DOTALL)


def _means(facet: str, value: str) -> bool:
    """Tell whether a value can be one of a facet: "general_assembly:82" where something is due."""
    return bool(value) and (facet != "due" or _SESSION.fullmatch(value) is not None)


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


class MandateRow(NamedTuple):
    """A line of the list: who is asked to do what, by when, under which conditions.

    ``phrase`` and ``action`` are the words as printed; ``due`` dates are those of the session.
    """

    pk: int
    identifier: str
    text: str
    text_made: bool
    symbol: str
    title: str
    date: dt.date | None
    organ: str
    session: int | None
    paragraph: str
    point: str
    provision: str
    phrase: str
    act: str
    reiterated: bool
    action: str
    deliverable_what: str
    deliverable_to: str
    deliverable_when: str
    due_body: str
    due_session: int | None
    due_from: dt.date | None
    due_to: dt.date | None
    standing: str
    review: str
    published: bool
    addressees: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


def _source_rows(since: int | None) -> Iterator[Row]:
    acts = Act.objects.filter(current=True, text__current__isnull=False)
    values = ActValue.objects.exclude(field=ActValue.Field.CITATION)
    if since is not None:
        acts = acts.filter(generation__gt=since)
        values = values.filter(act__generation__gt=since)
    of_act: dict[int, dict[str, list[Value]]] = {}
    for key, name, value in values.values_list("act_id", "field", "value").iterator(_CHUNK):
        of_act.setdefault(key, {}).setdefault(name, []).append(value)
    rows = acts.order_by().values_list(
        "pk", "act", "reiterated", "deliverable_to", "due_body", "due_session", "due_from",
        "review", "standing", "position", "paragraph__position", "text__identifier",
        "text__organ", "text__session", "text__year", "text__date", "text__published",
    )  # fmt: skip
    none: dict[str, list[Value]] = {}
    for (
        pk, act, reiterated, to, body, due_session, due_from, review, standing, position, place,
        identifier, organ, session, year, date, published,
    ) in rows.iterator(_CHUNK):  # fmt: skip
        several = of_act.get(pk, none)
        text = natural(identifier)
        yield Row(
            pk,
            {
                "addressee": tuple(several.get("addressee", ())),
                "qualifier": tuple(several.get("qualifier", ())),
                "topic": tuple(several.get("topic", ())),
                "act": (act,),
                "due": () if due_session is None else (f"{body}:{due_session}",),
                "to": (to,) if to else (),
                "organ": (organ,) if organ else (),
                "session": () if session is None else (str(session),),
                "year": () if year is None else (str(year),),
                "standing": (standing,),
                "review": (review,),
                "reiterated": ("yes",) if reiterated else (),
                "published": ("yes",) if published else (),
            },
            {"date": date, "due": due_from, "text": text, "act": act, "review": review},
            (text, place, position),
        )


def _source_changed(since: int) -> Iterator[int]:
    return Act.objects.filter(generation__gt=since).values_list("pk", flat=True).iterator(_CHUNK)


@cache
def store() -> FacetStore:
    """Return the facets of the acts in force, shared by the process."""
    return FacetStore(
        Source((*FACETS, "published"), Generation.current, _source_rows, _source_changed)
    )


def _selection(user: Actor, filters: MandateFilters) -> dict[str, frozenset[Value]]:
    selection: dict[str, frozenset[Value]] = {
        name: frozenset(values) for name, values in filters.chosen.items()
    }
    if "standing" not in selection and not filters.proposals:
        selection["standing"] = frozenset((Standing.ADOPTED.value,))
    if "review" not in selection:
        selection["review"] = frozenset(
            state for state in ReviewState.values if state != ReviewState.REJECTED
        )
    if not sees_unpublished(user):
        selection["published"] = frozenset(("yes",))
    return selection


def _shown_as_chosen(
    filters: MandateFilters, selection: Mapping[str, frozenset[Value]]
) -> Mapping[str, frozenset[Value]]:
    """Return the choices to show: the person's, and the standing, which is always a choice."""
    return {
        name: values
        for name, values in selection.items()
        if name in filters.chosen or name == "standing"
    }


def _within(filters: MandateFilters) -> list[int] | None:
    """Return the keys that the filters leave which no facet counts; None where there are none."""
    condition = Q()
    query = parse(filters.words)
    if query.groups or query.without:
        condition &= Q(paragraph__in=matching_provisions(query, MOST_FOUND))
    if filters.text:
        condition &= Q(text__identifier=filters.text) | Q(text__aliases__identifier=filters.text)
    if filters.series is not None:
        condition &= Q(text__series=filters.series)
    if filters.cites:
        condition &= Q(values__field="citation", values__value=filters.cites)
    if filters.due_after:
        condition &= Q(due_to__gte=filters.due_after)
    if filters.due_before:
        condition &= Q(due_from__lte=filters.due_before)
    if not condition:
        return None
    return list(Act.objects.filter(condition, current=True).values_list("pk", flat=True))


def _from_words(filters: MandateFilters) -> MandateFilters:
    """Take the field filters out of the words ("addressee:unodc") and choose them as facets."""
    chosen = dict(filters.chosen)
    for one in parse(filters.words).filters:
        if one.field in FACETS and not one.negated:
            chosen[one.field] = chosen.get(one.field, frozenset()) | {one.value.lower()}
    if chosen == dict(filters.chosen):
        return filters
    return MandateFilters(
        chosen, filters.words, filters.text, filters.series, filters.cites, filters.due_after,
        filters.due_before, filters.proposals, filters.sort,
    )  # fmt: skip


def mandate_page(
    user: Actor, filters: MandateFilters, number: int = 1, size: int = PAGE
) -> Page[MandateRow]:
    """Return a page of the list with its facets.

    Args:
        user: who looks.
        filters: what is wanted.
        number: the page, from 1; beyond the last one, the last.
        size: lines of a page.
    """
    page = mandate_lines(user, filters, number, size)
    rows = tuple(line.row for line in page.rows)
    return Page(rows, page.total, page.number, page.size, page.facets)


def mandate_lines(
    user: Actor, filters: MandateFilters, number: int = 1, size: int = PAGE
) -> Page[MandateLine]:
    """Return the same page with the words that each line came from."""
    filters = _from_words(filters)
    selection = _selection(user, filters)
    page = store().page(selection, _within(filters), filters.sort, number, size, FACETS)
    facets = facets_of(FACETS, page.counts, _shown_as_chosen(filters, selection))
    return Page(lines_of(page.keys), page.total, page.number, size, facets)


def rows_of(keys: Sequence[int]) -> tuple[MandateRow, ...]:
    """Return the lines of acts in the order of the keys, in two statements."""
    return tuple(line.row for line in lines_of(keys))


class MandateLine(NamedTuple):
    """A line of the list with the words it came from.

    Attributes:
        row: the line.
        full: the paragraph's words, which ``spans`` point into.
        spans: where each field was read.
    """

    row: MandateRow
    full: str
    spans: Mapping[str, Any]


# Written out: putting these together by the ORM takes several times what running them does, on
# every page.
ACT_COLUMNS = """a.id, a.identifier, t.identifier, t.made, t.symbol, t.title, t.date, t.organ,
  t.session, a.paragraph_n, a.point, p.identifier, a.phrase, a.act, a.reiterated, a.action,
  a.deliverable_what, a.deliverable_to, a.deliverable_when, a.due_body, a.due_session, a.due_from,
  a.due_to, a.standing, a.review, t.published,
  CASE WHEN w."full" = '' THEN w.words ELSE w."full" END, a.spans"""
"""What :func:`line_of` makes a line of."""

ACT_TABLES = """register_act a
  JOIN register_text t ON t.id = a.text_id
  JOIN register_provision p ON p.id = a.provision_id
  JOIN register_provision w ON w.id = a.paragraph_id"""

_SEVERAL = ("addressee", "qualifier", "topic", "citation")


def lines_of(keys: Sequence[int]) -> tuple[MandateLine, ...]:
    """Return the lines of acts with their words in the order of the keys, in two statements."""
    if not keys:
        return ()
    several = values_of(keys)
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {ACT_COLUMNS} FROM {ACT_TABLES} WHERE a.id IN ({marks})",  # noqa: S608 - constants
            keys,
        )
        found = {row[0]: line_of(row, several.get(row[0], {})) for row in cursor.fetchall()}
    # A record may have gone between counting and reading.
    return tuple(found[key] for key in keys if key in found)


def values_of(keys: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Return the values of acts by key and field, in their order."""
    several: dict[int, dict[str, list[str]]] = {}
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT act_id, field, value FROM register_actvalue"  # noqa: S608 - placeholders
            f" WHERE act_id IN ({marks}) ORDER BY act_id, field, position",
            keys,
        )
        for act, name, value in cursor.fetchall():
            several.setdefault(act, {}).setdefault(name, []).append(value)
    return several


def line_of(row: Sequence[Any], several: Mapping[str, Sequence[str]]) -> MandateLine:
    """Return a row of ``ACT_COLUMNS`` with the values of its act as a line."""
    (
        pk, identifier, text, made, symbol, title, date, organ, session, n, point, provision,
        phrase, act, reiterated, action, what, to, when, due_body, due_session, due_from, due_to,
        standing, review, published, full, spans,
    ) = row  # fmt: skip
    addressees, qualifiers, topics, citations = [tuple(several.get(name, ())) for name in _SEVERAL]
    return MandateLine(
        MandateRow(
            pk, identifier, text, bool(made), symbol, title, day_of(date), organ, session, n, point,
            provision, phrase, act, bool(reiterated), action, what, to, when, due_body,
            due_session, day_of(due_from), day_of(due_to), standing, review, bool(published),
            addressees, qualifiers, topics, citations,
        ),
        full,
        json.loads(spans) if isinstance(spans, str) else spans,
    )  # fmt: skip


def day_of(value: str | dt.date | None) -> dt.date | None:
    """Return a date as a statement gives it: SQLite has no dates and gives words."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def all_keys(user: Actor, filters: MandateFilters) -> list[int]:
    """Return the keys of every match in the order of the list, for exports."""
    filters = _from_words(filters)
    selection = _selection(user, filters)
    within = _within(filters)
    with store().fresh() as facets:
        bits = facets.matching(selection, None if within is None else facets.numbers(within))
        by, descending = filters.sort.removeprefix("-"), filters.sort.startswith("-")
        return facets.ordered(bits, by, 0, bits.bit_count(), descending=descending)


def mandate_slice(
    user: Actor, filters: MandateFilters, after: Sequence[int] | None, size: int
) -> Slice:
    """Return a piece of the list, for whoever turns it over by a cursor; see :func:`cut`."""
    filters = _from_words(filters)
    return cut(store(), _selection(user, filters), _within(filters), filters.sort, after, size)


def counts(
    user: Actor, names: Iterable[str], filters: MandateFilters | None = None
) -> dict[str, dict[Value, int]]:
    """Return how many mandates each value of some facets has, for overviews."""
    selection = _selection(user, filters or MandateFilters())
    wanted = tuple(names)
    question = ("counts", wanted, tuple(sorted(selection.items())))
    return store().remember(question, lambda facets: facets.counts(selection, wanted))


def total(user: Actor, filters: MandateFilters | None = None) -> int:
    """Return how many mandates there are."""
    selection = _selection(user, filters or MandateFilters())
    question = ("total", tuple(sorted(selection.items())))
    return store().remember(question, lambda facets: facets.matching(selection).bit_count())


__all__ = ["ACT_COLUMNS", "ACT_TABLES", "DEFAULT_SORT", "FACETS", "SORTS", "Facet",
           "MandateFilters", "MandateLine", "MandateRow", "all_keys", "counts", "day_of", "line_of",
           "lines_of", "mandate_lines", "mandate_page", "mandate_slice", "rows_of", "store",
           "total", "values_of"]  # fmt: skip
