"""Campaigns and donations: each donation is a contribution in the funding ledger, come in whole.

Giving is agreeing: nobody decides about a donation, so the system records its agreement; who took
it down records the pledge and the receipt. To allocate it to the fund is a head's act, as always.
"""

from __future__ import annotations

import datetime as dt

from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.campaigns.models import Campaign, Donation
from cpcj.funding.campaigns.services.refusals import RefusedError
from cpcj.funding.models import CostObject, Donor, DonorKind
from cpcj.funding.rules.charges import Channel, Earmarking, LevyPayment
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books, parties

_GIVING = SystemActor("campaign-donation")


@service(permission=Permission.CAMPAIGN_RECORD)
def open_campaign(
    change: Change, *, code: str, title: str, purpose: str, fund: CostObject, opened_on: dt.date
) -> Campaign:
    """Open a campaign; a donor that stands for the public is recorded with it.

    Raises:
        ValidationError: a field cannot be, or the code is taken.
    """
    public = parties.add_donor(
        change.actor, code=f"public-{code}", names={"en": title}, kind=DonorKind.PUBLIC
    )
    campaign = Campaign(
        code=code,
        title=title,
        purpose=purpose,
        fund=fund,
        public_donor=public,
        opened_on=opened_on,
    )
    campaign.full_clean()
    campaign.save()
    change.created(campaign)
    return campaign


@service(permission=Permission.CAMPAIGN_RECORD)
def close_campaign(change: Change, campaign: Campaign, *, on: dt.date) -> None:
    """Close a campaign after a day.

    Raises:
        RefusedError: "closed" (it is), "ends_before" (it was not open then).
    """
    if campaign.closed_on is not None:
        raise RefusedError("closed")
    if on < campaign.opened_on:
        raise RefusedError("ends_before")
    before = change.values(campaign, "closed_on")
    campaign.closed_on = on
    campaign.save()
    change.altered(campaign, before)


@service(permission=Permission.CAMPAIGN_RECORD)
def record_donation(
    change: Change,
    campaign: Campaign,
    *,
    amount: Money,
    on: dt.date,
    donor: Donor | None = None,
    name: str = "",
    agreed_to_be_named: bool = False,
) -> Donation:
    """Record a donation that has come in, in dollars at the rate of its day.

    Args:
        change: given by the service.
        campaign: what it was given to.
        amount: in the currency given.
        on: the day it came in.
        donor: a donor of the office's; None for the public.
        name: who gave, where it is no donor of the office's; empty for an anonymous one.
        agreed_to_be_named: whether the name may be shown.

    Raises:
        RefusedError: "not_open", "closed", "anonymous".
        NoRateError: no rate of its currency is recorded for the day.
    """
    locked: Campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if on < locked.opened_on:
        raise RefusedError("not_open")
    if locked.closed_on is not None and on > locked.closed_on:
        raise RefusedError("closed")
    if agreed_to_be_named and not name and donor is None:
        raise RefusedError("anonymous")
    terms = parties.Terms(
        title=locked.title,
        purpose="",
        earmarking=Earmarking.SOFT,
        channel=Channel.POOLED,
        levy_payment=LevyPayment.BESIDE,
    )
    contribution = parties.pledge(
        change.actor,
        code=f"{locked.code}-{locked.donations.count() + 1:06d}",
        donor=donor or locked.public_donor,
        amount=amount,
        on=on,
        terms=terms,
    )
    books.agree(_GIVING, contribution, on=on)
    books.receive(change.actor, contribution, on=on, minor=amount.minor)
    donation = Donation(
        campaign=locked,
        contribution=contribution,
        on=on,
        name=name,
        agreed_to_be_named=agreed_to_be_named,
    )
    donation.full_clean()
    donation.save()
    change.created(donation)
    return donation
