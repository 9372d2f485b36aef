"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Tokens of limited scope for the programming interface."""

    name = "cpcj.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the page of one's own tokens to the navigation of who may issue them."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_entry(NavigationEntry(_("Tokens"), "tokens:own", 850, Permission.TOKEN_ISSUE))
