"""The site."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Start page and about page."""

    name = "cpcj.site"
    label = "site"

    def ready(self) -> None:
        """Add the site's own navigation entries, and introduce the rooms to each other."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.site.joints import join

        register_entry(NavigationEntry(_("About"), "about", 900))
        join()
