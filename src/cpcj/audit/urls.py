"""Addresses of the log."""

from __future__ import annotations

from django.urls import path

from cpcj.audit.views import AuditList

app_name = "audit"
urlpatterns = [path("", AuditList.as_view(), name="events")]
