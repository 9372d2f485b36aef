"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Results: indicators, baselines, targets, and what was reached in each period."""

    name = "cpcj.assistance.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
