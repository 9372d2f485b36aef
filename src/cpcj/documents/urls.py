"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.templates, name="templates"),
    path("versions/<int:key>/", views.version_file, name="version"),
    path("<slug:kind>/<slug:language>/", views.template, name="template"),
    path("<slug:kind>/<slug:language>/file/", views.template_file, name="file"),
]
