"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Texts, provisions, mandates."""

    name = "cpcj.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the navigation, the panel of the start page, and the job that reads uploads."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.panels import Panel, register_panel
        from cpcj.frame.permissions import Permission
        from cpcj.register import uploading as _uploading  # noqa: F401 - registers its job
        from cpcj.register.views.start import panel

        register_entry(NavigationEntry(_("Texts"), "register:texts", 100))
        register_entry(NavigationEntry(_("Mandates"), "register:mandates", 110))
        register_entry(NavigationEntry(_("Search"), "register:search", 120))
        register_entry(NavigationEntry(_("Paste a text"), "register:paste", 130))
        register_entry(
            NavigationEntry(_("Upload"), "register:upload", 140, Permission.TEXT_UPLOAD)
        )
        register_entry(NavigationEntry(_("How to read this"), "register:help", 800))
        register_panel(Panel("register", 100, "register/panel.html", panel))
