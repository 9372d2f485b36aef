"""Donors, cost objects, pledges and what they are to pay when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from cpcj.frame.forms import refuse_if_changed
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.models import (
    Contribution,
    CostObject,
    Donor,
    FundedProvision,
    Instalment,
)
from cpcj.funding.rules.money import Money
from cpcj.funding.tables import dollars_on
from cpcj.funding.workflow import CONTRIBUTION

if TYPE_CHECKING:
    from cpcj.accounts.models import Organization

_IDENTIFIER = re.compile(r"\S+#\S+")
MOST_PROVISIONS = 200
MOST_INSTALMENTS = 200


@service(permission=Permission.FUNDING_RECORD)
def add_donor(
    change: Change,
    *,
    code: str,
    names: Mapping[str, str],
    kind: str,
    state: str = "",
    organization: Organization | None = None,
) -> Donor:
    """Record a donor.

    Raises:
        ValidationError: a field cannot be, or the code is taken.
    """
    donor = Donor(code=code, names=dict(names), kind=kind, state=state, organization=organization)
    donor.full_clean()
    donor.save()
    change.created(donor)
    return donor


@service(permission=Permission.FUNDING_RECORD)
def change_donor(
    change: Change,
    donor: Donor,
    *,
    seen: str,
    names: Mapping[str, str],
    kind: str,
    state: str,
    organization: Organization | None,
) -> None:
    """Change what is recorded of a donor; its code stays.

    Raises:
        ChangedMeanwhileError: somebody else was faster.
        ValidationError: a field cannot be.
    """
    refuse_if_changed(donor, seen)
    before = change.values(donor, "names", "kind", "state", "organization_id")
    donor.names, donor.kind, donor.state = dict(names), kind, state
    donor.organization = organization
    donor.full_clean()
    donor.save()
    change.altered(donor, before)


@service(permission=Permission.FUNDING_RECORD)
def add_cost_object(
    change: Change,
    *,
    code: str,
    title: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> CostObject:
    """Record what money can be allocated to.

    Raises:
        ValidationError: a field cannot be, or the code is taken.
    """
    _require_order(starts_on, ends_on)
    cost_object = CostObject(code=code, title=title, starts_on=starts_on, ends_on=ends_on)
    cost_object.full_clean()
    cost_object.save()
    change.created(cost_object)
    return cost_object


@dataclass(frozen=True, slots=True)
class Terms:
    """What can be said of a contribution apart from its amount.

    Attributes:
        provisions: stable identifiers of the paragraphs it funds.
    """

    title: str
    purpose: str
    earmarking: str
    channel: str
    levy_payment: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    provisions: tuple[str, ...] = ()


@service(permission=Permission.FUNDING_RECORD)
def pledge(
    change: Change,
    *,
    code: str,
    donor: Donor,
    amount: Money,
    on: dt.date,
    terms: Terms,
    in_kind: bool = False,
) -> Contribution:
    """Record a pledge, in its currency and in dollars at the rate of its day.

    Raises:
        NoRateError: no rate of its currency is recorded for the day.
        ValidationError: a field cannot be, or the code is taken.
    """
    dollars, rate = dollars_on(amount, on)
    contribution = Contribution(
        code=code,
        donor=donor,
        currency=amount.currency,
        minor=amount.minor,
        dollars=dollars,
        rate=rate.units,
        rate_on=rate.since,
        pledged_on=on,
        in_kind=in_kind,
    )
    _set(contribution, terms)
    contribution.full_clean()
    contribution.save()
    _fund(contribution, terms.provisions)
    change.created(contribution)
    return contribution


WATCHED = ("title", "purpose", "earmarking", "channel", "levy_payment", "starts_on", "ends_on")


@service(permission=Permission.FUNDING_RECORD)
def change_terms(change: Change, contribution: Contribution, *, seen: str, terms: Terms) -> None:
    """Change what is said of a contribution; its amount is what was agreed.

    Raises:
        ChangedMeanwhileError: somebody else was faster.
        ValidationError: a field cannot be.
    """
    refuse_if_changed(contribution, seen)
    before = change.values(contribution, *WATCHED)
    _set(contribution, terms)
    contribution.full_clean()
    contribution.save()
    contribution.provisions.all().delete()
    _fund(contribution, terms.provisions)
    change.altered(contribution, before)


def _set(contribution: Contribution, terms: Terms) -> None:
    _require_order(terms.starts_on, terms.ends_on)
    for name in WATCHED:
        setattr(contribution, name, getattr(terms, name))


def _require_order(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": gettext("The end lies before the beginning.")})


def _fund(contribution: Contribution, identifiers: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(identifiers))
    wrong = [one for one in wanted if not _IDENTIFIER.fullmatch(one)]
    if wrong or len(wanted) > MOST_PROVISIONS:
        words = gettext("No identifiers of paragraphs, as A/RES/70/178#op46: %(wrong)s") % {
            "wrong": ", ".join(wrong[:5])
        }
        raise ValidationError({"provisions": words})
    FundedProvision.objects.bulk_create(
        FundedProvision(contribution=contribution, identifier=one) for one in wanted
    )


@service(permission=Permission.FUNDING_RECORD)
def set_instalments(
    change: Change, contribution: Contribution, *, due: Iterable[tuple[dt.date, int]]
) -> None:
    """Say when which part is due, in the smallest unit of the contribution's currency.

    Raises:
        ValidationError: one is of nothing, or they do not add up to the contribution.
    """
    wanted = sorted(due)
    if any(minor <= 0 for _day, minor in wanted) or len(wanted) > MOST_INSTALMENTS:
        raise ValidationError(gettext("An instalment is of an amount above nothing."))
    total = sum(minor for _day, minor in wanted)
    if wanted and total != contribution.minor:
        words = gettext("The instalments add up to %(sum)s; the contribution is %(amount)s.") % {
            "sum": Money(total, contribution.currency),
            "amount": contribution.money,
        }
        raise ValidationError(words)
    Contribution.objects.select_for_update().get(pk=contribution.pk)
    contribution.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(contribution=contribution, due_on=day, minor=minor) for day, minor in wanted
    )
    change.altered(contribution, {}, note=f"{len(wanted)} instalments")


@service(permission=Permission.FUNDING_APPROVE)
def withdraw(change: Change, contribution: Contribution, *, reason: str) -> None:
    """Record that a pledge will not be agreed."""
    _move(change, contribution, "withdraw", reason)


@service(permission=Permission.FUNDING_APPROVE)
def close(change: Change, contribution: Contribution, *, reason: str = "") -> None:
    """Close a contribution of which nothing is open.

    Raises:
        TransitionRefusedError: something is still to come in, to be spent or paid on.
    """
    _move(change, contribution, "close", reason)


@service(permission=Permission.FUNDING_APPROVE)
def reopen(change: Change, contribution: Contribution, *, reason: str) -> None:
    """Open a closed contribution again."""
    _move(change, contribution, "reopen", reason)


def _move(change: Change, contribution: Contribution, deed: str, reason: str) -> None:
    from cpcj.funding.services.books import lock_books

    lock_books()
    contribution.status_reason = reason
    CONTRIBUTION.apply(change, contribution, deed, also=("status_reason",))
