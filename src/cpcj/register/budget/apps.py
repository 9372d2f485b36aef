"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """The legislative mandates that the programme budget lists."""

    name = "cpcj.register.budget"
    label = "budget"
    default_auto_field = "django.db.models.BigAutoField"
