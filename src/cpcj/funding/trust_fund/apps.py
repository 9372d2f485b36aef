"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TrustFundConfig(AppConfig):
    """Grants of the trust fund: calls, applications, scores, awards, instalments."""

    name = "cpcj.funding.trust_fund"
    label = "trust_fund"
    default_auto_field = "django.db.models.BigAutoField"
