"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.register.language.views.checking import checking

app_name = "language"
urlpatterns = [
    path("check/", checking, name="check"),
]
