"""A grant from the agreement to its end: instalments, reports, refunds, suspension, closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.funding.services import books
from cpcj.funding.trust_fund.models import (
    Assisted,
    Grant,
    GrantInstalment,
    Particular,
    Report,
)
from cpcj.funding.trust_fund.rules.states import Age, Aid, GrantStatus, ReportStatus, Sex
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services.recording import (
    LONGEST_WORDS,
    GrantError,
    hold,
    keep_documents,
    move,
    words,
)
from cpcj.funding.trust_fund.workflow import GRANT, REPORT
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.register.services.act_rows import stored

Group = tuple[str, str, str]
"""Sex, age and kind of aid."""

_MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True)
class Account:
    """What a grantee reports: in words, in cents spent, in people assisted by group."""

    narrative: str
    spent: int
    assisted: Mapping[Group, int] = field(default_factory=dict)


def _instalment(grant: Grant, position: int) -> GrantInstalment:
    found = GrantInstalment.objects.filter(grant=grant, position=position).first()
    if found is None:
        raise GrantError(gettext("There is no such instalment."))
    return found


@service(permission=Permission.GRANT_CALL, on="grant")
def sign(change: Change, grant: Grant, *, on: dt.date) -> Grant:
    """Record the day on which the agreement was signed.

    Raises:
        GrantError: it is recorded already, or is no day that can be.
    """
    held = hold(grant)
    if held.signed_on is not None:
        raise GrantError(gettext("The agreement is signed already."))
    if not held.awarded_on <= on <= timezone.localdate():
        raise GrantError(gettext("The day lies before the award, or is still to come."))
    before = change.values(held, "signed_on")
    held.signed_on = on
    held.save(update_fields=["signed_on"])
    change.altered(held, before)
    return held


def hindrance(grant: Grant, one: GrantInstalment, before: GrantInstalment | None) -> str:
    """Return why an instalment cannot be paid now; nothing where it can.

    Args:
        grant: the grant.
        one: the instalment.
        before: the one before it, with its report, if there is one.
    """
    if one.entry_id is not None:
        return gettext("It is paid already.")
    if grant.status != GrantStatus.ACTIVE:
        return gettext("The grant is not active.")
    if grant.signed_on is None:
        return gettext("The agreement is not signed.")
    if before is not None:
        report = getattr(before, "report", None)
        if before.entry_id is None or report is None or report.status != ReportStatus.ACCEPTED:
            return gettext("The report on the instalment before is not accepted.")
    return ""


@service(permission=Permission.GRANT_CALL, on="grant")
def pay(change: Change, grant: Grant, *, position: int) -> GrantInstalment:
    """Pay an instalment: an expenditure in the ledger.

    Raises:
        GrantError: the agreement is not signed, the report on the one before is not accepted, the
            grant is not active, or it is paid.
        RefusedError: "sealed": the amount is withheld from who asks.
    """
    held = hold(grant)
    one = _instalment(held, position)
    before = _instalment(held, position - 1) if position > 1 else None
    if why := hindrance(held, one, before):
        raise GrantError(why)
    today = timezone.localdate()
    old = change.values(one, "paid_on", "entry_id")
    one.entry = books.spend(
        change.actor, held.contribution, cost_object=held.cost_object, on=today, cents=one.cents,
        reason=f"{held.number}/{position}",
    )  # fmt: skip
    one.paid_on = today
    one.save(update_fields=["entry", "paid_on"])
    change.altered(one, old, note="paid")
    return one


@service(permission=Permission.GRANT_APPLY, on="grant")
def send_report(
    change: Change,
    grant: Grant,
    *,
    position: int,
    said: Account,
    documents: Sequence[GivenDocument] = (),
) -> Report:
    """Report on the use of an instalment, or send a returned report again.

    Raises:
        GrantError: it is not paid, is reported on already, or the numbers cannot be.
    """
    held = hold(grant)
    one = _instalment(held, position)
    narrative = stored(said.narrative.strip(), LONGEST_WORDS)
    if one.entry_id is None or held.status == GrantStatus.CLOSED:
        raise GrantError(gettext("There is nothing to report on."))
    if not narrative:
        raise GrantError(gettext("Say what was done."))
    if not 0 <= said.spent <= one.cents:
        raise GrantError(gettext("No more was spent than the instalment."))
    report = Report.objects.select_for_update().filter(instalment=one).first()
    today = timezone.localdate()
    if report is None:
        report = Report(
            instalment=one, organization_id=held.organization_id, narrative=narrative,
            spent=said.spent, sent_on=today,
        )  # fmt: skip
        report.save()
        change.created(report, ("instalment_id", "status", "narrative", "spent"))
    else:
        report.narrative, report.spent, report.sent_on = narrative, said.spent, today
        move(change, REPORT, report, "send_again", also=("narrative", "spent", "sent_on"))
        Assisted.objects.filter(report=report).delete()
    Assisted.objects.bulk_create(_assisted(report, said.assisted))
    keep_documents(change, held.application, documents, report)
    return report


def _assisted(report: Report, groups: Mapping[Group, int]) -> list[Assisted]:
    found = []
    for (sex, age, aid), number in groups.items():
        if sex not in Sex.values or age not in Age.values or aid not in Aid.values:
            raise GrantError(gettext("There is no such group."))
        if not 0 <= number <= _MOST_PEOPLE:
            raise GrantError(gettext("A number of people cannot be."))
        if number:
            found.append(Assisted(report=report, sex=sex, age=age, aid=aid, number=number))
    return found


def _require_seen(change: Change, grant: Grant) -> None:
    """Refuse who cannot see the amounts that are to be judged."""
    amount = Particular.objects.filter(application=grant.application_id, part=Part.AMOUNT)
    if amount.filter(withheld=True).exists():
        require(change.actor, Permission.GRANT_SEE_EMBARGOED, grant)


@service(permission=Permission.GRANT_CALL, on="grant")
def answer_report(
    change: Change, grant: Grant, *, position: int, accept: bool, answer: str = ""
) -> Report:
    """Accept a report, or return it with what is missing.

    Raises:
        PermissionDenied: the amount is withheld from the actor.
        GrantError: there is no report that waits, or it is returned without a word.
    """
    held = hold(grant)
    _require_seen(change, held)
    report = Report.objects.select_for_update().filter(
        instalment=_instalment(held, position)
    ).first()  # fmt: skip
    if report is None:
        raise GrantError(gettext("There is no report yet."))
    report.answer = stored(answer.strip(), 2000) if accept else words(answer)
    report.answered_by_id, report.answered_on = change.actor.pk, timezone.localdate()
    deed = "accept" if accept else "return"
    move(change, REPORT, report, deed, also=("answer", "answered_by", "answered_on"))
    return report


@service(permission=Permission.GRANT_AWARD, on="grant")
def refund(change: Change, grant: Grant, *, position: int, cents: int, reason: str) -> None:
    """Record that a part of an instalment came back; it is free for other grants.

    In the ledger the expenditure is reversed and what stays spent is spent anew.

    Raises:
        GrantError: it is not paid, or less was paid.
    """
    held = hold(grant)
    one = _instalment(held, position)
    why = words(reason, 250)
    if one.entry is None or not 0 < cents <= one.cents - one.refunded:
        raise GrantError(gettext("So much was not paid."))
    today = timezone.localdate()
    name = f"{held.number}/{position}"
    books.reverse(change.actor, one.entry, on=today, reason=f"{name}: {why}")
    left = one.cents - one.refunded - cents
    aim = {"cost_object": held.cost_object, "on": today, "reason": name}
    entry = None
    if left:
        entry = books.spend(change.actor, held.contribution, cents=left, **aim)  # type: ignore[arg-type]
    books.release(change.actor, held.contribution, cents=cents, **aim)  # type: ignore[arg-type]
    before = change.values(one, "refunded", "entry_id")
    one.refunded += cents
    one.entry = entry or one.entry
    one.save(update_fields=["refunded", "entry"])
    change.altered(one, before, note="refunded")


@service(permission=Permission.GRANT_CALL, on="grant")
def suspend(change: Change, grant: Grant, *, reason: str) -> Grant:
    """Pay nothing until the grant is resumed."""
    return _moved(change, grant, "suspend", words(reason))


@service(permission=Permission.GRANT_AWARD, on="grant")
def resume(change: Change, grant: Grant, *, reason: str) -> Grant:
    """Go on with a suspended grant."""
    return _moved(change, grant, "resume", words(reason))


def _moved(change: Change, grant: Grant, deed: str, reason: str) -> Grant:
    held = hold(grant)
    held.reason = reason
    move(change, GRANT, held, deed, also=("reason",))
    return held


@service(permission=Permission.GRANT_AWARD, on="grant")
def close(change: Change, grant: Grant, *, reason: str = "") -> Grant:
    """Close a grant; what was not paid is free for others.

    Raises:
        GrantError: an instalment's use is not accounted for, and no reason is given.
    """
    held = hold(grant)
    rest = sum(one.cents for one in GrantInstalment.objects.filter(grant=held, entry__isnull=True))
    held.reason = stored(reason.strip(), 2000)
    move(change, GRANT, held, "close", also=("reason",))
    if rest:
        books.release(
            change.actor, held.contribution, cost_object=held.cost_object,
            on=timezone.localdate(), cents=rest, reason=held.number,
        )  # fmt: skip
    return held
