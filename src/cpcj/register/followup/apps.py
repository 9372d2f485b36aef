"""The sub-room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Follow-up of mandates: who carries them out, how far they are."""

    name = "cpcj.register.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the sub-room gives the house, and keep in step with the texts."""
        from django.db.models.signals import post_save
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.panels import Panel, register_panel
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.register.followup import digests as _digests  # noqa: F401 - registers its job
        from cpcj.register.followup.knowledge import about
        from cpcj.register.followup.models import FollowUp
        from cpcj.register.followup.models.visibility import scope
        from cpcj.register.followup.services.keeping import text_saved
        from cpcj.register.followup.views.parts import on_mandate, on_start, on_text
        from cpcj.register.models import Text

        register_entry(
            NavigationEntry(_("Follow-up"), "followup:list", 115, Permission.FOLLOWUP_VIEW)
        )
        register_section(
            Section("followup", Subject.MANDATE, 100, "followup/on_mandate.html", on_mandate)
        )
        register_section(Section("followup", Subject.TEXT, 100, "followup/on_text.html", on_text))
        register_panel(Panel("followup", 50, "followup/panel.html", on_start))
        register_provider("followup", about)
        register_scope(FollowUp, scope)
        post_save.connect(text_saved, sender=Text, dispatch_uid="followup")
