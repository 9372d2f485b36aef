"""Addresses of the room; the feed stands at the root, where readers look for it."""

from __future__ import annotations

from django.urls import path

from cpcj.open_data import views

app_name = "open_data"
urlpatterns = [
    path("open-data/", views.page, name="page"),
    path("open-data/build/", views.build, name="build"),
    path("open-data/catalogue.jsonld", views.catalogue_file, name="catalogue"),
    path("open-data/files/<str:name>", views.file, name="file"),
    path("changes.atom", views.feed, name="feed"),
]
