"""Whether a file can be the template of a kind of document."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import docx
import typst
from django.utils.translation import gettext_lazy as _
from docx.oxml.ns import qn
from lxml import etree

from cpcj.documents.contents import Kind, needed_places, places
from cpcj.documents.filling import named
from cpcj.documents.printing import FontMissingError, printed
from cpcj.resolutions.readers.archives import open_package
from cpcj.resolutions.source import UnreadableError

LARGEST: Final = 5 << 20
"""Bytes of a template, and four times as many unpacked."""

LONGEST: Final = 200_000
"""Characters of a template."""

_ACTIVE: Final = ("vbaproject", "embeddings/", "activex", "afchunk")
_LINK: Final = "/hyperlink"


REFUSALS = {
    "large": _("The file is too large."),
    "word": _("The file is no Word document (.docx)."),
    "active": _(
        "The file brings macros or embedded objects, or asks for parts from elsewhere when it is "
        "opened."
    ),
    "unknown": _("The file names places that there are not: %s"),
    "missing": _("The file does not name places that it needs: %s"),
    "pdf": _("No PDF can be made from the file: a picture in it cannot be read."),
    "mixed": _("One row or paragraph names places of different lines: %s"),
}
"""Why a file is not taken, by code."""


class TemplateRefusedError(ValueError):
    """A file cannot be the template.

    Attributes:
        code: why: "large", "word", "active" (macros, embedded objects, parts to be fetched from
            elsewhere), "unknown", "missing", "mixed" (places of different lines in one row) or
            "pdf" (a picture in it cannot be read).
        named: the places, where the reason names some.
    """

    def __init__(self, code: str, names: str = "") -> None:
        """Keep the code and what was named."""
        self.code, self.named = code, names
        super().__init__(f"{code}: {names}" if names else code)


def refusal_words(error: TemplateRefusedError) -> str:
    """Return why a file is not taken, for people."""
    words = str(REFUSALS[error.code])
    return words % error.named if error.named else words


def check_template(content: bytes, name: str, kind: Kind) -> None:
    """Refuse a file that cannot be the template of a kind.

    Raises:
        TemplateRefusedError: for the reasons it lists.
    """
    if len(content) > LARGEST:
        raise TemplateRefusedError("large")
    try:
        if open_package(content, name).form != "docx":
            raise TemplateRefusedError("word")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > 4 * LARGEST:
                raise TemplateRefusedError("large")
            if _active(archive):
                raise TemplateRefusedError("active")
        file = docx.Document(io.BytesIO(content))
        if sum(len(text.text or "") for text in file.element.iter(qn("w:t"))) > LONGEST:
            raise TemplateRefusedError("large")
        units = named(file)
    except (
        UnreadableError, zipfile.BadZipFile, KeyError, AttributeError, ValueError, etree.LxmlError,
    ) as error:  # fmt: skip
        if isinstance(error, TemplateRefusedError):
            raise
        raise TemplateRefusedError("word") from error
    _check_places(units, kind)
    try:
        printed(content, "en", name)
    except FontMissingError:
        pass  # of the machine, not of the file
    except typst.TypstError as error:
        raise TemplateRefusedError("pdf") from error


def _check_places(units: list[frozenset[str]], kind: Kind) -> None:
    used: set[str] = set().union(*units)
    if unknown := used.difference(places(kind)):
        raise TemplateRefusedError("unknown", ", ".join(sorted(unknown)))
    if missing := [name for name in needed_places(kind) if name not in used]:
        raise TemplateRefusedError("missing", ", ".join(missing))
    for unit in units:
        if len({name.partition(".")[0] for name in unit if "." in name}) > 1:
            raise TemplateRefusedError("mixed", ", ".join(sorted(unit)))


def _active(archive: zipfile.ZipFile) -> bool:
    """Tell whether a file brings what acts, or asks for something from elsewhere when opened."""
    for part in archive.namelist():
        if any(mark in part.lower() for mark in _ACTIVE):
            return True
        if part.endswith(".rels"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            for relation in etree.fromstring(archive.read(part), parser):
                outside = relation.get("TargetMode", "").lower() == "external"
                if outside and not relation.get("Type", "").endswith(_LINK):
                    return True
    return False
