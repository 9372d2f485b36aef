"""The library: United Nations texts read, structured, cited, acted upon and written.

It stands alone: no web framework, no database. What a user of the library needs is here by name and
is loaded when it is first used, so that one part can be imported without paying for the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpcj.resolutions.act import Act
    from cpcj.resolutions.acts import acts_of
    from cpcj.resolutions.akn import from_akn, to_akn
    from cpcj.resolutions.citation import Citation
    from cpcj.resolutions.citations import citer, find_citations, official_url
    from cpcj.resolutions.identifier import document_id, text_id
    from cpcj.resolutions.model import Document, Paragraph, Passage, Text
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.records import act_record, document_record
    from cpcj.resolutions.source import UnreadableError
    from cpcj.resolutions.writers.html import to_html, to_html_page
    from cpcj.resolutions.writers.markdown import to_markdown
    from cpcj.resolutions.writers.word import to_docx

__all__ = [
    "Act",
    "Citation",
    "Document",
    "Paragraph",
    "Passage",
    "Text",
    "UnreadableError",
    "act_record",
    "acts_of",
    "citer",
    "document_id",
    "document_record",
    "find_citations",
    "from_akn",
    "official_url",
    "read_document",
    "text_id",
    "to_akn",
    "to_docx",
    "to_html",
    "to_html_page",
    "to_markdown",
]

_MODULES = {
    "act": ("Act",),
    "acts": ("acts_of",),
    "akn": ("from_akn", "to_akn"),
    "citation": ("Citation",),
    "citations": ("citer", "find_citations", "official_url"),
    "identifier": ("document_id", "text_id"),
    "model": ("Document", "Paragraph", "Passage", "Text"),
    "reading": ("read_document",),
    "records": ("act_record", "document_record"),
    "source": ("UnreadableError",),
    "writers.html": ("to_html", "to_html_page"),
    "writers.markdown": ("to_markdown",),
    "writers.word": ("to_docx",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
