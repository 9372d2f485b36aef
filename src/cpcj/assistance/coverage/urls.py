"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.mandates, name="mandates"),
    path("demand/", views.demand, name="demand"),
    path("balance/", views.balance, name="balance"),
    path("what-if/", views.what_if, name="what_if"),
]
