"""``cpcj export``: the register's lists as files."""

from __future__ import annotations

from pathlib import Path

import click

from cpcj.site.application import start
from cpcj.site.commands.files import format_option, out_option, output

KINDS = ("mandates", "texts", "provisions")
FORMATS = ("csv", "xlsx", "json")


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@format_option(FORMATS, "csv")
@out_option
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help="As in the page's address: addressee=unodc, year=2015, proposals=1, q=words.",
)
@click.option("--all", "everything", is_flag=True, help="Unpublished texts too.")
def command(
    kind: str, form: str, out: Path | None, filters: tuple[str, ...], everything: bool
) -> None:
    """Write what the register holds: mandates, texts or provisions."""
    params: dict[str, list[str]] = {}
    for one in filters:
        name, equals, value = one.partition("=")
        if not equals:
            message = f"--filter {one}: write NAME=VALUE"
            raise click.UsageError(message)
        params.setdefault(name, []).append(value)
    start()
    from django.contrib.auth.models import AnonymousUser

    from cpcj.frame.actors import SystemActor
    from cpcj.register.exports import write

    user = SystemActor("export") if everything else AnonymousUser()
    try:
        with output(out) as file:
            write(file, kind, form, user, params)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
