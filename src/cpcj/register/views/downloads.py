"""A text as a file: Akoma Ntoso, HTML, Markdown, Word, JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from cpcj.register.presentation.document import citations_of, document_of
from cpcj.register.queries.texts import text_detail
from cpcj.resolutions.records import document_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from cpcj.register.queries.texts import TextPage
    from cpcj.resolutions.model import Document

FORMATS = (
    ("docx", "Word"),
    ("html", "HTML"),
    ("md", "Markdown"),
    ("akn", "Akoma Ntoso"),
    ("json", "JSON"),
)
"""Formats in the order they are offered; their names are the same in every language."""

_NOT_NAME = re.compile(r"[^A-Za-z0-9]+")
_SUFFIX = {"akn": "akn.xml"}


def _akn(document: Document, page: TextPage) -> bytes:
    from cpcj.resolutions.akn.write import to_akn

    return to_akn(document, citations_of(page, document))


def _html(document: Document, _page: TextPage) -> bytes:
    from cpcj.resolutions.writers.html import to_html_page

    return to_html_page(document).encode("utf-8")


def _markdown(document: Document, _page: TextPage) -> bytes:
    from cpcj.resolutions.writers.markdown import to_markdown

    return to_markdown(document).encode("utf-8")


def _word(document: Document, _page: TextPage) -> bytes:
    from cpcj.resolutions.writers.word import to_docx

    return to_docx(document)


def _json(document: Document, _page: TextPage) -> bytes:
    record = {"documents": [document_record(document)]}
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8")


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[Callable[[Document, TextPage], bytes], str]] = {
    "akn": (_akn, "application/xml"),
    "html": (_html, "text/html; charset=utf-8"),
    "md": (_markdown, "text/markdown; charset=utf-8"),
    "docx": (_word, _WORD),
    "json": (_json, "application/json"),
}


@require_safe
def save(request: HttpRequest, form: str, identifier: str) -> HttpResponse:
    """Answer with a text as a file of the format asked for, in the language asked for."""
    page = text_detail(request.user, identifier, language=request.GET.get("language", "")[:8])
    if page is None or form not in _WRITERS:
        raise Http404(identifier)
    write, kind = _WRITERS[form]
    response = HttpResponse(write(document_of(page), page), content_type=kind)
    name = f"{file_stem(page)}.{_SUFFIX.get(form, form)}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_stem(page: TextPage) -> str:
    """Return a text's identifier as a file name without suffix ("A-RES-70-178").

    A version in another language than the one that leads bears its code ("A-RES-70-178-fra").
    """
    named = page.text.identifier
    if page.version.language != page.text.language:
        named = f"{named[:110]}-{page.version.language}"
    return _NOT_NAME.sub("-", named).strip("-")[:120] or "text"
