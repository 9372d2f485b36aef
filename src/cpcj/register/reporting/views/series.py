"""A request repeated session after session: columns, gaps, and a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.register.presentation import names as register_names
from cpcj.register.reporting import names
from cpcj.register.reporting.pictures import SeriesMark, series_picture
from cpcj.register.reporting.queries.entries import chain_of, entry_of
from cpcj.register.reporting.rules.requests import Recurrence
from cpcj.register.reporting.rules.series import series_columns
from cpcj.register.reporting.views.asked import day_asked
from cpcj.register.reporting.views.calendar import line
from cpcj.resolutions.vocabulary.sessions import rules

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.register.reporting.rules.series import SeriesColumn


@require_safe
def series(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show every session of a series, also those for which nothing was asked."""
    try:
        on = day_asked(request)
    except ValueError:
        return HttpResponseBadRequest("unreadable day: write on=YYYY-MM-DD")
    found = entry_of(request.user, identifier)
    if found is None:
        raise Http404(identifier)
    rows = chain_of(request.user, found.chain, on)
    shown = [line(row) for row in rows]
    dated = [one for one in shown if one["row"].session is not None]
    columns = series_columns(
        ((one["row"].body, one["row"].session, one) for one in dated), step_of(rows)
    )
    head = shown[-1] if shown else {"entry": found}
    context = {
        "on": on,
        "asked": on if request.GET.get("on") else None,
        "entry": found,
        "last": head,
        "addressees": [register_names.addressee_name(one) for one in found.addressees],
        "to": names.body_name(found.to) if found.to else "",
        "columns": [(_column_name(one), one) for one in columns],
        "gaps": sum(1 for one in columns if one.gap),
        "undated": [one for one in shown if one["row"].session is None],
        "picture": _picture(columns),
    }
    return render(request, "reporting/series.html", context)


def step_of(rows: list[Any]) -> int:
    """Return how many sessions lie between two of the series: by its own words."""
    for row in rows:
        years = Recurrence(row.entry.recurrence).years if row.entry.recurrence else None
        if years is not None:
            rule = rules().get(row.body)
            return max(1, years // (1 if rule is None else rule.step))
    return 1


def _column_name(column: SeriesColumn[Any]) -> str:
    return register_names.session_name(column.body, column.session)


def _picture(columns: tuple[SeriesColumn[Any], ...]) -> Any:
    if not columns:
        return None
    none: dict[str, Any] = {"state": "", "state_name": gettext("no request held"), "href": None}
    marks = []
    for column in columns:
        first = column.deadlines[0] if column.deadlines else none
        marks.append(
            SeriesMark(
                session=_column_name(column),
                year=column.year,
                state=first["state"],
                state_name=first["state_name"],
                href=first["href"],
            )
        )
    return series_picture(marks, rtl=bool(get_language_bidi()))
