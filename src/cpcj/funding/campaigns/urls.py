"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.funding.campaigns.views import deeds, lists, pages

app_name = "campaigns"
_REQUEST = "events/requests/<int:key>/"
urlpatterns = [
    path("", lists.CampaignList.as_view(), name="list"),
    path("new/", deeds.NewCampaignPage.as_view(), name="new"),
    path("donations/", lists.DonationList.as_view(), name="donations"),
    path("events/", lists.EventList.as_view(), name="events"),
    path("events/new/", deeds.NewEventPage.as_view(), name="new_event"),
    path("events/requests/", lists.SponsorshipList.as_view(), name="requests"),
    path("events/invitations/<int:key>/ask/", deeds.AskPage.as_view(), name="ask"),
    path(f"{_REQUEST}approve/", deeds.ApprovePage.as_view(), name="approve"),
    path(f"{_REQUEST}decline/", deeds.DeclinePage.as_view(), name="decline"),
    path(f"{_REQUEST}spend/", deeds.SpendPage.as_view(), name="spend"),
    path(f"{_REQUEST}settle/", deeds.SettlePage.as_view(), name="settle"),
    path("events/<slug:code>/", pages.event, name="event"),
    path("events/<slug:code>/invite/", deeds.InvitePage.as_view(), name="invite"),
    path("<slug:code>/", pages.campaign, name="campaign"),
    path("<slug:code>/donate/", deeds.DonationPage.as_view(), name="donate"),
    path("<slug:code>/close/", deeds.CloseCampaignPage.as_view(), name="close"),
]
