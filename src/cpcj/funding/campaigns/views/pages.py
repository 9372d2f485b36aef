"""A campaign with its totals; an event with who is invited and sponsored, by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.frame.permissions import Permission, require
from cpcj.funding import queries as funding_queries
from cpcj.funding.campaigns import queries
from cpcj.funding.campaigns.models import (
    Campaign,
    Donation,
    Event,
    Invitation,
    Sponsorship,
    SponsorshipStatus,
)
from cpcj.funding.campaigns.views.base import ways
from cpcj.funding.names import book_name, dollars_words
from cpcj.funding.pictures import whole_dollars
from cpcj.register.pictures.bars import Bar, bars
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.names import GROUPS, group_name, participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_NAMED = 200
"""Donors that a campaign's page names."""


@require_safe
def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Show a campaign: what came in, by year, and who agreed to be named; nothing of others."""
    require(request.user, Permission.CAMPAIGN_VIEW)
    one: Campaign = get_object_or_404(Campaign.objects.visible_to(request.user), code=code)
    years = queries.totals([one.pk]).get(one.pk, {})
    whole = queries.whole(years)
    # Only what the donors agreed to: the names of others never leave the office.
    named = Donation.objects.filter(campaign=one, agreed_to_be_named=True).select_related(
        "contribution__donor"
    )
    may = ways(request)
    context: dict[str, Any] = {
        **may,
        "one": one,
        "number": whole.number,
        "total": dollars_words(whole.cents),
        "named": [each.name or str(each.contribution.donor) for each in named[:_NAMED]],
        "picture": bars(
            gettext("Donations by year, in whole dollars"),
            (gettext("Year"), gettext("Dollars")),
            [Bar(str(year), whole_dollars(years[year].cents)) for year in sorted(years)],
            rtl=get_language_bidi(),
        )
        if years
        else None,
    }
    if may["keeps"]:
        keys = list(one.donations.values_list("contribution", flat=True))
        told = funding_queries.balances_of_many(keys, reader=request.user)
        held = funding_queries.by_book(told)
        context["balances"] = [
            (book_name(book), dollars_words(cents)) for book, cents in held.items()
        ]
    return render(request, "campaigns/campaign.html", context)


@require_safe
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Show an event: who is invited and sponsored by region; what was decided, to the office."""
    require(request.user, Permission.CAMPAIGN_VIEW)
    one: Event = get_object_or_404(Event.objects.visible_to(request.user), code=code)
    invited = list(Invitation.objects.visible_to(request.user).filter(event=one))
    may = ways(request)
    found = {each.invitation_id: each for each in Sponsorship.objects.filter(invitation__event=one)}
    money = queries.money_of(found.values()) if may["keeps"] else {}
    sponsored_in = (SponsorshipStatus.APPROVED, SponsorshipStatus.SETTLED)
    regions: dict[str, list[dict[str, Any]]] = {}
    for each in invited:
        asked = found.get(each.pk)
        row: dict[str, Any] = {
            "name": participant_name(each.state, one.starts_on),
            "invitation": each.pk,
            "sponsored": asked is not None and asked.status in sponsored_in,
        }
        if may["keeps"] and asked is not None:
            held = money[asked.pk]
            row |= {
                "request": asked,
                "status": asked.get_status_display(),
                "asked": dollars_words(asked.asked),
                "committed": dollars_words(held.committed),
                "spent": dollars_words(held.spent),
                "open": asked.status == SponsorshipStatus.ASKED,
                "approved": asked.status == SponsorshipStatus.APPROVED,
                "own": asked.recorded_by_id == request.user.pk,
            }
        group = next(iter(states()[each.state].groups), "")
        regions.setdefault(group, []).append(row)
    context = {
        **may,
        "one": one,
        "invited": len(invited),
        "sources": sorted({each.source for each in invited}),
        "sponsored": sum(row["sponsored"] for rows in regions.values() for row in rows),
        "committed": dollars_words(sum(each.committed for each in money.values())),
        "spent": dollars_words(sum(each.spent for each in money.values())),
        "regions": [
            (group_name(group), regions[group], sum(row["sponsored"] for row in regions[group]))
            for group in GROUPS
            if group in regions
        ],
    }
    return render(request, "campaigns/event.html", context)
