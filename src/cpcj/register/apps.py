"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Texts, provisions, mandates."""

    name = "cpcj.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for provisions."""
        from cpcj.evidence.registry import register_provider
        from cpcj.register.knowledge import about

        register_provider("register", about)
