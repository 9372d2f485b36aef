"""``cpcj audit``."""

from __future__ import annotations

import sys

import click

from cpcj.site.application import start


@click.group()
def command() -> None:
    """Verify the audit log."""


@command.command()
def verify() -> None:
    """Read the whole chain; exit 1 and name what was altered, is missing or was reordered."""
    start()
    from cpcj.audit.chain import verify as findings
    from cpcj.audit.models import ChainHead

    found = list(findings())
    for finding in found:
        click.echo(f"{finding.fault}: event {finding.sequence}: {finding.words}")
    head = ChainHead.objects.first()
    if found:
        sys.exit(1)
    if head is None:
        click.echo("The log is empty.")
    else:
        click.echo(f"{head.sequence} events, the chain is whole. Head: {head.digest}")
