"""The pages of templates: which are in use, every version, the office's own taken in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.documents import services
from cpcj.documents.answers import file_answer
from cpcj.documents.checking import LARGEST, TemplateRefusedError, refusal_words
from cpcj.documents.contents import Kind, needed_places, places
from cpcj.documents.models import Template
from cpcj.documents.printing import missing_scripts
from cpcj.documents.rendering import MEDIA_TYPES, Form, template_content, template_in_use
from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_UNUSUAL = re.compile(r"[^\w .()-]+")


class TemplateForm(forms.Form):
    """A Word file."""

    template = forms.FileField(label=_("Word file (.docx)"), max_length=255)


def _kind(kind: str) -> Kind:
    if kind not in Kind.values:
        raise Http404(kind)
    return Kind(kind)


def _languages() -> dict[str, str]:
    return {code: str(name) for code, name in settings.LANGUAGES}


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Show the kinds of documents, and which have a template of the office's own."""
    require(request.user, Permission.TEMPLATE_KEEP)
    latest: dict[tuple[str, str], Template] = {}
    for one in Template.objects.visible_to(request.user).defer("content").order_by("pk"):
        latest[one.kind, one.language] = one
    rows = [
        (
            kind,
            [
                (code, name, latest[kind, code].name if (kind, code) in latest else "")
                for code, name in _languages().items()
            ],
        )
        for kind in Kind
    ]
    context = {"rows": rows, "missing": missing_scripts()}
    return render(request, "documents/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Show the template in use and those before it; take a new one, or go back to the program's."""
    require(request.user, Permission.TEMPLATE_KEEP)
    of, languages = _kind(kind), _languages()
    if language not in languages:
        raise Http404(language)
    if request.method == "POST" and "standard" in request.POST:
        services.use_standard(request.user, kind=of, language=language)
        return redirect("documents:template", kind, language)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _taken(request, form, of, language):
        return redirect("documents:template", kind, language)
    dress(form)
    versions = Template.objects.visible_to(request.user).defer("content").select_related("by")
    needed = needed_places(of)
    context = {
        "kind": of,
        "language": language,
        "language_name": languages[language],
        "form": form,
        "own": template_in_use(of, language),
        "versions": versions.filter(kind=of, language=language)[:50],
        "places": [(f"{{{place}}}", place in needed) for place in places(of)],
    }
    return render(request, "documents/template.html", context)


def _taken(request: HttpRequest, form: TemplateForm, kind: Kind, language: str) -> bool:
    file = form.cleaned_data["template"]
    try:
        services.keep_template(
            request.user, kind=kind, language=language,
            name=_UNUSUAL.sub("_", file.name).strip(" .")[-200:] or "template.docx",
            content=file.read(LARGEST + 1),
        )  # fmt: skip
    except TemplateRefusedError as error:
        form.add_error("template", refusal_words(error))
        return False
    messages.success(request, gettext("Documents are made from your file from now on."))
    return True


@require_safe
def template_file(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Give out the template in use, to be changed and given back."""
    require(request.user, Permission.TEMPLATE_KEEP)
    of = _kind(kind)
    if language not in _languages():
        raise Http404(language)
    content = template_content(of, language)
    return file_answer(content, f"{kind}-{language}.docx", MEDIA_TYPES[Form.WORD])


@require_safe
def version_file(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a version of a template."""
    require(request.user, Permission.TEMPLATE_KEEP)
    one = get_object_or_404(Template.objects.visible_to(request.user), pk=key)
    if not one.content:
        raise Http404(str(key))
    return file_answer(bytes(one.content), one.name, MEDIA_TYPES[Form.WORD])
