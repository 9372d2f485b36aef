"""``cpcj iati draft`` and ``publish``: the programme's own files, by two people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.application import start

if TYPE_CHECKING:
    from cpcj.accounts.models import User
    from cpcj.assistance.publication.models import Run

_SHOWN = 60  # characters of a value in a line
_MOST = 200  # problems and records that are printed one by one

_by = click.option(
    "--as", "username", required=True, metavar="ACCOUNT", help="The account that does it."
)
_folder = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the files to."
)


def change_line(path: str, old: str | None, new: str | None) -> str:
    """Return a change of a record as a line of text."""
    return f"  {path or '.'}: {_short(old)} → {_short(new)}"


def _short(words: str | None) -> str:
    if words is None:
        return "nothing"
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN]}…”"


@click.command("draft")
@_by
@_folder
def draft(username: str, out: Path | None) -> None:
    """Make a publication: write the files, check them, compare them with what is public.

    Exit 1 where an error was found: what has errors is not published.
    """
    start()
    from django.core.exceptions import PermissionDenied

    from cpcj.assistance.iati.reading import RefusedFileError
    from cpcj.assistance.publication import jobs
    from cpcj.assistance.publication.models import Run
    from cpcj.assistance.publication.services.publishing import prepare

    person = _person(username)
    try:
        run = prepare(person)
        jobs.make(person, run, step=lambda _done, _total: None)
    except PermissionDenied as error:
        raise click.ClickException(_not_allowed(username)) from error
    except RefusedFileError as error:
        raise click.ClickException(str(error)) from error
    run = Run.objects.get(pk=run.pk)
    _tell(run)
    _write(run, out)
    click.echo(f"publication {run.pk} is drafted; another account publishes it", err=True)
    sys.exit(1 if run.errors else 0)


@click.command("publish")
@click.argument("number", type=int, required=False)
@_by
@_folder
def publish(number: int | None, username: str, out: Path | None) -> None:
    """Publish a draft, by its NUMBER or the latest: another account than the one that made it."""
    start()
    from django.core.exceptions import PermissionDenied

    from cpcj.assistance.publication.models import Run
    from cpcj.assistance.publication.rules.states import RunStatus
    from cpcj.assistance.publication.services import publishing

    person = _person(username)
    drafts = Run.objects.visible_to(person).filter(status=RunStatus.CHECKED)
    run: Run | None = (drafts if number is None else drafts.filter(pk=number)).first()
    if run is None:
        message = "no draft waits to be published; make one with: cpcj iati draft"
        raise click.ClickException(message)
    _tell(run)
    try:
        publishing.publish(person, run)
    except PermissionDenied as error:
        raise click.ClickException(_not_allowed(username)) from error
    except publishing.PublicationError as error:
        raise click.ClickException(str(error)) from error
    _write(run, out)
    click.echo(f"publication {run.pk} is public", err=True)


def _person(username: str) -> User:
    from cpcj.site.commands.account import person_of

    person = person_of(username)
    if not person.is_active:
        message = f"the account {username!r} is locked"
        raise click.UsageError(message)
    return person


def _not_allowed(username: str) -> str:
    return f"the account {username!r} may not do this"


def _tell(run: Run) -> None:
    """Print what is wrong in a publication, and what differs from what is public."""
    from cpcj.assistance.publication.checks import said
    from cpcj.assistance.publication.models import RunChange, RunProblem

    for one in RunProblem.objects.filter(run=run)[:_MOST]:
        rule = f" {one.rule}" if one.rule else ""
        click.echo(f"{one.severity}{rule}: {one.identifier}: {said(one.message, one.values)}")
    changes = RunChange.objects.filter(run=run)
    for change in changes[:_MOST]:
        click.echo(f"{change.kind}: {change.identifier}")
        for path, old, new in change.changes:
            click.echo(change_line(path, old, new))
    kinds = list(changes.values_list("kind", flat=True))
    counted = ", ".join(f"{kind}: {kinds.count(kind)}" for kind in ("added", "removed", "changed"))
    found = f"activities: {run.records}, errors: {run.errors}, warnings: {run.warnings}"
    click.echo(f"{found}; {counted}", err=True)


def _write(run: Run, folder: Path | None) -> None:
    """Write the files of a publication; each appears under its name only when it is whole."""
    from cpcj.assistance.publication.models import RunFileContent

    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for held in RunFileContent.objects.filter(file__run=run).select_related("file"):
        path = folder / held.file.name
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(bytes(held.bytes))
        part.replace(path)
        click.echo(f"{path}: {held.file.size} bytes", err=True)
