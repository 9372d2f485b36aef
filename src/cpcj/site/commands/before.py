"""``cpcj before``: what is to be looked at before a draft is tabled."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import (
    engine_options,
    format_option,
    out_option,
    outcomes,
    output,
    paths_argument,
    tell_unread,
)

if TYPE_CHECKING:
    from cpcj.resolutions.overlap import BeforeTabling
    from cpcj.resolutions.overlap.holding import DocumentHeld

UNREADABLE = 2


def _held(path: Path) -> DocumentHeld:
    from cpcj.resolutions.overlap.holding import document_held
    from cpcj.resolutions.reading import read_document

    return document_held(read_document(path))


@click.command("before")
@click.argument("draft", type=click.Path(path_type=Path))
@paths_argument
@format_option(["md", "json", "csv"], "md")
@out_option
@engine_options
def command(
    draft: Path,
    paths: tuple[Path, ...],
    form: str,
    out: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """Lay DRAFT beside the texts of files and folders: paragraphs and requests much like held
    ones, the reports it asks for, from which resources, when it is reviewed, and how long it is.

    What is listed are candidates to look at. Exit code 2 where the draft cannot be read.
    """
    from cpcj.resolutions.batch import find_inputs
    from cpcj.resolutions.checking.recognizing import holds_draft, no_draft
    from cpcj.resolutions.identifier import text_id
    from cpcj.resolutions.overlap import TextsHeld, before_tabling
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    try:
        document = read_document(draft)
    except UnreadableError as error:
        click.echo(f"cpcj: {draft}: {error}", err=True)
        sys.exit(UNREADABLE)
    if not holds_draft(document):
        click.echo(f"cpcj: {draft}: {no_draft(document)}", err=True)
        sys.exit(UNREADABLE)
    files = [each.path for each in find_inputs(paths)]
    held, failures = [], []
    for outcome in outcomes(_held, files, jobs=jobs, engine=engine, scheduler=scheduler):
        if outcome.value is None:
            failures.append(outcome)
        else:
            held.append(outcome.value)
    holding = TextsHeld(held)
    texts = holding.texts.without(text_id(document, text) for text in document.texts)
    found = before_tabling(document, holding, texts)
    with output(out) as file:
        file.write(_written(found, draft.name, form))
    sys.exit(tell_unread(failures))


def _written(found: tuple[BeforeTabling, ...], name: str, form: str) -> bytes:
    from cpcj.resolutions.overlap import showing

    if form == "csv":
        return showing.to_csv(found).encode("utf-8-sig")
    if form == "json":
        record = {"file": name, "texts": [showing.tabling_record(one) for one in found]}
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    return "\n".join(showing.to_markdown(one) for one in found).encode()
