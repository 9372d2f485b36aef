"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Contributions, the ledger, rates of exchange, allocations and expenditure."""

    name = "cpcj.funding"
    label = "funding"
    default_auto_field = "django.db.models.BigAutoField"
