"""What a user sees of follow-up: of a mandate, of a text, one's own, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from cpcj.accounts.models import Membership, Unit, User
from cpcj.evidence.asking import anything
from cpcj.frame.permissions import Actor
from cpcj.register.followup.models import (
    Entry,
    FollowUp,
    Reminder,
    Status,
    Supersession,
    Visit,
)
from cpcj.register.followup.models.visibility import sees_followup
from cpcj.register.followup.rules import LIKE, SOON, Like, Worded, successors
from cpcj.register.followup.services.recording import of_act
from cpcj.register.models import Act
from cpcj.register.models.acts import ReviewState
from cpcj.register.queries.mandate import find_act
from cpcj.resolutions.model import Standing

OPEN = (Status.IN_PROGRESS, Status.NOT_IMPLEMENTED, Status.NO_INDICATION)
"""Statuses in which something may still be due."""

MOST_LATER = 2_000
"""Acts of later texts of a series that are compared."""

_PUBLISHED = "SELECT 1 FROM followup_followup WHERE act = %s AND published LIMIT 1"
_TEXT_PUBLISHED = "SELECT 1 FROM followup_followup WHERE text = %s AND published LIMIT 1"
_APART = """
SELECT 1 FROM followup_followup WHERE act = %s AND row_id IS NULL
UNION ALL SELECT 1 FROM followup_followup WHERE replaced_by = %s LIMIT 1
"""


def mandates(user: Actor) -> QuerySet[Act]:
    """Return the mandates that ``user`` may see and follow: acts in force of adopted texts."""
    seen: QuerySet[Act] = Act.objects.visible_to(user)
    return seen.filter(current=True, standing=Standing.ADOPTED.value).exclude(
        review=ReviewState.REJECTED
    )


def find_followup(user: Actor, identifier: str) -> FollowUp | None:
    """Return the follow-up of a mandate in force, not yet stored where nothing was said.

    None where there is no such mandate, or it is no mandate (the act of a draft), or the user may
    not see it.
    """
    act = find_act(user, identifier)
    if act is None or not act.current or not sees_followup(user):
        return None
    if act.standing != Standing.ADOPTED and not FollowUp.objects.filter(row=act).exists():
        return None
    followup = of_act(act)
    followup.row = act
    return followup


def kept_followup(user: Actor, key: int) -> FollowUp | None:
    """Return a follow-up by its key, whether or not its act is still held."""
    if not sees_followup(user):
        return None
    found: FollowUp | None = (
        FollowUp.objects.visible_to(user).filter(pk=key).select_related("row", "unit").first()
    )
    return found


def apart(user: Actor, identifier: str) -> list[FollowUp]:
    """Return follow-ups that led to this act once: merged into it, or of an act no longer held."""
    if not sees_followup(user) or not anything(_APART, identifier, identifier):
        return []
    return list(
        FollowUp.objects.visible_to(user)
        .filter(Q(replaced_by=identifier) | Q(act=identifier), row=None)
        .order_by("pk")
    )


def public_status(user: Actor, identifier: str) -> FollowUp | None:
    """Return the published follow-up of an act, of which the status alone may be shown."""
    if not anything(_PUBLISHED, identifier):
        return None
    found: FollowUp | None = (
        FollowUp.objects.visible_to(user).filter(act=identifier, published=True, row__isnull=False)
    ).first()
    return found


def proposals(followup: FollowUp) -> tuple[tuple[Like, Act], ...]:
    """Return the later acts of the series that may have taken a mandate's place.

    None for what creates something lasting, and none that a person has answered.
    """
    act = followup.row
    if act is None or followup.founding or followup.superseded_by:
        return ()
    text = act.text
    if text.series_id is None or text.date is None:
        return ()
    answered: set[str] = set()
    if followup.pk is not None:
        answered.update(
            Supersession.objects.filter(followup=followup).values_list("by_act", flat=True)
        )
    later = Act.objects.filter(
        current=True, standing=Standing.ADOPTED.value, text__series=text.series_id,
        text__date__gt=text.date, text__current__isnull=False, text__published=True,
    ).exclude(review=ReviewState.REJECTED).order_by("-text__date", "pk")  # fmt: skip
    worded = [
        Worded(pk, identifier, phrase, action)
        for pk, identifier, phrase, action in later.values_list(
            "pk", "identifier", "phrase", "action"
        )[:MOST_LATER]
        if identifier not in answered
    ]
    found = successors(f"{act.phrase} {act.action}", worded, above=LIKE)
    keys = {one.act: one.key for one in worded}
    acts = Act.objects.select_related("text").in_bulk([keys[like.act] for like in found])
    return tuple((like, acts[keys[like.act]]) for like in found if keys[like.act] in acts)


@dataclass(frozen=True, slots=True)
class TextStatuses:
    """How many mandates of a text have each status; ``unit_missing`` are given to no unit."""

    counts: tuple[tuple[Status, int], ...]
    total: int
    unit_missing: int


def text_statuses(user: Actor, text: str) -> TextStatuses | None:
    """Return the statuses of a text's mandates; to the public, the published ones alone.

    None where there is nothing to say.
    """
    if not sees_followup(user) and not anything(_TEXT_PUBLISHED, text):
        return None
    acts = mandates(user).filter(text__identifier=text)
    if not sees_followup(user):
        acts = acts.filter(followup__published=True)
    counted = dict(
        acts.order_by()
        .values_list(Coalesce("followup__status", Value(Status.NO_INDICATION.value)))
        .annotate(number=Count("pk"))
    )
    total = sum(counted.values())
    if not total:
        return None
    missing = acts.filter(followup__unit__isnull=True).count() if sees_followup(user) else 0
    return TextStatuses(
        tuple((status, counted.get(status.value, 0)) for status in Status), total, missing
    )


def units_of(person: Actor, on: dt.date) -> list[int]:
    """Return the keys of the units a person belongs to on a day."""
    if person.pk is None:
        return []
    held = Membership.objects.filter(user=person.pk, unit__isnull=False, since__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=on))
    return list(held.values_list("unit", flat=True).distinct())


def mine(user: Actor, on: dt.date) -> Q:
    """Return the condition for mandates of a person, or of the person's unit and nobody's yet."""
    own = Q(followup__officer=user.pk)
    if units := units_of(user, on):
        own |= Q(followup__unit__in=units, followup__officer__isnull=True)
    return own


def still_open() -> Q:
    """Return the condition for mandates about which something may still be due."""
    return Q(followup__isnull=True) | Q(followup__status__in=OPEN)


def due_soon(on: dt.date) -> Q:
    """Return the condition for open mandates whose session begins soon or is on."""
    return still_open() & Q(due_from__lte=on + SOON, due_to__gte=on)


def late(on: dt.date) -> Q:
    """Return the condition for open mandates whose session is over."""
    return still_open() & Q(due_to__lt=on)


def reminders(user: Actor, on: dt.date) -> QuerySet[Reminder]:
    """Return a person's reminders up to a day that are not done."""
    seen: QuerySet[Reminder] = Reminder.objects.visible_to(user)
    return seen.filter(to=user.pk, on__lte=on, done=False).select_related("followup", "by")


