"""``cpcj iati``: files of the open standard checked, compared, converted, published."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cpcj.site.commands.publication import change_line, draft, publish

if TYPE_CHECKING:
    from cpcj.assistance.iati.reading import Record

_COLUMNS = ("file", "line", "severity", "rule", "element", "identifier", "message")

_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)


@click.group("iati")
def command() -> None:
    """Check, compare and convert IATI files; draft and publish the programme's own."""


command.add_command(draft)
command.add_command(publish)


@command.command("check")
@_files
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that rules about the future look at; without it, today.",
)
@click.option(
    "--registered",
    multiple=True,
    metavar="IDENTIFIER",
    help="Organisation identifier that the registry knows; may be given again.",
)
def check(
    files: tuple[Path, ...], form: str, today: dt.datetime | None, registered: tuple[str, ...]
) -> None:
    """Try schema, ruleset and codelists; folders stand for the XML files in them.

    Exit 1 where a file is refused or has an error; warnings alone are no error.
    """
    rows: list[dict[str, Any]] = []
    counts = {"error": 0, "warning": 0}
    day = today.date() if today else dt.datetime.now(dt.UTC).date()
    for row in _checked(_expanded(files), day, frozenset(registered)):
        counts[row["severity"]] += 1
        if form == "text":
            click.echo(_line(row))
        else:
            rows.append(row)
    if form == "json":
        click.echo(json.dumps({"problems": rows}, ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    click.echo(f"errors: {counts['error']}, warnings: {counts['warning']}", err=True)
    sys.exit(1 if counts["error"] else 0)


def _checked(
    paths: list[Path], today: dt.date, organisations: frozenset[str]
) -> Iterator[dict[str, Any]]:
    from cpcj.assistance.iati.checking import file_problems
    from cpcj.assistance.iati.codelists import registration_agencies
    from cpcj.assistance.iati.reading import RefusedFileError
    from cpcj.assistance.iati.ruleset import Registered

    registered = Registered(organisations, registration_agencies())
    for path in paths:
        try:
            for one in file_problems(path, path.name, today=today, registered=registered):
                yield {
                    "file": str(path), "line": one.line, "severity": one.severity, "rule": one.id,
                    "element": one.element, "identifier": one.identifier, "message": one.words,
                }  # fmt: skip
        except RefusedFileError as error:
            yield _refused(path, error.line, error.element, error.why)
        except OSError as error:
            yield _refused(path, 0, "", error.strerror or "cannot be read")


def _refused(path: Path, line: int, element: str, why: str) -> dict[str, Any]:
    return {
        "file": str(path), "line": line, "severity": "error", "rule": "", "element": element,
        "identifier": "", "message": f"refused: {why}",
    }  # fmt: skip


def _line(row: dict[str, Any]) -> str:
    place = f"{row['file']}:{row['line']}" if row["line"] else row["file"]
    element = f" <{row['element']}>" if row["element"] else ""
    rule = f" {row['rule']}" if row["rule"] else ""
    return f"{place}: {row['severity']}{rule}{element}: {row['message']}"


def _csv(rows: list[dict[str, Any]]) -> str:
    from cpcj.resolutions.writers.spreadsheet import guarded

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([guarded(str(row[name])) for name in _COLUMNS] for row in rows)
    return out.getvalue()


@command.command("difference")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to write.",
)
def difference(old: Path, new: Path, form: str) -> None:
    """List what changed from OLD to NEW, each a file or a folder of files."""
    from cpcj.assistance.iati.difference import differences

    with _said_plainly():
        found = differences(_records(_expanded((old,))), _records(_expanded((new,))))
        counts = dict.fromkeys(("added", "removed", "changed"), 0)
        rows: list[dict[str, Any]] = []
        for one in found:
            counts[one.kind] += 1
            if form == "json":
                changes = [change._asdict() for change in one.changes]
                rows.append({"identifier": one.identifier, "kind": one.kind, "line": one.line,
                             "changes": changes})  # fmt: skip
                continue
            click.echo(f"{one.kind}: {one.identifier}")
            for change in one.changes:
                click.echo(change_line(change.path, change.old, change.new))
    if form == "json":
        click.echo(json.dumps({"differences": rows}, ensure_ascii=False, indent=1))
    click.echo(", ".join(f"{kind}: {count}" for kind, count in counts.items()), err=True)


@command.command("convert")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; without it, standard output.",
)
def convert(file: Path, out: Path | None) -> None:
    """Write a file of version 2.01, 2.02 or 2.03 as 2.03, without losing an element."""
    from cpcj.assistance.iati.reading import element_bytes, read_elements, read_head
    from cpcj.assistance.iati.writing import file_bytes

    with _said_plainly():
        head = read_head(file, file.name)
        # Read once to the end before a byte is written: half a file is none.
        count = sum(1 for _ in read_elements(file, file.name))
        pieces = file_bytes(
            (element_bytes(element) for element in read_elements(file, file.name)),
            generated=dt.datetime.now(dt.UTC),
            root=head.root,
            attributes=head.attributes,
        )
        if out is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            part = out.with_name(f"{out.name}.part")
            with part.open("wb") as stream:
                stream.writelines(pieces)
            part.replace(out)
    click.echo(f"{file.name}: version {head.version}, {count} written as 2.03", err=True)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Say what is wrong with a file in one line instead of a traceback."""
    from cpcj.assistance.iati.reading import RefusedFileError

    try:
        yield
    except RefusedFileError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        message = f"{error.filename}: {error.strerror}"
        raise click.ClickException(message) from error


def _records(paths: list[Path]) -> Iterator[Record]:
    from cpcj.assistance.iati.reading import read_records

    for path in paths:
        yield from read_records(path, path.name)


def _expanded(paths: tuple[Path, ...]) -> list[Path]:
    """Return files, and the XML files of folders by name.

    Raises:
        click.UsageError: a folder has none.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        if not inside:
            message = f"no XML file stands in {path}"
            raise click.UsageError(message)
        found += inside
    return found
