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
def command(texts: Path | None) -> None:
    """Make the database, the local officer and the sample texts; do again only what is missing."""
    start()
    from django.core.management import call_command

    from cpcj.frame.first_run import FirstRun, steps

    call_command("migrate", interactive=False, verbosity=0)
    for step in steps():
        step.run(FirstRun(texts, click.echo))
