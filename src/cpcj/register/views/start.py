"""The register's part of the start page: what it holds at a glance, in figures and pictures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext

from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.pictures.columns import Column, columns
from cpcj.register.pictures.timeline import DueSession, timeline
from cpcj.register.presentation import names
from cpcj.register.presentation.acts import ShownAct
from cpcj.register.presentation.addresses import text_address
from cpcj.register.queries import pages
from cpcj.register.queries.overview import overview
from cpcj.register.queries.texts import TextFilters, text_page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor
    from cpcj.register.pictures.svg import Picture
    from cpcj.register.queries.paging import FacetValue
    from cpcj.register.queries.texts import TextRow

MOST = 12
"""Bars of a picture; the list of mandates has all."""
_DUE = 24
_LATEST = 5


def panel(request: HttpRequest) -> dict[str, Any]:
    """Return what the panel of the start page is drawn from."""
    today = timezone.localdate()
    seen = overview(request.user, today)
    rtl = get_language_bidi()
    latest = text_page(request.user, TextFilters(), size=_LATEST)
    due, ahead = _due(request.user, today, rtl=rtl)
    return {
        "overview": seen,
        "by_addressee": bars(
            gettext("Who is asked"),
            (gettext("Addressee"), gettext("Mandates")),
            [
                Bar(
                    names.addressee_name(one.value),
                    one.count,
                    _mandates(addressee=one.value),
                    names.tone_of(one.value),
                )
                for one in seen.by_addressee[:MOST]
            ],
            rtl=rtl,
        ),
        "by_topic": _bars(gettext("What about"), gettext("Topic"), seen.by_topic, "topic", rtl=rtl),
        "by_year": _years(request.user, rtl=rtl),
        "due_picture": due,
        "due_ahead": ahead,
        "due_href": f"{_mandates(due_after=today.isoformat())}&sort=due",
        "coming": [ShownAct.of(row) for row in seen.due[:_LATEST]],
        "latest": [_named(row) for row in latest.rows],
    }


def _named(row: TextRow) -> tuple[TextRow, str, str, str]:
    """Return a text with its address, kind and standing; one without title is called by its kind.

    Its symbol stands below the title: it would be shown twice in place of one.
    """
    kind, standing = names.kind_name(row.kind), names.standing_name(row.standing)
    if not row.title:
        row = replace(row, title=kind[:1].upper() + kind[1:])
        kind = standing
    return row, text_address(row.identifier), kind, standing


def _mandates(**chosen: str) -> str:
    return f"{reverse('register:mandates')}?{urlencode(chosen)}"


def _bars(title: str, head: str, values: Iterable[FacetValue], name: str, *, rtl: bool) -> Picture:
    rows = [
        Bar(names.topic_name(one.value), one.count, _mandates(**{name: one.value}))
        for one in list(values)[:MOST]
    ]
    return bars(title, (head, gettext("Mandates")), rows, rtl=rtl)


def _years(user: Actor, *, rtl: bool) -> Picture:
    counted: defaultdict[int, dict[str, int]] = defaultdict(lambda: {"adopted": 0, "proposed": 0})
    for year, standing, texts in pages.texts_by_year(user):
        counted[year]["adopted" if standing == "adopted" else "proposed"] += texts
    return columns(
        "years",
        gettext("Texts by year"),
        [
            Column(year, of["adopted"], of["proposed"], f"{reverse('register:texts')}?year={year}")
            for year, of in counted.items()
        ],
        rtl=rtl,
    )


def _due(user: Actor, today: dt.date, *, rtl: bool) -> tuple[Picture, bool]:
    """Return the deadlines ahead as a picture; where none is ahead, the last that were."""
    sessions = pages.due_sessions(user, after=today, most=_DUE)
    ahead = bool(sessions)
    if not ahead:
        sessions = pages.due_sessions(user, after=None, most=_DUE)
    title = gettext("Deadlines ahead") if ahead else gettext("Deadlines in the texts held")
    drawn = timeline(
        "deadlines",
        title,
        [
            DueSession(
                names.addressee_name(one.body),
                names.session_name(one.body, one.session),
                one.start,
                one.end,
                one.count,
                _mandates(due=f"{one.body}:{one.session}"),
            )
            for one in sessions
        ],
        today,
        rtl=rtl,
    )
    return drawn, ahead
