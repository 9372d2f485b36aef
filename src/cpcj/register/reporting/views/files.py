"""The rows of a list as files of other programs: a calendar, and an extract in Word."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from cpcj.register.presentation import names as register_names
from cpcj.register.presentation.called import place_name
from cpcj.register.reporting import names
from cpcj.register.reporting.extract import Extract, ExtractGroup, ExtractLine, to_docx
from cpcj.register.reporting.ical import CalendarEvent, to_ical
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.units import units_of
from cpcj.resolutions.vocabulary.observances import Observance, observances

if TYPE_CHECKING:
    from django.http import HttpRequest

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 90
"""Characters of what is asked in the name of an event."""
MOST = 5000
"""Rows of a file: bounds the work of one request."""


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST)] + " …"


def ical_response(request: HttpRequest, rows: Any, on: dt.date) -> HttpResponse:  # noqa: ARG001
    """Answer with an iCalendar file of the deadlines whose days are known, and the observances.

    Whoever subscribes sees what is open and what was answered alike: programs show the past too.
    """
    dated = rows.exclude(start=None)
    # Where there are more than a file holds, the oldest are left out: what is ahead never is.
    latest = list(dated.order_by("-order_on", "-pk")[: MOST + 1])
    events = [_event(request, row) for row in reversed(latest[:MOST])]
    if request.GET.get("observances") != "0":
        events += [observance_event(one) for one in observances().values()]
    said = ""
    if len(latest) > MOST:
        said = gettext("The latest %(most)s deadlines; older ones are on the pages.") % {
            "most": MOST
        }
    content = to_ical(gettext("Reporting requests"), events, said)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _event(request: HttpRequest, row: Any) -> CalendarEvent:
    entry = row.entry
    state = names.state_name(row.state)
    addressees = ", ".join(register_names.addressee_name(one) for one in entry.addressees)
    called = place_name(entry.identifier)
    said = [
        gettext("Asked by: %(place)s") % {"place": called},
        gettext("Who is asked: %(who)s") % {"who": addressees},
        gettext("Due: %(when)s")
        % {"when": names.due_words(row.body, row.session, row.start, row.end)},
        gettext("State: %(state)s") % {"state": state},
        "",
        entry.words,
    ]
    summary = gettext("%(session)s: %(what)s (%(place)s)") % {
        "session": names.place_name(row.place) if row.place else names.body_name(row.body),
        "what": _short(entry.asks),
        "place": called,
    }
    return CalendarEvent(
        key=row.key,
        summary=summary,
        description="\n".join(said),
        start=row.start,
        stamped=entry.asked_on,
        tentative=row.state == State.PROPOSED,
        categories=(state,),
        url=request.build_absolute_uri(reverse("reporting:entry", args=[entry.identifier])),
    )


def observance_event(one: Observance) -> CalendarEvent:
    """Return an observance as an event that comes again each year."""
    return CalendarEvent(
        key=f"observance:{one.key}",
        summary=one.name(get_language() or "en"),
        description=gettext("Proclaimed by %(source)s") % {"source": one.source},
        start=one.on(one.since),
        stamped=one.on(one.since),
        categories=(gettext("Observance"),),
        yearly=True,
    )


def extract_response(request: HttpRequest, rows: Any, on: dt.date) -> HttpResponse:
    """Answer with the extract of requests with a calendar of deadlines, as a Word file."""
    content = to_docx(extract_of(request, rows, on))
    response = HttpResponse(content, content_type=_WORD)
    name = f"requests-{on.isoformat()}.docx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def extract_of(request: HttpRequest, rows: Any, on: dt.date) -> Extract:
    """Return the extract of some deadlines, grouped by body and session in their order.

    Where there are more than a file holds, it says so.
    """
    kept = list(rows[: MOST + 1])
    said = gettext("As of %(day)s") % {"day": date_format(on, "DATE_FORMAT")}
    if len(kept) > MOST:
        del kept[MOST:]
        said = gettext(
            "%(said)s. These are the first %(most)s deadlines of those asked for; narrow the "
            "filters for the others."
        ) % {"said": said, "most": MOST}
    units = units_of([row.entry.identifier for row in kept], request.user)
    groups: dict[str, list[ExtractLine]] = {}
    for row in kept:
        name = names.place_name(row.place) if row.place else gettext("No session stated")
        groups.setdefault(name, []).append(_extract_line(row, units.get(row.entry.identifier, "")))
    return Extract(
        title=gettext("Requests with a calendar of deadlines"),
        said=said,
        heads=(
            gettext("Request"),
            gettext("Who is asked"),
            gettext("Deadline"),
            gettext("Status"),
        ),
        groups=tuple(ExtractGroup(name, tuple(lines)) for name, lines in groups.items()),
        calendar=gettext("Calendar of deadlines"),
        empty=gettext("No deadline matches these filters."),
    )


def _extract_line(row: Any, unit: str) -> ExtractLine:
    entry = row.entry
    asked = [register_names.addressee_name(one) for one in entry.addressees]
    state = names.state_name(row.state)
    if row.answered_by:
        state = gettext("%(state)s: %(symbol)s") % {"state": state, "symbol": row.answered_by}
    return ExtractLine(
        source=place_name(entry.identifier),
        title=entry.text.title,
        words=entry.words,
        addressees=tuple([*asked, unit] if unit else asked),
        deadline=names.due_words(row.body, row.session, row.start, row.end),
        state=state,
    )
