"""Statuses: set by one person, *completed* only by two."""

from __future__ import annotations

from django.utils.translation import gettext

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import TransitionRefusedError
from cpcj.register.followup.models import FollowUp, Status
from cpcj.register.followup.rules import may_confirm
from cpcj.register.followup.services.recording import (
    FollowUpError,
    enter,
    hold,
    needs,
    now,
    settle,
)
from cpcj.register.followup.workflow import CONFIRM, STATUS

_PROPOSAL = ("proposed_at", "proposed_by_id", "proposed_reason")
_MOVED = ("status_since", *_PROPOSAL, "confirmed_by_id")


class FourEyesError(FollowUpError):
    """One person would have proposed and confirmed that a mandate is completed."""


class StatusRefusedError(FollowUpError):
    """The table of statuses does not allow it now."""


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def set_status(
    change: Change, followup: FollowUp, status: str, *, reason: str, seen: int | None = None
) -> FollowUp:
    """Set a status other than *completed*; a waiting proposal to complete is over with it.

    Raises:
        StatusRefusedError: the status is none, or *completed*, which two people say.
        EditedMeanwhileError: somebody else has saved since.
        ReasonMissingError: no reason is given.
    """
    why = needs(reason)
    held = hold(followup, seen)
    if status == Status.COMPLETED or status not in Status.values:
        raise StatusRefusedError(gettext("This status cannot be set by one person."))
    if held.status == status and held.proposed_at is None:
        return settle(change, held, {}, status, why)
    if held.status == status:  # nothing but the proposal is taken back
        before = change.values(held, *_PROPOSAL)
        _clear(held)
        return settle(change, held, before, "decline", why)
    _clear(held)
    held.confirmed_by = None
    return _move(change, held, status, why)


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def propose_completion(
    change: Change, followup: FollowUp, *, reason: str, seen: int | None = None
) -> FollowUp:
    """Propose that a mandate is completed; another person confirms or declines it.

    Raises:
        StatusRefusedError: it is completed already.
        EditedMeanwhileError, ReasonMissingError: as :func:`set_status`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    if held.status == Status.COMPLETED:
        raise StatusRefusedError(gettext("It is completed already."))
    before = change.values(held, *_PROPOSAL)
    if held.proposed_at is None:
        held.proposed_at, held.proposed_by_id = now(), change.actor.pk
        held.proposed_reason = why
    return settle(change, held, before, "propose", why)


@service(permission=Permission.FOLLOWUP_COMPLETE, on="followup")
def confirm(
    change: Change, followup: FollowUp, *, reason: str, seen: int | None = None
) -> FollowUp:
    """Confirm that a mandate is completed as somebody else proposed.

    Raises:
        StatusRefusedError: nobody proposed it, or it is completed already.
        FourEyesError: the person proposed it, or is no person.
        EditedMeanwhileError, ReasonMissingError: as :func:`set_status`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    if held.proposed_at is not None and not may_confirm(held.proposed_by_id, change.actor.pk):
        raise FourEyesError(
            gettext("Whoever proposes that a mandate is completed cannot confirm it too.")
        )
    held.confirmed_by_id = change.actor.pk
    return _move(change, held, CONFIRM, why)


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def decline(
    change: Change, followup: FollowUp, *, reason: str, seen: int | None = None
) -> FollowUp:
    """Take back or decline a proposal to complete: who proposed it, or who could confirm it.

    Raises:
        StatusRefusedError: there is none, or the person may not.
        EditedMeanwhileError, ReasonMissingError: as :func:`set_status`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    if not held.waits:
        raise StatusRefusedError(gettext("Nobody has proposed that it is completed."))
    own = held.proposed_by_id is not None and held.proposed_by_id == change.actor.pk
    if not own and not allows(change.actor, Permission.FOLLOWUP_COMPLETE, held):
        raise StatusRefusedError(
            gettext("Only who proposed it and who may confirm it can take it back.")
        )
    before = change.values(held, *_PROPOSAL)
    _clear(held)
    return settle(change, held, before, "decline", why)


def _clear(held: FollowUp) -> None:
    held.proposed_at, held.proposed_by, held.proposed_reason = None, None, ""


def _move(change: Change, held: FollowUp, deed: str, reason: str) -> FollowUp:
    """Make a transition of the table, with the history beside it."""
    stored = FollowUp.objects.filter(pk=held.pk).values("status", *_MOVED).get()
    held.status_since = now()
    held.version += 1
    try:
        STATUS.apply(change, held, deed, also=(*_MOVED, "version", "changed_at"))
    except TransitionRefusedError as error:
        raise StatusRefusedError(str(error)) from error
    changed = {
        name: old
        for name, old in stored.items()
        if name != "status_since" and getattr(held, name) != old
    }
    enter(change, held, changed, deed, reason)
    return held
