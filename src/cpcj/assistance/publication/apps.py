"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Publication as IATI files, import of others, and what changed since."""

    name = "cpcj.assistance.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
