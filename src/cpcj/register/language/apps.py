"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """Language through time: comparison, lineage, agreed language, checks on a draft."""

    name = "cpcj.register.language"
    label = "language"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the way to the room's pages, and its operations."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.navigation import NavigationEntry, register_entry

        register_routes(Routes("language", 150, "cpcj.register.language.api.routes:router"))
        register_entry(NavigationEntry(_("Drafting"), "language:tools", 119))
