"""Events, who is invited, requests for sponsorship, decisions, the money through the books."""

from __future__ import annotations

import datetime as dt

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.campaigns.models import (
    Event,
    Invitation,
    Sponsorship,
    SponsorshipEntry,
    SponsorshipStatus,
)
from cpcj.funding.campaigns.queries import money_of
from cpcj.funding.campaigns.rules.least_developed import least_developed, listings
from cpcj.funding.campaigns.services.refusals import RefusedError
from cpcj.funding.campaigns.workflow import SPONSORSHIP
from cpcj.funding.models import Contribution, CostObject, EntryRow
from cpcj.funding.services import books


@service(permission=Permission.CAMPAIGN_RECORD)
def add_event(
    change: Change,
    *,
    code: str,
    title: str,
    place: str,
    starts_on: dt.date,
    ends_on: dt.date,
    cost_object: CostObject,
) -> Event:
    """Record an event.

    Raises:
        RefusedError: "ends_before".
        ValidationError: a field cannot be, or the code is taken.
    """
    if ends_on < starts_on:
        raise RefusedError("ends_before")
    event = Event(
        code=code,
        title=title,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        cost_object=cost_object,
    )
    event.full_clean()
    event.save()
    change.created(event)
    return event


@service(permission=Permission.CAMPAIGN_RECORD)
def invite(change: Change, event: Event) -> list[Invitation]:
    """Invite those that are least developed countries on the event's first day.

    Raises:
        RefusedError: "invited", all of them are.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    held = set(event.invitations.values_list("state", flat=True))
    wanted = least_developed(event.starts_on) - held
    if not wanted:
        raise RefusedError("invited")
    sources = {one.state: one.source for one in listings()}
    made: list[Invitation] = Invitation.objects.bulk_create(
        Invitation(event=event, state=code, source=sources[code]) for code in sorted(wanted)
    )
    change.altered(event, {}, note=f"{len(made)} invited")
    return made


@service(permission=Permission.CAMPAIGN_RECORD)
def ask(
    change: Change,
    invitation: Invitation,
    *,
    asked_on: dt.date,
    persons: int,
    cents: int,
    reason: str = "",
) -> Sponsorship:
    """Record a State's request.

    Raises:
        RefusedError: "nothing".
        ValidationError: it asked already.
    """
    if cents <= 0 or persons <= 0:
        raise RefusedError("nothing")
    one = Sponsorship(
        invitation=invitation,
        asked_on=asked_on,
        persons=persons,
        asked=cents,
        reason=reason,
        recorded_by_id=change.actor.pk,
    )
    one.full_clean(exclude=("recorded_by",))  # the system is no person
    one.save()
    change.created(one)
    return one


def _decide(change: Change, one: Sponsorship, on: dt.date, decision: str) -> None:
    locked = Sponsorship.objects.select_for_update().get(pk=one.pk)
    one.status = locked.status
    if change.actor.pk is not None and change.actor.pk == locked.recorded_by_id:
        raise RefusedError("own")
    one.decided_on, one.decision, one.decided_by_id = on, decision, change.actor.pk


@service(permission=Permission.FUNDING_APPROVE)
def approve(
    change: Change,
    one: Sponsorship,
    *,
    on: dt.date,
    cents: int,
    contribution: Contribution,
    decision: str = "",
) -> None:
    """Approve a request, and commit the money out of what is allocated to the event.

    Raises:
        RefusedError: "own", who recorded the request does not decide about it.
        OverdrawnError: so much of the contribution is not allocated to the event.
    """
    _decide(change, one, on, decision)
    one.contribution = contribution
    also = ("decided_on", "decision", "decided_by_id", "contribution_id")
    SPONSORSHIP.apply(change, one, "approve", also=also)
    entry = books.commit(
        change.actor,
        contribution,
        cost_object=one.invitation.event.cost_object,
        on=on,
        cents=cents,
        reason=_reason(one),
    )
    _note(one, entry, cents)


@service(permission=Permission.FUNDING_APPROVE)
def decline(change: Change, one: Sponsorship, *, on: dt.date, decision: str) -> None:
    """Decline a request, with the reason.

    Raises:
        RefusedError: "own", who recorded the request does not decide about it.
    """
    _decide(change, one, on, decision)
    SPONSORSHIP.apply(change, one, "decline", also=("decided_on", "decision", "decided_by_id"))


@service(permission=Permission.CAMPAIGN_RECORD)
def spend(change: Change, one: Sponsorship, *, on: dt.date, cents: int) -> EntryRow:
    """Record what was spent on a sponsorship, up to what is committed for it.

    Raises:
        RefusedError: "more" than is committed for it; "closed", it is not approved or is settled.
    """
    contribution = _open(one)
    _within(one, cents)
    entry = books.spend(
        change.actor,
        contribution,
        cost_object=one.invitation.event.cost_object,
        on=on,
        cents=cents,
        reason=_reason(one),
    )
    _note(one, entry, cents)
    change.altered(one, {}, note="spent")
    return entry


@service(permission=Permission.CAMPAIGN_RECORD)
def settle(change: Change, one: Sponsorship, *, on: dt.date) -> None:
    """Settle a sponsorship: what was committed and not spent is released."""
    contribution = _open(one)
    left = money_of([one])[one.pk].left
    if left:
        entry = books.release(
            change.actor,
            contribution,
            cost_object=one.invitation.event.cost_object,
            on=on,
            cents=left,
            reason=_reason(one),
        )
        _note(one, entry, left)
    SPONSORSHIP.apply(change, one, "settle")


def _open(one: Sponsorship) -> Contribution:
    """Return what an approved sponsorship is paid out of; refuse one that is not, or is settled."""
    one.status = Sponsorship.objects.select_for_update().get(pk=one.pk).status
    if one.status != SponsorshipStatus.APPROVED or one.contribution is None:
        raise RefusedError("closed")
    return one.contribution


def _within(one: Sponsorship, cents: int) -> None:
    """Refuse more than is committed for this State, though the event's cost object holds more."""
    if not 0 < cents <= money_of([one])[one.pk].left:
        raise RefusedError("more")


def _reason(one: Sponsorship) -> str:
    return f"{one.invitation.event.code} {one.invitation.state}"


def _note(one: Sponsorship, entry: EntryRow, cents: int) -> None:
    SponsorshipEntry(sponsorship=one, entry=entry, cents=cents).save()
