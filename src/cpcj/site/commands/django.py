"""``cpcj django``."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a Django management command with its arguments."""
    start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["cpcj django", *arguments])
