"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reporting requests, what answers them, and the calendar of what is due."""

    name = "cpcj.register.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the sub-room gives the house: pages, sections, a panel, a job, evidence."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.panels import Panel, register_panel
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.register.reporting import jobs
        from cpcj.register.reporting.first_run import derive_entries
        from cpcj.register.reporting.knowledge import about, of_a_text, of_mandate
        from cpcj.register.reporting.views.overview import panel

        register_entry(NavigationEntry(_("Calendar"), "reporting:calendar", 115))
        register_panel(Panel("reporting", 110, "reporting/panel.html", panel))
        template = "reporting/section.html"
        register_section(Section("reporting", Subject.MANDATE, 200, template, of_mandate))
        register_section(Section("reporting-text", Subject.TEXT, 200, template, of_a_text))
        register_step(Step(50, "reporting", derive_entries))
        register_provider("reporting", about)
        register_routes(Routes("reporting", 120, "cpcj.register.reporting.api.routes:router"))
        jobs.watch()
