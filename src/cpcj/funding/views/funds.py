"""The funds by how they are earmarked, and each over time: receipts, allotments, expenditure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cpcj.frame.exports import FORMATS, save_as
from cpcj.frame.permissions import Permission, require
from cpcj.funding import names, over_time, queries
from cpcj.funding.models import Contribution, CostObject, Status
from cpcj.funding.models.contributions import EARMARKINGS
from cpcj.funding.pictures import balance_over_time, moved_by_year, where_it_is
from cpcj.funding.rules.charges import Earmarking
from cpcj.funding.rules.movements import by_year
from cpcj.funding.views.base import saves
from cpcj.funding.views.lists import contribution_href, ways
from cpcj.funding.views.pages import balance_lines, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.funding.rules.movements import Moved

_MOST = 200
_ALL = "all"


def over_time_context(request: HttpRequest, moved: Sequence[Moved]) -> dict[str, Any]:
    """Return the pictures and the table of what moved, and the addresses of its files."""
    return {
        "years": over_time.shown(by_year(moved)),
        "over_time": [one for one in (balance_over_time(moved), moved_by_year(moved)) if one],
        "saves": saves(request),
    }


@require_safe
def funds(request: HttpRequest) -> HttpResponseBase:
    """Show the funds with what was given to each and has come in."""
    require(request.user, Permission.FUNDING_VIEW)
    day = day_of(request)
    given = Contribution.objects.visible_to(request.user).exclude(status=Status.WITHDRAWN)
    rows = (
        given.filter(pledged_on__lte=day)
        .order_by()
        .values_list("earmarking")
        .annotate(number=Count("pk"), whole=Sum("dollars"))
    )
    found = {earmarking: (number, cents) for earmarking, number, cents in rows}
    context = {
        **ways(request),
        "day": day,
        "funds": [
            (reverse("funding:fund", args=[one.value]), label, found.get(one, (0, 0))[0],
             names.dollars_words(found.get(one, (0, 0))[1]))
            for one, label in EARMARKINGS.items()
        ],
    }  # fmt: skip
    return render(request, "funding/funds.html", context)


@require_safe
def fund(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Show one fund as of a day: its balance over time and what moved, as pages and files."""
    require(request.user, Permission.FUNDING_VIEW)
    if kind != _ALL and kind not in EARMARKINGS:
        raise Http404(kind)
    day = day_of(request)
    given = Contribution.objects.visible_to(request.user).filter(pledged_on__lte=day)
    title = gettext("All funds")
    if kind != _ALL:
        given, title = given.filter(earmarking=kind), str(EARMARKINGS[Earmarking(kind)])
    moved = over_time.moved(request.user, day, contribution__in=given.values("pk"))
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, f"fund-{kind}", over_time.COLUMNS, moved)
    contributions = list(given.exclude(status=Status.WITHDRAWN).select_related("donor"))
    keys = [one.pk for one in contributions]
    held = queries.balances_of_many(keys, day, reader=request.user)
    context = {
        **ways(request),
        "title": title,
        "day": day,
        "balances": balance_lines(held),
        "picture": where_it_is(queries.by_book(held)),
        "contributions": [
            (one, contribution_href(one), names.dollars_words(one.dollars))
            for one in contributions[:_MOST]
        ],
        "more": len(contributions) > _MOST,
        **over_time_context(request, moved),
    }
    return render(request, "funding/fund.html", context)


@require_safe
def cost_object(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a cost object: by contribution and over time, what is allocated, committed and spent."""
    require(request.user, Permission.FUNDING_VIEW)
    one: CostObject = get_object_or_404(CostObject.objects.visible_to(request.user), code=code)
    day = day_of(request)
    moved = over_time.moved(request.user, day, cost_object=one)
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, f"cost-object-{code}", over_time.COLUMNS, moved)
    seen = Contribution.objects.visible_to(request.user)
    held = queries.balances_on_cost_object(one, seen, day, reader=request.user)
    codes = sorted({account.contribution for account in held})
    context = {
        **ways(request),
        "one": one,
        "day": day,
        "balances": balance_lines(held),
        "picture": where_it_is(queries.by_book(held)),
        "by_contribution": [
            (
                of,
                reverse("funding:contribution", args=[of]),
                balance_lines({a: cents for a, cents in held.items() if a.contribution == of}),
            )
            for of in codes
        ],
        **over_time_context(request, moved),
    }
    return render(request, "funding/cost_object.html", context)
