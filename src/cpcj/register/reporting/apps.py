"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reporting requests, what answers them, and the calendar of what is due."""

    name = "cpcj.register.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
