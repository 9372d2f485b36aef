"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.tokens import views

app_name = "tokens"
urlpatterns = [
    path("", views.own, name="own"),
    path("<int:key>/revoke/", views.end, name="revoke"),
]
