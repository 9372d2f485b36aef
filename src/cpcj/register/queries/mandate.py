"""One mandate with everything known about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Subquery

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Citation, Provision, Review, Text
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries.mandates import MandateRow, rows_of
from cpcj.register.queries.texts import held_texts
from cpcj.register.services.settling import division


@dataclass(frozen=True, slots=True)
class MandatePage:
    """A mandate or proposal.

    Attributes:
        act: the record, with ``text``, ``text.document``, ``text.series``, ``paragraph`` and
            ``provision`` loaded.
        row: its values as a line of the list.
        full: the paragraph's words, which ``spans`` point into.
        spans: where each field was read, by field: lists of ``[start, end]``; for addressee,
            qualifier and topic one list a value.
        reviews: what officers said, the latest first, with ``by`` loaded; those no longer standing
            too.
        machine: by field, the value the machine gave, where a person put another in its place.
        carried: by field, what a newer reading gives and what was not taken over.
        siblings: the other acts of the paragraph.
        replaced: the acts that the split or merge that made this one replaced.
        citations: those of its paragraph.
        held: by cited identifier, the text held for it.
        same_series: acts of the other texts of the series with the same addressee and kind, the
            latest first; few.
    """

    act: Act
    row: MandateRow
    full: str
    spans: Mapping[str, Any]
    reviews: tuple[Review, ...]
    machine: Mapping[str, Any]
    carried: Mapping[str, Any]
    siblings: tuple[MandateRow, ...]
    replaced: tuple[MandateRow, ...]
    citations: tuple[Citation, ...]
    held: Mapping[str, Text]
    same_series: tuple[MandateRow, ...]

    @property
    def settled(self) -> str:
        """What was said last of the whole act: a verdict, "split" or "merge"; empty for nothing."""
        for review in self.reviews:
            if review.standing and not review.field:
                return self.act.origin if division(review) else review.verdict
        return ""


_FEW = 10


def find_act(user: Actor, identifier: str) -> Act | None:
    """Return the visible act in force of an identifier, else the last that had it."""
    return (
        Act.objects.visible_to(user)
        .filter(identifier=identifier)
        .select_related("text__document", "text__series", "paragraph", "provision", "version")
        .order_by("-current", "-pk")
        .first()
    )


def mandate_detail(user: Actor, identifier: str) -> MandatePage | None:
    """Return an act as its page shows it; None where there is none that the user may see."""
    act = find_act(user, identifier)
    if act is None:
        return None
    reviews = tuple(act.reviews.select_related("by", "act"))
    beside = (
        Act.objects.filter(Q(paragraph=act.paragraph_id, current=True) | Q(replaced_by=act))
        .exclude(pk=act.pk).order_by("position").values_list("pk", "current")
    )  # fmt: skip
    others = [(key, current) for key, current in beside if current or _replaced_by_it(key, reviews)]
    keys = [
        [act.pk],
        [key for key, current in others if current],
        [key for key, current in others if not current],
        list(_alike(act)) if act.text.series_id is not None else [],
    ]
    rows = {row.pk: row for row in rows_of([key for some in keys for key in some])}
    own, siblings_rows, replaced_rows, series_rows = (
        tuple(rows[key] for key in some if key in rows) for some in keys
    )
    if not sees_unpublished(user):
        series_rows = tuple(row for row in series_rows if row.published)
    in_paragraph = Provision.objects.filter(
        version=act.version_id, paragraph_position=act.paragraph.position
    ).values("pk")
    citations = tuple(Citation.objects.filter(provision__in=in_paragraph).order_by("pk"))
    return MandatePage(
        act=act,
        row=own[0],
        full=act.paragraph.full_text,
        spans=act.spans,
        reviews=reviews,
        machine=_machine(reviews),
        carried=act.carried,
        siblings=siblings_rows,
        replaced=replaced_rows,
        citations=citations,
        held=held_texts(user, {one.target_text for one in citations if one.target_text}),
        same_series=series_rows,
    )


def _replaced_by_it(key: int, reviews: Iterable[Review]) -> bool:
    """Tell whether an act is one that a split or merge replaced: not one made and taken back."""
    return any(key in division(review).get("replaced", ()) for review in reviews)


def _machine(reviews: Iterable[Review]) -> dict[str, Any]:
    return {
        review.field: review.machine
        for review in reviews
        if review.standing and review.field and review.verdict != "confirmed"
    }


def _alike(act: Act) -> Iterable[int]:
    first = act.values.filter(field="addressee").order_by("position").values("value")[:1]
    return (
        Act.objects.filter(
            current=True, text__series=act.text.series_id, act=act.act, standing=act.standing,
            values__field="addressee", values__value=Subquery(first),
        )
        .exclude(text=act.text_id)
        .order_by("-text__date", "position").values_list("pk", flat=True)[:_FEW]
    )  # fmt: skip
