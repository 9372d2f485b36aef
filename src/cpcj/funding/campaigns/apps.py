"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns with their donations, and sponsored participation in congresses."""

    name = "cpcj.funding.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's page to the navigation."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_entry(
            NavigationEntry(_("Campaigns"), "campaigns:list", 138, Permission.CAMPAIGN_RECORD)
        )
