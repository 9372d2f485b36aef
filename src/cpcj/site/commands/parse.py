"""``cpcj parse``: texts in, structured documents out."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from cpcj.resolutions.batch import Input, Outcome, find_inputs
from cpcj.resolutions.model import Document, Passage
from cpcj.site.commands.files import (
    engine_options,
    format_option,
    outcomes,
    paths_argument,
    tell_unread,
)

SUFFIXES = {"json": ".json", "akn": ".xml", "html": ".html", "md": ".md", "docx": ".docx"}


def written(path: Path, form: str) -> bytes:
    """Read one file and return it in a format; for JSON, the record of the document alone.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.records import document_record

    document = read_document(path)
    if form == "json":
        record = document_record(document, source=str(path))
        return json.dumps(record, ensure_ascii=False).encode()
    return WRITERS[form](document)


def _akn(document: Document) -> bytes:
    from cpcj.resolutions.akn import to_akn
    from cpcj.resolutions.citations import citer

    return to_akn(document, citer(document))


def _html(document: Document) -> bytes:
    from cpcj.resolutions.acts import acts_of
    from cpcj.resolutions.citations import citer, official_url
    from cpcj.resolutions.writers.html import to_html_page
    from cpcj.resolutions.writers.runs import Link

    cited = citer(document)

    def links(passage: Passage) -> Iterator[Link]:
        for citation in cited(passage):
            address = None if citation.made else official_url(citation.id)
            if address is not None:
                yield Link(*citation.span, address)

    return to_html_page(document, acts=acts_of(document), links=links).encode()


def _markdown(document: Document) -> bytes:
    from cpcj.resolutions.writers.markdown import to_markdown

    return to_markdown(document).encode()


def _word(document: Document) -> bytes:
    from cpcj.resolutions.writers.word import to_docx

    return to_docx(document)


WRITERS: dict[str, Callable[[Document], bytes]] = {
    "akn": _akn, "html": _html, "md": _markdown, "docx": _word,
}  # fmt: skip


@click.command("parse")
@paths_argument
@format_option(list(SUFFIXES), "json")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write one file per input into; without it, standard output.",
)
@engine_options
def command(
    paths: tuple[Path, ...], form: str, out: Path | None,
    jobs: int, engine: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Read resolutions, drafts and committee reports and write them as structured documents."""
    inputs = find_inputs(paths)
    if not inputs:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    if out is None and form != "json" and len(inputs) != 1:
        message = (
            f"--format {form} makes one file per input: name one input, or a folder with --out"
        )
        raise click.UsageError(message)
    results = outcomes(
        functools.partial(written, form=form), [item.path for item in inputs],
        jobs=jobs, engine=engine, scheduler=scheduler,
    )  # fmt: skip
    if out is not None:
        failures = _write_files(results, targets(inputs, out, SUFFIXES[form]), form)
    elif form == "json":
        failures = _write_list(results)
    else:
        failures = _write_one(results)
    sys.exit(tell_unread(failures))


def targets(inputs: list[Input], out: Path, suffix: str) -> list[Path]:
    """Return where each input's output goes: its stem with the suffix, folders mirrored.

    Two inputs of one stem ("a.pdf", "a.txt") would overwrite each other: they keep their own suffix
    ("a.pdf.json"), and a number where even that is taken.
    """
    stems = [out / item.relative.with_suffix(suffix) for item in inputs]
    taken: set[Path] = set()
    result: list[Path] = []
    for item, stem in zip(inputs, stems, strict=True):
        target = stem if stems.count(stem) == 1 else out / f"{item.relative}{suffix}"
        number = 2
        while target in taken:
            target = out / f"{item.relative}.{number}{suffix}"
            number += 1
        taken.add(target)
        result.append(target)
    return result


def _write_files(
    results: Iterator[Outcome[bytes]], places: list[Path], form: str
) -> list[Outcome[bytes]]:
    failures = []
    for target, outcome in zip(places, results, strict=True):
        if outcome.value is None:
            failures.append(outcome)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        content = outcome.value
        target.write_bytes(b'{"documents": [' + content + b"]}\n" if form == "json" else content)
    return failures


def _write_list(results: Iterator[Outcome[bytes]]) -> list[Outcome[bytes]]:
    """Write ``{"documents": [...]}`` as it comes, so that memory holds one document."""
    failures = []
    click.echo('{"documents": [', nl=False)
    separator = b""
    for outcome in results:
        if outcome.value is None:
            failures.append(outcome)
            continue
        sys.stdout.buffer.write(separator + outcome.value)
        sys.stdout.buffer.flush()
        separator = b",\n"
    click.echo("]}")
    return failures


def _write_one(results: Iterator[Outcome[bytes]]) -> list[Outcome[bytes]]:
    failures = []
    for outcome in results:
        if outcome.value is None:
            failures.append(outcome)
        else:
            sys.stdout.buffer.write(outcome.value)
    return failures
