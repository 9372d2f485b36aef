"""Texts: lists with facets, and one text with everything that stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from cpcj.evidence.places import places_of
from cpcj.frame.permissions import Actor
from cpcj.register.facets.bitmaps import Row, Value
from cpcj.register.facets.store import FacetStore, Source
from cpcj.register.models import (
    Act,
    ActValue,
    Alias,
    Citation,
    Doubt,
    Family,
    FamilyMember,
    Footnote,
    Generation,
    Heading,
    Provision,
    Series,
    Text,
    TextVersion,
    Upload,
)
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries import mandates
from cpcj.register.queries.mandates import MandateRow
from cpcj.register.queries.paging import Page, facets_of, key_of, natural
from cpcj.register.queries.slices import Slice, cut
from cpcj.resolutions.series.titles import same_title

FACETS = ("organ", "session", "year", "kind", "topic", "standing", "language")
SORTS = ("date", "symbol", "title", "acts")
DEFAULT_SORT = "-date"
PAGE = 50
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class TextFilters:
    """What of the texts is wanted: values by facet, words of the title, a series, an order."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: str = ""
    series: int | None = None
    sort: str = DEFAULT_SORT

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> TextFilters:
        """Return the filters that an address names; what it cannot mean is left out."""
        last = {name: values[-1].strip() for name, values in params.items() if values}
        chosen = {
            name: frozenset(value for value in params[name] if value)
            for name in FACETS
            if any(params.get(name, ()))
        }
        sort = last.get("sort", "")
        return cls(
            chosen,
            last.get("q", ""),
            key_of(last.get("series", "")),
            sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        )

    def to_params(self) -> list[tuple[str, str]]:
        """Return the filters as pairs for an address; the inverse of :meth:`from_params`."""
        pairs = [(name, value) for name in FACETS for value in sorted(self.chosen.get(name, ()))]
        plain = {
            "q": self.words,
            "series": "" if self.series is None else str(self.series),
            "sort": "" if self.sort == DEFAULT_SORT else self.sort,
        }
        return pairs + [(name, value) for name, value in plain.items() if value]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line of the list of texts. ``identifier`` must not be shown as a symbol where ``made``."""

    pk: int
    identifier: str
    made: bool
    symbol: str
    number: str
    title: str
    kind: str
    standing: str
    organ: str
    session: int | None
    date: dt.date | None
    agenda_item: str
    language: str
    acts: int
    operative: int
    doubts: int
    published: bool


_ROW = ("pk", "identifier", "made", "symbol", "number", "title", "kind", "standing", "organ",
        "session", "date", "agenda_item", "language", "acts", "operative", "doubts",
        "published")  # fmt: skip


def _source_rows(since: int | None) -> Iterator[Row]:
    texts = Text.objects.filter(current__isnull=False)
    topics = ActValue.objects.filter(field=ActValue.Field.TOPIC, act__current=True)
    if since is not None:
        texts = texts.filter(generation__gt=since)
        topics = topics.filter(act__text__generation__gt=since)
    of_text: dict[int, set[str]] = {}
    for text, topic in topics.values_list("act__text_id", "value").distinct().iterator(_CHUNK):
        of_text.setdefault(text, set()).add(topic)
    rows = texts.order_by().values_list(
        "pk", "identifier", "title", "kind", "standing", "organ", "session", "year", "date",
        "languages", "published", "acts",
    )  # fmt: skip
    for (
        pk, identifier, title, kind, standing, organ, session, year, date, languages, published,
        acts,
    ) in rows.iterator(_CHUNK):  # fmt: skip
        yield Row(
            pk,
            {
                "organ": (organ,) if organ else (),
                "session": () if session is None else (str(session),),
                "year": () if year is None else (str(year),),
                "kind": (kind,),
                "topic": tuple(sorted(of_text.get(pk, ()))),
                "standing": (standing,),
                "language": tuple(languages.split()),
                "published": ("yes",) if published else (),
            },
            {
                "date": date,
                "symbol": natural(identifier),
                "title": same_title(title) or None,
                "acts": acts,
            },
            natural(identifier),
        )


def _source_changed(since: int) -> Iterator[int]:
    return Text.objects.filter(generation__gt=since).values_list("pk", flat=True).iterator(_CHUNK)


@cache
def store() -> FacetStore:
    """Return the facets of the texts held, shared by the process."""
    return FacetStore(
        Source((*FACETS, "published"), Generation.current, _source_rows, _source_changed)
    )


def text_page(
    user: Actor, filters: TextFilters, number: int = 1, size: int = PAGE
) -> Page[TextRow]:
    """Return a page of the texts that ``user`` may see, with facets."""
    selection: dict[str, frozenset[Value]] = {
        name: frozenset(values) for name, values in filters.chosen.items()
    }
    if not sees_unpublished(user):
        selection["published"] = frozenset(("yes",))
    page = store().page(selection, _within(filters), filters.sort, number, size, FACETS)
    rows = store().keep(("rows", *page.keys), lambda: rows_of(page.keys))
    facets = facets_of(FACETS, page.counts, filters.chosen)
    return Page(rows, page.total, page.number, size, facets)


def rows_of(keys: Sequence[int]) -> tuple[TextRow, ...]:
    """Return the lines of texts in the order of the keys."""
    found = {
        row[0]: TextRow(*row)
        for row in Text.objects.filter(pk__in=keys).order_by().values_list(*_ROW)
    }
    # A text may have gone between counting and reading.
    return tuple(found[key] for key in keys if key in found)


def _within(filters: TextFilters) -> list[int] | None:
    condition = Q()
    for word in filters.words.split()[:16]:
        condition &= Q(title__icontains=word) | Q(identifier__icontains=word)
    if filters.series is not None:
        condition &= Q(series=filters.series)
    return list(Text.objects.filter(condition).values_list("pk", flat=True)) if condition else None


def all_keys(user: Actor, filters: TextFilters) -> list[int]:
    """Return the keys of every match in the order of the list, for exports."""
    selection: dict[str, frozenset[Value]] = {
        name: frozenset(values) for name, values in filters.chosen.items()
    }
    if not sees_unpublished(user):
        selection["published"] = frozenset(("yes",))
    within = _within(filters)
    by, descending = filters.sort.removeprefix("-"), filters.sort.startswith("-")
    with store().fresh() as facets:
        bits = facets.matching(selection, None if within is None else facets.numbers(within))
        return facets.ordered(bits, by, 0, bits.bit_count(), descending=descending)


def text_slice(user: Actor, filters: TextFilters, after: Sequence[int] | None, size: int) -> Slice:
    """Return a piece of the list, for whoever turns it over by a cursor; see :func:`cut`."""
    selection: dict[str, frozenset[Value]] = {
        name: frozenset(values) for name, values in filters.chosen.items()
    }
    if not sees_unpublished(user):
        selection["published"] = frozenset(("yes",))
    return cut(store(), selection, _within(filters), filters.sort, after, size)


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text with everything that stands in it, in a number of statements that does not grow.

    Attributes:
        text: with ``document``, ``series`` and ``current`` loaded.
        version: the version shown.
        versions: all its versions, the latest first.
        languages: the latest version of each language it is held in, the one that leads first.
        items: provisions and headings in printed order.
        acts: every act by the ``position`` of its paragraph, those rejected too.
        footnotes: in order of print.
        citations: in order of place; those of provisions have ``provision_id``.
        held: by cited identifier (without ``#…``), the visible text held for it.
        places: by cited identifier, where another room holds the provision's words.
        doubts: what was not read with confidence.
        family: the family, None where there is none.
        family_members: its members that the user may see, by date.
        cited_by: how many other texts held cite this one.
        uploads: the files it came in, for those who may see them.
    """

    text: Text
    version: TextVersion
    versions: tuple[TextVersion, ...]
    languages: tuple[TextVersion, ...]
    items: tuple[Provision | Heading, ...]
    acts: Mapping[int, tuple[ActOnPage, ...]]
    footnotes: tuple[Footnote, ...]
    citations: tuple[Citation, ...]
    held: Mapping[str, Text]
    places: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    family: Family | None
    family_members: tuple[FamilyMember, ...]
    cited_by: int
    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class ActOnPage:
    """An act with the places of its words in its paragraph's ``full_text``."""

    row: MandateRow
    spans: Mapping[str, Any]


