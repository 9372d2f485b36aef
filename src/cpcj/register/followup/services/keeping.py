"""Follow-ups kept in step with the texts: acts are replaced by newer readings, merged, split, and
withdrawn with their upload; what was said about a mandate stays.

Runs in the transaction of whatever changed the text, so no page ever sees the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.followup.models import Entry, FollowUp, Holding
from cpcj.register.followup.rules import Worded, pair, trace
from cpcj.register.models import Act, Text

_SHOWN = ("act", "holding", "replaced_by")
"""Fields of which a change stands in the history."""


def text_saved(
    sender: type[Text],  # noqa: ARG001 - Django's signal
    instance: Text,
    *,
    created: bool = False,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Bring the follow-ups of a text in step once its version or its acts may have changed."""
    told = update_fields is None or bool({"acts", "current"} & set(update_fields))
    if created or raw or not told:
        return
    if FollowUp.objects.filter(text=instance.identifier).exists():
        keep_in_step(SystemActor("follow-up"), instance.identifier)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a follow-up stands now: the act it is about, and the act in force in its place."""

    row: int | None
    origin: int | None


@service(permission=Permission.FOLLOWUP_RECORD)
def keep_in_step(change: Change, text: str) -> int:
    """Find again the act that each follow-up of a text is about.

    Within a version, merges, splits and their undoing are followed from act to act, and acts that
    a newer reader renumbered are followed by their record. In another version, acts are known by
    their words and identifiers (:func:`cpcj.register.followup.rules.pair`). A follow-up whose act
    is in force no longer stays and says so.

    Returns:
        How many follow-ups were changed.
    """
    followups = list(FollowUp.objects.select_for_update().filter(text=text).order_by("pk"))
    version = Text.objects.filter(identifier=text).values_list("current", flat=True).first()
    acts = list(Act.objects.filter(version=version)) if version is not None else []
    places = _places(followups, acts, version)
    rows = {act.pk: act for act in acts}
    changed = []
    for followup in followups:
        before = {name: getattr(followup, name) for name in _SHOWN}
        if _put(followup, places.get(followup.pk), rows, version):
            changed.append((followup, before))
    if not changed:
        change.nothing()
        return 0
    # Identifiers may go from one to another: all are given up before they are given anew.
    FollowUp.objects.filter(pk__in=[followup.pk for followup, _ in changed]).update(
        row=None, holding=Holding.GONE
    )
    entries = []
    for followup, before in changed:
        followup.save()
        after = {name: getattr(followup, name) for name in _SHOWN}
        if after != before:
            differences = {n: [before[n], after[n]] for n in _SHOWN if before[n] != after[n]}
            entries.append(Entry(followup=followup, number=0, deed="kept", changes=differences))
    Entry.objects.bulk_create(entries)
    change.did("kept in step", text=text, followups=[followup.pk for followup, _ in changed])
    return len(changed)


def _places(
    followups: Sequence[FollowUp], acts: Sequence[Act], version: int | None
) -> dict[int, _Place]:
    in_force = {act.pk for act in acts if act.current}
    replaced_by = {act.pk: act.replaced_by_id for act in acts}
    places: dict[int, _Place] = {}
    taken: set[int] = set()
    rows = {act.pk: act.identifier for act in acts}
    for followup in followups:
        if followup.version_key != version or followup.row_key not in replaced_by:
            continue
        row = trace(followup.row_key, replaced_by, in_force)
        if row is None:
            continue
        own = row == followup.row_key or rows[row] == followup.act
        if own and row in taken:
            continue
        if own:
            taken.add(row)
        places[followup.pk] = _Place(row, followup.row_key)
    left = sorted(
        (one for one in followups if one.pk not in places),
        key=lambda one: (one.holding != Holding.HELD, -one.pk),
    )
    # Those in force first; then those that a merge or split replaced.
    for current in (True, False):
        known = [_worded(one) for one in left if one.pk not in places]
        offered = [
            Worded(act.pk, act.identifier, act.phrase, act.action)
            for act in acts
            if act.pk not in taken and not act.retired and act.current == current
        ]
        for key, origin in pair(known, offered).items():
            row = trace(origin, replaced_by, in_force)
            if row is None or (current and row in taken):
                continue
            taken.add(origin)
            places[key] = _Place(row, origin)
    return places


def _worded(followup: FollowUp) -> Worded:
    return Worded(followup.pk, followup.act, followup.phrase, followup.action)


def _put(
    followup: FollowUp, place: _Place | None, rows: dict[int, Act], version: int | None
) -> bool:
    """Set where a follow-up stands; tell whether anything changed."""
    names = (*_SHOWN, "row_id", "row_key", "version_key", "phrase", "action")
    before = [getattr(followup, name) for name in names]
    if place is None or place.row is None:
        followup.row, followup.holding, followup.replaced_by = None, Holding.GONE, ""
        return before != [getattr(followup, name) for name in names]
    act = rows[place.row]
    followup.version_key = version
    if place.row == place.origin or act.identifier == followup.act:
        followup.row, followup.row_key, followup.act = act, act.pk, act.identifier
        followup.holding, followup.replaced_by = Holding.HELD, ""
        if place.row == place.origin:
            followup.phrase, followup.action = act.phrase, act.action
    else:
        followup.row, followup.row_key = None, place.origin
        followup.holding, followup.replaced_by = Holding.REPLACED, act.identifier
    return before != [getattr(followup, name) for name in names]
