"""``cpcj audit``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cpcj.site.application import start

if TYPE_CHECKING:
    from cpcj.audit.chain import Head

_SHOWN = 100


@click.group()
def command() -> None:
    """Verify the audit log; write down where it stands."""


@command.command(name="head")
def show_head() -> None:
    """Print the last entry's number and digest, to be kept apart from the database."""
    start()
    from cpcj.audit.chain import head

    click.echo(str(head()))


@command.command()
@click.option(
    "--head",
    "kept",
    metavar="NUMBER:DIGEST",
    help="What `cpcj audit head` printed earlier: the log must still hold it.",
)
def verify(kept: str | None) -> None:
    """Read the whole chain; exit 1 and name what was altered, is missing or was reordered."""
    start()
    from cpcj.audit.chain import Fault, head
    from cpcj.audit.chain import verify as findings

    found = altered = 0
    for found, finding in enumerate(findings(kept=_head(kept)), start=1):
        altered += finding.fault is Fault.ALTERED
        if found <= _SHOWN:
            click.echo(f"{finding.fault}: event {finding.sequence}: {finding.words}")
    until = head()
    if found > _SHOWN:
        click.echo(f"… {found} faults in all.")
    if altered and altered >= until.sequence:
        click.echo("Not one entry matches its digest: this is not the audit key of this log.")
    if found:
        sys.exit(1)
    if until.sequence == 0:
        click.echo("The log is empty.")
    else:
        click.echo(f"{until.sequence} events, the chain is whole. Head: {until}")


def _head(text: str | None) -> Head | None:
    from cpcj.audit.chain import Head, HeadError

    try:
        return None if text is None else Head.read(text)
    except HeadError as error:
        raise click.UsageError(str(error)) from error
