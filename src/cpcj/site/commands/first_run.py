"""``cpcj first-run``."""

from __future__ import annotations

from pathlib import Path

import click

from cpcj.site.application import start


@click.command()
@click.option(
    "--texts",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of texts to read too.",
)
@click.option(
    "--demonstration", is_flag=True, help="Load the invented programme (docs/demonstration.md)."
)
def command(*, texts: Path | None, demonstration: bool) -> None:
    """Make the database, the local officer and the sample texts; do again only what is missing."""
    start()
    from django.core.management import call_command

    from cpcj.demonstration.loading import RefusedError, load
    from cpcj.frame.first_run import FirstRun, steps

    call_command("migrate", interactive=False, verbosity=0)
    for step in steps():
        step.run(FirstRun(texts, click.echo))
    if demonstration:
        try:
            load(click.echo)
        except RefusedError as error:
            raise click.ClickException(str(error)) from error
