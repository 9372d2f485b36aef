"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """Language through time: comparison, lineage, agreed language, checks on a draft."""

    name = "cpcj.register.language"
    label = "language"
    default_auto_field = "django.db.models.BigAutoField"
