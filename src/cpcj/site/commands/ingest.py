"""``cpcj ingest``: files and folders into the register."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.resolutions.batch import Outcome, find_inputs
from cpcj.site.application import start
from cpcj.site.commands.files import engine_options, outcomes, paths_argument, tell_unread

if TYPE_CHECKING:
    from cpcj.register.reading import FileRead
    from cpcj.register.services.ingest import IngestOutcome


@click.command("ingest")
@paths_argument
@click.option("--unpublished", is_flag=True, help="Keep new texts back from the public.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["lines", "json"]),
    default="lines",
    show_default=True,
    help="How to say what came of each file.",
)
@engine_options
def command(
    paths: tuple[Path, ...], unpublished: bool, form: str,
    jobs: int, engine: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Read texts into the register, each file in its own transaction."""
    inputs = find_inputs(paths)
    if not inputs:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    start()
    from cpcj.frame.actors import SystemActor
    from cpcj.register.reading import read_path
    from cpcj.register.services.ingest import Status, held_paths, store_file

    actor = SystemActor("ingest")
    counts: Counter[Status] = Counter()
    failures: list[Outcome[FileRead]] = []

    def tell(outcome: IngestOutcome) -> None:
        counts[outcome.status] += 1
        click.echo(_json(outcome) if form == "json" else _line(outcome))

    # A file held already is not read again: its bytes say so.
    held, others = held_paths([item.path for item in inputs])
    for outcome in held:
        tell(outcome)
    for result in outcomes(read_path, others, jobs=jobs, engine=engine, scheduler=scheduler):
        if result.value is None:
            failures.append(result)
        else:
            tell(store_file(actor, result.value, published=not unpublished))
    summary = [f"{count} {status.value}" for status, count in sorted(counts.items())]
    if failures:
        summary.append(f"{len(failures)} not read")
    click.echo(f"{len(inputs)} files: {', '.join(summary)}", err=True)
    sys.exit(tell_unread(failures))


def _json(outcome: IngestOutcome) -> str:
    return json.dumps(asdict(outcome), ensure_ascii=False)


def _line(outcome: IngestOutcome) -> str:
    acts = sum(text.acts for text in outcome.texts)
    doubts = sum(text.doubts for text in outcome.texts)
    return (
        f"{outcome.status.value:<12} {outcome.name}: {outcome.document},"
        f" {len(outcome.texts)} texts, {acts} acts, {doubts} doubts"
    )
