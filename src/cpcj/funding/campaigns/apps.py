"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns and their donations; sponsored participation."""

    name = "cpcj.funding.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
