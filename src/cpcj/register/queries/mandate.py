"""One mandate with everything known about it.

Its page is asked for more than any other. The statements are written out: putting them together by
the ORM took most of the page's time.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cpcj.evidence.places import places_of
from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Citation, Review, Text
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries.mandates import (
    ACT_COLUMNS,
    ACT_TABLES,
    MandateRow,
    line_of,
    rows_of,
    values_of,
)
from cpcj.register.queries.texts import held_texts
from cpcj.register.services.settling import division


@dataclass(frozen=True, slots=True)
class MandatePage:
    """A mandate or proposal.

    Attributes:
        row: its values as a line of the list.
        current: whether it is in force.
        origin: "reader", "split" or "merge".
        reader: version of the reader that made it.
        replaced_by: identifier of the act that stands in its place; empty where none does.
        full: the paragraph's words, which ``spans`` point into.
        spans: where each field was read, by field: lists of ``[start, end]``; for addressee,
            qualifier and topic one list a value.
        reviews: what officers said, the latest first, with ``by`` loaded; those no longer standing
            too.
        machine: by field, the value the machine gave, where a person put another in its place.
        carried: by field, what a newer reading gives and what was not taken over.
        siblings: the other acts of the paragraph.
        replaced: the acts that the split or merge that made this one replaced.
        citations: those of its paragraph: words, places and targets are loaded.
        held: by cited identifier, the text held for it.
        places: by cited identifier, where another room holds the provision's words.
        same_series: acts of the other texts of the series with the same addressee and kind, the
            latest first; few.
    """

    row: MandateRow
    current: bool
    origin: str
    reader: str
    replaced_by: str
    full: str
    spans: Mapping[str, Any]
    reviews: tuple[Review, ...]
    machine: Mapping[str, Any]
    carried: Mapping[str, Any]
    siblings: tuple[MandateRow, ...]
    replaced: tuple[MandateRow, ...]
    citations: tuple[Citation, ...]
    held: Mapping[str, Text]
    places: Mapping[str, str]
    same_series: tuple[MandateRow, ...]

    @property
    def act(self) -> Act:
        """The record, asked of the store: for who writes, with text and paragraph loaded."""
        return _records().get(pk=self.row.pk)

    @property
    def settled(self) -> str:
        """What was said last of the whole act: a verdict, "split" or "merge"; empty for nothing."""
        for review in self.reviews:
            if review.standing and not review.field:
                return self.origin if division(review) else review.verdict
        return ""


_FEW = 10


def _records() -> Any:
    return Act.objects.select_related(
        "text__document", "text__series", "paragraph", "provision", "version"
    )


def find_act(user: Actor, identifier: str) -> Act | None:
    """Return the visible act in force of an identifier, else the last that had it."""
    found: Act | None = (
        _records()
        .filter(pk__in=Act.objects.visible_to(user).filter(identifier=identifier).values("pk"))
        .order_by("-current", "-pk")
        .first()
    )
    return found


# What ``Act.objects.visible_to`` asks, in SQL; a test asks both the same.
_SEEN = "t.current_id IS NOT NULL"
_PUBLISHED = " AND t.published"

_ACT = f"""
SELECT {ACT_COLUMNS}, a.current, a.origin, a.reader, a.carried, a.text_id, a.version_id,
  a.paragraph_id, t.series_id, w.paragraph_position, r.identifier,
  EXISTS (SELECT 1 FROM register_review one WHERE one.act_id = a.id)
