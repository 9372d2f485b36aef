"""``cpcj calendar``: what texts ask to be reported, to whom and at which session."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cpcj.resolutions.batch import Outcome, find_inputs
from cpcj.site.commands.files import engine_options, outcomes, paths_argument, tell_unread

if TYPE_CHECKING:
    from cpcj.register.reporting.bare import DueLine
    from cpcj.register.reporting.rules.requests import Request

FORMATS = ("table", "csv", "json", "ics")
_SHOWN = 60  # characters of what is asked in a line of the table


def requests_in(path: Path) -> list[Request]:
    """Read one file and return its reporting requests.

    Raises:
        UnreadableError: when the file cannot be read.
    """
    from cpcj.register.reporting.bare import requests_of
    from cpcj.resolutions.acts import acts_of
    from cpcj.resolutions.reading import read_document

    document = read_document(path, path.name)
    return requests_of(document, acts_of(document))


@click.command("calendar")
@paths_argument
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day for which states are given; without it, today.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; without it, standard output.",
)
@click.option("--adopted", is_flag=True, help="Requests of adopted texts alone.")
@engine_options
def command(
    paths: tuple[Path, ...], on: dt.datetime | None, form: str, out: Path | None, adopted: bool,
    jobs: int, engine: str, scheduler: str | None,
) -> None:  # fmt: skip
    """List what the texts ask to be reported, by session, with its state on a day."""
    from cpcj.register.reporting.bare import due_lines

    inputs = find_inputs(paths)
    if not inputs:
        message = "no file of a known form stands in what was named"
        raise click.UsageError(message)
    day = dt.datetime.now(tz=dt.UTC).date() if on is None else on.date()
    failures: list[Outcome[list[Request]]] = []
    requests: list[Request] = []
    for outcome in outcomes(
        requests_in, [item.path for item in inputs], jobs=jobs, engine=engine, scheduler=scheduler
    ):
        if outcome.value is None:
            failures.append(outcome)
        else:
            requests += outcome.value
    if adopted:
        requests = [one for one in requests if one.standing == "adopted"]
    content = written(list(due_lines(requests, day)), form)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(f".{out.name}.part")
        beside.write_bytes(content)
        beside.replace(out)
    sys.exit(tell_unread(failures))


def written(lines: list[DueLine], form: str) -> bytes:
    """Return the lines as a file of a format, one of :data:`FORMATS`."""
    if form == "json":
        records = {"calendar": [line.record() for line in lines]}
        return (json.dumps(records, ensure_ascii=False, default=str, indent=1) + "\n").encode()
    if form == "csv":
        return _csv(lines)
    return _ical(lines) if form == "ics" else _table(lines)


def _csv(lines: list[DueLine]) -> bytes:
    from cpcj.register.reporting.bare import COLUMNS
    from cpcj.resolutions.writers.spreadsheet import guarded

    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for line in lines:
        record = line.record()
        rows.writerow([guarded(_cell(record[name])) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _ical(lines: list[DueLine]) -> bytes:
    from cpcj.register.reporting.ical import CalendarEvent, to_ical

    events = [
        CalendarEvent(
            key=f"{line.request.identifier}|{line.deadline.key}",
            summary=f"{_place(line)}: {line.request.what} ({line.request.identifier})",
            description=line.request.words,
            start=line.deadline.start,
            stamped=line.request.date or line.deadline.start,
            tentative=line.request.standing != "adopted",
            categories=(line.state.value,),
        )
        for line in lines
        if line.deadline.start is not None
    ]
    return to_ical("Reporting requests", events)


def _place(line: DueLine) -> str:
    body = line.deadline.body.replace("_", " ") or "no body named"
    if line.deadline.session is not None:
        return f"{body}, session {line.deadline.session}"
    return f"{body}, {line.deadline.end}" if line.deadline.end else f"{body}, no session stated"


def _table(lines: list[DueLine]) -> bytes:
    from cpcj.register.reporting.rules.states import State

    out = io.StringIO()
    place = ""
    for line in lines:
        if _place(line) != place:
            place = _place(line)
            days = f" ({line.deadline.start} – {line.deadline.end})" if line.deadline.end else ""
            out.write(f"{place}{days}\n")
        # Without a register nothing can be traced: what is over is only over.
        over = line.state is State.NOT_TRACEABLE
        state = "over" if over else line.state.value.replace("_", " ")
        what = " ".join(line.request.action.split())
        what = what if len(what) <= _SHOWN else f"{what[:_SHOWN]}…"
        asked = ", ".join(line.request.addressees)
        out.write(f"  {state:<8}  {line.request.identifier}  {asked}: {what}\n")
    return out.getvalue().encode()
