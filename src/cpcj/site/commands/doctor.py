"""``cpcj doctor``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from cpcj.site.application import start


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
@click.option("--mail", is_flag=True, help="Reach for the mail server too.")
@click.option("--audit", is_flag=True, help="Read the whole audit log, not its newest entries.")
def command(*, as_json: bool, mail: bool, audit: bool) -> None:
    """Say what is wrong with this installation; exit 1 where something is."""
    start()
    from cpcj.site.doctor import Asked, Grade, examine

    found = []
    for finding in examine(Asked(mail=mail, audit=audit)):
        found.append(finding)
        if as_json:
            continue
        click.echo(f"{finding.grade.value.upper():<8}{finding.check}: {finding.what}")
        if finding.grade is not Grade.OK:
            click.echo(f"{'':<8}Why: {finding.why}\n{'':<8}Do:  {finding.remedy}")
    if as_json:
        click.echo(json.dumps({"findings": [asdict(finding) for finding in found]}, indent=1))
    sys.exit(any(finding.grade is Grade.ERROR for finding in found))
