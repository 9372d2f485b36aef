"""``cpcj lineage``: the life of each paragraph through the texts of a series."""

from __future__ import annotations

import csv
import io
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
    from cpcj.resolutions.series.lineage import Lineage
    from cpcj.resolutions.series.stages import Stage


def _stages(path: Path) -> list[Stage]:
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.series.stages import stage_of

    document = read_document(path)
    return [stage_of(document, text) for text in document.texts]


@click.command("lineage")
@paths_argument
@click.option("--phrase", help="Say where these words entered.")
@format_option(["md", "json", "csv", "html"], "md")
@out_option
@engine_options
def command(
    paths: tuple[Path, ...],
    phrase: str | None,
    form: str,
    out: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """Find the texts that are one recurring resolution, by title, citations and content, and show
    each paragraph's life through them: born, reworded, moved, split, merged, ended, come back.
    """
    from cpcj.resolutions.batch import find_inputs
    from cpcj.resolutions.series.lineage import lineage
    from cpcj.resolutions.series.stages import series_among

    stages, failures = [], []
    files = [each.path for each in find_inputs(paths)]
    for outcome in outcomes(_stages, files, jobs=jobs, engine=engine, scheduler=scheduler):
        if outcome.value is None:
            failures.append(outcome)
        else:
            stages += outcome.value
    found = [lineage(series) for series in series_among(stages)]
    code = tell_unread(failures)
    if not found:
        click.echo("cpcj: no two of these texts are of one series", err=True)
        sys.exit(code or 1)
    with output(out) as file:
        file.write(_written(found, phrase, form).encode())
    sys.exit(code)


def _written(found: list[Lineage], phrase: str | None, form: str) -> str:
    from cpcj.resolutions.series import showing

    if form == "json":
        records = []
        for each in found:
            record = showing.lineage_record(each)
            if phrase:
                record["entered"] = [
                    {"paragraph": life, "text": each.stages[place].identifier, "provision": where}
                    for life, place, where in each.entries(phrase)
                ]
            records.append(record)
        return json.dumps({"series": records}, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        words = io.StringIO(newline="")
        rows = csv.writer(words)
        for each in found:
            rows.writerows(showing.rows(each))
        return words.getvalue()
    if form == "html":
        return showing.to_html_page(found)
    parts = []
    for each in found:
        parts.append(showing.to_markdown(each))
        if phrase:
            entered = [
                f"- {each.stages[place].identifier}#{where}"
                for _, place, where in each.entries(phrase)
            ]
            parts.append(f"“{phrase}” entered at\n\n" + ("\n".join(entered) or "- nowhere") + "\n")
    return "\n".join(parts)
