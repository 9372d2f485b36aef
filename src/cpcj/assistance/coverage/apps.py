"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Capacity against demand: mandates with their requests, activities, money and results."""

    name = "cpcj.assistance.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room to the navigation."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_entry(
            NavigationEntry(_("Coverage"), "coverage:mandates", 140, Permission.COVERAGE_VIEW)
        )
