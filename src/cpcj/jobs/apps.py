"""The jobs room."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs and their pages."""

    name = "cpcj.jobs"
    label = "jobs"
