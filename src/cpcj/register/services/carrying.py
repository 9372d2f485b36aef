"""What officers settled, carried to the acts of a new version or reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cpcj.register.models import Act, ActValue, Review, Text, TextVersion
from cpcj.register.models.acts import ReviewState
from cpcj.register.rules.rereading import FIELDS, FieldChange, Held, Plan, field_value, plan
from cpcj.register.services.act_rows import library_act
from cpcj.register.services.settling import put_value, refresh_review

WHOLE = ""
"""The field of a review that concerns the whole record."""


def settled_fields(text: Text) -> frozenset[str]:
    """Return the fields of a text, and those that follow from them, that a person settled."""
    fields = set(
        Review.objects.filter(text=text, act=None, standing=True).values_list("field", flat=True)
    )
    if "date" in fields:
        fields.add("year")
    if "title" in fields:
        fields.add("recurring_title")
    return frozenset(fields)


def with_values(acts: Iterable[Act]) -> list[tuple[Act, list[ActValue]]]:
    """Return acts with their value rows, in two statements."""
    rows = list(acts)
    of_act: defaultdict[int, list[ActValue]] = defaultdict(list)
    for value in ActValue.objects.filter(act__in=rows):
        of_act[value.act_id].append(value)
    return [(row, of_act[row.pk]) for row in rows]


def held_acts(version: TextVersion) -> tuple[list[Act], list[Held]]:
    """Return the acts in force of a version, each with the fields that a person settled.

    An act settled as a whole (confirmed, rejected, split or merged) is settled in every field.
    """
    rows = with_values(
        Act.objects.filter(version=version, replaced_by=None, retired=False)
        .select_related("paragraph", "text__document")
        .order_by("paragraph__position", "position")
    )
    settled: defaultdict[int, set[str]] = defaultdict(set)
    for review in Review.objects.filter(act__version=version, standing=True):
        if review.act_id is not None:
            settled[review.act_id].update(FIELDS if review.field == WHOLE else (review.field,))
    held = [
        Held(
            library_act(row, values),
            frozenset(FIELDS) if row.origin != "reader" else frozenset(settled[row.pk]),
        )
        for row, values in rows
    ]
    return [row for row, _ in rows], held


def carry_over(former: TextVersion, version: TextVersion, generation: int) -> Plan | None:
    """Bring what was settled about a version's acts to the acts of a newer version.

    Returns:
        What differs between the two, None when nothing had been settled.
    """
    if not Review.objects.filter(act__version=former, standing=True).exists():
        return None
    old_rows, held = held_acts(former)
    new_rows, new = held_acts(version)
    compared = plan(held, [one.act for one in new])
    by_id = {one.act.id: row for one, row in zip(new, new_rows, strict=True)}
    old_by_id = {one.act.id: row for one, row in zip(held, old_rows, strict=True)}
    for pair in compared.same:
        if pair.held.settled:
            carry_reviews(old_by_id[pair.held.act.id], by_id[pair.new.id], pair.held, generation)
            note_kept(by_id[pair.new.id], pair.changes)
    return compared


def carry_reviews(old: Act, new: Act, held: Held, generation: int) -> None:
    """Copy the standing reviews of an act to its successor and put the settled values in force."""
    for review in Review.objects.filter(act=old, standing=True).order_by("pk"):
        Review(
            act=new, text_id=new.text_id, field=review.field, verdict=review.verdict,
            machine=review.machine, value=review.value, reason=review.reason, by_id=review.by_id,
            carried_from=review,
        ).save()  # fmt: skip
        fields = FIELDS if review.field == WHOLE else (review.field,)
        if review.verdict != ReviewState.REJECTED or review.field != WHOLE:
            for field in fields:
                put_value(new, field, field_value(held.act, field))
    refresh_review(new, generation)


def note_kept(row: Act, changes: Iterable[FieldChange]) -> None:
    """Keep beside the settled values what the newer reading gives instead."""
    row.carried = {change.field: change.new for change in changes if change.kept}
    row.save(update_fields=["carried"])
