"""``cpcj compare``: what became of one text in another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output
from cpcj.site.commands.texts import (
    WORD,
    Content,
    as_word,
    ask_for_out,
    content_of,
    refuse,
    text_option,
    texts_of,
)

if TYPE_CHECKING:
    from cpcj.site.commands.texts import Carried

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("compare")
@click.argument("before", type=_file)
@click.argument("after", type=_file, required=False)
@text_option
@click.option(
    "--scale",
    default="grouped",
    show_default=True,
    help="Order of force of the verbs: grouped, none, or a TOML file of your own (FILE#NAME).",
)
@format_option(["md", "json", "html", "docx", "amendments"], "md")
@out_option
def command(
    before: Path, after: Path | None, wanted: str | None, scale: str, form: str, out: Path | None
) -> None:
    """Say what became of each paragraph: kept, reworded, moved, split, merged, dropped or new, and
    how verbs, addressees, conditions and deadlines changed.

    Of a report with several texts the one most like the other file's is taken. A single Word file
    with tracked changes is compared with itself: all changes rejected, all accepted. With --format
    docx the changes are written as tracked changes; of two Word files the later one's look is kept.
    With --format amendments they are written as amendments in words.
    """
    from cpcj.resolutions.comparing import compare, most_alike
    from cpcj.resolutions.comparing.showing import comparison_record, to_html_page, to_markdown
    from cpcj.resolutions.vocabulary.force import chosen_scale

    try:
        order = chosen_scale(scale)
    except ValueError as error:
        message = f"--scale: {error}"
        raise click.UsageError(message) from error
    ask_for_out(form, out)
    earlier, later = _contents(before, after)
    if form == "docx":
        with output(out) as file:
            file.write(_tracked(earlier, later, wanted))
        return
    old, new = most_alike(texts_of(earlier, wanted), texts_of(later, wanted))
    if form == "amendments":
        written = _amendments(old, new)
    else:
        found = compare(old, new, order)
        if form == "json":
            written = json.dumps(comparison_record(found), ensure_ascii=False, indent=1) + "\n"
        else:
            write = to_markdown if form == "md" else to_html_page
            written = write(found, earlier.name, later.name)
    with output(out) as file:
        file.write(written.encode())


def _contents(before: Path, after: Path | None) -> tuple[Content, Content]:
    """Return both sides; of one Word file alone what it says before and after its changes."""
    first = content_of(before)
    if after is not None:
        return first, content_of(after)
    from cpcj.resolutions.source import UnreadableError
    from cpcj.resolutions.tracked import accepted, is_tracked, rejected

    try:
        if not is_tracked(first.data, before.name):
            message = f"{before}: no tracked changes; name a second file"
            raise click.UsageError(message)
        return (
            Content(f"{before.stem} (before).docx", rejected(first.data, before.name)),
            Content(f"{before.stem} (after).docx", accepted(first.data, before.name)),
        )
    except UnreadableError as error:
        refuse(error)


def _tracked(earlier: Content, later: Content, wanted: str | None) -> bytes:
    from cpcj.resolutions.comparing import most_alike
    from cpcj.resolutions.source import UnreadableError
    from cpcj.resolutions.tracked import tracked_docx

    both = earlier.data.startswith(WORD) and later.data.startswith(WORD)
    if not both or wanted is not None:
        old, new = most_alike(texts_of(earlier, wanted), texts_of(later, wanted))
        earlier, later = Content(earlier.name, as_word(*old)), Content(later.name, as_word(*new))
    try:
        return tracked_docx(earlier.data, later.data, names=(earlier.name, later.name))
    except UnreadableError as error:
        refuse(error)


def _amendments(before: Carried, after: Carried) -> str:
    """Return the changes in words; what those do not say is said on standard error."""
    from cpcj.resolutions.amending import in_words, write

    found = write(before[1], after[1])
    if found.left:
        click.echo(f"cpcj: not told by the amendments: {', '.join(found.left)}", err=True)
    if not found.whole:
        click.echo("cpcj: the amendments do not give the whole of the later text", err=True)
    return in_words(found.amendments)
