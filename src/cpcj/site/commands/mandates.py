"""``cpcj mandates``: who is asked to do what, by when, under which conditions."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from cpcj.resolutions.batch import Outcome, find_inputs
from cpcj.site.commands.files import (
    engine_options,
    format_option,
    out_option,
    outcomes,
    output,
    paths_argument,
    tell_unread,
)

FORMATS = ("json", "csv", "xlsx")
Record = dict[str, Any]


def records(path: Path) -> list[Record]:
    """Read one file and return the records of its acts.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    return records_of(path, path.name)


def records_of(content: Path | bytes, name: str) -> list[Record]:
    """Read a file, or the bytes of one, and return the records of its acts.

    Raises:
        UnreadableError: when it cannot be read.
    """
    from cpcj.resolutions.acts import acts_of
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.records import act_record

    return [act_record(act) for act in acts_of(read_document(content, name))]


@click.command("mandates")
@paths_argument
@format_option(FORMATS, "json")
@out_option
@click.option("--adopted", is_flag=True, help="Mandates alone: acts of adopted texts.")
@engine_options
def command(
    paths: tuple[Path, ...], form: str, out: Path | None, adopted: bool,
    jobs: int, engine: str, scheduler: str | None,
) -> None:  # fmt: skip
    """List the acts of every text: verb, addressees, deliverable, conditions and their words."""
    inputs = find_inputs(paths)
    if not inputs:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    failures: list[Outcome[list[Record]]] = []
    results = outcomes(
        records, [item.path for item in inputs], jobs=jobs, engine=engine, scheduler=scheduler
    )
    found = _kept(results, failures, adopted=adopted)
    with output(out) as file:
        write(found, form, file)
    sys.exit(tell_unread(failures))


def _kept(
    results: Iterable[Outcome[list[Record]]],
    failures: list[Outcome[list[Record]]],
    *,
    adopted: bool,
) -> Iterator[Record]:
    for outcome in results:
        if outcome.value is None:
            failures.append(outcome)
            continue
        for record in outcome.value:
            if not adopted or record["standing"] == "adopted":
                yield record


def write(found: Iterable[Record], form: str, file: IO[bytes]) -> None:
    """Write records of acts as JSON, CSV (UTF-8 with signature, for spreadsheets) or XLSX."""
    from cpcj.resolutions.records import ACT_COLUMNS, act_row

    if form == "json":
        file.write(b'{"mandates": [')
        separator = b""
        for record in found:
            file.write(separator + json.dumps(record, ensure_ascii=False).encode())
            separator = b",\n"
        file.write(b"]}\n")
    elif form == "csv":
        from cpcj.resolutions.writers.spreadsheet import guarded

        words = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        rows = csv.writer(words)
        rows.writerow(ACT_COLUMNS)
        rows.writerows(map(guarded, act_row(record)) for record in found)
        words.detach()
    else:
        from cpcj.resolutions.writers.spreadsheet import write_rows

        write_rows(file, "Mandates", ACT_COLUMNS, (act_row(record) for record in found))
