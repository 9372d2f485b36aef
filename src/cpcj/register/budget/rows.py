"""Between the library's rows and the records that hold them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cpcj.register.budget.models import Edition, Line, Treaty
from cpcj.resolutions.budget import (
    ListedTreaty,
    Publisher,
    Reason,
    Resolved,
    Row,
    Section,
    instruments_of,
    resolve,
)
from cpcj.resolutions.series.titles import recurring_title

MEANING = (
    "body", "kind", "session", "number", "year_from", "year_to", "citation", "identifier", "made",
    "carries", "publisher", "reasons",
)  # fmt: skip
"""Fields of a line that say what the row means: what an officer can correct."""

_SERIES_LENGTH = 500


def row_of(line: Line) -> Row:
    """Return the row that a line holds, as printed."""
    return Row(
        number=line.position,
        subprogramme=line.subprogramme,
        subprogramme_title=line.subprogramme_title,
        component=line.component,
        source=line.source,
        citation=line.printed,
        description=line.description,
        symbol=line.publisher_symbol,
        place=line.place,
    )


def resolved_of(line: Line) -> Resolved:
    """Return what a line means, as it is in force."""
    years = None if line.year_from is None else (line.year_from, line.year_to or line.year_from)
    return Resolved(
        row=row_of(line),
        body=line.body,
        kind=line.kind,
        session=line.session,
        years=years,
        number=line.number,
        citation=line.citation,
        identifier=line.identifier,
        made=line.made,
        carries=line.carries,
        publisher=Publisher(line.publisher),
        reasons=tuple(Reason(key, words) for key, words in line.reasons),
    )


def treaty_of(treaty: Treaty) -> ListedTreaty:
    """Return the item that a treaty of an edition was."""
    return ListedTreaty(
        treaty.position, treaty.subprogramme, treaty.heading, treaty.name, treaty.place
    )


def meaning(resolved: Resolved) -> dict[str, Any]:
    """Return what a row means as values of :data:`MEANING`."""
    first, last = resolved.years or (None, None)
    return {
        "body": resolved.body,
        "kind": resolved.kind,
        "session": resolved.session,
        "number": resolved.number,
        "year_from": first,
        "year_to": last,
        "citation": resolved.citation,
        "identifier": resolved.identifier,
        "made": resolved.made,
        "carries": resolved.carries,
        "publisher": resolved.publisher.value,
        "reasons": [[one.key, one.words] for one in resolved.reasons],
    }


def take_meaning(line: Line, values: dict[str, Any]) -> None:
    """Set what a line means."""
    for name in MEANING:
        setattr(line, name, values[name])


def take_row(line: Line, row: Row) -> None:
    """Set what a line prints, and what the rules say it means; an officer's word stays in force."""
    line.position = row.number
    line.subprogramme = row.subprogramme
    line.subprogramme_title = row.subprogramme_title
    line.component = row.component or line.component
    line.source = row.source
    line.printed = row.citation
    line.description = row.description
    line.publisher_symbol = row.symbol
    line.place = row.place
    line.series = recurring_title(row.title)[:_SERIES_LENGTH] if row.title else ""
    line.machine = meaning(resolve(row, line.year))
    if not line.corrected:
        take_meaning(line, line.machine)


def new_line(edition: Edition, row: Row) -> Line:
    """Return an unsaved line."""
    line = Line(edition=edition, year=edition.year)
    take_row(line, row)
    return line


def new_treaty(edition: Edition, item: ListedTreaty) -> Treaty:
    """Return an unsaved treaty."""
    return Treaty(
        edition=edition,
        position=item.number,
        subprogramme=item.subprogramme,
        heading=item.heading,
        name=item.name,
        instruments=list(instruments_of(item.name)),
        place=item.place,
    )


def content_of(section: Section) -> dict[str, Any]:
    """Return what was read of a file as plain values."""
    return {
        "rows": [asdict(row) for row in section.rows],
        "treaties": [asdict(treaty) for treaty in section.treaties],
        "problems": list(section.problems),
    }


def read_back(content: dict[str, Any]) -> tuple[list[Row], list[ListedTreaty]]:
    """Return the rows and treaties of :func:`content_of`."""
    return (
        [Row(**row) for row in content["rows"]],
        [ListedTreaty(**treaty) for treaty in content["treaties"]],
    )
