"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Pages of countries and programmes, drawn from requests, portfolio, results and money."""

    name = "cpcj.assistance.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"
