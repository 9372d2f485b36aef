"""``cpcj messages``: the interface's translations, without the gettext programs."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parents[2]
_LOCALE = _PACKAGE / "locale"
_QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What django.utils.translation.template.templatize makes of the tags of a template.
_CALL = re.compile(
    rf"\b(?:gettext|_)\(\s*{_QUOTED}\s*\)|\bngettext\({_QUOTED},\s*{_QUOTED},\s*count\)"
    rf"|\bpgettext\({_QUOTED},\s*{_QUOTED}\)"
)


@click.group()
def command() -> None:
    """Extract or compile the interface's translations."""


@command.command(name="compile")
def compile_catalogues() -> None:
    """Write the .mo files that are older than their .po files."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(_LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as read, target.open("wb") as written:
            write_mo(written, read_po(read))


@command.command()
def extract() -> None:
    """Bring the .po files up to date with the strings of code and templates."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    template = Catalog(project="cpcj", charset="utf-8")
    for place, line, words, context in _strings():
        template.add(words, locations=[(place, line)], context=context)
    for source in sorted(_LOCALE.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as read:
            catalogue = read_po(read)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        # Names and addresses of translators are no part of the program.
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        with source.open("wb") as written:
            write_po(written, catalogue, include_lineno=False, sort_output=True, width=100)
        untranslated = sum(1 for message in catalogue if message.id and not message.string)
        click.echo(f"{source.parent.parent.name}: {untranslated} untranslated")


def _strings() -> Iterator[tuple[str, int, str | tuple[str, str], str | None]]:
    """Yield file, line, words and context of every marked string."""
    from babel.messages.extract import extract as find

    keywords = {
        "gettext": None,
        "gettext_lazy": None,
        "ngettext": (1, 2),
        "ngettext_lazy": (1, 2),
        "pgettext": ((1, "c"), 2),
        "pgettext_lazy": ((1, "c"), 2),
        "_": None,
    }
    for file in sorted(_PACKAGE.rglob("*")):
        # Pages, and letters in plain text.
        template = "templates" in file.parts and file.suffix in {".html", ".txt"}
        if not (file.suffix == ".py" or template) or "tests" in file.parts:
            continue
        place = file.relative_to(_PACKAGE.parent).as_posix()
        code = file.read_text("utf-8")
        if template:
            code = "\n".join(_calls_of_template(code))
        for line, words, _comments, context in find(
            "python", io.BytesIO(code.encode()), keywords=keywords
        ):
            said = words if isinstance(words, str) else (words[0], words[1])
            yield place, line, said, context


def _calls_of_template(source: str) -> Iterator[str]:
    """Yield the gettext calls that a template's tags amount to, one a line."""
    from django.utils.translation.template import templatize

    for call in _CALL.finditer(templatize(source)):
        yield call.group()
