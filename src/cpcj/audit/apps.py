"""The audit room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Installs the recorder and the database guards."""

    name = "cpcj.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the log to the frame; guard the table after every migrate."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.audit.guards import install_after_migrate
        from cpcj.audit.log import ChainRecorder
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission
        from cpcj.frame.services import install_recorder

        install_recorder(ChainRecorder())
        register_entry(NavigationEntry(_("Audit log"), "audit:events", 800, Permission.AUDIT_VIEW))
        post_migrate.connect(install_after_migrate, sender=self)
