"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Results: indicators, baselines, targets, and what was reached in each period."""

    name = "cpcj.assistance.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: guards of what was approved, whose an update is."""
        from django.db.models.signals import post_migrate

        from cpcj.assistance.portfolio.services.importing import register_kind
        from cpcj.assistance.results.guards import install_after_migrate
        from cpcj.assistance.results.models import Update
        from cpcj.assistance.results.services.tables import INDICATORS
        from cpcj.assistance.results.visibility import scope
        from cpcj.frame.permissions import register_scope

        post_migrate.connect(install_after_migrate, sender=self)
        register_scope(Update, scope)
        register_kind(INDICATORS)
