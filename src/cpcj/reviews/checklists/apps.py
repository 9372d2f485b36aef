"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Checklists: questions by provision, answered by States and by institutions."""

    name = "cpcj.reviews.checklists"
    label = "checklists"
    default_auto_field = "django.db.models.BigAutoField"
