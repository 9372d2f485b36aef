"""The accounts room."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and memberships."""

    name = "cpcj.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the first-run step that makes the local officer."""
        from cpcj.accounts.services import make_local_officer
        from cpcj.frame.first_run import Step, register_step

        register_step(Step(10, "accounts", make_local_officer))
