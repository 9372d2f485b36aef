"""The page of a request: its words, when it is due, what answers it, and what people settled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.forms import ChangedMeanwhileError, dress
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation import names as register_names
from cpcj.register.presentation.addresses import (
    mandate_address,
    official_address,
    text_address,
)
from cpcj.register.presentation.called import place_name
from cpcj.register.reporting import names
from cpcj.register.reporting.forms import CorrectForm, MatchForm
from cpcj.register.reporting.models import LONG_AGO, DueEntry
from cpcj.register.reporting.queries import entries as queries
from cpcj.register.reporting.services import settling
from cpcj.register.reporting.units import units_of
from cpcj.register.reporting.views.asked import day_asked
from cpcj.register.reporting.views.calendar import entry_address, line
from cpcj.resolutions.identifier import is_made
from cpcj.samples import is_invented

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _entry(request: HttpRequest, identifier: str) -> DueEntry:
    found = queries.entry_of(request.user, identifier)
    if found is None:
        raise Http404(identifier)
    return found


@require_safe
def entry(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a request with its deadlines and their state on a day."""
    try:
        on = day_asked(request)
    except ValueError:
        return HttpResponseBadRequest("unreadable day: write on=YYYY-MM-DD")
    found = _entry(request, identifier)
    if found.identifier != identifier:
        return redirect(entry_address(found.identifier))
    rows = queries.deadlines_of(request.user, found, on)
    symbols = {row.answered_by for row in rows} | {row.proposed_by for row in rows}
    reports = queries.reports_of(request.user, symbols)
    matches = queries.matches_of(request.user, [row.key for row in rows])
    context = {
        "on": on,
        "asked": on if request.GET.get("on") else None,
        "entry": found,
        "called": place_name(found.identifier),
        "made": is_made(found.text.identifier),
        "mandate_href": mandate_address(found.identifier),
        "text_href": text_address(found.identifier),
        "addressees": [register_names.addressee_name(one) for one in found.addressees],
        "to": names.body_name(found.to) if found.to else "",
        "topics": [(one, register_names.topic_name(one)) for one in found.topics],
        "recurs": names.recurrence_name(found.recurrence) if found.recurrence else "",
        "doubts": [names.doubt_name(code) for code in found.doubts],
        "machine": [names.place_name(key) for key in found.machine or ()],
        "asked_on": None if found.asked_on == LONG_AGO else found.asked_on,
        "lines": [_answers(line(row), reports) for row in rows],
        "beside": [
            (one, mandate_address(one.identifier), register_names.standing_name(one.standing))
            for one in queries.beside_of(request.user, found)
        ],
        "series_href": reverse("reporting:series", args=[found.chain]),
        "unit": units_of([found.identifier], request.user).get(found.identifier, ""),
        "may_match": allows(request.user, Permission.REPORTING_MATCH),
        "matches": matches,
        "settlings": [
            (one, [names.place_name(f"{it['body']}:{it['session']}") for it in one.deadlines or ()])
            for one in queries.settlings_of(request.user, found.identifier)
        ],
    }
    return render(request, "reporting/entry.html", context)


def _answers(shown: dict[str, Any], reports: dict[str, Any]) -> dict[str, Any]:
    """Add the documents that answer a deadline or may, and where they are listed."""
    row = shown["row"]
    symbol = row.answered_by or row.proposed_by
    title = row.answer_title or row.proposed_title
    on = row.answered_on or row.proposed_on
    official = "" if not symbol or is_invented(symbol) else official_address(symbol)
    return {
        **shown,
        "symbol": symbol,
        "title": title,
        "document_on": None if on in (None, LONG_AGO) else on,
        "official": official,
        "confirmed": bool(row.answered_by),
        "listed": [
            {
                "report": one,
                "how": names.LISTINGS.get(one.listing, one.listing),
                "href": text_address(one.provision) if one.provision else "",
                "called": place_name(one.provision) if one.provision else "",
            }
            for one in reports.get(symbol, ())
        ],
        "noted_href": text_address(row.noted_by) if row.noted_by else "",
        "noted_called": place_name(row.noted_by) if row.noted_by else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, identifier: str) -> HttpResponse:
    """Say which document answers a deadline, that a proposed one does not, or take it back."""
    require(request.user, Permission.REPORTING_MATCH)
    found = _entry(request, identifier)
    rows = queries.deadlines_of(request.user, found, dt.date.max)
    form = MatchForm(
        request.POST or None,
        deadlines=rows,
        seen=settling.last_match(found),
        initial=_chosen(request, rows),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = next(one for one in rows if one.key == said.pop("deadline"))
        try:
            settling.match(request.user, row, **said)
        except ChangedMeanwhileError as error:
            form.add_error(None, error.words())
            form.note_again(settling.last_match(found))
        else:
            messages.success(request, gettext("Kept."))
            return redirect(entry_address(found.identifier))
    dress(form)
    context = {
        "form": form,
        "entry": found,
        "called": place_name(found.identifier),
        "href": entry_address(found.identifier),
        "title": gettext("What answers this request"),
    }
    return render(request, "reporting/settle.html", context)


def _chosen(request: HttpRequest, rows: list[Any]) -> dict[str, str]:
    wanted = request.GET.get("deadline", "")
    row = next((one for one in rows if one.key == wanted), rows[0] if rows else None)
    if row is None:
        return {}
    deed = request.GET.get("deed", "")
    return {
        "deadline": row.key,
        "symbol": row.answered_by or row.proposed_by,
        "deed": deed if deed in settling.DEEDS else settling.ANSWERS,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, identifier: str) -> HttpResponse:
    """Put other sessions in place of those reckoned, or say that it is no reporting request."""
    require(request.user, Permission.REPORTING_MATCH)
    found = _entry(request, identifier)
    form = CorrectForm(request.POST or None, seen=settling.last_settling(found))
    if request.method == "POST" and form.is_valid():
        try:
            settling.settle(request.user, found, **form.cleaned_data)
        except ChangedMeanwhileError as error:
            form.add_error(None, error.words())
            form.note_again(settling.last_settling(found))
        else:
            messages.success(request, gettext("Kept."))
            return redirect(entry_address(found.identifier))
    dress(form)
    context = {
        "form": form,
        "entry": found,
        "called": place_name(found.identifier),
        "href": entry_address(found.identifier),
        "title": gettext("Correct this entry"),
    }
    return render(request, "reporting/settle.html", context)
