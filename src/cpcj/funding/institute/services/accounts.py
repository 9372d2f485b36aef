"""Members assessed, what they pay, what is written off or paid by a plan, notices of arrears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import (
    Assessment,
    Budget,
    Entry,
    Member,
    Notice,
    Payment,
    Plan,
    WriteOff,
)
from cpcj.funding.institute.rules import accounts, shares
from cpcj.funding.institute.rules.accounts import NotOwedError, code_of
from cpcj.funding.institute.services.writing import RefusedError, lock_accounts, put, write
from cpcj.funding.rules import ledger

NEXT_NOTICE: Final = dt.timedelta(days=90)
"""After how many days the next notice is due while arrears remain."""

MOST_INSTALMENTS: Final = 100


@service(permission=Permission.INSTITUTE_RECORD)
def assess(change: Change, *, year: int, on: dt.date, due_on: dt.date) -> list[Assessment]:
    """Assess the members of a year; what a member has to its credit is set against it.

    Raises:
        RefusedError: "due_before", "assessed", "no_budget", "no_percentage", "no_scale",
            "no_member".
        NoShareError: the scale does not name a member.
    """
    if due_on < on:
        raise RefusedError("due_before")
    if Assessment.objects.filter(year=year, share__isnull=False).exists():
        raise RefusedError("assessed", str(year))
    budget = Budget.objects.filter(year=year).first()
    if budget is None:
        raise RefusedError("no_budget", str(year))
    setting = queries.percentage_of(year)
    if setting is None:
        raise RefusedError("no_percentage", str(year))
    scale = queries.scale_of(year)
    if scale is None:
        raise RefusedError("no_scale", str(year))
    members = queries.members_in(year)
    if not members:
        raise RefusedError("no_member", str(year))
    if Assessment.objects.filter(year=year, state__in=members).exists():
        raise RefusedError("assessed", str(year))
    lock_accounts(members)
    given = dict(scale.shares.values_list("state", "percent"))
    found = shares.assessed(shares.members_part(budget.cents, setting.percent), members, given)
    made = [
        enter(change, state, year, cents=cents, on=on, due_on=due_on, share=given[state])
        for state, cents in found.items()
        if cents
    ]
    change.altered(budget, {}, note=f"{len(made)} assessed")
    return made


def enter(
    change: Change,
    state: str,
    year: int,
    *,
    cents: int,
    on: dt.date,
    due_on: dt.date,
    share: Decimal | None = None,
) -> Assessment:
    """Record an assessment and its entry; set the member's credit against it, if it has any."""
    row = Assessment(state=state, year=year, share=share, cents=cents, issued_on=on, due_on=due_on)
    row.save()
    code = code_of(state, year)
    put(change, state, accounts.assess(on, code, cents))
    # What it has to its credit on the last day anything was written: no day may be short of it.
    written = queries.entries_of(state)
    last = max(one.day for one in written)
    held = ledger.balances(written).get(ledger.Account(ledger.Book.AVAILABLE, state), 0)
    if held:
        entry = accounts.use_credit(last, state, [(code, min(held, cents))])
        write(change, state, entry)
    return row


def settle(
    state: str, on: dt.date, cents: int, said: Mapping[str, int] | None
) -> accounts.Settling:
    """Return how a payment on a day is applied: as the payer says, the rest oldest first.

    What a payment of an earlier day finds open is what is open then and is still open today.

    Raises:
        RefusedError: "not_owed", the payer names more than is outstanding.
    """
    standing = queries.standing_of(state, on)
    last = queries.standing_of(state, dt.date.max)
    still = {one.code: one.cents for one in last.open}
    outstanding = [
        one._replace(cents=min(one.cents, still.get(one.code, 0))) for one in standing.open
    ]
    try:
        return accounts.as_said(cents, [one for one in outstanding if one.cents], said or {})
    except NotOwedError as error:
        raise RefusedError("not_owed", error.code) from error


def take_payment(
    change: Change,
    *,
    state: str,
    on: dt.date,
    cents: int,
    reference: str,
    said: Mapping[str, int] | None = None,
) -> Payment:
    """Record a payment on the locked account of a State; the caller leaves the audit event.

    Raises:
        RefusedError: "nothing", "paid_twice", "not_owed".
    """
    if cents <= 0:
        raise RefusedError("nothing")
    if Payment.objects.filter(state=state, reference=reference).exists():
        raise RefusedError("paid_twice", reference)
    settling = settle(state, on, cents, said)
    entry = write(change, state, accounts.pay(on, state, settling))
    payment = Payment(state=state, on=on, cents=cents, reference=reference, entry=entry)
    payment.full_clean(exclude=("entry",))
    payment.save()
    return payment


