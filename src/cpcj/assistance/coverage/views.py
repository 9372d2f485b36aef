"""Mandates with what there is for them; requests that wait; balance; the what-if."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.assistance.coverage import names, planned, queries
from cpcj.assistance.coverage.rules.gaps import Gap
from cpcj.assistance.coverage.rules.proportion import table
from cpcj.assistance.portfolio.models import Activity as PortfolioActivity
from cpcj.assistance.portfolio.models import ActivityValue, Office
from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.permissions import Permission, require
from cpcj.funding.names import dollars_words
from cpcj.funding.pictures import whole_dollars
from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.presentation.addresses import text_addresser
from cpcj.register.presentation.names import topic_name
from cpcj.resolutions.topics import topics
from cpcj.treaties.names import GROUPS, group_name, participant_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.register.pictures.svg import Picture

_SHOWN = 300
_LARGEST = Decimal(10) ** 12
_MANDATES = (
    Column("mandate", _("Mandate"), lambda row: row.mandate),
    Column("requests", _("Requests"), lambda row: row.requests),
    Column("open_requests", _("Open requests"), lambda row: row.open_requests),
    Column("activities", _("Activities"), lambda row: row.activities),
    Column("dollars", _("Contributions in dollars"), lambda row: row.cents / 100),
    Column("results", _("Results"), lambda row: row.results),
    Column("invites_donors", _("Donors are invited"), lambda row: row.invites),
    Column("asks_office", _("The Office is asked to assist"), lambda row: row.asks),
    Column("gaps", _("Gaps"), lambda row: [gap.value for gap in row.gaps]),
)
_WAITING = (
    Column("number", _("Number"), lambda row: row.number),
    Column("state", _("State"), lambda row: row.state),
    Column("region", _("Region"), lambda row: row.region),
    Column("crime_areas", _("Crime areas"), lambda row: list(row.areas)),
    Column("days", _("Days since receipt"), lambda row: row.days),
    Column("late", _("Late"), lambda row: row.late),
)
_CELLS = (
    Column("crime_area", _("Crime area"), lambda row: row.area),
    Column("region", _("Region"), lambda row: row.region),
    Column("open_requests", _("Open requests"), lambda row: row.requests),
    Column("staff_months", _("Months of staff"), lambda row: row.months / 100),
    Column("dollars", _("In dollars"), lambda row: row.cents / 100),
    Column("then_staff_months", _("Months of staff then"), lambda row: row.then_months / 100),
    Column("then_dollars", _("In dollars then"), lambda row: row.then_cents / 100),
)
_BALANCE = (
    Column("crime_area", _("Crime area"), lambda row: row["area"]),
    Column("requests", _("Open requests"), lambda row: row["requests"]),
    Column("activities", _("Activities"), lambda row: row["activities"]),
    Column("dollars", _("Planned in dollars"), lambda row: row["cents"] / 100),
    Column("share", _("Share in per cent"), lambda row: row["share"]),
)


def _saved(
    request: HttpRequest, name: str, columns: tuple[Column, ...], rows: list[Any]
) -> HttpResponseBase | None:
    """Return the rows as the file that is asked for; None where none is."""
    wanted = request.GET.get("format", "")
    return save_as(wanted, name, columns, rows) if wanted in FORMATS else None


def _saves(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the formats with the address of each, filters kept."""
    kept = request.GET.copy()
    found = []
    for form in FORMATS:
        kept["format"] = form
        found.append((form.upper(), f"?{kept.urlencode()}"))
    return found


def _filters(request: HttpRequest) -> dict[str, Any]:
    """Return the choices of crime area and region, and which are chosen."""
    return {
        "areas": [(topic.key, topic_name(topic.key)) for topic in topics()],
        "regions": [(key, str(name)) for key, name in GROUPS.items() if key],
        "area": request.GET.get("area", ""),
        "region": request.GET.get("region", ""),
        "saves": _saves(request),
    }


def _drawn(title: str, head: tuple[str, str], counts: Mapping[str, int]) -> Picture | None:
    rows = [Bar(name, count) for name, count in counts.items() if count]
    return bars(title, head, rows, rtl=get_language_bidi()) if rows else None


@require_safe
def mandates(request: HttpRequest) -> HttpResponseBase:
    """Show what there is for each mandate, and where the chain to a result is broken."""
    require(request.user, Permission.COVERAGE_VIEW)
    rows = queries.chains(request.user)
    counted = Counter(gap for row in rows for gap in row.gaps)
    gap, words = request.GET.get("gap", ""), request.GET.get("q", "").strip()
    if gap in names.GAPS:
        rows = [row for row in rows if gap in row.gaps]
    if words:
        rows = [row for row in rows if words.casefold() in row.mandate.casefold()]
    if (file := _saved(request, "coverage", _MANDATES, rows)) is not None:
        return file
    address = text_addresser()
    user = request.user
    context = {
        "rows": [
            (row, address(row.mandate), dollars_words(row.cents),
             [names.GAPS[one] for one in row.gaps])
            for row in rows[:_SHOWN]
        ],
        "number": len(rows),
        "more": len(rows) > _SHOWN,
        "gaps": [(one.value, names.GAPS[one], counted[one]) for one in Gap],
        "gap": gap,
        "q": words,
        "requests_without": queries.requests_without(user).count(),
        "requests_unanswered": queries.requests_unanswered(user).count(),
        "contributions_without": queries.contributions_without(user).count(),
        "activities_without": queries.activities_without(user).count(),
        "picture": _drawn(
            gettext("Mandates by what is missing"), (gettext("Missing"), gettext("Mandates")),
            {str(names.GAPS[one]): counted[one] for one in Gap},
        ),
        "saves": _saves(request),
    }  # fmt: skip
    return render(request, "coverage/mandates.html", context)


