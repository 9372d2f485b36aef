"""A programme, project or activity in pictures: tree, money, results, time, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from cpcj.assistance.portfolio import names, queries
from cpcj.assistance.portfolio.views.base import found
from cpcj.assistance.portfolio.views.pages import place_of, time_of
from cpcj.assistance.profiles.money import by_record, sees_money
from cpcj.assistance.profiles.views.base import columns, money_context
from cpcj.assistance.results import queries as results
from cpcj.assistance.results.names import value_words
from cpcj.assistance.results.pictures import progress_bar
from cpcj.frame.exports import FORMATS, save_as
from cpcj.funding import over_time
from cpcj.funding.pictures import balance_over_time
from cpcj.funding.views.pages import day_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.assistance.portfolio.models import Activity


@require_safe
def programme(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Show what belongs to a record, what it received and spent, what it reached, and when."""
    one, day = found(request, identifier), day_of(request)
    branch = queries.tree(request.user, one)
    records = list(branch.all())
    rows = by_record(request.user, records, day)
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, f"money-{one.identifier}", columns(request), rows)
    keys = {each.cost_object_id for each in records if each.cost_object_id is not None}
    moved = (
        over_time.moved(request.user, day, cost_object__in=keys)
        if keys and sees_money(request.user)
        else []
    )
    context: dict[str, Any] = {
        **money_context(request, rows),
        "one": one,
        "title": "",
        "day": day,
        "level": names.level_name(one.level),
        "status": names.status_name(one.status),
        "branch": branch,
        "balance": balance_over_time(moved),
        "map": place_of(request, one, records[1:]),
        "line": time_of(records),
        "results": _results(request, one, day),
    }
    return render(request, "profiles/programme.html", context)


def _results(request: HttpRequest, one: Activity, day: dt.date) -> list[dict[str, Any]]:
    known = results.held(request.user, one.programme_id, until=day)
    return [
        {
            "result": standing.indicator.result.shown_title,
            "indicator": standing.indicator.shown_title,
            "target": value_words(standing.indicator.unit, standing.target),
            "value": value_words(standing.indicator.unit, standing.total.value),
            "bar": progress_bar(standing.progress, rtl=get_language_bidi()),
        }
        for standing in results.standings(request.user, one, known)
    ]
