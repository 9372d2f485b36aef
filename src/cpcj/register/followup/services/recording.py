"""What every change of a follow-up goes through: row at first need, version, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.services import Change
from cpcj.register.followup.models import Entry, FollowUp, Holding
from cpcj.register.models import Act
from cpcj.register.services.act_rows import stored

LONGEST_REASON = 2_000
"""Characters of a reason."""


class FollowUpError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


class EditedMeanwhileError(FollowUpError):
    """Somebody else has saved since the person opened the page; nothing was overwritten."""


class ReasonMissingError(FollowUpError):
    """A change without a reason."""


def of_act(act: Act) -> FollowUp:
    """Return the follow-up of an act in force, not yet stored where nothing was said about it."""
    held: FollowUp | None = FollowUp.objects.filter(row=act).first()
    return held or FollowUp(
        act=act.identifier,
        text=act.identifier.partition("#")[0],
        row=act,
        row_key=act.pk,
        version_key=act.version_id,
        phrase=act.phrase,
        action=act.action,
    )


def hold(followup: FollowUp, seen: int | None) -> FollowUp:
    """Return the follow-up as it is stored now, locked; made at first need.

    Args:
        followup: as :func:`of_act` gave it.
        seen: the version that the person saw; None where nobody looked (a sheet, many at once).

    Raises:
        EditedMeanwhileError: it is another version by now.
    """
    if followup._state.adding:
        values = {
            field.attname: getattr(followup, field.attname)
            for field in FollowUp._meta.concrete_fields
            if field.attname not in {"id", "act", "holding"}
        }
        made, _created = FollowUp.objects.get_or_create(
            act=followup.act, holding=Holding.HELD, defaults=values
        )
        followup = made
    held: FollowUp = FollowUp.objects.select_for_update().get(pk=followup.pk)
    if seen is not None and held.version != seen:
        raise EditedMeanwhileError(
            gettext("Somebody else has changed it since you opened the page. Nothing was saved.")
        )
    return held


def needs(reason: str) -> str:
    """Return a reason as it is stored.

    Raises:
        ReasonMissingError: it is empty.
    """
    if not (given := stored(reason.strip(), LONGEST_REASON)):
        raise ReasonMissingError(gettext("Say why."))
    return given


def settle(
    change: Change, held: FollowUp, before: Mapping[str, object], deed: str, reason: str
) -> FollowUp:
    """Save what was altered, write the history and leave the audit event; nothing where nothing is.

    Args:
        change: of the service.
        held: as :func:`hold` gave it, altered.
        before: the fields that may have been altered, with their values before.
        deed: what was done.
        reason: why, as :func:`needs` gives it.
    """
    altered = {name: old for name, old in before.items() if getattr(held, name) != old}
    if not altered:
        _forget_if_new(held)
        change.nothing()
        return held
    held.version += 1
    held.save()
    enter(change, held, altered, deed, reason)
    if held.version == 1:
        change.created(held, tuple(altered), note=deed)
    else:
        change.altered(held, altered, note=deed)
    return held


def enter(
    change: Change, held: FollowUp, before: Mapping[str, object], deed: str, reason: str
) -> Entry:
    """Write a line of the history."""
    entry = Entry(
        followup=held,
        number=held.version,
        by_id=change.actor.pk,
        deed=deed,
        changes={name: [plain(old), plain(getattr(held, name))] for name, old in before.items()},
        reason=reason,
    )
    entry.save()
    return entry


def beside(
    change: Change, held: FollowUp, deed: str, reason: str, changes: Mapping[str, Any]
) -> Entry:
    """Count a change that stands beside the follow-up (a note, a comment) in its history."""
    held.version += 1
    held.save(update_fields=["version", "changed_at"])
    entry = Entry(
        followup=held, number=held.version, by_id=change.actor.pk, deed=deed,
        changes={name: [None, plain(value)] for name, value in changes.items()}, reason=reason,
    )  # fmt: skip
    entry.save()
    return entry


def plain(value: object) -> object:
    """Return a value as JSON keeps it."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return value


def now() -> dt.datetime:
    """Return the time of a change."""
    return timezone.now()


def _forget_if_new(held: FollowUp) -> None:
    """Take back the row made for a change that changed nothing."""
    if held.version == 0:
        held.delete()
