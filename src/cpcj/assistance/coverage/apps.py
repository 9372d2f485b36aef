"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Capacity against demand: which mandates have requests, activities, money, results."""

    name = "cpcj.assistance.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"
