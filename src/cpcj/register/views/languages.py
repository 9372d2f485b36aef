"""Languages of a text: two of them side by side, and what an officer says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.forms import LanguageForm, ReasonForm
from cpcj.register.models import TextVersion
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.languages import Tongue, lone_places, rows_of
from cpcj.register.queries.languages import aligned
from cpcj.register.queries.texts import find_text, latest_of, versions_of
from cpcj.register.rules.languages import READ
from cpcj.register.services.ingest import NotAVersionError
from cpcj.register.services.languages import join_language, part_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def beside(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show two language versions of a text, paragraph beside paragraph.

    ``?first=eng&second=fra`` says which; without, the one that leads and the next.
    """
    held = find_text(request.user, identifier)
    if held is None:
        raise Http404(identifier)
    versions = {one.language: one for one in latest_of(held, versions_of(held))}
    if len(versions) < 2:
        return redirect(text_address(held.identifier))
    codes = list(versions)
    first = _wanted(request, "first", codes, codes[0])
    others = [code for code in codes if code != first]
    second = _wanted(request, "second", others, others[0])
    found = aligned(versions[first], versions[second])
    context = {
        "text": held,
        "back": text_address(held.identifier),
        "first": Tongue.of(first),
        "second": Tongue.of(second),
        "titles": (versions[first].title, versions[second].title),
        "organ_lines": (versions[first].organ_line, versions[second].organ_line),
        "closing": (versions[first].adoption_words, versions[second].adoption_words),
        "languages": sorted((Tongue.of(code) for code in codes), key=lambda one: one.name),
        "rows": rows_of(found),
        "lone": lone_places(found, versions[first], versions[second]),
    }
    return render(request, "register/side_by_side.html", context)


def _wanted(request: HttpRequest, name: str, offered: list[str], otherwise: str) -> str:
    given = request.GET.get(name, "")
    return given if given in offered else otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, identifier: str) -> HttpResponse:
    """Say that a text in another language is a text that is held."""
    require(request.user, Permission.TEXT_UPLOAD)
    held = find_text(request.user, identifier)
    if held is None:
        raise Http404(identifier)
    may_be = held.language != READ
    form = LanguageForm(request.POST or None)
    if may_be and request.method == "POST" and form.is_valid():
        other = find_text(request.user, form.cleaned_data["of"])
        if other is None:
            form.add_error("of", gettext("No such text is held."))
        else:
            try:
                join_language(request.user, held, other, reason=form.cleaned_data["reason"])
            except NotAVersionError as error:
                form.add_error("of", str(error))
            else:
                messages.success(request, gettext("The two are one text in two languages now."))
                return redirect(f"{text_address(other.identifier)}?language={held.language}")
    dress(form)
    context = {
        "text": held,
        "tongue": Tongue.of(held.language),
        "form": form if may_be else None,
        "back": text_address(held.identifier),
    }
    return render(request, "register/link_language.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, key: int) -> HttpResponse:
    """Hold a language version apart again that an officer had linked."""
    require(request.user, Permission.TEXT_UPLOAD)
    version = get_object_or_404(
        TextVersion.objects.visible_to(request.user).select_related("text", "joined_from"),
        pk=key,
    )
    origin = version.joined_from
    form = ReasonForm(request.POST or None)
    if origin is not None and request.method == "POST" and form.is_valid():
        part_language(request.user, version, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("The text is held by itself again."))
        return redirect(text_address(origin.identifier))
    dress(form)
    context = {
        "version": version,
        "tongue": Tongue.of(version.language),
        "form": form if origin is not None else None,
        "back": text_address(version.text.identifier),
    }
    return render(request, "register/part_language.html", context)


def may_link(request: HttpRequest) -> bool:
    """Tell whether the visitor may say which texts are one in several languages."""
    return allows(request.user, Permission.TEXT_UPLOAD)
