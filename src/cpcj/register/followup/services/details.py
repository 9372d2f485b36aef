"""Unit and officer, flags, resources, publication, and what took a mandate's place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from cpcj.accounts.models import Unit, User
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.followup.models import Entry, FollowUp, Supersession
from cpcj.register.followup.services.recording import FollowUpError, hold, needs, settle
from cpcj.register.models import Act
from cpcj.register.services.act_rows import stored

_LONGEST_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class Details:
    """What is said about a mandate beside its status; amounts in whole units of the currency.

    Attributes:
        founding: it creates a body, fund, programme or norm.
        recurrent: it continues until changed.
        needed, held: amount and currency by ISO 4217; None where unknown.
        note: about the resources.
    """

    founding: bool = False
    recurrent: bool = False
    needed: tuple[Decimal, str] | None = None
    held: tuple[Decimal, str] | None = None
    note: str = ""


@service(permission=Permission.FOLLOWUP_ASSIGN, on="followup")
def assign(
    change: Change,
    followup: FollowUp,
    *,
    unit: Unit | None,
    officer: User | None,
    reason: str,
    seen: int | None = None,
) -> FollowUp:
    """Give a mandate to a unit and an officer, or to none.

    Raises:
        FollowUpError: the unit is closed or the person's account is not active.
        EditedMeanwhileError: somebody else has saved since.
        ReasonMissingError: no reason is given.
    """
    why = needs(reason)
    held = hold(followup, seen)
    before = change.values(held, "unit_id", "officer_id")
    if unit is not None and unit.closed_on is not None and unit.pk != held.unit_id:
        raise FollowUpError(gettext("This unit is closed."))
    if officer is not None and not officer.is_active and officer.pk != held.officer_id:
        raise FollowUpError(gettext("This account is not active."))
    held.unit, held.officer = unit, officer
    return settle(change, held, before, "assign", why)


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def describe(
    change: Change,
    followup: FollowUp,
    details: Details,
    *,
    reason: str,
    seen: int | None = None,
) -> FollowUp:
    """Set flags and resources.

    Raises:
        EditedMeanwhileError, ReasonMissingError: as :func:`assign`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    before = change.values(
        held, "founding", "recurrent", "needed_amount", "needed_currency", "held_amount",
        "held_currency", "resources_note",
    )  # fmt: skip
    held.founding, held.recurrent = details.founding, details.recurrent
    held.needed_amount, held.needed_currency = details.needed or (None, "")
    held.held_amount, held.held_currency = details.held or (None, "")
    held.resources_note = stored(details.note.strip(), _LONGEST_NOTE)
    return settle(change, held, before, "describe", why)


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def publish(
    change: Change, followup: FollowUp, *, published: bool, reason: str, seen: int | None = None
) -> FollowUp:
    """Show the status to the public, or no longer.

    Raises:
        EditedMeanwhileError, ReasonMissingError: as :func:`assign`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    before = change.values(held, "published")
    held.published = published
    return settle(change, held, before, "publish" if published else "withhold", why)


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def supersede(
    change: Change,
    followup: FollowUp,
    by: Act,
    *,
    confirmed: bool,
    likeness: int | None,
    reason: str,
    seen: int | None = None,
) -> FollowUp:
    """Say that a later act takes a mandate's place, or that it does not.

    Args:
        change: the actor.
        followup: of the earlier mandate.
        by: the later act.
        confirmed: whether it does; a rejected one is not proposed again.
        likeness: of their words, where a rule proposed it; None where a person named it.
        reason: why.
        seen: the version the person saw.

    Raises:
        FollowUpError: the act is the mandate's own or of no later text.
        EditedMeanwhileError, ReasonMissingError: as :func:`assign`.
    """
    why = needs(reason)
    held = hold(followup, seen)
    if held.row is None or by.pk == held.row_id:
        raise FollowUpError(gettext("A mandate cannot take its own place."))
    earlier, later = held.row.text.date, by.text.date
    if earlier is not None and later is not None and later <= earlier:
        raise FollowUpError(gettext("Only an act of a later text can take its place."))
    before = change.values(held, "superseded_by")
    state = Supersession.State.CONFIRMED if confirmed else Supersession.State.REJECTED
    Supersession.objects.update_or_create(
        followup=held,
        by_act=by.identifier,
        defaults={
            "state": state, "likeness": likeness, "reason": why, "by_id": change.actor.pk,
        },
    )  # fmt: skip
    if confirmed:
        held.superseded_by = by.identifier
    elif held.superseded_by == by.identifier:
        held.superseded_by = ""
    if before == change.values(held, "superseded_by"):
        before = {**before, "version": held.version}  # an answer is a change too
        held.version += 1
        held.save()
        _enter_answer(change, held, by.identifier, why)
        change.altered(held, before, note="not superseded")
        return held
    return settle(change, held, before, "supersede" if confirmed else "not superseded", why)


def _enter_answer(change: Change, held: FollowUp, by: str, reason: str) -> None:
    Entry(
        followup=held, number=held.version, by_id=change.actor.pk, deed="not superseded",
        changes={"superseded_by": [by, None]}, reason=reason,
    ).save()  # fmt: skip
