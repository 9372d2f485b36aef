"""``cpcj followup``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.application import start

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@click.group()
def command() -> None:
    """Import a tracking sheet; send the weekly digest."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done and do nothing.")
@click.option("--replace", is_flag=True, help="Let the sheet take the place of what stands.")
@click.option("--by", "username", help="User name of the person who imports; else the system.")
def import_sheet(file: Path, *, dry_run: bool, replace: bool, username: str | None) -> None:
    """Import an office's tracking sheet (CSV or XLSX), all its rows in one transaction.

    Exit 0 when every row was matched, 1 when some were not (each named, with the reason) or the
    sheet cannot be read.
    """
    start()
    from django.core.exceptions import PermissionDenied
    from django.db import transaction

    from cpcj.frame.sheets import LARGEST, SheetError
    from cpcj.register.followup.services.importing import (
        Mode,
        Outcome,
        apply_sheet,
        keep_sheet,
        plan_sheet,
    )
    from cpcj.register.followup.services.recording import FollowUpError

    mode = Mode.REPLACE if replace else Mode.ADD
    try:
        actor = _actor(username)
        with file.open("rb") as given:
            content = given.read(LARGEST + 1)
        with transaction.atomic():
            sheet = keep_sheet(actor, file.name, content)
            plan = plan_sheet(actor, sheet, mode)
            if dry_run:
                transaction.set_rollback(True)
            else:
                apply_sheet(actor, sheet, mode, plan.digest)
    except (SheetError, FollowUpError, OSError) as error:
        click.echo(f"{file}: {error}", err=True)
        sys.exit(1)
    except PermissionDenied as error:
        click.echo(f"{username} may not do this: {error}", err=True)
        sys.exit(1)
    for one in plan.rows:
        said = [one.row.identifier or f"{one.row.symbol} {one.row.paragraph}".strip()]
        said += [f"{what}: {value}" for what, value in one.changes]
        said += [one.why] if one.why else []
        said += [f"nearest: {', '.join(one.candidates)}"] if one.candidates else []
        click.echo(f"row {one.row.row}: {one.outcome.value}: {'; '.join(said)}")
    counts = ", ".join(f"{number} {one.value}" for one, number in plan.counts.items() if number)
    click.echo(f"{len(plan.rows)} rows: {counts}{' (dry run)' if dry_run else ''}", err=True)
    troubled = plan.counts[Outcome.UNMATCHED] + plan.counts[Outcome.REFUSED]
    sys.exit(1 if troubled else 0)


def _actor(username: str | None) -> Actor:
    from cpcj.accounts.models import User
    from cpcj.frame.actors import SystemActor

    if username is None:
        return SystemActor("followup-import")
    person: User | None = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        message = f"there is no active account {username!r}"
        raise click.UsageError(message)
    return person


@command.command()
def digest() -> None:
    """Send every officer this week's digest; sent ones are not sent again.

    Exit 0 when all were sent, 1 when some failed or no mail server is set.
    """
    start()
    from django.utils import timezone

    from cpcj.register.followup.digests import NoMailServerError, Sent, send_all

    try:
        counts = send_all(timezone.localdate())
    except NoMailServerError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for one, number in sorted(counts.items()):
        click.echo(f"{number} {one.value}")
    sys.exit(1 if counts[Sent.FAILED] else 0)
