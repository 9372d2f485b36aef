"""The award: by a head of unit who did not score, of money that is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.standing import organizations_of
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.models import Contribution, CostObject
from cpcj.funding.services import books
from cpcj.funding.trust_fund.models import (
    Application,
    Assignment,
    Call,
    Grant,
    GrantInstalment,
    Particular,
)
from cpcj.funding.trust_fund.rules.states import CallStatus
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services.recording import GrantError, hold, move, words
from cpcj.funding.trust_fund.workflow import APPLICATION

MOST_INSTALMENTS = 12


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an award: cents, when it is to be paid, by when its use is to be reported."""

    cents: int
    planned_on: dt.date
    report_due_on: dt.date


@dataclass(frozen=True, slots=True)
class Award:
    """What is awarded.

    Attributes:
        contribution: of which money.
        starts_on, ends_on: the time of the grant.
        instalments: what it is paid in; together they are the grant.
        reason: why, in words.
    """

    contribution: Contribution
    starts_on: dt.date
    ends_on: dt.date
    instalments: Sequence[Instalment]
    reason: str = ""


def _require_apart(change: Change, held: Application) -> None:
    """Refuse who scored the application or acts for the applicant."""
    own = Assignment.objects.filter(application=held, reader_id=change.actor.pk)
    if own.exists() or held.organization_id in organizations_of(change.actor):
        raise GrantError(gettext("Who was to read an application, or made it, does not decide it."))


def _cost_object(held: Application) -> CostObject:
    """Return the cost object of the fund that such a grant is committed on.

    Raises:
        GrantError: the fund has none.
    """
    amount = Particular.objects.filter(application=held, part=Part.AMOUNT).first()
    fund = held.call.fund
    found = fund.sealed if amount is not None and amount.withheld else fund.cost_object
    if found is None:
        raise GrantError(gettext("The fund has no cost object for this grant."))
    return found


def _require_sound(terms: Award) -> int:
    """Return the cents of an award, refusing instalments that cannot be."""
    parts = terms.instalments
    if not 0 < len(parts) <= MOST_INSTALMENTS or any(one.cents <= 0 for one in parts):
        raise GrantError(gettext("A grant is paid in one to twelve instalments above nothing."))
    if terms.ends_on < terms.starts_on:
        raise GrantError(gettext("A grant ends after it begins."))
    for one, following in pairwise(parts):
        if following.planned_on < one.report_due_on:
            raise GrantError(
                gettext("An instalment is planned after the report on the one before is due.")
            )
    if any(one.report_due_on < one.planned_on for one in parts):
        raise GrantError(gettext("A report is due after its instalment is planned."))
    return sum(one.cents for one in parts)


@service(permission=Permission.GRANT_AWARD, on="application")
def award(change: Change, application: Application, terms: Award) -> Grant:
    """Award a grant and commit its money.

    Raises:
        GrantError: scores are missing, the actor scored it or acts for the applicant, the
            instalments cannot be, more than was asked for is awarded without a reason, or more
            than the call's envelope would be awarded.
        OverdrawnError: so much is not available; nothing is stored.
    """
    # One award after another, so that no two take the rest of an envelope.
    call: Call = hold(application.call)
    held = hold(application)
    _require_apart(change, held)
    if call.status != CallStatus.ASSESSMENT or not held.scores_open:
        raise GrantError(gettext("The scores are not all in."))
    cents = _require_sound(terms)
    asked = Particular.objects.get(application=held, part=Part.AMOUNT).cents or 0
    if cents > asked and not terms.reason.strip():
        raise GrantError(gettext("That is more than was asked for: say why."))
    given = Grant.objects.filter(application__call=call).aggregate(sum=Sum("cents"))["sum"] or 0
    if call.envelope is not None and given + cents > call.envelope:
        raise GrantError(gettext("That is more than the call may award."))
    cost_object = _cost_object(held)
    today = timezone.localdate()
    entry = books.commit(
        change.actor, terms.contribution, cost_object=cost_object, on=today, cents=cents,
        reason=held.number,
    )  # fmt: skip
    grant = Grant(
        application=held, number=held.number, organization_id=held.organization_id, cents=cents,
        contribution=terms.contribution, cost_object=cost_object, commitment=entry,
        awarded_on=today, awarded_by_id=change.actor.pk, starts_on=terms.starts_on,
        ends_on=terms.ends_on,
    )  # fmt: skip
    grant.save()
    GrantInstalment.objects.bulk_create(
        GrantInstalment(
            grant=grant, position=n, cents=one.cents, planned_on=one.planned_on,
            report_due_on=one.report_due_on,
        )
        for n, one in enumerate(terms.instalments, start=1)
    )  # fmt: skip
    held.decided_on, held.decided_by_id = today, change.actor.pk
    held.decision_reason = terms.reason.strip()[:2000]
    move(change, APPLICATION, held, "award", also=("decided_on", "decided_by", "decision_reason"))
    return grant


@service(permission=Permission.GRANT_AWARD, on="application")
def decline(change: Change, application: Application, *, reason: str) -> Application:
    """Decline an application.

    Raises:
        GrantError: no reason, the actor scored it, or the call is not under assessment.
    """
    held = hold(application)
    _require_apart(change, held)
    if held.call.status != CallStatus.ASSESSMENT:
        raise GrantError(gettext("The application is not under assessment."))
    held.decision_reason = words(reason)
    held.decided_on, held.decided_by_id = timezone.localdate(), change.actor.pk
    move(change, APPLICATION, held, "decline", also=("decision_reason", "decided_on", "decided_by"))
    return held
