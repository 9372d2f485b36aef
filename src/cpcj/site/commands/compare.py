"""``cpcj compare``: what became of one text in another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output

if TYPE_CHECKING:
    from cpcj.resolutions.model import Document, Text

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("compare")
@click.argument("before", type=_file)
@click.argument("after", type=_file)
@click.option(
    "--text", "wanted", metavar="TITLE", help="Part of the title, where a file has several texts."
)
@click.option("--scale", default="grouped", show_default=True, help="Order of force of the verbs.")
@format_option(["md", "json", "html"], "md")
@out_option
def command(
    before: Path, after: Path, wanted: str | None, scale: str, form: str, out: Path | None
) -> None:
    """Say what became of each paragraph: kept, reworded, moved, split, merged, dropped or new, and
    how verbs, addressees, conditions and deadlines changed.

    Of a report with several texts the one most like the other file's is taken.
    """
    from cpcj.resolutions.comparing import compare
    from cpcj.resolutions.comparing.showing import comparison_record, to_html_page, to_markdown
    from cpcj.resolutions.vocabulary.force import scales

    known = scales()
    if scale not in known:
        message = f"--scale is one of {', '.join(sorted(known))}"
        raise click.UsageError(message)
    old, new = _most_alike(_texts(before, wanted), _texts(after, wanted))
    found = compare(old, new, known[scale])
    if form == "json":
        written = json.dumps(comparison_record(found), ensure_ascii=False, indent=1) + "\n"
    else:
        write = to_markdown if form == "md" else to_html_page
        written = write(found, before.name, after.name)
    with output(out) as file:
        file.write(written.encode())


def _texts(path: Path, wanted: str | None) -> list[tuple[Document, Text]]:
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    try:
        document = read_document(path)
    except UnreadableError as error:
        click.echo(f"{path}: {error}", err=True)
        sys.exit(1)
    texts = [
        (document, text)
        for text in document.texts
        if wanted is None or wanted.casefold() in text.title.text.casefold()
    ]
    if not texts:
        click.echo(f"{path}: no text{f' with “{wanted}” in its title' if wanted else ''}", err=True)
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
