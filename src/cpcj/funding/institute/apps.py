"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class InstituteConfig(AppConfig):
    """An institute that its members fund: assessed shares, payments, arrears."""

    name = "cpcj.funding.institute"
    label = "institute"
    default_auto_field = "django.db.models.BigAutoField"
