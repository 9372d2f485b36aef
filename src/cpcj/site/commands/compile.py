"""``cpcj compile``: several proposals on one text, side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output
from cpcj.site.commands.texts import ask_for_out, content_of, refuse, single_text, text_option

if TYPE_CHECKING:
    from cpcj.resolutions.compiling import Compilation

UNREADABLE = 2


@click.command("compile")
@click.argument("base", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("proposals", nargs=-1, required=True, metavar="LABEL=FILE...")
@text_option
@format_option(["html", "docx", "json"], "html")
@out_option
def command(
    base: Path, proposals: tuple[str, ...], wanted: str | None, form: str, out: Path | None
) -> None:
    """Set proposals on a text side by side: each paragraph with what every proponent changes, new
    paragraphs in their places, clashes marked.

    A proposal is a redraft, a Word file with tracked changes, or amendments in words. Of a base
    with several texts name one by --text. What of a proposal cannot be read or made stands in the
    compilation. Exit code 2 where a file cannot be read.
    """
    from cpcj.resolutions.compiling import compile_proposals, read_proposal
    from cpcj.resolutions.source import UnreadableError

    ask_for_out(form, out)
    named = [_named(one) for one in proposals]
    labels = [label for label, _ in named]
    if len(set(labels)) < len(labels):
        message = "each proposal needs a label of its own"
        raise click.UsageError(message)
    text = single_text(content_of(base), wanted, UNREADABLE)[1]
    found = []
    for label, path in named:
        given = content_of(path)
        try:
            found.append(read_proposal(label, given.data, given.name, text))
        except UnreadableError as error:
            refuse(error, UNREADABLE)
    for one in found:
        for words in one.troubles:
            click.echo(f"cpcj: {one.label}: {words}", err=True)
    with output(out) as file:
        file.write(_written(compile_proposals(text, found), form))


def _named(given: str) -> tuple[str, Path]:
    label, sign, name = given.partition("=")
    if not sign or not label.strip() or not name:
        message = f"“{given}” is no LABEL=FILE"
        raise click.UsageError(message)
    path = Path(name)
    if not path.is_file():
        message = f"{name}: there is no such file"
        raise click.UsageError(message)
    return label.strip(), path


def _written(found: Compilation, form: str) -> bytes:
    from cpcj.resolutions.compiling.showing import compilation_record, to_html_page

    if form == "docx":
        from cpcj.resolutions.compiling.word import to_docx

        return to_docx(found)
    if form == "json":
        record = compilation_record(found)
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    return to_html_page(found).encode()
