"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Programmes, projects, activities and training."""

    name = "cpcj.assistance.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"
