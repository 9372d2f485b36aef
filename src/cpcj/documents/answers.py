"""Documents given out over the web, as files and never as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from cpcj.documents.printing import FontMissingError
from cpcj.documents.rendering import MEDIA_TYPES, Form, render

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.documents.contents import Content, Kind


def form_asked_for(request: HttpRequest) -> Form:
    """Return the form that an address asks for (``?form=pdf``), Word by default.

    Raises:
        Http404: there is no such form.
    """
    try:
        return Form(request.GET.get("form", Form.WORD.value))
    except ValueError:
        raise Http404("form") from None


def document_file(
    request: HttpRequest, kind: Kind, content: Content, *, name: str, page: str,
    language: str | None = None, template: bytes | None = None,
) -> HttpResponse:  # fmt: skip
    """Answer with a document in the form that the address asks for.

    Args:
        request: says the form.
        kind: the kind of document.
        content: what it says.
        name: the file's name without its ending.
        page: where to say that a PDF cannot be made for want of a font.
        language: of the document; the present one by default.
        template: a Word file to make it from in the place of the office's or the program's.
    """
    form = form_asked_for(request)
    try:
        made = render(kind, content, form, language, template)
    except FontMissingError as error:
        messages.error(
            request,
            gettext(
                "No PDF could be made: this machine has no font with %(script)s letters. Install "
                "one of: %(fonts)s. The Word file needs none."
            )
            % {"script": error.script, "fonts": ", ".join(error.fonts)},
        )
        return redirect(page)
    return file_answer(made, f"{name}.{form.value}", MEDIA_TYPES[form])


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file to be kept."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
