"""The accounts room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and memberships."""

    name = "cpcj.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the first-run step, the entries of the navigation, and what the log hears."""
        from cpcj.accounts import receivers
        from cpcj.accounts.services import make_local_officer
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission

        register_step(Step(10, "accounts", make_local_officer))
        register_entry(
            NavigationEntry(_("People"), "accounts:people", 700, Permission.ACCOUNT_MANAGE)
        )
        receivers.connect()
