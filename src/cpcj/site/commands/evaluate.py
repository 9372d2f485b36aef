"""``cpcj evaluate``: how good the reading is, beside labelled texts or annotated acts."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from cpcj.resolutions.batch import SUFFIXES, Outcome, find_inputs
from cpcj.resolutions.evaluation.labelled import compose
from cpcj.resolutions.evaluation.mandates import compare_mandates, read_annotations
from cpcj.resolutions.evaluation.paragraphs import (
    LabelledText,
    LabelsError,
    compare_paragraphs,
    paragraphs_read,
    read_labels,
    summary,
)
from cpcj.resolutions.evaluation.scores import Comparison, Score
from cpcj.resolutions.source import UnreadableError
from cpcj.site.commands import mandates
from cpcj.site.commands.files import (
    engine_options,
    format_option,
    outcomes,
    paths_argument,
    tell_unread,
)

_SHOWN_WORDS = 160
ByDocument = Mapping[str, Mapping[str, Comparison]]


def paragraphs(path: Path) -> LabelledText:
    """Read one file and return its paragraphs sorted like labels.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    from cpcj.resolutions.reading import read_document

    return paragraphs_read(read_document(path))


def acts(path: Path) -> list[dict[str, Any]]:
    """Read one file, or the text that a labelled list holds, and return the records of its acts.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    if path.suffix != ".json":
        return mandates.records(path)
    try:
        return mandates.records_of(compose(path).encode(), f"{path.stem}.txt")
    except LabelsError as error:
        raise UnreadableError(str(path), str(error)) from error


@click.command("evaluate")
@paths_argument
@click.option(
    "--labels",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of labelled lists, matched by file stem.",
)
@click.option(
    "--annotations",
    type=click.Path(path_type=Path, exists=True),
    help="File or folder of annotated acts.",
)
@click.option(
    "--show",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Show the differences of the N worst documents.",
)
@format_option(["table", "json"], "table")
@engine_options
def command(
    paths: tuple[Path, ...], labels: Path | None, annotations: Path | None, show: int, form: str,
    jobs: int, engine: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Compare what is read with labelled paragraphs or annotated acts."""
    if labels is None and annotations is None:
        message = "name what to compare with: --labels FOLDER, --annotations FILE, or both"
        raise click.UsageError(message)
    known = SUFFIXES if annotations is None else SUFFIXES | {".json"}
    files = [item.path for item in find_inputs(paths, known)]
    if not files:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    run = {"jobs": jobs, "engine": engine, "scheduler": scheduler}
    failures: list[Outcome[Any]] = []
    result: dict[str, Any] = {}
    shown: dict[str, ByDocument] = {}
    try:
        if labels is not None:
            by_document, left_out = _against_labels(files, labels, failures, run)
            result["paragraphs"] = summary(by_document, left_out)
            shown["paragraphs"] = by_document
        if annotations is not None:
            by_document = _against_annotations(files, annotations, failures, run)
            result["mandates"] = {
                name: sum((c[name].score for c in by_document.values()), Score()).record()
                for name in next(iter(by_document.values()), {})
            }
            shown["mandates"] = by_document
    except LabelsError as error:
        raise click.UsageError(str(error)) from error
    if form == "json":
        click.echo(json.dumps(result, indent=1))
    else:
        for part, figures in result.items():
            _print_table(part, figures)
    for by_document in shown.values():
        _print_worst(by_document, show, to_error=form == "json")
    sys.exit(tell_unread(failures))


def _against_labels(
    files: list[Path], labels: Path, failures: list[Outcome[Any]], run: dict[str, Any]
) -> tuple[ByDocument, int]:
    stems = {file.stem: file for file in labels.rglob("*.json")}
    pairs = [file for file in files if file.stem in stems]
    if not pairs:
        message = f"{labels}: no labelled list has the stem of a file to compare"
        raise LabelsError(message)
    expected = {file: read_labels(stems[file.stem]) for file in pairs}
    kept = [file for file in pairs if not expected[file].repeats]
    by_document: dict[str, Mapping[str, Comparison]] = {}
    for outcome in outcomes(paragraphs, kept, **run):
        if outcome.value is None:
            failures.append(outcome)
        read = outcome.value or LabelledText((), (), ())
        by_document[str(outcome.path)] = compare_paragraphs(expected[outcome.path], read)
    return by_document, len(pairs) - len(kept)


def _against_annotations(
    files: list[Path], annotations: Path, failures: list[Outcome[Any]], run: dict[str, Any]
) -> ByDocument:
    wanted = read_annotations(annotations)
    found: list[dict[str, Any]] = []
    files = _one_a_text(files)
    for outcome in outcomes(acts, files, **run):
        if outcome.value is None:
            failures.append(outcome)
        else:
            found += outcome.value
    return compare_mandates(wanted, found)


def _one_a_text(files: list[Path]) -> list[Path]:
    """Drop a labelled list where its text itself is among the files."""
    texts = {file.stem for file in files if file.suffix != ".json"}
    return [file for file in files if file.suffix != ".json" or file.stem not in texts]


def _print_table(part: str, figures: Mapping[str, Mapping[str, Any]]) -> None:
    columns = list(dict.fromkeys(name for row in figures.values() for name in row))
    table = Table(title=part)
    table.add_column("")
    for name in columns:
        table.add_column(name.replace("_", " "), justify="right")
    for row_name, row in figures.items():
        cells = [row.get(name, "") for name in columns]
        table.add_row(row_name, *(f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells))
    Console(width=max(100, Console().width)).print(table)


def _print_worst(by_document: ByDocument, count: int, *, to_error: bool) -> None:
    def errors(comparisons: Mapping[str, Comparison]) -> int:
        return sum(c.score.extra + c.score.missed for c in comparisons.values())

    worst = sorted(by_document.items(), key=lambda item: (-errors(item[1]), item[0]))
    for name, comparisons in worst[:count]:
        if not errors(comparisons):
            break
        click.echo(f"{name}: {errors(comparisons)} differences", err=to_error)
        for kind, comparison in comparisons.items():
            for sign, pieces in (("- missed", comparison.missed), ("+ extra ", comparison.extra)):
                for words in pieces:
                    click.echo(f"  {sign} {kind}: {words[:_SHOWN_WORDS]}", err=to_error)
