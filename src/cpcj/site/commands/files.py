"""What commands that take files share: arguments, progress, reasons at the end, the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cpcj.resolutions.batch import EngineError, Outcome, Task, each

Value = TypeVar("Value")
Command = Callable[..., Any]

NOT_ALL_READ = 1

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
_ENGINE_OPTIONS = (
    click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256),
                 help="Processes on this machine."),
    click.option("--engine", type=click.Choice(["processes", "dask"]), default="processes",
                 show_default=True, help="Where the files are read."),
    click.option("--scheduler", metavar="ADDRESS",
                 help="Address of the Dask scheduler, with --engine dask."),
)  # fmt: skip


def engine_options(command: Command) -> Command:
    """Add --jobs, --engine and --scheduler to a command."""
    for option in reversed(_ENGINE_OPTIONS):
        command = option(command)
    return command


def format_option(forms: Sequence[str], default: str) -> Callable[[Command], Command]:
    """Add --format to a command, given to it as ``form``."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=default, show_default=True,
        help="What to write.",
    )  # fmt: skip


out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; without it, standard output.",
)


@contextmanager
def output(out: Path | None) -> Iterator[IO[bytes]]:
    """Open the file of --out, or standard output where there is none.

    A file is written aside and moved into place: an interrupted run leaves no half a file.
    """
    if out is None:
        yield sys.stdout.buffer
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.part")
    with beside.open("wb") as file:
        yield file
    beside.replace(out)


def outcomes(
    task: Task[Value],
    paths: list[Path],
    *,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> Iterator[Outcome[Value]]:
    """Run a task on each path with a progress bar on standard error where that is a terminal.

    Raises:
        click.UsageError: when the engine's options do not fit, or its scheduler does not answer.
    """
    if engine == "dask" and not scheduler:
        message = "--engine dask needs --scheduler ADDRESS"
        raise click.UsageError(message)
    if engine != "dask" and scheduler:
        message = "--scheduler goes with --engine dask"
        raise click.UsageError(message)
    try:
        yield from progress(each(task, paths, jobs=jobs, scheduler=scheduler), len(paths))
    except EngineError as error:
        raise click.UsageError(str(error)) from error


def progress(items: Iterable[Value], total: int) -> Iterator[Value]:
    """Yield the items, moving a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty() or total <= 1:
        yield from items
        return
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.description}"))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        job = bar.add_task("", total=total)
        for item in items:
            name = item.path.name if isinstance(item, Outcome) else ""
            bar.update(job, advance=1, description=name)
            yield item


def tell_unread(failures: list[Outcome[Any]]) -> int:
    """Name each file that could not be read, with the reason, and return the exit code."""
    for failure in failures:
        click.echo(f"cpcj: {failure.path}: {failure.error}", err=True)
    return NOT_ALL_READ if failures else 0
