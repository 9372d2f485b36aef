"""The room in Django."""

from __future__ import annotations

from typing import Any, Final

from django.apps import AppConfig

GUARDED: Final = ("institute_entry", "institute_posting")


def _guard(*, using: str, **_: Any) -> None:
    from cpcj.funding.guards import install_where_there

    install_where_there(using, GUARDED)


class InstituteConfig(AppConfig):
    """An institute that its members fund: assessed shares, payments, arrears."""

    name = "cpcj.funding.institute"
    label = "institute"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, a section, whose an account is, guards."""
        from django.db.models.signals import post_migrate
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.funding.institute.knowledge import on_state
        from cpcj.funding.institute.models import Member
        from cpcj.funding.institute.visibility import scope

        post_migrate.connect(_guard, sender=self)
        register_scope(Member, scope)
        register_entry(
            NavigationEntry(
                _("African Institute"), "institute:overview", 136, Permission.INSTITUTE_VIEW
            )
        )
        register_section(
            Section("institute", Subject.STATE, 320, "institute/section.html", on_state)
        )
