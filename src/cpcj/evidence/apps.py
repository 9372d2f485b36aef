"""The evidence registry."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """No tables: the rooms hold what they know."""

    name = "cpcj.evidence"
    label = "evidence"
