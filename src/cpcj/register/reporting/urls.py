"""Addresses of the sub-room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "reporting"
urlpatterns: list[URLPattern] = []
