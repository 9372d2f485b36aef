"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The portfolio as IATI files, out and in."""

    name = "cpcj.assistance.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: a place in the navigation, its jobs."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.assistance.publication import jobs  # noqa: F401 - so that the worker knows them
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_entry(
            NavigationEntry(_("IATI files"), "publication:page", 135, Permission.PORTFOLIO_VIEW)
        )
