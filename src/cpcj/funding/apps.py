"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Contributions, the ledger, rates of exchange, allocations and expenditure."""

    name = "cpcj.funding"
    label = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, a section, evidence, guards of the books."""
        from django.db.models.signals import post_migrate
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.funding.guards import install_after_migrate
        from cpcj.funding.knowledge import about, section

        post_migrate.connect(install_after_migrate, sender=self)
        register_entry(NavigationEntry(_("Funding"), "funding:list", 130, Permission.FUNDING_VIEW))
        register_section(Section("funding", Subject.MANDATE, 600, "funding/section.html", section))
        register_provider("funding", about)
