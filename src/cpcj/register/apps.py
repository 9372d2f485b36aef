"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Texts, provisions, mandates."""

    name = "cpcj.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, a panel, jobs, the first run, evidence."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.panels import Panel, register_panel
        from cpcj.frame.permissions import Permission
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.register import first_run
        from cpcj.register import uploading as _uploading  # noqa: F401 - registers its job
        from cpcj.register.knowledge import about
        from cpcj.register.presentation.procedure import on_state, on_text
        from cpcj.register.views.start import panel

        register_entry(NavigationEntry(_("Texts"), "register:texts", 100))
        register_entry(NavigationEntry(_("Mandates"), "register:mandates", 110))
        register_entry(NavigationEntry(_("Search"), "register:search", 120))
        register_entry(NavigationEntry(_("Paste a text"), "register:paste", 130))
        register_entry(NavigationEntry(_("Upload"), "register:upload", 140, Permission.TEXT_UPLOAD))
        register_entry(NavigationEntry(_("How to read this"), "register:help", 800))
        register_panel(Panel("register", 100, "register/panel.html", panel))
        register_section(Section("procedure", Subject.TEXT, 50, "register/procedure.html", on_text))
        register_section(
            Section("sponsored", Subject.STATE, 320, "register/sponsored.html", on_state)
        )
        register_step(Step(30, "samples", first_run.read_samples))
        register_step(Step(40, "texts", first_run.read_texts))
        register_provider("register", about)
        register_routes(Routes("register", 100, "cpcj.register.api.routes:router"))
        register_routes(Routes("register/writing", 110, "cpcj.register.api.writing:router"))
