"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """Language through time: comparison, lineage, agreed language, checks on a draft."""

    name = "cpcj.register.language"
    label = "language"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's page to the navigation."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry

        register_entry(NavigationEntry(_("Check a draft"), "language:check", 132))
