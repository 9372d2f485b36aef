"""Sponsors by year and regional group, over a series or all texts, and saved as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.register.models import Series
from cpcj.register.pictures.stacked import Group, stacked
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.called import text_name
from cpcj.register.presentation.procedure import GROUPS, names_of
from cpcj.register.queries.paging import key_of
from cpcj.register.queries.procedure import (
    Sponsored,
    Wanted,
    by_year_and_group,
    changes,
    sponsored,
)
from cpcj.register.views.lists import page_number
from cpcj.resolutions.procedure.naming import group_names
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PAGE = 50
_TONES = {
    "africa": "tone-states",
    "asia_pacific": "tone-unodc",
    "eastern_europe": "tone-secretary-general",
    "latin_america_caribbean": "tone-bodies",
    "western_europe_others": "tone-system",
    "": "tone-nobody",
}
COLUMNS = tuple(
    Column(name, name, lambda row, name=name: row[name])  # type: ignore[misc]
    for name in ("text", "title", "date", "session", "organ", "sponsor", "state",
                 "regional_group", "group", "on_behalf_of", "joined", "meeting", "on")
)  # fmt: skip


def wanted_of(request: HttpRequest) -> Wanted:
    """Return what an address asks for; what it cannot mean is left out."""
    state = request.GET.get("state", "").upper()
    return Wanted(
        key_of(request.GET.get("series", "")),
        state if state in states() else "",
        key_of(request.GET.get("session", "")),
        request.GET.get("organ", "")[:80],
    )


@require_safe
def sponsors(request: HttpRequest) -> HttpResponseBase:
    """Show who sponsored texts, by year and regional group, or save it as a file."""
    wanted = wanted_of(request)
    series = None
    if wanted.series is not None:
        series = Series.objects.visible_to(request.user).filter(pk=wanted.series).first()
        if series is None:
            raise Http404(str(wanted.series))
    texts = sponsored(request.user, wanted)
    form = request.GET.get("format")
    if form is not None:
        if form not in FORMATS:
            return HttpResponseBadRequest("unknown format")
        return save_as(form, "sponsors", COLUMNS, list(_rows(texts)))
    counted = texts if not wanted.state else tuple(_only(one, wanted.state) for one in texts)
    groups = [Group(key, str(name), _TONES[key]) for key, name in GROUPS.items()]
    years = by_year_and_group(counted)
    title = gettext("Sponsors by year and regional group")
    picture = stacked(
        "sponsors", title, gettext("Each State counts once a text that it sponsored."), years,
        groups, rtl=get_language_bidi(),
    )  # fmt: skip
    page = Paginator(_listed(texts, by_series=series is not None), PAGE).get_page(
        page_number(request)
    )
    context = {
        "wanted": wanted,
        "series": series,
        "picture": None if picture.empty else picture,
        "legend": [
            (group.tone, group.name) for group in groups
            if any(group.key in counts for counts in years.values())
        ],
        "page": page,
        "rows": [_row(one) for one in page],
        "total": len(texts),
        "choices": _choices(request, wanted),
        "query": _query(wanted),
        "formats": FORMATS,
    }  # fmt: skip
    return render(request, "register/sponsors.html", context)


def _only(one: Sponsored, code: str) -> Sponsored:
    kept = tuple(sponsor for sponsor in one.sponsors if sponsor.code == code)
    return Sponsored(one.identifier, one.title, one.date, one.session, one.organ, kept)


def _listed(texts: tuple[Sponsored, ...], *, by_series: bool) -> list[tuple[Sponsored, Any]]:
    """Return the texts, of a series with what changed since the one before."""
    if by_series:
        return [(change.of, change) for change in changes(texts)]
    return [(one, None) for one in texts]


def _row(listed: tuple[Sponsored, Any]) -> dict[str, Any]:
    one, change = listed
    joined = [sponsor for sponsor in one.sponsors if sponsor.joined]
    return {
        "name": text_name(one.identifier),
        "href": text_address(one.identifier),
        "title": one.title,
        "date": one.date,
        "session": one.session,
        "count": len(one.sponsors),
        "joined": len(joined),
        "names": names_of(one.sponsors),
        "came": len(change.came) if change else 0,
        "left": len(change.left) if change else 0,
        "first": len(change.first) if change else 0,
        "came_names": names_of(change.came) if change else "",
        "left_names": names_of(change.left) if change else "",
        "first_names": names_of(change.first) if change else "",
    }


def _choices(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    """Return what the filters offer: what stands in the texts of the series, or in all."""
    texts = sponsored(request.user, Wanted(series=wanted.series))
    named = {s.code: s.name for one in reversed(texts) for s in one.sponsors if s.code}
    organs = sorted({one.organ for one in texts if one.organ})
    return {
        "states": sorted(named.items(), key=lambda pair: pair[1].removeprefix("the ")),
        "sessions": sorted({one.session for one in texts if one.session is not None}, reverse=True),
        "organs": [(organ, names.body_name(organ)) for organ in organs],
    }


def _query(wanted: Wanted) -> list[tuple[str, str]]:
    pairs = (
        ("series", wanted.series), ("state", wanted.state), ("session", wanted.session),
        ("organ", wanted.organ),
    )  # fmt: skip
    return [(name, str(value)) for name, value in pairs if value]


def _rows(texts: tuple[Sponsored, ...]) -> Iterator[dict[str, object]]:
    for one in texts:
        for sponsor in one.sponsors:
            yield {
                "text": one.identifier,
                "title": one.title,
                "date": one.date,
                "session": one.session,
                "organ": one.organ,
                "sponsor": sponsor.name,
                "state": sponsor.code,
                "regional_group": sponsor.regional,
                "group": group_names().get(sponsor.group, ""),
                "on_behalf_of": group_names().get(sponsor.behalf, ""),
                "joined": sponsor.joined,
                "meeting": sponsor.meeting,
                "on": sponsor.date,
            }
