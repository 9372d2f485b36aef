"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews of the implementation of treaties: mechanisms, draws, steps, observations."""

    name = "cpcj.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"
