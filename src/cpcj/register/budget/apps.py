"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """The legislative mandates that the programme budget lists."""

    name = "cpcj.register.budget"
    label = "budget"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: a page in the navigation, a section, evidence."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.register.budget.knowledge import about, section

        register_entry(NavigationEntry(_("Budget"), "budget:list", 116, Permission.BUDGET_VIEW))
        register_section(Section("budget", Subject.TEXT, 400, "budget/section.html", section))
        register_provider("budget", about)
        register_routes(Routes("budget", 140, "cpcj.register.budget.api.routes:router"))
