"""Starting Django for a command."""

from __future__ import annotations

import os

import click


def start() -> None:
    """Load settings and rooms; a wrong setting is an error of usage, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpcj.site.settings")
    import django

    from cpcj.site.environment import SettingError

    try:
        django.setup()
    except SettingError as error:
        raise click.UsageError(str(error)) from error
