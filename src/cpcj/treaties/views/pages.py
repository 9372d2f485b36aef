"""Instruments, one instrument, one State, who has not joined yet, anniversaries; as of a day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from cpcj.frame.exports import harmless
from cpcj.frame.permissions import Permission, allows, require
from cpcj.frame.sections import Subject, sections
from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import states
from cpcj.resolutions.vocabulary.successions import successions, successors
from cpcj.treaties import names, queries
from cpcj.treaties.models import TreatyProvision
from cpcj.treaties.pictures import growth_picture, tiles
from cpcj.treaties.records import instrument_record, standing_record
from cpcj.treaties.rules.effect import not_held, rules
from cpcj.treaties.texts import text_of
from cpcj.treaties.views.asked import few_asked
from cpcj.treaties.views.days import day_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_PAGE = 100


def _state_href(code: str, day: dt.date) -> str:
    return f"{reverse('treaties:state', args=[code])}{_as_of(day)}"


def _as_of(day: dt.date) -> str:
    return "" if day == timezone.localdate() else f"?on={day}"


@require_safe
def instrument_list(request: HttpRequest) -> HttpResponse:
    """List the instruments with their numbers of parties on a day."""
    require(request.user, Permission.TREATY_VIEW)
    day = day_of(request)
    held = queries.participation(request.user)
    rows = []
    for key in held.instruments():
        href = reverse("treaties:instrument", args=[key]) + _as_of(day)
        rows.append({**instrument_record(held, key, day), "href": href})
    if (saved := _saved(request, "instruments", rows)) is not None:
        return saved
    context = {"rows": rows, "day": day, "may_import": _may_import(request)}
    return render(request, "treaties/instruments.html", context)


@require_safe
def instrument(request: HttpRequest, key: str) -> HttpResponse:
    """Show who is party to an instrument on a day."""
    require(request.user, Permission.TREATY_VIEW)
    held = queries.participation(request.user)
    if key not in held.instruments():
        raise Http404(key)
    day = day_of(request)
    found = queries.standings(held, key, day)
    group, status = request.GET.get("group", ""), request.GET.get("status", "")
    chosen = queries.chosen(found, day, [group] if group else (), [status] if status else ())
    rows = [_row(one, day) for one in chosen]
    if (saved := _saved(request, key.lower(), rows)) is not None:
        return saved
    everybody, states_only = held.count(key, day)
    bound = queries.parties_on(held, key, day)
    rule, known = rules().get(key), instruments().get(key)
    years = queries.growth(held, key, min(day, held.known_on.get(key, day)))
    context = {
        "key": key,
        "name": instrument_name(key),
        "known": known,
        "has_text": text_of(request.user, key) is not None,
        "rule": rule,
        "depositary": names.DEPOSITARIES[rule.depositary] if rule else "",
        "parent": _parent(held, known.parent) if known and known.parent else None,
        "not_held": key in not_held(),
        "entry": queries.entry_into_force(held, key),
        "day": day,
        "known_on": held.known_on.get(key),
        "later_than_known": key in held.known_on and day > held.known_on[key],
        "deposited": everybody,
        "states_only": states_only,
        "bound": len(bound),
        "groups": [
            (names.group_name(one), number) for one, number in queries.groups_of(bound, day).items()
        ],
        "tiles": tiles(instrument_name(key), found, lambda code: _state_href(code, day), day),
        "growth": growth_picture("growth", years, rtl=get_language_bidi()) if years else None,
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "group_names": [(one, words) for one, words in names.GROUPS.items() if one],
        "status_names": names.STATUSES.items(),
        "group": group,
        "status": status,
        "declarations": [
            (names.participant_name(one.participant), names.sort_name(one.sort), one)
            for one in queries.declarations(request.user, instrument=key)[:_PAGE]
        ],
    }
    return render(request, "treaties/instrument.html", context)


def _parent(held: queries.Participation, key: str) -> tuple[str, str, str]:
    href = reverse("treaties:instrument", args=[key]) if key in held.instruments() else ""
    return key, instrument_name(key), href


def _row(one: queries.Standing, day: dt.date) -> dict[str, Any]:
    return {
        **standing_record(one, day),
        "href": _state_href(one.code, day),
        "status_name": str(names.STATUSES[one.status]),
        "action_name": names.kind_name(one.consent.kind) if one.consent and one.bond else "",
    }


@require_safe
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Show an instrument's articles; each leads to the texts that cite it."""
    require(request.user, Permission.TREATY_VIEW)
    held = text_of(request.user, key)
    if held is None:
        raise Http404(key)
    cited = reverse("register:cited_by")
    provisions = [
        (one, one.identifier.partition("#")[2], f"{cited}?{urlencode({'id': one.identifier})}")
        for one in TreatyProvision.objects.visible_to(request.user).filter(text=held)
    ]
    context = {"key": key, "name": instrument_name(key), "text": held, "provisions": provisions}
    return render(request, "treaties/text.html", context)


