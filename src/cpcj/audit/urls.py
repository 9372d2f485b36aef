"""Addresses of the log."""

from __future__ import annotations

from django.urls import path

from cpcj.audit.views import AuditList, PersonHistory, RecordHistory

app_name = "audit"
urlpatterns = [
    path("", AuditList.as_view(), name="events"),
    path("person/<int:person>/", PersonHistory.as_view(), name="person"),
    # A record's key is last: it may hold a stroke.
    path("record/<str:kind>/<path:key>/", RecordHistory.as_view(), name="record"),
]
