"""``cpcj budget``: what the texts mean that a section of the programme budget lists as mandates."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cpcj.resolutions.budget import Comparison, Resolved, Section

    Listed = tuple[Section, list[Resolved]]

FORMATS = ("table", "csv", "json")
COLUMNS = (
    "year", "subprogramme", "source", "printed", "citation", "body", "kind", "session", "number",
    "year_from", "year_to", "symbol", "identifier", "carries", "publisher", "reasons", "place",
)  # fmt: skip
_SHOWN = ("subprogramme", "citation", "kind", "adopted", "symbol", "made here")
_WIDEST = 76  # characters of a cell of the table
_FORMS_OF_ONE = 2


@click.command("budget")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--compare",
    "comparing",
    is_flag=True,
    help="Compare two lists: forms of one year, or two years, the earlier first.",
)
def command(files: tuple[Path, ...], form: str, *, comparing: bool) -> None:
    """List the sources of mandates of a budget section: the publisher's table (CSV), the section's
    tree (JSON) or the section as printed (Word), each row resolved to body, session and number.
    """  # fmt: skip
    from cpcj.resolutions.budget import read_section, resolve
    from cpcj.resolutions.source import UnreadableError

    if comparing and len(files) != _FORMS_OF_ONE:
        message = "--compare takes two files"
        raise click.UsageError(message)
    listed: list[Listed] = []
    unread = False
    for path in files:
        try:
            section = read_section(path)
        except UnreadableError as error:
            click.echo(f"cpcj: {path}: {error}", err=True)
            unread = True
            continue
        listed.append((section, [resolve(row, section.year) for row in section.rows]))
    if comparing and not unread:
        _write_comparison(listed, form)
    elif not comparing:
        for section, rows in listed:
            _write(section, rows, form)
    for section, rows in listed:
        _tell(section, rows, publisher=not comparing)
    untraceable = any(not row.traceable for _, rows in listed for row in rows)
    sys.exit(1 if unread or untraceable else 0)


def record(section: Section, one: Resolved) -> dict[str, Any]:
    """Return a row as a record of plain values, by the names of :data:`COLUMNS`."""
    first, last = one.years or (None, None)
    return {
        "year": section.year,
        "subprogramme": one.row.subprogramme,
        "source": one.row.source,
        "printed": one.row.citation,
        "citation": one.citation,
        "body": one.body,
        "kind": one.kind,
        "session": one.session,
        "number": one.number,
        "year_from": first,
        "year_to": last,
        "symbol": one.symbol or None,
        "identifier": one.identifier or None,
        "carries": one.carries or None,
        "publisher": one.publisher.value,
        "reasons": [reason.words for reason in one.reasons],
        "place": one.row.place,
    }


def _write(section: Section, rows: list[Resolved], form: str) -> None:
    records = [record(section, one) for one in rows]
    if form == "json":
        from cpcj.resolutions.budget import instruments_of

        treaties = [
            {"subprogramme": one.subprogramme, "name": one.name,
             "instruments": list(instruments_of(one.name))}
            for one in section.treaties
        ]  # fmt: skip
        whole = {"file": section.name, "year": section.year, "rows": records, "treaties": treaties}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
    elif form == "csv":
        _csv(COLUMNS, [[_flat(one[name]) for name in COLUMNS] for one in records])
    else:
        shown = [
            {**one, "adopted": _adopted(one),
             "made here": "" if one["symbol"] else one["identifier"]}
            for one in records
        ]  # fmt: skip
        _columns([[str(one[name] or "") for name in _SHOWN] for one in shown], _SHOWN)
        for treaty in section.treaties:
            click.echo(f"treaty {treaty.number}: {treaty.name}")


def _adopted(one: dict[str, Any]) -> str:
    first, last = one["year_from"], one["year_to"]
    return "" if first is None else str(first) if first == last else f"{first} or {last}"


def _write_comparison(listed: list[Listed], form: str) -> None:
    from cpcj.resolutions.budget import compare, differences

    (old, old_rows), (new, new_rows) = listed
    if old.year == new.year:
        found = differences(old, new)
        records = [[one.kind, one.citation, one.first, one.second, one.cause] for one in found]
        head = ("difference", "printed", "first", "second", "cause")
    else:
        compared = compare(old_rows, new_rows, old.treaties, new.treaties)
        records, head = _changes(compared), ("change", "citation", "identifier", "from", "to")
    if form == "json":
        click.echo(json.dumps([dict(zip(head, one, strict=True)) for one in records],
                              ensure_ascii=False, indent=1))  # fmt: skip
    elif form == "csv":
        _csv(head, records)
    else:
        _columns(records, head)
    if old.year == new.year:
        rows = sum(1 for one in records if one[0] == "row")
        click.echo(f"{rows} rows differ, {len(records) - rows} other differences", err=True)
    else:
        click.echo(
            f"{old.year} to {new.year}: {len(compared.added)} added, {len(compared.dropped)} "
            f"dropped, {len(compared.moved)} moved, {compared.kept} kept", err=True,
        )  # fmt: skip


def _changes(compared: Comparison) -> list[list[str]]:
    rows = [["added", one.citation, one.identifier, "", _places((one.row.subprogramme,))]
            for one in compared.added]  # fmt: skip
    rows += [["dropped", one.citation, one.identifier, _places((one.row.subprogramme,)), ""]
             for one in compared.dropped]  # fmt: skip
    rows += [["moved", one.row.citation, one.row.identifier, _places(one.old), _places(one.new)]
             for one in compared.moved]  # fmt: skip
    rows += [["treaty added", one.name, "", "", ""] for one in compared.treaties_added]
    return rows + [["treaty dropped", one.name, "", "", ""] for one in compared.treaties_dropped]


def _places(subprogrammes: tuple[str, ...]) -> str:
    return ", ".join(one or "whole programme" for one in subprogrammes)


def _tell(section: Section, rows: list[Resolved], *, publisher: bool) -> None:
    """Say on standard error how much of a list is resolved, and what is not; with ``publisher``
    also where the publisher's symbol is another.
    """
    resolved = sum(1 for row in rows if row.traceable)
    for problem in section.problems:
        click.echo(f"{section.name}: {problem}", err=True)
    for row in rows:
        if not row.traceable:
            why = row.reasons[-1].words
            click.echo(f"{section.name}: {row.row.place}: not traceable: {why}", err=True)
        elif publisher and row.publisher == "differs":
            click.echo(f"{section.name}: {row.row.place}: {row.reasons[-1].words}", err=True)
    treaties = f", {len(section.treaties)} treaties listed" if section.treaties else ""
    click.echo(f"{section.name}: {resolved} of {len(rows)} resolved{treaties}", err=True)


def _flat(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _csv(head: Sequence[str], rows: list[list[str]]) -> None:
    from cpcj.resolutions.writers.spreadsheet import guarded

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    click.echo(out.getvalue(), nl=False)


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}\N{HORIZONTAL ELLIPSIS}"


def _columns(rows: list[list[str]], head: Sequence[str]) -> None:
    """Write rows as columns of equal width, long cells cut."""
    lines = [list(head), *([_cut(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())
