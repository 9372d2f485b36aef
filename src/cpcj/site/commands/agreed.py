"""``cpcj agreed``: where a phrase has stood before."""

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
    from cpcj.resolutions.agreed import Passage

NO_PRECEDENT = 3


def _passages(path: Path) -> list[Passage]:
    from cpcj.resolutions.agreed import passages_of
    from cpcj.resolutions.reading import read_document

    return list(passages_of(read_document(path)))


@click.command("agreed")
@click.argument("phrase")
@paths_argument
@format_option(["md", "json"], "md")
@out_option
@engine_options
def command(
    phrase: str,
    paths: tuple[Path, ...],
    form: str,
    out: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
) -> None:
    """Say where PHRASE has stood before in the texts of files and folders: first and last use, and
    each variant with what differs.

    Exit code 3 where it has no precedent there.
    """
    from cpcj.resolutions.agreed import Index, Verdict, precedents
    from cpcj.resolutions.agreed.showing import precedents_record, to_markdown
    from cpcj.resolutions.batch import find_inputs

    if not any(letter.isalnum() for letter in phrase):
        message = "there is no word in it to look for"
        raise click.BadParameter(message, param_hint="PHRASE")
    index, failures = Index(), []
    files = [each.path for each in find_inputs(paths)]
    for outcome in outcomes(_passages, files, jobs=jobs, engine=engine, scheduler=scheduler):
        if outcome.value is None:
            failures.append(outcome)
            continue
        for passage in outcome.value:
            index.add(passage)
    found = precedents(phrase, index)
    if form == "json":
        written = json.dumps(precedents_record(found), ensure_ascii=False, indent=1) + "\n"
    else:
        written = to_markdown(found)
    with output(out) as file:
        file.write(written.encode())
    code = tell_unread(failures)
    sys.exit(code or (NO_PRECEDENT if found.verdict is Verdict.NONE else 0))
