"""Lists: campaigns, events, donations, sponsored States."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import Column
from cpcj.frame.lists import Facet, Listing, ListPage, Sort
from cpcj.frame.permissions import Permission, require
from cpcj.frame.punctuation import enumerated_long
from cpcj.funding.campaigns.models import (
    Campaign,
    Donation,
    Event,
    Sponsorship,
    SponsorshipStatus,
)
from cpcj.funding.campaigns.views.base import ways
from cpcj.funding.names import dollars_words, money_words
from cpcj.funding.rules.money import Money
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.names import group_name, participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

M = TypeVar("M", bound=models.Model)


class CampaignsList(ListPage[M]):
    """A list of the room."""

    permission: ClassVar[Permission] = Permission.CAMPAIGN_VIEW
    template_name = "campaigns/list.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer who may see it."""
        require(request.user, self.permission)
        return super().get(request, *args, **kwargs)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the visitor may do."""
        return {**super().context(listing), **ways(self.request)}


class CampaignList(CampaignsList[Campaign]):
    """Campaigns."""

    model = Campaign
    name = "campaigns"
    title = _("Campaigns")
    sorts = (Sort("newest", _("Newest"), ("-opened_on", "code")),)
    columns = (
        Column("code", _("Code"), lambda one: one.code, listed=False),
        Column(
            "title",
            _("Title"),
            lambda one: one.title,
            lambda one: reverse("campaigns:campaign", args=[one.code]),
        ),
        Column("opened_on", _("Opened on"), lambda one: one.opened_on),
        Column("closed_on", _("Closed on"), lambda one: one.closed_on),
    )


class EventList(CampaignsList[Event]):
    """Events."""

    model = Event
    name = "events"
    title = _("Sponsored participation")
    sorts = (Sort("newest", _("Newest"), ("-starts_on", "code")),)
    columns = (
        Column("code", _("Code"), lambda one: one.code, listed=False),
        Column(
            "title",
            _("Title"),
            lambda one: one.title,
            lambda one: reverse("campaigns:event", args=[one.code]),
        ),
        Column("place", _("Place"), lambda one: one.place),
        Column("starts_on", _("Begins on"), lambda one: one.starts_on),
        Column("ends_on", _("Ends on"), lambda one: one.ends_on),
    )


class DonationList(CampaignsList[Donation]):
    """Donations, for the office."""

    permission = Permission.CAMPAIGN_RECORD
    model = Donation
    name = "donations"
    title = _("Donations")
    filters = (
        Facet("campaign", _("Campaign"), "campaign__code"),
        Facet("currency", _("Currency"), "contribution__currency"),
    )
    sorts = (Sort("newest", _("Newest"), ("-on",)),)
    columns = (
        Column(
            "code",
            _("Code"),
            lambda one: one.contribution.code,
            lambda one: reverse("funding:contribution", args=[one.contribution.code]),
        ),
        Column("campaign", _("Campaign"), lambda one: one.campaign.code),
        Column("on", _("Date"), lambda one: one.on),
        Column("donor", _("Recorded donor"), lambda one: str(one.contribution.donor)),
        Column("name", _("Name"), lambda one: one.name),
        Column(
            "amount", _("Amount"), lambda one: money_words(one.contribution.money), exported=False
        ),
        Column(
            "amount", _("Amount"), lambda one: str(one.contribution.money.decimal), listed=False
        ),
        Column("currency", _("Currency"), lambda one: one.contribution.currency, listed=False),
        Column(
            "dollars",
            _("In dollars"),
            lambda one: dollars_words(one.contribution.dollars),
            exported=False,
        ),
        Column(
            "dollars",
            _("In dollars"),
            lambda one: str(Money(one.contribution.dollars).decimal),
            listed=False,
        ),
        Column("rate", _("Rate"), lambda one: str(one.contribution.rate), listed=False),
        Column(
            "rate_on", _("Date of the rate"), lambda one: one.contribution.rate_on, listed=False
        ),
    )
    related = ("campaign", "contribution__donor")


class SponsorshipList(CampaignsList[Sponsorship]):
    """Requests for sponsorship with their State's region, for the office."""

    permission = Permission.CAMPAIGN_RECORD
    model = Sponsorship
    name = "sponsorships"
    title = _("Requests for sponsorship")
    filters = (
        Facet("event", _("Event"), "invitation__event__code"),
        Facet("status", _("Status"), "status", words=lambda one: SponsorshipStatus(one).label),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-asked_on",)),
        Sort("state", _("State"), ("invitation__state",)),
    )
    columns = (
        Column("event", _("Event"), lambda one: one.invitation.event.code),
        Column("state", _("State"), lambda one: one.invitation.state, listed=False),
        Column("name", _("State"), lambda one: participant_name(one.invitation.state)),
        Column(
            "region",
            _("Regional group"),
            lambda one: enumerated_long(map(group_name, states()[one.invitation.state].groups)),
        ),
        Column("status", _("Status"), lambda one: one.get_status_display(), exported=False),
        Column("status", _("Status"), lambda one: one.status, listed=False),
        Column("persons", _("Delegates"), lambda one: one.persons),
        Column("asked", _("Asked for"), lambda one: dollars_words(one.asked), exported=False),
        Column("asked", _("Asked for"), lambda one: str(Money(one.asked).decimal), listed=False),
        Column("asked_on", _("Asked on"), lambda one: one.asked_on),
        Column("decided_on", _("Decided on"), lambda one: one.decided_on, listed=False),
    )
    related = ("invitation__event",)
