"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Follow-up of mandates: who carries them out, how far they are."""

    name = "cpcj.register.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