@service(permission=Permission.INSTITUTE_RECORD)
def pay(
    change: Change,
    *,
    state: str,
    on: dt.date,
    cents: int,
    reference: str,
    said: Mapping[str, int] | None = None,
) -> Payment:
    """Record a payment: what has been due longest is settled first, unless the payer says else.

    Args:
        change: given by the service.
        state: who pays.
        on: the day.
        cents: how much.
        reference: the payer's or the bank's.
        said: cents by code of the assessment (``KEN-2024``), as the payer says; what it says
            nothing of is applied to the oldest, and what remains is kept to its credit.

    Raises:
        RefusedError: "nothing", "paid_twice", "not_owed", "no_member".
    """
    lock_accounts([state])
    payment = take_payment(change, state=state, on=on, cents=cents, reference=reference, said=said)
    change.created(payment)
    return payment


@service(permission=Permission.INSTITUTE_RECORD)
def reverse_payment(change: Change, payment: Payment, *, on: dt.date, reason: str) -> Entry:
    """Turn a payment round on a day of its own; both stay in the ledger.

    Raises:
        RefusedError: "reversed" (it is already), "before_entry".
        OverdrawnError: what it left to the member's credit is set against an assessment.
    """
    lock_accounts([payment.state])
    old = payment.entry
    if Entry.objects.filter(reverses=old).exists():
        raise RefusedError("reversed")
    if on < old.day:
        raise RefusedError("before_entry")
    postings = tuple(
        ledger.Posting(queries.account(one.book, payment.state, one.year), one.cents)
        for one in old.postings.all()
    )
    was = ledger.Entry(old.day, ledger.Deed(old.deed), postings)
    written = write(change, payment.state, ledger.reverse(on, old.pk, was), reason=reason)
    change.created(written, ("state", "day", "deed", "reverses_id"))
    return written


@service(permission=Permission.INSTITUTE_RECORD)
def write_off(
    change: Change,
    assessment: Assessment,
    *,
    on: dt.date,
    cents: int,
    symbol: str,
    decided_on: dt.date,
) -> WriteOff:
    """Write a part of an assessment off, because it was so decided.

    Raises:
        RefusedError: "nothing".
        OverdrawnError: so much is not outstanding.
        ValidationError: no decision is named.
    """
    if cents <= 0:
        raise RefusedError("nothing")
    lock_accounts([assessment.state])
    code = code_of(assessment.state, assessment.year)
    row = WriteOff(assessment=assessment, cents=cents, symbol=symbol, decided_on=decided_on)
    row.full_clean(exclude=("entry", "assessment"))
    row.entry = write(change, assessment.state, accounts.write_off(on, code, cents), reason=symbol)
    row.save()
    change.created(row)
    return row


@service(permission=Permission.INSTITUTE_RECORD)
def agree_plan(
    change: Change,
    *,
    state: str,
    symbol: str,
    decided_on: dt.date,
    instalments: Sequence[tuple[dt.date, int]],
) -> Plan:
    """Record that a member pays its arrears in instalments, because it was so decided.

    Raises:
        RefusedError: "nothing", "plan_differs": they do not add up to the arrears of that day.
        ValidationError: no decision is named.
    """
    lock_accounts([state])
    wanted = sorted(instalments)
    if not wanted or len(wanted) > MOST_INSTALMENTS or any(cents <= 0 for _day, cents in wanted):
        raise RefusedError("nothing")
    if sum(cents for _day, cents in wanted) != queries.standing_of(state, decided_on).arrears:
        raise RefusedError("plan_differs")
    plan = Plan(
        state=state,
        symbol=symbol,
        decided_on=decided_on,
        instalments=[[day.isoformat(), cents] for day, cents in wanted],
    )
    plan.full_clean()
    plan.save()
    change.created(plan)
    return plan


@service(permission=Permission.INSTITUTE_RECORD)
def give_notice(change: Change, *, state: str, on: dt.date, language: str) -> Notice:
    """Record a notice of what is in arrears on a day; the letter is made from the record.

    Raises:
        RefusedError: "nothing", nothing is in arrears.
    """
    # All of them: numbers are counted across the members.
    lock_accounts([state, *Member.objects.values_list("state", flat=True)])
    standing = queries.standing_of(state, on)
    if standing.arrears <= 0:
        raise RefusedError("nothing")
    before = Notice.objects.select_for_update().filter(number__startswith=f"{on.year}/")
    last = max((int(one.number.partition("/")[2]) for one in before), default=0)
    notice = Notice(
        number=f"{on.year}/{last + 1}",
        state=state,
        on=on,
        language=language,
        lines=[
            [one.code, one.due_on.isoformat(), one.cents]
            for one in standing.open
            if one.due_on < on
        ],
        cents=standing.arrears,
        next_on=on + NEXT_NOTICE,
    )
    notice.full_clean()
    notice.save()
    change.created(notice)
    return notice
