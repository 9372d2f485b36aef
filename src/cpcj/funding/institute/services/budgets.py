"""Who is a member, what the budget is, what per cent of it members fund, what others give."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.institute.models import (
    Assessment,
    Budget,
    Member,
    OtherSource,
    Percentage,
)
from cpcj.funding.institute.rules.shares import Membership
from cpcj.funding.institute.services.writing import RefusedError


@service(permission=Permission.INSTITUTE_RECORD)
def add_member(
    change: Change, *, state: str, since: dt.date, source: str, until: dt.date | None = None
) -> Member:
    """Record that a State is a member from a day on.

    Raises:
        RefusedError: "member_twice", "ends_before".
    """
    if until is not None and until < since:
        raise RefusedError("ends_before")
    wanted = Membership(state, since, until)
    held = Member.objects.filter(state=state).values_list("state", "since", "until")
    if any(Membership(*row).meets(wanted) for row in held):
        raise RefusedError("member_twice", state)
    member = Member(state=state, since=since, until=until, source=source)
    member.full_clean()
    member.save()
    change.created(member)
    return member


@service(permission=Permission.INSTITUTE_RECORD)
def end_membership(change: Change, member: Member, *, until: dt.date, source: str) -> None:
    """Record the last day of a membership; what is owed stays owed.

    Raises:
        RefusedError: "ends_before", or "member_twice" where it is a member again before that day.
    """
    if until < member.since:
        raise RefusedError("ends_before")
    wanted = Membership(member.state, member.since, until)
    others = Member.objects.filter(state=member.state).exclude(pk=member.pk)
    if any(Membership(*row).meets(wanted) for row in others.values_list("state", "since", "until")):
        raise RefusedError("member_twice", member.state)
    before = change.values(member, "until", "source")
    member.until, member.source = until, source
    member.full_clean()
    member.save()
    change.altered(member, before)


@service(permission=Permission.INSTITUTE_RECORD)
def approve_budget(
    change: Change, *, year: int, cents: int, approved_on: dt.date, source: str
) -> Budget:
    """Record the budget that was approved for a year, in place of one that was.

    Raises:
        RefusedError: "nothing"; "assessed", members were assessed for it already.
    """
    if cents <= 0:
        raise RefusedError("nothing")
    if Assessment.objects.filter(year=year).exists():
        raise RefusedError("assessed", str(year))
    budget = Budget.objects.select_for_update().filter(year=year).first()
    before = change.values(budget, "cents", "approved_on", "source") if budget else None
    budget = budget or Budget(year=year)
    budget.cents, budget.approved_on, budget.source = cents, approved_on, source
    budget.full_clean()
    budget.save()
    if before is None:
        change.created(budget)
    else:
        change.altered(budget, before)
    return budget


@service(permission=Permission.INSTITUTE_RECORD)
def set_percentage(change: Change, *, percent: Decimal, since: dt.date, source: str) -> Percentage:
    """Record what per cent members are to fund from a day on; what is assessed stays."""
    row = Percentage(percent=percent, since=since, source=source)
    row.full_clean()
    row.save()
    change.created(row)
    return row


@service(permission=Permission.INSTITUTE_RECORD)
def record_source(
    change: Change, *, year: int, kind: str, name: str, cents: int, source: str
) -> OtherSource:
    """Record what others than the members give for a year.

    Raises:
        RefusedError: "nothing".
    """
    if cents <= 0:
        raise RefusedError("nothing")
    row = OtherSource(year=year, kind=kind, name=name, cents=cents, source=source)
    row.full_clean()
    row.save()
    change.created(row)
    return row
