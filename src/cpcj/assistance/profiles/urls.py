"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.profiles.views import countries, programmes

app_name = "profiles"
urlpatterns = [
    path("countries/", countries.countries, name="countries"),
    # Without a slash at the end: the map of tiles adds the code to the address.
    path("countries/<str:code>", countries.country, name="country"),
    path("programmes/<str:identifier>/", programmes.programme, name="programme"),
]
