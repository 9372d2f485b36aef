"""PDF from a Word file, set by typst; fonts by the scripts that the words are written in."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

import typst

from cpcj.documents.layout import Laid, laid_out


class Script(NamedTuple):
    """A script: a sign of it, and the fonts that have it, the best first."""

    name: str
    sign: re.Pattern[str]
    fonts: tuple[str, ...]


_LATIN: Final = ("Libertinus Serif",)
"""Latin, Greek and Cyrillic; comes with typst."""

SCRIPTS: Final = (
    Script(
        "Arabic",
        re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]"),
        ("Noto Naskh Arabic", "Amiri", "Scheherazade New", "Noto Sans Arabic", "DejaVu Sans"),
    ),
    Script(
        "Chinese",
        re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"),
        (
            "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC",
            "WenQuanYi Zen Hei", "SimSun", "Songti SC",
        ),
    ),
)  # fmt: skip
"""Scripts whose fonts the machine must have; what each is known by."""


class FontMissingError(RuntimeError):
    """The machine has none of the fonts that a script is printed with; the Word file needs none.

    Attributes:
        script: its name in English.
        fonts: any of these would do.
    """

    def __init__(self, script: str, fonts: tuple[str, ...]) -> None:
        """Put the message together."""
        self.script, self.fonts = script, fonts
        super().__init__(
            f"no font of this machine has {script} letters; install one of: {', '.join(fonts)}"
        )


@cache
def installed() -> frozenset[str]:
    """Return the families of fonts that the machine has, those of typst among them."""
    return frozenset(typst.Fonts().families())


def missing_scripts(families: frozenset[str] | None = None) -> list[Script]:
    """Return the scripts that cannot be printed on this machine."""
    held = installed() if families is None else families
    return [script for script in SCRIPTS if not held.intersection(script.fonts)]


def fonts_for(words: str, families: frozenset[str] | None = None) -> list[str]:
    """Return the fonts that words are printed with, in the order in which they are tried.

    Raises:
        FontMissingError: a script of the words has no font.
    """
    held = installed() if families is None else families
    found = list(_LATIN)
    for script in SCRIPTS:
        if script.sign.search(words):
            usable = [font for font in script.fonts if font in held]
            if not usable:
                raise FontMissingError(script.name, script.fonts)
            found.append(usable[0])
    # Signs and letters beyond these scripts (Devanagari in a name) are taken where they are found.
    return found + [font for font in ("Noto Sans", "DejaVu Sans") if font in held]


def printed(word: bytes, language: str, title: str) -> bytes:
    """Return a Word file as a PDF.

    Args:
        word: the file.
        language: of its words (BCP 47).
        title: for the PDF's properties.

    Raises:
        FontMissingError: a script of its words has no font on this machine.
    """
    laid = laid_out(word, language, title)
    said = json.dumps(laid.content, ensure_ascii=False)
    laid.content["fonts"] = fonts_for(said)
    return _set(laid)


def _set(laid: Laid) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, content in laid.pictures.items():
            (folder / picture).write_bytes(content)
        (folder / "content.json").write_text(
            json.dumps(laid.content, ensure_ascii=False), encoding="utf-8"
        )
        program = files("cpcj.documents").joinpath("document.typ").read_bytes()
        (folder / "document.typ").write_bytes(program)
        made: Any = typst.compile(folder / "document.typ", root=folder, format="pdf")
    return bytes(made)