@require_safe
def demand(request: HttpRequest) -> HttpResponseBase:
    """Show the requests that wait by crime area, region and age, and how others were answered."""
    require(request.user, Permission.COVERAGE_VIEW)
    chosen = _filters(request)
    found = queries.demand(
        request.user, timezone.localdate(), area=chosen["area"], region=chosen["region"]
    )
    if (file := _saved(request, "open-requests", _WAITING, list(found.waiting))) is not None:
        return file
    head = gettext("Open requests")
    by_area = Counter(area for row in found.waiting for area in row.areas or ("",))
    by_region = Counter(row.region for row in found.waiting)
    by_age = Counter(queries.age(row.days) for row in found.waiting)
    context = {
        **chosen,
        "found": found,
        "rows": [
            (row, reverse("assistance:request", args=[row.number]), participant_name(row.state),
             group_name(row.region), [topic_name(area) for area in row.areas])
            for row in found.waiting[:_SHOWN]
        ],
        "more": len(found.waiting) > _SHOWN,
        "pictures": [
            _drawn(gettext("Open requests by crime area"), (gettext("Crime area"), head),
                   {_area(key): n for key, n in by_area.most_common()}),
            _drawn(gettext("Open requests by region"), (gettext("Region"), head),
                   {group_name(key): n for key, n in by_region.most_common()}),
            _drawn(gettext("Open requests by age"), (gettext("Age"), head),
                   {str(label): by_age[key] for key, label in names.AGES.items()}),
        ],
    }  # fmt: skip
    return render(request, "coverage/demand.html", context)


def _area(key: str) -> str:
    return topic_name(key) if key else str(names.NONE)


@require_safe
def balance(request: HttpRequest) -> HttpResponseBase:
    """Show how requests, activities and planned dollars are spread over the crime areas."""
    require(request.user, Permission.COVERAGE_VIEW)
    user, region = request.user, request.GET.get("region", "")
    shares = [one for one in planned.planned(user) if not region or one.region == region]
    waiting = queries.demand(user, timezone.localdate(), region=region).waiting
    asked = Counter(area for row in waiting for area in row.areas or ("",))
    cents: Counter[str] = Counter()
    for one in shares:
        cents[one.area] += one.cents
    seen = PortfolioActivity.objects.visible_to(user)
    grounds = ActivityValue.objects.filter(activity__in=seen, field=ActivityValue.Field.TOPIC)
    done = Counter(grounds.values_list("value", flat=True))
    whole = sum(cents.values())
    rows: list[dict[str, Any]] = [
        {
            "area": area,
            "name": _area(area),
            "requests": asked[area],
            "activities": done[area],
            "cents": cents[area],
            "dollars": dollars_words(cents[area]),
            "share": round(100 * cents[area] / whole, 1) if whole else 0,
        }
        for area in sorted({*asked, *cents, *done}, key=lambda key: (-cents[key], key))
    ]
    if (file := _saved(request, "balance", _BALANCE, rows)) is not None:
        return file
    context = {
        **_filters(request),
        "rows": rows,
        "pictures": [
            _drawn(gettext("Planned by crime area, in whole dollars"),
                   (gettext("Crime area"), gettext("Dollars")),
                   {row["name"]: whole_dollars(row["cents"]) for row in rows}),
            _drawn(gettext("Open requests by crime area"),
                   (gettext("Crime area"), gettext("Open requests")),
                   {row["name"]: row["requests"] for row in rows}),
        ],
    }  # fmt: skip
    return render(request, "coverage/balance.html", context)


@require_safe
def what_if(request: HttpRequest) -> HttpResponseBase:
    """Show what is planned by crime area and region, and the same under a question asked."""
    require(request.user, Permission.COVERAGE_VIEW)
    office, typed = request.GET.get("without", ""), request.GET.get("total", "").strip()
    total, wrong = _cents(typed)
    asked: Counter[tuple[str, str]] = Counter()
    for row in queries.demand(request.user, timezone.localdate()).waiting:
        for area in row.areas or ("",):
            asked[area, row.region] += 1
    cells = table(planned.planned(request.user), dict(asked), without=office, total=total)
    area, region = request.GET.get("area", ""), request.GET.get("region", "")
    cells = [cell for cell in cells if area in ("", cell.area) and region in ("", cell.region)]
    if (file := _saved(request, "what-if", _CELLS, cells)) is not None:
        return file
    context = {
        **_filters(request),
        "rows": [
            (cell, _area(cell.area), group_name(cell.region), dollars_words(cell.cents),
             dollars_words(cell.then_cents), cell.months / 100, cell.then_months / 100)
            for cell in cells
        ],
        "now": dollars_words(sum(cell.cents for cell in cells)),
        "then": dollars_words(sum(cell.then_cents for cell in cells)),
        "offices": [(one.code, str(one)) for one in Office.objects.visible_to(request.user)],
        "without": office,
        "total": typed,
        "wrong": wrong,
    }  # fmt: skip
    return render(request, "coverage/what_if.html", context)


def _cents(typed: str) -> tuple[int | None, bool]:
    """Return an amount of dollars that was typed in cents, and whether it is none."""
    if not typed:
        return None, False
    try:
        amount = Decimal(typed.replace(" ", "").replace(",", ""))
    except InvalidOperation:
        return None, True
    if not amount.is_finite() or not 0 <= amount <= _LARGEST:
        return None, True
    return int(amount * 100), False
