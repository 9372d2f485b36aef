"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TreatiesConfig(AppConfig):
    """Instruments, depositary actions, declarations, and who is party to what since when."""

    name = "cpcj.treaties"
    label = "treaties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, a text's section and notes, the first run."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.places import register_finder
        from cpcj.frame.api.identified import register_identified
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.treaties.knowledge import beside, load_facts, places, statements

        register_entry(NavigationEntry(_("Treaties"), "treaties:list", 118, Permission.TREATY_VIEW))
        register_step(Step(20, "treaties", load_facts))
        register_finder("treaties", places)
        register_identified("treaties", "cpcj.treaties.api.identifying:find")
        register_routes(Routes("treaties", 300, "cpcj.treaties.api.routes:router"))
        register_section(
            Section("treaties", Subject.TEXT, 500, "treaties/statements.html", statements, beside)
        )
