"""A donor's page as of a day: pledged, agreed and received, what it paid for, what is due."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.permissions import Permission, require
from cpcj.frame.sections import Subject, sections
from cpcj.funding import names, over_time, queries
from cpcj.funding.models import Contribution, CostObject, Donor, Receipt, Status
from cpcj.funding.models.contributions import EARMARKINGS
from cpcj.funding.pictures import by_year, given_and_received, where_it_is
from cpcj.funding.rules.charges import Earmarking
from cpcj.funding.rules.instalments import still_due
from cpcj.funding.rules.ledger import Account, Book
from cpcj.funding.rules.money import Money
from cpcj.funding.views.funds import over_time_context
from cpcj.funding.views.lists import contribution_href, ways
from cpcj.funding.views.pages import balance_lines, day_of
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_PAID_FOR = (Book.ALLOCATED, Book.COMMITTED, Book.EXPENDED)
_COLUMNS = (
    Column("code", _("Code"), lambda row: row["one"].code),
    Column("title", _("Title"), lambda row: row["one"].title),
    Column("earmarking", _("Earmarking"), lambda row: row["one"].earmarking),
    Column("status", _("Status"), lambda row: row["one"].status),
    Column("currency", _("Currency"), lambda row: row["one"].currency),
    Column("amount", _("Amount"), lambda row: str(row["one"].money.decimal)),
    Column("pledged", _("Pledged in dollars"), lambda row: str(Money(row["pledged"]).decimal)),
    Column("agreed", _("Agreed in dollars"), lambda row: str(Money(row["agreed"]).decimal)),
    Column("received", _("Received in dollars"), lambda row: str(Money(row["received"]).decimal)),
    Column("pledged_on", _("Pledged on"), lambda row: row["one"].pledged_on),
    Column("agreed_on", _("Agreed on"), lambda row: row["one"].agreed_on),
)


def _received(given: Sequence[Contribution], day: dt.date) -> Mapping[int, tuple[int, int]]:
    """Return what came in of contributions by key: in the smallest unit given, and in cents."""
    rows = (
        Receipt.objects.filter(contribution__in=given, on__lte=day)
        .exclude(entry__reversed_by__day__lte=day)
        .order_by()
        .values_list("contribution")
        .annotate(given=Sum("minor"), whole=Sum("cents"))
    )
    return {key: (minor, cents) for key, minor, cents in rows}


def _rows(given: Sequence[Contribution], day: dt.date) -> list[dict[str, Any]]:
    came = _received(given, day)
    return [
        {
            "one": one,
            "href": contribution_href(one),
            "amount": names.money_words(one.money),
            "pledged": one.dollars_of_pledge,
            "agreed": one.dollars if one.agreed_on and one.agreed_on <= day else 0,
            "received": came.get(one.pk, (0, 0))[1],
            "minor": came.get(one.pk, (0, 0))[0],
        }
        for one in given
    ]


def _by_earmarking(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[int]]]:
    """Return pledged, agreed and received by earmarking, in cents."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        for place, name in enumerate(("pledged", "agreed", "received")):
            sums[row["one"].earmarking][place] += row[name]
    return [(str(EARMARKINGS[one]), sums[one]) for one in Earmarking if one in sums]


def _due(rows: Sequence[Mapping[str, Any]], day: dt.date) -> list[dict[str, Any]]:
    found = [
        {
            "one": row["one"],
            "href": row["href"],
            "on": due.on,
            "amount": names.money_words(Money(due.minor, row["one"].currency)),
            "late": due.late,
        }
        for row in rows
        if row["one"].status == Status.AGREED
        for due in still_due(
            [(part.due_on, part.minor) for part in row["one"].instalments.all()],
            row["minor"],
            day,
        )
    ]
    return sorted(found, key=lambda one: (one["on"], one["one"].code))


def _paid_for(held: Mapping[Account, int]) -> list[dict[str, Any]]:
    """Return what money went to: by cost object what was allotted, and spent of it."""
    codes = sorted({account.cost_object for account in held if account.cost_object})
    titles = dict(CostObject.objects.filter(code__in=codes).values_list("code", "title"))
    return [
        {
            "code": code,
            "title": titles.get(code, ""),
            "href": reverse("funding:cost_object", args=[code]),
            "allotted": names.dollars_words(
                sum(c for a, c in held.items() if a.cost_object == code and a.book in _PAID_FOR)
            ),
            "spent": names.dollars_words(
                sum(c for a, c in held.items() if a.cost_object == code and a.book is Book.EXPENDED)
            ),
        }
        for code in codes
    ]


@require_safe
def donor(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a donor: what it gave by earmarking and year, what it paid for, what is due."""
    require(request.user, Permission.FUNDING_VIEW)
    one: Donor = get_object_or_404(Donor.objects.visible_to(request.user), code=code)
    day = day_of(request)
    given = list(
        Contribution.objects.visible_to(request.user)
        .filter(donor=one, pledged_on__lte=day)
        .prefetch_related("instalments")
    )
    rows = _rows(given, day)
    if (wanted := request.GET.get("format", "")) in FORMATS:
        return save_as(wanted, f"donor-{code}", _COLUMNS, rows)
    counted = [row for row in rows if row["one"].status != Status.WITHDRAWN]
    years: dict[int, int] = {}
    for row in counted:
        year = row["one"].pledged_on.year
        years[year] = years.get(year, 0) + row["pledged"]
    keys = [each.pk for each in given]
    held = queries.balances_of_many(keys, day, reader=request.user)
    earmarkings = _by_earmarking(counted)
    totals = [sum(row[name] for row in counted) for name in ("pledged", "agreed", "received")]
    moved = over_time.moved(request.user, day, contribution__in=keys)
    context = {
        **ways(request),
        "one": one,
        "state": participant_name(one.state) if one.state else "",
        "day": day,
        "contributions": [
            {**row, **{name: names.dollars_words(row[name]) for name in ("pledged", "received")}}
            for row in rows
        ],
        "total": names.dollars_words(totals[0]),
        "earmarkings": [
            (label, *(names.dollars_words(cents) for cents in amounts))
            for label, amounts in earmarkings
        ],
        "totals": [names.dollars_words(cents) for cents in totals],
        "due": _due(rows, day),
        "paid_for": _paid_for(held),
        "balances": balance_lines(held),
        "pictures": [
            picture
            for picture in (
                given_and_received(*totals), by_year(years), where_it_is(queries.by_book(held)),
            )
            if picture
        ],
        "sections": sections(request, Subject.DONOR, one.code),
        **over_time_context(request, moved),
    }  # fmt: skip
    return render(request, "funding/donor.html", context)
