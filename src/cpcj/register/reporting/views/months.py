"""The calendar by month: sessions that open and end, days that are due, and observances."""

from __future__ import annotations

import calendar as calendars
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from cpcj.register.presentation import names as register_names
from cpcj.register.presentation.addresses import cited_by_address, official_address
from cpcj.register.reporting import names
from cpcj.register.reporting.queries.calendar import deadlines_on, sessions
from cpcj.register.reporting.views.asked import day_asked
from cpcj.register.reporting.views.overview import list_address
from cpcj.resolutions.vocabulary.observances import observances, observed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_FIRST, _LAST = 1946, 2199
_WORDS = 14  # of a request in a cell of the month


@dataclass(frozen=True, slots=True)
class DayItem:
    """What happens on a day: its words, where they lead, and of what kind it is."""

    words: str
    href: str
    kind: str
    note: str = ""


@dataclass(slots=True)
class Day:
    """A day of the month as drawn; ``inside`` tells whether it is of this month."""

    date: dt.date
    inside: bool
    today: bool
    items: list[DayItem] = field(default_factory=list)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month."""
    try:
        on = day_asked(request)
        first = _month(request.GET.get("month", ""))
    except ValueError:
        return HttpResponseBadRequest("unreadable day or month: write month=YYYY-MM")
    asked = on if request.GET.get("on") else None
    start_of_week = int(get_format("FIRST_DAY_OF_WEEK"))
    weeks = calendars.Calendar((start_of_week - 1) % 7).monthdatescalendar(first.year, first.month)
    days = {
        day: Day(day, day.month == first.month, day == timezone.localdate())
        for week in weeks
        for day in week
    }
    last = first.replace(day=calendars.monthrange(first.year, first.month)[1])
    _fill(request, days, first, last, on, asked)
    context = {
        "on": on,
        "asked": asked,
        "title": date_format(first, "YEAR_MONTH_FORMAT"),
        "weekdays": [WEEKDAYS_ABBR[day.weekday()] for day in weeks[0]],
        "weeks": [[days[day] for day in week] for week in weeks],
        "nothing": not any(one.items for one in days.values() if one.inside),
        "previous_href": _address(first - dt.timedelta(days=1), asked),
        "next_href": _address(last + dt.timedelta(days=1), asked),
        "wanted": f"{first:%Y-%m}",
    }
    return render(request, "reporting/month.html", context)


def _month(wanted: str) -> dt.date:
    if not wanted.strip():
        return timezone.localdate().replace(day=1)
    found = dt.datetime.strptime(wanted.strip(), "%Y-%m").date()  # noqa: DTZ007 - a month
    if not _FIRST <= found.year <= _LAST:
        message = "no year of a session"
        raise ValueError(message)
    return found


def _address(day: dt.date, asked: dt.date | None) -> str:
    pairs = [("month", f"{day:%Y-%m}")]
    if asked is not None:
        pairs.append(("on", asked.isoformat()))
    return f"{reverse('reporting:month')}?{urlencode(pairs)}"


def _fill(
    request: HttpRequest,
    days: dict[dt.date, Day],
    first: dt.date,
    last: dt.date,
    on: dt.date,
    asked: dt.date | None,
) -> None:
    """Put on each day of the month what happens on it."""
    for day, one in observed(first, last):
        days[day].items.append(
            DayItem(
                one.name(get_language() or "en"), cited_by_address(one.source), "observance",
                one.source,
            )
        )  # fmt: skip
    falls = Q(start__range=(first, last)) | Q(end__range=(first, last))
    found = deadlines_on(request.user, on).filter(falls, set_aside=False)
    for line in sessions(found):
        name, href = names.place_name(line.place), list_address(asked, due=line.place)
        count = _count_words(line.total or sum(line.states.values()))
        if line.start in days and first <= line.start <= last:
            words = gettext("%(session)s opens") % {"session": name}
            if _is_year(line.start, line.end):
                words = gettext("%(session)s, in the course of the year") % {"session": name}
            days[line.start].items.append(DayItem(words, href, "opens", count))
        if line.end in days and first <= line.end <= last and not _is_year(line.start, line.end):
            words = gettext("%(session)s ends") % {"session": name}
            days[line.end].items.append(DayItem(words, href, "ends", count))
    for row in found.filter(session=None).exclude(end=None).select_related("entry"):
        words = Truncator(row.entry.asks).words(_WORDS)
        href = reverse("reporting:entry", args=[row.entry.identifier])
        if first <= row.end <= last:
            days[row.end].items.append(DayItem(words, href, "day", names.state_name(row.state)))


def _is_year(start: dt.date | None, end: dt.date | None) -> bool:
    """Tell whether only the year of a session is known."""
    return (
        start is not None
        and end is not None
        and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    )


def _count_words(count: int) -> str:
    """Return how many requests are due."""
    return ngettext("%(n)s request", "%(n)s requests", count) % {"n": count}


@require_safe
def observance_list(request: HttpRequest) -> HttpResponse:
    """List the United Nations days of the programme with the resolutions that proclaimed them."""
    language = get_language() or "en"
    rows: list[dict[str, Any]] = [
        {
            "observance": one,
            "name": one.name(language),
            "day": one.on(2000),
            "topic": register_names.topic_name(one.topic) if one.topic else "",
            "topic_href": list_address(None, topic=one.topic) if one.topic else "",
            "official": official_address(one.source),
            "cited_href": cited_by_address(one.source),
        }
        for one in observances().values()
    ]
    return render(request, "reporting/observances.html", {"rows": rows})
