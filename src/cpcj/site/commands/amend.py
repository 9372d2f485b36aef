"""``cpcj amend``: amendments in words, made in a text."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output
from cpcj.site.commands.texts import (
    as_word,
    ask_for_out,
    content_of,
    refuse,
    single_text,
    text_option,
)

if TYPE_CHECKING:
    from cpcj.resolutions.amending import Amended, Reading
    from cpcj.site.commands.texts import Carried

NOT_ALL, UNREADABLE = 1, 2
_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("amend")
@click.argument("text", type=_file)
@click.argument("amendments", type=_file)
@text_option
@click.option(
    "--renumber/--no-renumber", default=None,
    help="Number paragraphs anew; without either, where an amendment asks for it.",
)  # fmt: skip
@format_option(["text", "docx", "json"], "text")
@out_option
def command(
    text: Path, amendments: Path, wanted: str | None, form: str, out: Path | None, *,
    renumber: bool | None,
) -> None:  # fmt: skip
    """Make amendments in words in a text: say what was read, what became of each, and the text as
    it then reads.

    With --format docx the text is written with tracked changes. Exit code 1 where an amendment
    could not be read or made, 2 where a file cannot be read.
    """
    from cpcj.resolutions.amending import apply, read_amendments
    from cpcj.resolutions.amending.words_of_file import words_of_file
    from cpcj.resolutions.source import UnreadableError

    ask_for_out(form, out)
    carried = single_text(content_of(text), wanted, UNREADABLE)
    given = content_of(amendments)
    try:
        reading = read_amendments(words_of_file(given.data, given.name))
    except UnreadableError as error:
        refuse(error, UNREADABLE)
    except ValueError as error:
        refuse(f"{given.name}: {error}", UNREADABLE)
    if not reading.amendments and not reading.failed:
        refuse(f"{given.name}: no amendment was found in it", UNREADABLE)
    made = apply(carried[1], reading.amendments, renumber=renumber)
    with output(out) as file:
        file.write(_written(carried, reading, made, form))
    whole = made.whole and not reading.failed
    if form == "docx" and not whole:
        from cpcj.resolutions.amending.showing import lines

        for line in lines(reading, made, only_troubles=True):
            click.echo(f"cpcj: {line}", err=True)
    sys.exit(0 if whole else NOT_ALL)


def _written(carried: Carried, reading: Reading, made: Amended, form: str) -> bytes:
    from cpcj.resolutions.amending.showing import amended_record, to_text
    from cpcj.resolutions.tracked import tracked_docx
    from cpcj.resolutions.writers.markdown import to_markdown

    document, text = carried
    if form == "docx":
        return tracked_docx(as_word(document, text), as_word(document, made.text))
    if form == "json":
        record = amended_record(reading, made)
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    amended = to_markdown(replace(document, texts=(made.text,), procedure=()))
    return (to_text(reading, made) + "\n" + amended).encode()
