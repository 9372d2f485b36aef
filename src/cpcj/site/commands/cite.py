"""``cpcj cite``: what a text cites, with the place and the identifier of each citation."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import click

from cpcj.resolutions.batch import Outcome, find_inputs
from cpcj.site.commands.files import (
    engine_options,
    format_option,
    outcomes,
    paths_argument,
    tell_unread,
)

COLUMNS = ("document", "text", "place", "kind", "id", "made", "date", "pinpoint", "words", "source")
Record = dict[str, Any]


def records(path: Path) -> list[Record]:
    """Read one file and return a record for each of its citations.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    from cpcj.resolutions.citations import citations_in_text
    from cpcj.resolutions.identifier import document_id
    from cpcj.resolutions.reading import read_document

    document = read_document(path)
    identifier = document_id(document)
    return [
        {
            "document": identifier,
            "text": text.id,
            "place": placed.place,
            "kind": placed.citation.kind.value,
            "id": placed.citation.id,
            "made": placed.citation.made,
            "date": placed.citation.date.isoformat() if placed.citation.date else None,
            "pinpoint": placed.citation.pinpoint,
            "words": placed.passage.text[slice(*placed.citation.span)],
            "source": str(path),
        }
        for text in document.texts
        for placed in citations_in_text(text, document)
    ]


@click.command("cite")
@paths_argument
@format_option(["json", "csv"], "json")
@engine_options
def command(
    paths: tuple[Path, ...], form: str, jobs: int, engine: str, scheduler: str | None
) -> None:  # fmt: skip
    """List every citation: resolutions, documents, treaties, provisions, goals, paragraphs."""
    inputs = find_inputs(paths)
    if not inputs:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    failures: list[Outcome[list[Record]]] = []
    found: list[Record] = []
    for outcome in outcomes(
        records, [item.path for item in inputs], jobs=jobs, engine=engine, scheduler=scheduler
    ):
        if outcome.value is None:
            failures.append(outcome)
        else:
            found += outcome.value
    if form == "json":
        click.echo(json.dumps({"citations": found}, ensure_ascii=False, indent=1))
    else:
        words = io.StringIO(newline="")
        rows = csv.DictWriter(words, COLUMNS)
        rows.writeheader()
        rows.writerows(found)
        click.echo(words.getvalue(), nl=False)
    sys.exit(tell_unread(failures))