def find_text(user: Actor, identifier: str) -> Text | None:
    """Return the visible text that an identifier means, by any of its identifiers."""
    seen = Text.objects.visible_to(user).select_related("document", "series", "current")
    text = seen.filter(identifier=identifier).first()
    if text is None:
        alias = Alias.objects.filter(identifier=identifier).values("text")
        text = seen.filter(pk__in=alias).first()
    return text


def document_texts(user: Actor, identifier: str) -> tuple[Text, ...]:
    """Return the visible texts that a document carries, in order of print, ``document`` loaded."""
    seen = Text.objects.visible_to(user).filter(document__identifier=identifier)
    return tuple(seen.select_related("document").order_by("pk"))


def versions_of(text: Text) -> tuple[TextVersion, ...]:
    """Return the versions of a text that stand in an upload not withdrawn, the latest first."""
    live = text.versions.filter(appearances__upload__withdrawn_at=None)
    return tuple(live.distinct().order_by("-number"))


def latest_of(text: Text, versions: Iterable[TextVersion]) -> tuple[TextVersion, ...]:
    """Return the latest version of each language, the one that leads first."""
    latest: dict[str, TextVersion] = {}
    for version in versions:
        if version.language not in latest or version.pk == text.current_id:
            latest[version.language] = version
    return tuple(sorted(latest.values(), key=lambda one: (one.pk != text.current_id, one.language)))


