"""A recurring text through the years: each paragraph's life as a row."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.punctuation import enumerated
from cpcj.register.language.pictures import lives_picture
from cpcj.register.language.queries.lives import lineage_of
from cpcj.register.models import Series
from cpcj.register.presentation.addresses import text_addresser
from cpcj.register.presentation.called import text_name
from cpcj.register.queries.procedure import Wanted, sponsored
from cpcj.resolutions.series import showing
from cpcj.resolutions.series.lineage import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from cpcj.resolutions.series.lineage import Cell, Life, Lineage

LONGEST = 1_000

EVENTS: dict[Event, str | _StrPromise] = {
    Event.BORN: _("new"),
    Event.KEPT: _("kept"),
    Event.REWORDED: _("reworded"),
    Event.MOVED: pgettext_lazy("of a paragraph", "moved"),
    Event.SPLIT_OFF: _("split off"),
    Event.TOOK_IN: _("took in another"),
    Event.CAME_BACK: _("came back"),
}


@require_safe
def lineage(request: HttpRequest, key: int) -> HttpResponse:
    """Show the life of each paragraph of a series, or save it as CSV or JSON."""
    series = Series.objects.visible_to(request.user).filter(pk=key).first()
    if series is None:
        raise Http404(str(key))
    found = lineage_of(request.user, series)
    if not found.stages:
        raise Http404(str(key))
    form = request.GET.get("format")
    if form in ("csv", "json"):
        return _file(found, form)
    phrase = request.GET.get("q", "").strip()[:LONGEST]
    entered = {life: place for life, place, _where in found.entries(phrase)} if phrase else {}
    chosen = request.GET.get("show", "")
    context = {
        "series": series,
        "phrase": phrase,
        "show": chosen,
        "entered": [_entry(found, life, place) for life, place in entered.items()],
        "stages": [_stage(found, place) for place in range(len(found.stages))],
        "rows": [
            _row(found, number, life, entered.get(number))
            for number, life in enumerate(found.lives)
            if _wanted(life, chosen) and (not phrase or number in entered)
        ],
        "total": len(found.lives),
        "picture": lives_picture(found, rtl=get_language_bidi()),
        "sponsored": [
            {"name": text_name(one.identifier), "href": text_addresser()(one.identifier),
             "count": len(one.sponsors)}
            for one in sponsored(request.user, Wanted(series=series.pk))
        ],
    }  # fmt: skip
    return render(request, "language/lineage.html", context)


def _wanted(life: Life, chosen: str) -> bool:
    if chosen == "changed":
        return any(
            cell and set(cell.events) != {Event.KEPT} and place
            for place, cell in enumerate(life.cells)
        )
    if chosen == "ended":
        return life.died is not None
    if chosen in ("operative", "preambular"):
        return life.role.value == chosen
    return True


def _file(found: Lineage, form: str) -> HttpResponse:
    if form == "json":
        answer = HttpResponse(
            json.dumps(showing.lineage_record(found), ensure_ascii=False, indent=1),
            content_type="application/json",
        )
    else:
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        csv.writer(answer).writerows(_safe(row) for row in showing.rows(found))
    answer["Content-Disposition"] = f'attachment; filename="lineage.{form}"'
    return answer


def _safe(row: Iterable[str]) -> list[str]:
    """Return cells that no spreadsheet takes for a formula."""
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row]


def _stage(found: Lineage, place: int) -> dict[str, Any]:
    stage = found.stages[place]
    return {
        "name": text_name(stage.identifier),
        "href": text_addresser()(stage.identifier),
        "date": stage.date,
        "identifier": stage.identifier,
        "before": found.stages[place - 1].identifier if place else "",
        "count": len(stage.paragraphs),
    }


def _entry(found: Lineage, life: int, place: int) -> dict[str, Any]:
    cell = found.lives[life].cells[place]
    return {**_stage(found, place), "provision": cell.provision if cell else ""}


def _row(found: Lineage, number: int, life: Life, entered: int | None) -> dict[str, Any]:
    return {
        "number": number,
        "words": showing.opening(life),
        "cells": [
            _cell(found, place, cell, entered=place == entered)
            for place, cell in enumerate(life.cells)
        ],
        "ended": life.died is not None,
        "into": showing.opening(found.lives[life.went_into]) if life.went_into is not None else "",
        "from": showing.opening(found.lives[life.came_from]) if life.came_from is not None else "",
    }


def _cell(found: Lineage, place: int, cell: Cell | None, *, entered: bool) -> dict[str, Any]:
    if cell is None:
        return {"look": "gone", "name": text_name(found.stages[place].identifier)}
    address = text_addresser()(f"{found.stages[place].identifier}#{cell.provision}")
    return {
        "look": showing.look(cell),
        "name": text_name(found.stages[place].identifier),
        "provision": cell.provision,
        "href": address,
        "events": enumerated(EVENTS[event] for event in cell.events),
        "entered": entered,
    }
