"""Addresses of the sub-room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "budget"
urlpatterns: list[URLPattern] = []
