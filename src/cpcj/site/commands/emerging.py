"""``cpcj emerging``: what is new in a session's texts, or grows."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import asdict
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
    from cpcj.resolutions.emerging import Emerging, Period

COLUMNS = ("kind", "name", "new", "texts", "earlier", "score", "first", "first_date")


def _periods(path: Path) -> list[Period]:
    from cpcj.resolutions.acts import acts_of_text
    from cpcj.resolutions.citations import citations_in_text
    from cpcj.resolutions.emerging import Kind, Period, text_phrases
    from cpcj.resolutions.identifier import text_id
    from cpcj.resolutions.model import Role, text_provisions
    from cpcj.resolutions.reading import read_document

    document = read_document(path)
    found = []
    for text in document.texts:
        identifier = text_id(document, text)
        phrases = text_phrases(
            (f"{identifier}#{local}", paragraph.full)
            for local, paragraph in text_provisions(text)
            if paragraph.role is not Role.POINT
        )
        for act in acts_of_text(text, document, citations_in_text(text, document)):
            for topic in act.topics:
                phrases.setdefault((Kind.TOPIC, topic.value), act.id)
        date = (text.adoption.date if text.adoption else None) or document.date
        number = document.session or (date.year if date else 0)
        found.append(Period(identifier, date, number, phrases))
    return found


@click.command("emerging")
@paths_argument
@click.option("--session", type=int, help="Of the body; the latest that is held by default.")
@click.option("--most", default=60, show_default=True, help="So many of each kind.")
@format_option(["md", "json", "csv"], "md")
@out_option
@engine_options
def command(
    paths: tuple[Path, ...],
    session: int | None,
    most: int,
    form: str,
    out: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """List the subjects and phrases that are new in the texts of a session, or stand in more of
    them than chance explains, each with the provision that has it first.

    Give the texts of earlier sessions too: new means that no earlier text among them has it.
    """
    from cpcj.resolutions.batch import find_inputs
    from cpcj.resolutions.emerging import emerging

    texts, failures = [], []
    files = [each.path for each in find_inputs(paths)]
    for outcome in outcomes(_periods, files, jobs=jobs, engine=engine, scheduler=scheduler):
        if outcome.value is None:
            failures.append(outcome)
        else:
            texts += outcome.value
    numbers = {text.number for text in texts}
    if session is not None and session not in numbers:
        message = f"no text of session {session} is among these"
        raise click.UsageError(message)
    found = emerging(texts, session or max(numbers, default=0), most=most)
    with output(out) as file:
        file.write(_written(found, form).encode())
    sys.exit(tell_unread(failures))


def _written(found: list[Emerging], form: str) -> str:
    records = [
        {**asdict(one), "first_date": str(one.first_date or ""), "score": round(one.score, 1)}
        for one in found
    ]
    if form == "json":
        return json.dumps({"emerging": records}, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        words = io.StringIO(newline="")
        rows = csv.DictWriter(words, COLUMNS)
        rows.writeheader()
        rows.writerows(records)
        return words.getvalue()
    lines = ["| what | texts | earlier | first |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {'**new** ' if one.new else ''}{one.name.replace('_', ' ')} | {one.texts} "
        f"| {one.earlier} | {one.first_date or 'no date'} {one.first} |"
        for one in found
    ]
    return "\n".join(lines) + "\n"
