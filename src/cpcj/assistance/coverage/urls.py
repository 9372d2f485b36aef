"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.coverage import lists, views

app_name = "coverage"
urlpatterns = [
    path("", views.mandates, name="mandates"),
    path("demand/", views.demand, name="demand"),
    path("balance/", views.balance, name="balance"),
    path("without/requests/", lists.RequestsWithout.as_view(), name="requests_without"),
    path("without/answer/", lists.RequestsUnanswered.as_view(), name="requests_unanswered"),
    path(
        "without/contributions/",
        lists.ContributionsWithout.as_view(),
        name="contributions_without",
    ),
    path("without/activities/", lists.ActivitiesWithout.as_view(), name="activities_without"),
    path("what-if/", views.what_if, name="what_if"),
]