FROM {ACT_TABLES} LEFT JOIN register_act r ON r.id = a.replaced_by_id
WHERE a.identifier = %s AND {_SEEN}{{}}
ORDER BY a.current DESC, a.id DESC LIMIT 1
"""  # noqa: S608 - put together of constants
_OWN = 11
"""Columns of that after those of a line."""

_OTHERS = """
SELECT b.id, b.current, b.position, 0 FROM register_act b
WHERE b.paragraph_id = %s AND b.current AND b.id <> %s
UNION
SELECT b.id, b.current, b.position, 0 FROM register_act b
WHERE b.replaced_by_id = %s AND b.id <> %s
UNION ALL
SELECT id, current, position, 1 FROM (
  SELECT b.id, b.current, b.position
  FROM register_act b
    JOIN register_text t ON t.id = b.text_id
  WHERE t.series_id = %s AND t.id <> %s AND b.current AND b.act = %s AND b.standing = %s
    AND t.current_id IS NOT NULL{}
    AND EXISTS (
      SELECT 1 FROM register_actvalue v
      WHERE v.act_id = b.id AND v.field = 'addressee' AND v.value = %s)
  ORDER BY t.date DESC, b.position LIMIT %s
) alike
"""
_CITATIONS = """
SELECT c.id, c.words, c.start, c."end", c.kind, c.target, c.target_text
FROM register_citation c JOIN register_provision p ON p.id = c.provision_id
WHERE p.version_id = %s AND p.paragraph_position = %s
ORDER BY c.id
"""
_CITATION = ("id", "words", "start", "end", "kind", "target", "target_text")


def mandate_detail(user: Actor, identifier: str) -> MandatePage | None:
    """Return an act as its page shows it; None where there is none that the user may see."""
    published = "" if sees_unpublished(user) else _PUBLISHED
    with connection.cursor() as cursor:
        cursor.execute(_ACT.format(published), [identifier])
        found = cursor.fetchone()
        if found is None:
            return None
        key: int = found[0]
        line = line_of(found[:-_OWN], values_of([key]).get(key, {}))
        (
            current, origin, reader, carried, text, version, paragraph, series, position,
            replaced_by, reviewed,
        ) = found[-_OWN:]  # fmt: skip
        row = line.row
        first = row.addressees[0] if row.addressees else ""
        cursor.execute(
            _OTHERS.format(published),
            [paragraph, key, key, key, series, text, row.act, row.standing, first, _FEW],
        )
        others = cursor.fetchall()
        cursor.execute(_CITATIONS, [version, position])
        citations = tuple(Citation.from_db(None, _CITATION, one) for one in cursor.fetchall())
    reviews: tuple[Review, ...] = ()
    if reviewed:
        reviews = tuple(Review.objects.filter(act=key).select_related("by", "act"))
    siblings, replaced, alike = _sorted_out(others, reviews)
    cited = {one.target_text for one in citations if one.target_text}
    return MandatePage(
        row=row,
        current=bool(current),
        origin=origin,
        reader=reader,
        replaced_by=replaced_by or "",
        full=line.full,
        spans=line.spans,
        reviews=reviews,
        machine=_machine(reviews),
        carried=json.loads(carried) if isinstance(carried, str) else carried,
        siblings=siblings,
        replaced=replaced,
        citations=citations,
        held=held_texts(user, cited),
        places=places_of((one.target for one in citations), user),
        same_series=alike,
    )


def _sorted_out(
    others: Sequence[tuple[int, bool, int, int]], reviews: Iterable[Review]
) -> tuple[tuple[MandateRow, ...], tuple[MandateRow, ...], tuple[MandateRow, ...]]:
    """Return the lines of the other acts of a paragraph, of those replaced, of those alike."""
    beside = [(at, key) for key, current, at, alike in others if current and not alike]
    before = [
        (at, key)
        for key, current, at, alike in others
        if not (current or alike) and _replaced_by_it(key, reviews)
    ]
    same = [(at, key) for key, _current, at, alike in others if alike]
    rows = {row.pk: row for row in rows_of([key for _at, key in (*beside, *before, *same)])}
    found = [[rows[key] for _at, key in sorted(some) if key in rows] for some in (beside, before)]
    latest = sorted(
        (rows[key] for _at, key in sorted(same) if key in rows),
        key=lambda row: row.date or dt.date.min,
        reverse=True,
    )
    return tuple(found[0]), tuple(found[1]), tuple(latest)


def _replaced_by_it(key: int, reviews: Iterable[Review]) -> bool:
    """Tell whether an act is one that a split or merge replaced: not one made and taken back."""
    return any(key in division(review).get("replaced", ()) for review in reviews)


def _machine(reviews: Iterable[Review]) -> dict[str, Any]:
    return {
        review.field: review.machine
        for review in reviews
        if review.standing and review.field and review.verdict != "confirmed"
    }
