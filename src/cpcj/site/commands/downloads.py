"""``cpcj downloads``: the files of the open data."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.group()
def command() -> None:
    """Build the files of the open data."""


@command.command()
@click.option("--force", is_flag=True, help="Also where nothing was written since the last build.")
@click.option("--queue", is_flag=True, help="Leave it to the worker.")
def build(*, force: bool, queue: bool) -> None:
    """Build the files and put them in use; the build before stays for who is taking it."""
    start()
    from cpcj.frame.actors import SystemActor
    from cpcj.open_data import building
    from cpcj.open_data.jobs import ask_for_build

    if queue:
        click.echo(f"asked for: {ask_for_build(SystemActor('downloads')).pk}")
        return
    try:
        made = building.build(force=force)
    except OSError as error:
        message = f"the downloads cannot be written: {error.strerror or error}"
        raise click.ClickException(message) from error
    click.echo(f"in use: {made.folder}")
    for resource in made.package["resources"]:
        click.echo(f"  {resource['path']}: {resource['rows']} records, {resource['bytes']} bytes")
