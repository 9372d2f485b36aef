"""``cpcj procedure``: sponsors, statements, revisions and votes as they are recorded."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cpcj.site.commands.files import (
    engine_options,
    format_option,
    out_option,
    outcomes,
    output,
    tell_unread,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Found = tuple[list[dict[str, Any]], list[tuple[object, ...]]]


def _found(path: Path) -> Found:
    from cpcj.resolutions.procedure import proceedings
    from cpcj.resolutions.procedure.showing import proceedings_record, rows
    from cpcj.resolutions.reading import read_document

    document = read_document(path)
    told = proceedings(document)
    return (
        [proceedings_record(document, one) for one in told],
        [row for one in told for row in rows(document, one)],
    )


@click.command("procedure")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--held", is_flag=True, help="Read what the register holds and has not read yet.")
@format_option(["json", "csv"], "json")
@out_option
@engine_options
def command(
    paths: tuple[Path, ...],
    *,
    held: bool,
    form: str,
    out: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """Say who tabled the texts in these files, who joined in sponsoring, who spoke, what was
    revised from the floor and how they were adopted, each with the words that record it.

    With --held, and without files, read this for the texts that the register held before it could.
    """
    from cpcj.resolutions.batch import find_inputs

    if held == bool(paths):
        message = "name files, or give --held without any"
        raise click.UsageError(message)
    if held:
        sys.exit(_read_held())
    records: list[dict[str, Any]] = []
    lines: list[tuple[object, ...]] = []
    failures = []
    files = [each.path for each in find_inputs(paths)]
    for outcome in outcomes(_found, files, jobs=jobs, engine=engine, scheduler=scheduler):
        if outcome.value is None:
            failures.append(outcome)
        else:
            records += outcome.value[0]
            lines += outcome.value[1]
    with output(out) as file:
        file.write(_written(records, lines, form).encode())
    sys.exit(tell_unread(failures))


def _written(records: list[dict[str, Any]], lines: Sequence[tuple[object, ...]], form: str) -> str:
    if form == "json":
        return json.dumps({"proceedings": records}, ensure_ascii=False, indent=1) + "\n"
    from cpcj.resolutions.procedure.showing import COLUMNS

    words = io.StringIO(newline="")
    table = csv.writer(words)
    table.writerow(COLUMNS)
    table.writerows(lines)
    return words.getvalue()


def _read_held() -> int:
    from cpcj.site.application import start

    start()
    from cpcj.frame.actors import SystemActor
    from cpcj.register.services.procedure import read_all

    read, failed = read_all(SystemActor("procedure"))
    for name, reason in failed:
        click.echo(f"{name}: {reason}", err=True)
    click.echo(f"{read} files read again, {len(failed)} not", err=True)
    return 1 if failed else 0
