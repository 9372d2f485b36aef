"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Checklists: questions by provision, answered by States and by institutions."""

    name = "cpcj.reviews.checklists"
    label = "checklists"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, a section, evidence, the first run."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.reviews.answers import register_answer_sets
        from cpcj.reviews.checklists.knowledge import (
            SetsOfReviews,
            about,
            load_checklists,
            on_state,
        )
        from cpcj.reviews.checklists.models import AnswerSet
        from cpcj.reviews.checklists.visibility import scope

        register_scope(AnswerSet, scope)
        entry = NavigationEntry(_("Checklists"), "checklists:list", 121, Permission.CHECKLIST_VIEW)
        register_entry(entry)
        register_step(Step(22, "checklists", load_checklists))
        section = "checklists/section.html"
        register_section(Section("checklists", Subject.STATE, 260, section, on_state))
        register_provider("checklists", about)
        register_answer_sets(SetsOfReviews())
