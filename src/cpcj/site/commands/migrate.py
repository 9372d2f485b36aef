"""``cpcj migrate``."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.command()
def command() -> None:
    """Bring the database to this version."""
    start()
    from django.core.management import call_command

    call_command("migrate", interactive=False)
    call_command("createcachetable")  # where CPCJ_CACHE asks for one
