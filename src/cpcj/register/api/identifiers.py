"""``/id/…``: one lasting address for every identifier, answered in the form that is asked for."""

from __future__ import annotations

import json
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cpcj.evidence.places import places_of
from cpcj.frame.api.answers import answer
from cpcj.frame.api.identified import Identified, identified_as
from cpcj.frame.api.problems import ProblemError, problem
from cpcj.frame.permissions import Actor
from cpcj.register.api.negotiating import in_language
from cpcj.register.api.representing import akn_of, json_of
from cpcj.register.api.resolving import Kind, Target, id_address, plain, resolve
from cpcj.register.presentation.addresses import mandate_address, text_address
from cpcj.resolutions.writers.layout import LANGUAGE_TAGS

HTML: Final = "text/html"
JSON: Final = "application/json"
XML: Final = "application/xml"
AKN: Final = "application/akn+xml"
OFFERED: Final = (HTML, JSON, AKN, XML)
"""Media types in the order of preference of this side."""

_SUFFIXES: Final = {".json": JSON, ".xml": AKN}


@require_safe
def identified(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of an identifier, or with its record in JSON or Akoma Ntoso.

    What is asked for is said by ``Accept``, or by ``.json`` or ``.xml`` after the identifier; the
    language by ``?language=`` or ``Accept-Language``.
    """
    target = resolve(request.user, path)
    form, suffix = request.get_preferred_type(OFFERED), ""
    for ending, wanted in _SUFFIXES.items():
        # An identifier could itself end so.
        if target is None and path.endswith(ending):
            form, suffix = wanted, ending
            target = resolve(request.user, path.removesuffix(ending))
    if form is None:
        detail = f"An identifier is answered as one of: {', '.join(OFFERED)}."
        return _varied(problem(406, detail))
    if target is None:
        return _varied(_of_another_room(request, path, form))
    address = id_address(target.identifier)
    if request.path != _decoded(target) + suffix:
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return _varied(_elsewhere(302, address + suffix + asked))
    try:
        target, held = in_language(request, target, request.GET.get("language", ""))
    except ProblemError as error:
        if form == HTML:
            raise Http404(path) from error
        return _varied(error.response())
    if form == HTML:
        return _varied(_elsewhere(303, _page(target)))
    body = _body(request.user, target, form)
    if body is None:  # withdrawn between finding and reading
        return _varied(problem(404, "No such text, provision or mandate is held."))
    response = HttpResponse(body, content_type=form)
    response.headers["Link"] = ", ".join(
        [_links(address, form, OFFERED)]
        + [
            f'<{address}?language={code}>; rel="alternate"; hreflang="{LANGUAGE_TAGS[code]}"'
            for code in held
            if len(held) > 1 and code in LANGUAGE_TAGS
        ]
    )
    shown = target.language or (held[0] if held else "")
    if shown in LANGUAGE_TAGS:
        response.headers["Content-Language"] = LANGUAGE_TAGS[shown]
    return _varied(response)


def _of_another_room(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Answer with what the register does not hold and another room does: treaties.

    Raises:
        Http404: nobody holds it, and a page was asked for.
    """
    ending = next((one for one in _SUFFIXES if path.endswith(one)), "")
    named = plain(path.removesuffix(ending).strip("/"))
    named = named if "#" in named else f"{named}/".replace("/", "#", 1).rstrip("/")
    if form == HTML:
        for href in places_of([named], request.user).values():
            return _elsewhere(303, href)
        raise Http404(path)
    found = identified_as(named.rstrip("#"), request.user)
    if found is None or (ending and form == AKN and found.akn is None):
        return problem(404, "No such text, provision, mandate or treaty is held.")
    offered = OFFERED if found.akn else (HTML, JSON)
    if not ending and form not in offered:
        form = request.get_preferred_type(offered) or ""
    if not form:
        return problem(406, f"It is answered as one of: {', '.join(offered)}.")
    return _represented(found, form, offered)


def _represented(found: Identified, form: str, offered: tuple[str, ...]) -> HttpResponse:
    if form == JSON or found.akn is None:
        response = answer(found.record())
    else:
        response = HttpResponse(found.akn(), content_type=form)
    response.headers["Link"] = _links(id_address(found.identifier), form, offered)
    if found.language in LANGUAGE_TAGS:
        response.headers["Content-Language"] = LANGUAGE_TAGS[found.language]
    return response


def _links(address: str, form: str, offered: tuple[str, ...]) -> str:
    return ", ".join(
        [f'<{address}>; rel="canonical"']
        + [f'<{address}>; rel="alternate"; type="{other}"' for other in offered if other != form]
    )


def _decoded(target: Target) -> str:
    return "/id/" + target.identifier.replace("#", "/", 1)


def _page(target: Target) -> str:
    if target.kind is Kind.ACT:
        return mandate_address(target.identifier)
    if target.kind is Kind.PROVISION:
        page, sharp, local = text_address(f"{target.text}#{target.local}").partition("#")
        version = "" if target.version is None else f"?version={target.version}"
        if target.language:
            version = f"?language={target.language}"
        return f"{page}{version}{sharp}{local}"
    asked = f"?language={target.language}" if target.language else ""
    return f"{text_address(target.identifier)}{asked}"


def _body(user: Actor, target: Target, form: str) -> bytes | None:
    if form == JSON:
        record = json_of(user, target)
        return None if record is None else json.dumps(record, ensure_ascii=False).encode()
    return akn_of(user, target)


def _elsewhere(status: int, address: str) -> HttpResponse:
    return HttpResponse(status=status, headers={"Location": address}, content_type="text/plain")


def _varied(response: HttpResponse) -> HttpResponse:
    response.headers["Vary"] = "Accept, Accept-Language, Authorization, Cookie"
    return response