def text_detail(
    user: Actor, identifier: str, version: int | None = None, language: str = ""
) -> TextPage | None:
    """Return a text as its page shows it.

    Args:
        user: who looks.
        identifier: any identifier of the text.
        version: number of an earlier version; the current one without.
        language: ISO 639-2 code of the language wanted, where no version is; the one that leads
            without.

    Returns:
        None where there is no such text, version or language that the user may see.
    """
    text = find_text(user, identifier)
    if text is None:
        return None
    versions = versions_of(text)
    languages = latest_of(text, versions)
    if version is not None:
        shown = next((one for one in versions if one.number == version), None)
    elif language:
        shown = next((one for one in languages if one.language == language), None)
    else:
        shown = text.current
    if shown is None:
        return None
    provisions = list(shown.provisions.order_by("position"))
    headings = list(shown.headings.order_by("position"))
    items: list[Provision | Heading] = [*provisions, *headings]
    items.sort(key=lambda item: item.position)
    citations = tuple(shown.citations.order_by("pk"))
    family, members = _family(user, text)
    uploads = Upload.objects.visible_to(user).filter(appearances__version=shown, withdrawn_at=None)
    return TextPage(
        text=text,
        version=shown,
        versions=versions,
        languages=languages,
        items=tuple(items),
        acts=_acts(shown, {one.pk: one.position for one in provisions}),
        footnotes=tuple(shown.footnotes.order_by("position")),
        citations=citations,
        held=held_texts(user, {one.target_text for one in citations if one.target_text}),
        places=places_of((one.target for one in citations), user),
        doubts=tuple(shown.doubts.order_by("pk")),
        family=family,
        family_members=members,
        cited_by=citing_texts(user, text.identifier).exclude(pk=text.pk).count(),
        uploads=tuple(uploads.order_by("uploaded_at").defer("withdrawn_reason")),
    )


