"""The calendar by session: what lies ahead, what is over, and what recurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.register.pictures.timeline import DueSession, timeline
from cpcj.register.presentation import names as register_names
from cpcj.register.presentation.days import stretch
from cpcj.register.reporting import names
from cpcj.register.reporting.queries.calendar import SessionLine, deadlines_on, sessions
from cpcj.register.reporting.queries.entries import recurring_duties
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.services.deriving import up_to_date
from cpcj.register.reporting.views.asked import day_asked
from cpcj.register.reporting.views.calendar import line
from cpcj.register.views.lists import page_number

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

_AHEAD = 12
_PAGE = 50
_NEXT = 5


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many deadlines have a state, and where they are listed."""

    name: str
    count: int
    href: str
    tone: str
    help: str


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session as it is drawn."""

    name: str
    days: str
    href: str
    states: tuple[StateCount, ...]


def list_address(on: dt.date | None, **chosen: str) -> str:
    """Return the list of deadlines with some filters, as of a day where one was asked for."""
    pairs = [(name, value) for name, value in chosen.items() if value]
    if on is not None:
        pairs.append(("on", on.isoformat()))
    return f"{reverse('reporting:list')}?{urlencode(pairs)}"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the sessions at which something is due, and how it stands."""
    try:
        on = day_asked(request)
    except ValueError:
        return HttpResponseBadRequest("unreadable day: write on=YYYY-MM-DD")
    asked = on if request.GET.get("on") else None
    records = deadlines_on(request.user, on).filter(set_aside=False)
    found = sessions(records)
    ahead = [one for one in found if one.end is None or one.end >= on]
    over = [one for one in found if one.end is not None and one.end < on]
    counted = dict(
        records.order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    address = request.build_absolute_uri(reverse("reporting:ics"))
    context = {
        "on": on,
        "asked": asked,
        "counts": _counts(counted, asked),
        "ahead": [_shown(one, asked) for one in ahead],
        "over": [_shown(one, asked) for one in reversed(over)],
        "picture": _picture(ahead[:_AHEAD], on, asked),
        "undated_href": list_address(asked, state=State.UNDATED.value),
        "undated": counted.get(State.UNDATED.value, 0),
        "total": sum(counted.values()),
        "subscription": address,
        "webcal": "webcal" + address[address.index(":") :],
        "behind": not up_to_date(),
        "kept": [],
    }
    return render(request, "reporting/overview.html", context)


def _counts(counted: dict[str, int], asked: dt.date | None, place: str = "") -> list[StateCount]:
    return [
        StateCount(
            str(name),
            counted[state],
            list_address(asked, state=str(state), due=place),
            names.TONES[State(state)],
            str(names.STATE_HELP[state]),
        )
        for state, name in names.STATES.items()
        if counted.get(state)
    ]


def _shown(one: SessionLine, asked: dt.date | None) -> ShownSession:
    days = "" if one.start is None else stretch(one.start, one.end)
    return ShownSession(
        names.place_name(one.place),
        days,
        list_address(asked, due=one.place),
        tuple(_counts(one.states, asked, one.place)),
    )


def _picture(ahead: list[SessionLine], on: dt.date, asked: dt.date | None) -> Any:
    drawn = [
        DueSession(
            names.body_name(one.body),
            register_names.session_name(one.body, one.session),
            one.start,
            one.end,
            one.total,
            list_address(asked, due=one.place),
        )
        for one in ahead
        if one.start is not None and one.end is not None and one.total
    ]
    if not drawn:
        return None
    return timeline(
        "sessions-ahead", gettext("Sessions ahead"), drawn, on, rtl=bool(get_language_bidi())
    )


@require_safe
def recurring(request: HttpRequest) -> HttpResponse:
    """List the duties that recur: every year, every two, every four, periodically."""
    found = recurring_duties(request.user).order_by(
        "-adopted", "recurrence", "-asked_on", "identifier"
    )
    page = Paginator(found, _PAGE).get_page(page_number(request))
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in page.object_list:
        groups.setdefault(names.recurrence_name(entry.recurrence), []).append(_duty(entry))
    context = {"page": page, "groups": list(groups.items())}
    return render(request, "reporting/recurring.html", context)


def _duty(entry: Any) -> dict[str, Any]:
    return {
        "entry": entry,
        "href": reverse("reporting:entry", args=[entry.identifier]),
        "series_href": reverse("reporting:series", args=[entry.chain]),
        "addressees": [register_names.addressee_name(one) for one in entry.addressees],
        "to": names.body_name(entry.to) if entry.to else "",
    }


def panel(request: HttpRequest) -> dict[str, Any]:
    """Return what the panel of the start page is drawn from: what is due next, and what is late."""
    on = timezone.localdate()
    records = deadlines_on(request.user, on).filter(set_aside=False)
    counted = dict(
        records.order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    coming = (
        records.filter(state__in=(State.DUE.value, State.ANSWER_PROPOSED.value), end__gte=on)
        .select_related("entry__text")
        .order_by("order_on", "pk")[:_NEXT]
    )
    return {
        "counts": _counts(counted, None),
        "lines": [line(row) for row in coming],
    }
