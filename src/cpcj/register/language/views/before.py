"""Before tabling: a draft laid beside what is held. Nothing is stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.register.language.forms import BeforeForm
from cpcj.register.language.held import RegisterHeld
from cpcj.register.language.queries.holdings import RegisterHoldings
from cpcj.register.language.views.words import marked
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import mandate_address, text_addresser
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.days import session_days
from cpcj.register.presentation.document import document_of
from cpcj.register.queries.texts import text_detail
from cpcj.resolutions.checking.recognizing import holds_draft
from cpcj.resolutions.checking.resources import ResourceClass
from cpcj.resolutions.overlap import before_tabling
from cpcj.resolutions.overlap.showing import tabling_record, to_csv
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Actor
    from cpcj.resolutions.model import Document
    from cpcj.resolutions.overlap import BeforeTabling
    from cpcj.resolutions.overlap.tabling import NewReport, Overlap, Resources

CLASSES: dict[ResourceClass, _StrPromise] = {
    ResourceClass.NONE: _("nothing is said"),
    ResourceClass.EXISTING: _("existing resources"),
    ResourceClass.EXTRABUDGETARY: _("extrabudgetary"),
    ResourceClass.BUDGET: _("programme budget implications"),
}
SHOWN = 200
"""Overlaps of a text that the page shows; a file has all."""


@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """Take a draft; show what is to be looked at before it is tabled, or give it as a file."""
    may_upload = request.user.is_authenticated
    asked = request.GET.get("text", "").strip()
    given = request.POST if request.method == "POST" else request.GET if asked else None
    form = BeforeForm(given, request.FILES or None, may_upload=may_upload)
    context: dict[str, Any] = {"form": form, "may_upload": may_upload}
    if given is not None and form.is_valid():
        try:
            document, name = _draft(request.user, form)
        except UnreadableError as error:
            context["error"] = error.reason
        else:
            found = _found(request.user, document) if holds_draft(document) else ()
            if found and form.cleaned_data["form"] in ("csv", "json"):
                return _file(found, name, form.cleaned_data["form"])
            context |= {"name": name, "found": [_shown(one) for one in found], "laid": True}
    dress(form)
    return render(request, "language/before.html", context)


def _draft(user: Actor, form: BeforeForm) -> tuple[Document, str]:
    """Return the draft and what it is called."""
    symbol = form.cleaned_data["text"]
    if symbol and form.cleaned_data.get("file") is None and not form.cleaned_data["words"].strip():
        page = text_detail(user, symbol)
        document = None if page is None else document_of(page)
        if document is None:
            raise UnreadableError(symbol, gettext("no text with this symbol is held"))
        return document, symbol
    data, name = form.draft()
    return read_document(data, name), name


def _found(user: Actor, document: Document) -> Sequence[BeforeTabling]:
    return before_tabling(document, RegisterHoldings(user), RegisterHeld(document, user))


def _file(found: Sequence[BeforeTabling], name: str, form: str) -> HttpResponse:
    if form == "csv":
        answer = HttpResponse(
            to_csv(found).encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
        )
    else:
        record = {"file": name, "texts": [tabling_record(one) for one in found]}
        answer = HttpResponse(
            json.dumps(record, ensure_ascii=False, indent=1), content_type="application/json"
        )
    answer["Content-Disposition"] = f'attachment; filename="before-tabling.{form}"'
    return answer


def _shown(found: BeforeTabling) -> dict[str, Any]:
    """Return what the page shows of a text."""
    return {
        "title": found.title,
        "name": place_name(found.identifier),
        "compared": found.compared,
        "paragraphs": [_overlap(one) for one in found.paragraphs[:SHOWN]],
        "requests": [_overlap(one) for one in found.requests[:SHOWN]],
        "left": max(0, len(found.paragraphs) - SHOWN) + max(0, len(found.requests) - SHOWN),
        "reports": [_report(one) for one in found.reports],
        "resources": [_resources(one) for one in found.resources],
        "unclassed": found.unclassed,
        "review": found.review,
        "own": found.own,
        "series": [
            {
                "size": one,
                "name": place_name(one.identifier),
                "href": text_addresser()(one.identifier),
            }
            for one in found.series
        ],
    }


def _overlap(one: Overlap) -> dict[str, Any]:
    passage = one.passage
    return {
        "place": one.place,
        "name": place_name(passage.identifier),
        "href": text_addresser()(passage.identifier),
        "date": passage.date,
        "adopted": passage.adopted,
        "series": one.series,
        "percent": round(one.likeness * 100),
        "asked": [names.addressee_name(each) for each in one.asked],
        "held": marked([change._replace(after=change.after if change.kind == "same" else "")
                        for change in one.changes]),
        "draft": marked([change._replace(before="") for change in one.changes]),
    }  # fmt: skip


def _report(one: NewReport) -> dict[str, Any]:
    when = ""
    if one.session is not None:
        when = gettext("%(body)s, %(session)s") % {
            "body": names.addressee_name(one.body),
            "session": session_days(one.body, one.session, one.start, one.end),
        }
    return {
        "place": one.place,
        "words": one.words,
        "when": when,
        "said": one.when,
        "due": one.due,
        "alike": [
            {"name": place_name(other.identifier), "words": other.what,
             "href": mandate_address(other.identifier)}
            for other in one.alike
        ],
    }  # fmt: skip


def _resources(one: Resources) -> dict[str, Any]:
    return {
        "place": one.place,
        "words": one.words,
        "said": [
            {"name": CLASSES[kind], "words": words, "place": place}
            for kind, words, place in one.said
        ],
        "none": one.said[0][0] is ResourceClass.NONE,
    }
