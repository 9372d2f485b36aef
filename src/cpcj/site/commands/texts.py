"""The texts of files that commands set side by side."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from cpcj.resolutions.model import Document, Text

    Carried = tuple[Document, Text]

WORD = b"PK\x03\x04"
"""How a Word file begins."""

text_option = click.option(
    "--text", "wanted", metavar="TITLE", help="Part of the title, where a file has several texts."
)


@dataclass(frozen=True, slots=True)
class Content:
    """A file: how it is called, and its bytes."""

    name: str
    data: bytes


def content_of(path: Path) -> Content:
    """Return a file that was named on the command line."""
    return Content(path.name, path.read_bytes())


def refuse(error: Exception | str, code: int = 1) -> NoReturn:
    """Say why a file cannot be used and end the command."""
    click.echo(f"cpcj: {error}", err=True)
    sys.exit(code)


def ask_for_out(form: str, out: Path | None) -> None:
    """Refuse to write a Word file to a terminal.

    Raises:
        click.UsageError: no file is named and standard output is a terminal.
    """
    if form == "docx" and out is None and sys.stdout.isatty():
        message = "--format docx needs --out FILE where a terminal would show it"
        raise click.UsageError(message)


def texts_of(content: Content, wanted: str | None, code: int = 1) -> list[Carried]:
    """Return the texts of a file, those with certain words in the title where some are wanted.

    A file that cannot be read, or has no such text, ends the command with a code.
    """
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    try:
        document = read_document(content.data, content.name)
    except UnreadableError as error:
        refuse(error, code)
    texts = [
        (document, text)
        for text in document.texts
        if wanted is None or wanted.casefold() in text.title.text.casefold()
    ]
    if not texts:
        title = f" with “{wanted}” in its title" if wanted else ""
        refuse(f"{content.name}: no text{title}", code)
    return texts


def single_text(content: Content, wanted: str | None, code: int) -> Carried:
    """Return the one text of a file that is wanted; a file without a paragraph ends the command.

    Raises:
        click.UsageError: there are several.
    """
    texts = [
        one for one in texts_of(content, wanted, code) if one[1].preambular or one[1].operative
    ]
    if not texts:
        refuse(f"{content.name}: no resolution or decision was found in it", code)
    if len(texts) > 1:
        titles = "; ".join(text.title.text for _, text in texts)
        message = f"{content.name}: it has several texts, name one by --text: {titles}"
        raise click.UsageError(message)
    return texts[0]


def as_word(document: Document, text: Text) -> bytes:
    """Return one text of a document as a Word file of its own."""
    from cpcj.resolutions.writers.word import to_docx

    return to_docx(replace(document, texts=(text,), procedure=()))
