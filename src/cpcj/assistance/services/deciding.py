"""Accepting, and declining by two: one proposes, another decides."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Request
from cpcj.assistance.rules.states import REQUEST
from cpcj.assistance.services.recording import RequestError, enter, hold, move, needs
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

_PROPOSAL = ("decline_reason", "decline_proposed_at", "decline_proposed_by_id")


class FourEyesError(RequestError):
    """One person would have proposed and decided that a request is declined."""


@service(permission=Permission.REQUEST_DECIDE, on="request")
def accept(change: Change, request: Request, *, reason: str) -> Request:
    """Accept a request.

    Raises:
        RequestError: no reason, it is not assessed, or it is proposed to decline it.
    """
    held = hold(request)
    if held.decline_waits:
        raise RequestError(gettext("It is proposed to decline it. Take that back first."))
    return move(change, held, "accept", reason=needs(reason))


@service(permission=Permission.REQUEST_HANDLE, on="request")
def propose_decline(change: Change, request: Request, *, reason: str) -> Request:
    """Propose to decline a request; the State learns of it once somebody else has decided.

    Raises:
        RequestError: no reason, it is proposed already, or it cannot be declined now.
    """
    why = needs(reason)
    held = hold(request)
    if held.status not in REQUEST.transition("decline").sources or held.decline_waits:
        raise RequestError(gettext("It cannot be proposed to decline it now."))
    before = change.values(held, *_PROPOSAL)
    held.decline_reason = why
    held.decline_proposed_at, held.decline_proposed_by_id = timezone.now(), change.actor.pk
    held.save()
    enter(change, held, "propose_decline", reason=why, internal=True)
    change.altered(held, before)
    return held


@service(permission=Permission.REQUEST_HANDLE, on="request")
def keep(change: Change, request: Request, *, reason: str) -> Request:
    """Take back the proposal to decline, one's own or another's.

    Raises:
        RequestError: no reason, or there is no proposal.
    """
    why = needs(reason)
    held = hold(request)
    if not held.decline_waits:
        raise RequestError(gettext("Nobody has proposed to decline it."))
    before = change.values(held, *_PROPOSAL)
    held.decline_reason, held.decline_proposed_at, held.decline_proposed_by = "", None, None
    held.save()
    enter(change, held, "keep", reason=why, internal=True)
    change.altered(held, before)
    return held


@service(permission=Permission.REQUEST_DECIDE, on="request")
def decline(change: Change, request: Request, *, reason: str = "") -> Request:
    """Decline a request as somebody else proposed.

    Args:
        change: the actor.
        request: the request.
        reason: what the State is told; the proposal's by default.

    Raises:
        RequestError: nobody proposed it, or it cannot be declined now.
        FourEyesError: the person proposed it, or is no person.
    """
    held = hold(request)
    if not held.decline_waits:
        raise RequestError(gettext("Nobody has proposed to decline it."))
    if change.actor.pk is None or change.actor.pk == held.decline_proposed_by_id:
        raise FourEyesError(gettext("Whoever proposes to decline a request cannot decide it too."))
    if reason.strip():
        held.decline_reason = needs(reason)
    held.declined_by_id = change.actor.pk
    return move(
        change, held, "decline", reason=held.decline_reason,
        also=("declined_by_id", "decline_reason"),
    )  # fmt: skip