def history(user: Actor, followup: FollowUp) -> QuerySet[Entry]:
    """Return the changes of a follow-up, the latest first."""
    seen: QuerySet[Entry] = Entry.objects.visible_to(user)
    return seen.filter(followup=followup.pk).select_related("by")


def changes_since(user: Actor, entry: int) -> QuerySet[Entry]:
    """Return what others changed after an entry of the history, the latest first."""
    seen: QuerySet[Entry] = Entry.objects.visible_to(user)
    since = seen.filter(pk__gt=entry).select_related("followup", "by")
    return since.exclude(by=user.pk) if user.pk is not None else since


def read_up_to(user: Actor) -> int:
    """Return the entry up to which a person has read the history; 0 for none."""
    return Visit.objects.filter(user=user.pk).values_list("entry", flat=True).first() or 0


def units() -> QuerySet[Unit]:
    """Return the units a mandate can be given to."""
    return Unit.objects.filter(closed_on__isnull=True)


def officers(on: dt.date) -> QuerySet[User]:
    """Return the people a mandate can be given to: officers and heads of units on a day."""
    held = Membership.objects.filter(role__in=("officer", "unit_head"), since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gte=on)
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("username")


def people(keys: Sequence[int]) -> dict[int, str]:
    """Return the names of people by key."""
    return {one.pk: str(one) for one in User.objects.filter(pk__in=keys)}