@require_safe
def state_list(request: HttpRequest) -> HttpResponse:
    """List the States and other parties."""
    require(request.user, Permission.TREATY_VIEW)
    day = day_of(request)
    found = [
        (names.participant_name(one.code, day), _state_href(one.code, day), one)
        for one in queries.participants(day)
    ]
    groups = [
        (words, [line for line in found if group in (line[2].groups_on(day) or ("",))])
        for group, words in names.GROUPS.items()
    ]
    return render(request, "treaties/states.html", {"groups": groups, "day": day})


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Show one State's participation, what it has not joined, and what other rooms know of it."""
    require(request.user, Permission.TREATY_VIEW)
    known = states().get(code)
    if known is None:
        raise Http404(code)
    day = day_of(request)
    held = queries.participation(request.user)
    succession = successions().get(code)
    rows = []
    for key in held.instruments():
        row = _row(queries.standing(held, code, key, day), day)
        row["instrument"] = key
        row["name"] = instrument_name(key)
        row["instrument_href"] = reverse("treaties:instrument", args=[key]) + _as_of(day)
        row["known"] = key in held.known_on
        rows.append(row)
    if (saved := _saved(request, code.lower(), rows)) is not None:
        return saved
    context = {
        "code": code,
        "name": names.participant_name(code, day),
        "names": known.names,
        "predecessor": succession
        and (names.participant_name(succession.predecessor, succession.on), succession.on),
        "successors": [
            (names.participant_name(one.successor, one.on), one.on) for one in successors(code)
        ],
        "groups": [names.group_name(group) for group in known.groups_on(day)],
        "status": known.status,
        "day": day,
        "joined": [row for row in rows if row["status"] in ("party", "not_in_force", "left")],
        "not_joined": [
            row for row in rows if row["known"] and row["status"] in ("signatory", "none")
        ],
        "unknown": [row for row in rows if not row["known"]],
        "declarations": [
            (instrument_name(one.instrument), names.sort_name(one.sort), one)
            for one in queries.declarations(request.user, participant=code)
        ],
        "asked_href": reverse("treaties:asked", args=[code]) + _as_of(day),
        **few_asked(request, code, day),
        "sections": sections(request, Subject.STATE, code),
        # The oldest table speaks for the page: rows of newer ones are known to a later day.
        "known_until": min(held.known_on.values(), default=None),
        "later_than_known": any(day > one for one in held.known_on.values()),
    }
    return render(request, "treaties/state.html", context)


@require_safe
def not_yet(request: HttpRequest) -> HttpResponse:
    """List the Member States that have not yet joined an instrument: the list of an appeal."""
    require(request.user, Permission.TREATY_VIEW)
    held = queries.participation(request.user)
    day = day_of(request)
    key = request.GET.get("instrument", "")
    group = request.GET.get("group", "")
    found = queries.not_yet(held, key, group, day) if key in held.known_on else ()
    rows = [_row(one, day) for one in found]
    if key and (saved := _saved(request, f"not-yet-{key.lower()}", rows)) is not None:
        return saved
    context = {
        "rows": rows,
        "day": day,
        "key": key,
        "group": group,
        "instrument_names": [(one, instrument_name(one)) for one in sorted(held.known_on)],
        "group_names": [(one, words) for one, words in names.GROUPS.items() if one],
        "known_on": held.known_on.get(key),
        "may_have_since": key in held.known_on and day > held.known_on[key],
    }
    return render(request, "treaties/not_yet.html", context)


@require_safe
def anniversaries(request: HttpRequest) -> HttpResponse:
    """List the anniversaries of a year: adoptions and entries into force, in order of the year."""
    require(request.user, Permission.TREATY_VIEW)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and 1900 < int(wanted) < 2200 else day_of(request).year
    held = queries.participation(request.user)
    context = {
        "year": year,
        "rows": [
            {"day": one.day, "years": one.years, "what": one.what,
             "name": instrument_name(one.instrument),
             "href": reverse("treaties:instrument", args=[one.instrument])}
            for one in queries.anniversaries(held, year)
        ],
    }  # fmt: skip
    return render(request, "treaties/anniversaries.html", context)


def _may_import(request: HttpRequest) -> bool:
    return allows(request.user, Permission.TREATY_IMPORT)


def _saved(request: HttpRequest, name: str, rows: Iterable[dict[str, Any]]) -> HttpResponse | None:
    """Return the rows as a file where one is asked for (``?save=csv``)."""
    writer = _WRITERS.get(request.GET.get("save", ""))
    return writer(name, [_plain(row) for row in rows]) if writer else None


_PAGE_ONLY = ("href", "instrument_href", "status_name", "action_name")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in row.items()
        if key not in _PAGE_ONLY
    }


def _csv(name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
    writer.writerows(
        [harmless(value) if isinstance(value, str) else value for value in row.values()]
        for row in rows
    )
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _json(name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    content = json.dumps({name: rows}, ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


_WRITERS: dict[str, Callable[[str, list[dict[str, Any]]], HttpResponse]] = {
    "csv": _csv,
    "json": _json,
}
