"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """Downloads and the feed of changes."""

    name = "cpcj.open_data"
    label = "open_data"

    def ready(self) -> None:
        """Add the page to the navigation, and the job that builds the files."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.open_data import jobs as _jobs  # noqa: F401 - registers its job

        register_entry(NavigationEntry(_("Open data"), "open_data:page", 700))
