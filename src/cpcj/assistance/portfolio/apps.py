"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Programmes, projects, activities and training."""

    name = "cpcj.assistance.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, sections, evidence, whose an activity is."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.assistance.portfolio.knowledge import about, of_donor, on_mandate, on_state
        from cpcj.assistance.portfolio.models import Activity
        from cpcj.assistance.portfolio.services.importing import register_kind
        from cpcj.assistance.portfolio.services.request_tables import REQUESTS
        from cpcj.assistance.portfolio.services.tables import ACTIVITIES, PARTICIPANTS
        from cpcj.assistance.portfolio.visibility import scope
        from cpcj.evidence.registry import register_provider
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section

        register_scope(Activity, scope)
        register_kind(REQUESTS)
        register_kind(ACTIVITIES)
        register_kind(PARTICIPANTS)
        register_entry(
            NavigationEntry(
                _("Technical cooperation"), "portfolio:list", 126, Permission.PORTFOLIO_VIEW
            )
        )
        template = "portfolio/section.html"
        register_section(Section("portfolio", Subject.MANDATE, 310, template, on_mandate))
        register_section(Section("portfolio-state", Subject.STATE, 310, template, on_state))
        register_section(Section("portfolio-donor", Subject.DONOR, 310, template, of_donor))
        register_provider("portfolio", about)
        register_routes(Routes("portfolio", 400, "cpcj.assistance.portfolio.api.routes:router"))
