"""``cpcj compare``: what became of one text in another."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output

if TYPE_CHECKING:
    from cpcj.resolutions.model import Document, Text

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("compare")
@click.argument("before", type=_file)
@click.argument("after", type=_file, required=False)
@click.option(
    "--text", "wanted", metavar="TITLE", help="Part of the title, where a file has several texts."
)
@click.option("--scale", default="grouped", show_default=True, help="Order of force of the verbs.")
@format_option(["md", "json", "html", "docx"], "md")
@out_option
def command(
    before: Path, after: Path | None, wanted: str | None, scale: str, form: str, out: Path | None
) -> None:
    """Say what became of each paragraph: kept, reworded, moved, split, merged, dropped or new, and
    how verbs, addressees, conditions and deadlines changed.

    Of a report with several texts the one most like the other file's is taken. A single Word file
    with tracked changes is compared with itself: all changes rejected, all accepted. With --format
    docx the changes are written as tracked changes; of two Word files the later one's look is kept.
    """
    from cpcj.resolutions.comparing import compare
    from cpcj.resolutions.comparing.showing import comparison_record, to_html_page, to_markdown
    from cpcj.resolutions.vocabulary.force import scales

    known = scales()
    if scale not in known:
        message = f"--scale is one of {', '.join(sorted(known))}"
        raise click.UsageError(message)
    if form == "docx" and out is None and sys.stdout.isatty():
        message = "--format docx needs --out FILE where a terminal would show it"
        raise click.UsageError(message)
    earlier, later = _contents(before, after)
    if form == "docx":
        with output(out) as file:
            file.write(_tracked(earlier, later, wanted))
        return
    old, new = _most_alike(_texts(earlier, wanted), _texts(later, wanted))
    found = compare(old, new, known[scale])
    if form == "json":
        written = json.dumps(comparison_record(found), ensure_ascii=False, indent=1) + "\n"
    else:
        write = to_markdown if form == "md" else to_html_page
        written = write(found, earlier.name, later.name)
    with output(out) as file:
        file.write(written.encode())


@dataclass(frozen=True, slots=True)
class _Content:
    """A file to compare: how it is called, and its bytes."""

    name: str
    data: bytes


def _contents(before: Path, after: Path | None) -> tuple[_Content, _Content]:
    """Return both sides; of one Word file alone what it says before and after its changes."""
    data = before.read_bytes()
    if after is not None:
        return _Content(before.name, data), _Content(after.name, after.read_bytes())
    from cpcj.resolutions.source import UnreadableError
    from cpcj.resolutions.tracked import accepted, is_tracked, rejected

    try:
        if not is_tracked(data, before.name):
            message = f"{before}: no tracked changes; name a second file"
            raise click.UsageError(message)
        return (
            _Content(f"{before.stem} (before).docx", rejected(data, before.name)),
            _Content(f"{before.stem} (after).docx", accepted(data, before.name)),
        )
    except UnreadableError as error:
        click.echo(f"cpcj: {error}", err=True)
        sys.exit(1)


def _tracked(earlier: _Content, later: _Content, wanted: str | None) -> bytes:
    from cpcj.resolutions.source import UnreadableError
    from cpcj.resolutions.tracked import tracked_docx
    from cpcj.resolutions.writers.word import to_docx

    word = b"PK\x03\x04"
    both = earlier.data.startswith(word) and later.data.startswith(word)
    if not both or wanted is not None:
        old, new = _most_alike(_texts(earlier, wanted), _texts(later, wanted))
        sides = [
            _Content(content.name, to_docx(replace(document, texts=(text,), procedure=())))
            for content, (document, text) in ((earlier, old), (later, new))
        ]
        earlier, later = sides
    try:
        return tracked_docx(earlier.data, later.data, names=(earlier.name, later.name))
    except UnreadableError as error:
        click.echo(f"cpcj: {error}", err=True)
        sys.exit(1)


def _texts(content: _Content, wanted: str | None) -> list[tuple[Document, Text]]:
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    try:
        document = read_document(content.data, content.name)
    except UnreadableError as error:
        click.echo(f"cpcj: {error}", err=True)
        sys.exit(1)
    texts = [
        (document, text)
        for text in document.texts
        if wanted is None or wanted.casefold() in text.title.text.casefold()
    ]
    if not texts:
        title = f" with “{wanted}” in its title" if wanted else ""
        click.echo(f"cpcj: {content.name}: no text{title}", err=True)
        sys.exit(1)
    return texts


def _most_alike(
    before: list[tuple[Document, Text]], after: list[tuple[Document, Text]]
) -> tuple[tuple[Document, Text], tuple[Document, Text]]:
    """Return the two texts whose titles are most alike; of equals the first."""
    from rapidfuzz import fuzz

    return max(
        ((old, new) for old in before for new in after),
        key=lambda pair: fuzz.token_sort_ratio(pair[0][1].title.text, pair[1][1].title.text),
    )
