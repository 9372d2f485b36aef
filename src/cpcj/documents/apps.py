"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents made from data, in Word and PDF."""

    name = "cpcj.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room to the navigation."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_entry(
            NavigationEntry(
                _("Document templates"), "documents:templates", 380, Permission.TEMPLATE_KEEP
            )
        )
