"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TreatiesConfig(AppConfig):
    """Instruments, depositary actions, declarations, and who is party to what since when."""

    name = "cpcj.treaties"
    label = "treaties"
    default_auto_field = "django.db.models.BigAutoField"