def _acts(version: TextVersion, positions: Mapping[int, int]) -> dict[int, tuple[ActOnPage, ...]]:
    found = list(
        Act.objects.filter(version=version, replaced_by=None, retired=False)
        .order_by("paragraph__position", "position")
        .values_list("pk", "paragraph_id", "spans")
    )
    rows = {row.pk: row for row in mandates.rows_of([pk for pk, _, _ in found])}
    acts: dict[int, list[ActOnPage]] = {}
    for pk, paragraph, spans in found:
        if pk in rows:
            acts.setdefault(positions[paragraph], []).append(ActOnPage(rows[pk], spans))
    return {position: tuple(some) for position, some in acts.items()}


def _family(user: Actor, text: Text) -> tuple[Family | None, tuple[FamilyMember, ...]]:
    membership = (
        text.memberships.exclude(state=FamilyMember.State.REJECTED).select_related("family").first()
    )
    if membership is None:
        return None, ()
    members = (
        FamilyMember.objects.visible_to(user)
        .filter(family=membership.family)
        .select_related("text")
        .order_by("text__date", "text__identifier")
    )
    return membership.family, tuple(members)


_HELD = """
SELECT t.identifier, t.id, t.identifier FROM register_text t
WHERE t.identifier IN ({marks}) AND t.current_id IS NOT NULL{published}
UNION ALL
SELECT a.identifier, t.id, t.identifier
FROM register_alias a JOIN register_text t ON t.id = a.text_id
WHERE a.identifier IN ({marks}) AND t.current_id IS NOT NULL{published}
"""


def held_texts(user: Actor, identifiers: set[str]) -> dict[str, Text]:
    """Return the visible texts held under some identifiers, by identifier, in one statement.

    Of each text key and identifier are loaded; the rest is asked for when it is used.
    """
    if not identifiers:
        return {}
    # What ``Text.objects.visible_to`` asks, in SQL; a test asks both the same.
    published = "" if sees_unpublished(user) else " AND t.published"
    marks = ", ".join(["%s"] * len(identifiers))
    found: dict[str, Text] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HELD.format(marks=marks, published=published), [*identifiers, *identifiers])
        for cited, *own in cursor.fetchall():
            # A text's own identifier goes before another's second one.
            if cited not in found or cited == own[1]:
                found[cited] = Text.from_db(None, ("id", "identifier"), own)
    return found


def citing_texts(user: Actor, identifier: str) -> Any:
    """Return the visible texts whose current version cites a text, treaty or document.

    Args:
        user: who looks.
        identifier: "A/RES/70/178", "UNTOC", "E/CN.15/2015/16"; with ``#`` the provision cited.
    """
    by = "target" if "#" in identifier else "target_text"
    citing = Citation.objects.filter(
        version__text__current=F("version"), **{by: identifier}
    ).values("version__text")
    return Text.objects.visible_to(user).filter(pk__in=citing).order_by("-date", "identifier")


def citing_places(user: Actor, identifier: str) -> Any:
    """Return the citations of a text, treaty or provision in current versions, with their texts.

    A queryset of :class:`Citation` with ``version.text.document`` and ``provision`` loaded, the
    latest texts first: the "also cited by" list.
    """
    by = "target" if "#" in identifier else "target_text"
    return (
        Citation.objects.visible_to(user)
        .filter(version__text__current=F("version"), **{by: identifier})
        .select_related("version__text__document", "provision")
        .order_by("-version__text__date", "version__text__identifier", "pk")
    )


def series_list(user: Actor, least: int = 2) -> Any:
    """Return the series with at least so many texts held, annotated with ``texts_held``."""
    held = Q(texts__current__isnull=False)
    if not sees_unpublished(user):
        held &= Q(texts__published=True)
    return (
        Series.objects.visible_to(user)
        .annotate(texts_held=Count("texts", filter=held, distinct=True))
        .filter(texts_held__gte=least)
        .order_by("-texts_held", "title")
    )
