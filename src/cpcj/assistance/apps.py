"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """Requests for technical assistance, from receipt to closure."""

    name = "cpcj.assistance"
    label = "assistance"
    default_auto_field = "django.db.models.BigAutoField"
