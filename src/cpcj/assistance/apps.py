"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """Requests for technical assistance, from receipt to closure."""

    name = "cpcj.assistance"
    label = "assistance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, sections, evidence, whose a request is."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.assistance.knowledge import about, on_mandate, on_state
        from cpcj.assistance.models import Request
        from cpcj.assistance.visibility import scope
        from cpcj.evidence.registry import register_provider
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section

        register_scope(Request, scope)
        register_entry(
            NavigationEntry(_("Requests"), "assistance:list", 125, Permission.REQUEST_VIEW)
        )
        template = "assistance/section.html"
        register_section(Section("assistance", Subject.MANDATE, 300, template, on_mandate))
        register_section(Section("assistance-state", Subject.STATE, 300, template, on_state))
        register_provider("assistance", about)
