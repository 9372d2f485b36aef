"""``cpcj export``: the register's lists as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cpcj.site.application import start

KINDS = ("mandates", "texts", "provisions")
FORMATS = ("csv", "xlsx", "json")


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; without it, standard output.",
)
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
        if out is None:
            write(sys.stdout.buffer, kind, form, user, params)
            return
        # Written aside and moved into place: an interrupted run leaves no half a file.
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(f".{out.name}.part")
        with beside.open("wb") as file:
            write(file, kind, form, user, params)
        beside.replace(out)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
