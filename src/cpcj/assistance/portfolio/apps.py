"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Programmes, projects, activities and training."""

    name = "cpcj.assistance.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: whose an activity is."""
        from cpcj.assistance.portfolio.models import Activity
        from cpcj.assistance.portfolio.visibility import scope
        from cpcj.frame.permissions import register_scope

        register_scope(Activity, scope)
