"""Countries: where something is done, and one country's page as of a day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.assistance.models import Request
from cpcj.assistance.names import status_name as request_status
from cpcj.assistance.portfolio import names
from cpcj.assistance.portfolio.models import Activity, Recipient
from cpcj.assistance.portfolio.pictures import depth_of, tile_map
from cpcj.assistance.portfolio.views.base import ways
from cpcj.assistance.portfolio.views.pages import time_of
from cpcj.assistance.profiles.money import by_record, for_country
from cpcj.assistance.profiles.results import reached_in
from cpcj.assistance.profiles.views.base import columns, money_context
from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.permissions import Permission, require
from cpcj.funding.views.base import saves
from cpcj.funding.views.pages import day_of
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_MOST = 200
_COUNTRIES = (
    Column("code", _("Code"), lambda row: row[0]),
    Column("name", _("Country or region"), lambda row: names.recipient_name(row[0])),
    Column("activities", _("Activities"), lambda row: row[1]),
)


@require_safe
def countries(request: HttpRequest) -> HttpResponseBase:
    """Show where something is done: a map of tiles and a table, each leading to a page."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    seen = Recipient.objects.visible_to(request.user).order_by()
    counted = Counter(seen.values_list("code", flat=True))
    rows = sorted(counted.items(), key=lambda item: names.recipient_name(item[0]))
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, "countries", _COUNTRIES, rows)
    base = reverse("profiles:countries")
    context = {
        **ways(request),
        "map": tile_map(
            gettext("Where something is done"), gettext("Activities"),
            {code: (str(n), depth_of(n)) for code, n in rows}, base,
        ),
        "rows": [(names.recipient_name(code), f"{base}{code}", n) for code, n in rows],
        "saves": saves(request),
    }  # fmt: skip
    return render(request, "profiles/countries.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a country or region: activities, requests that may be seen, results, money."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    user, day = request.user, day_of(request)
    shares = dict(
        Recipient.objects.visible_to(user).filter(code=code).values_list("activity", "share")
    )
    if not shares and code not in states():
        raise Http404(code)
    found = list(
        Activity.objects.visible_to(user).filter(pk__in=shares).select_related("programme")
    )
    # A cost object is told of with the highest record that names it, whomever that is for.
    related = Activity.objects.visible_to(user).filter(
        programme__in={one.programme_id for one in found}
    )
    rows = for_country(user, by_record(user, related.select_related("programme"), day), code)
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, f"country-{code}", columns(request), rows)
    asked = Request.objects.visible_to(user).filter(state=code, received__lte=day)
    requests = list(asked[: _MOST + 1])
    context: dict[str, Any] = {
        **money_context(request, rows),
        "code": code,
        "name": names.recipient_name(code),
        "day": day,
        "state_href": reverse("treaties:state", args=[code]) if code in states() else "",
        "activities": [
            (one, names.level_name(one.level), names.status_name(one.status),
             names.share_name(shares[one.pk]))
            for one in found[:_MOST]
        ],
        "more": len(found) > _MOST,
        "requests": [(one, request_status(one.status)) for one in requests[:_MOST]],
        "more_requests": len(requests) > _MOST,
        "line": time_of(found),
        "results": reached_in(user, found, code, day),
    }  # fmt: skip
    return render(request, "profiles/country.html", context)
