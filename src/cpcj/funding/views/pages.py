"""One contribution, the balances, the settings; as of a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding import names, queries
from cpcj.funding.models import (
    Books,
    Contribution,
    EntryRow,
    FundedProvision,
    Period,
    Posting,
    SettingKind,
    Status,
)
from cpcj.funding.models.visibility import sees_everything
from cpcj.funding.pictures import where_it_is
from cpcj.funding.rules.ledger import Account, Deed
from cpcj.funding.rules.money import Money
from cpcj.funding.services.books import outstanding
from cpcj.funding.tables import settings_of
from cpcj.funding.views.deeds import OFFERED
from cpcj.funding.views.lists import ways
from cpcj.register.presentation.addresses import text_addresser

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_MOST_ENTRIES = 50


def day_of(request: HttpRequest) -> dt.date:
    """Return the day a page is asked for (``?on=2026-03-31``), today by default."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def contribution_of(request: HttpRequest, code: str) -> Contribution:
    """Return a contribution that the visitor may see."""
    require(request.user, Permission.FUNDING_VIEW)
    seen = Contribution.objects.visible_to(request.user).select_related("donor")
    found: Contribution = get_object_or_404(seen, code=code)
    return found


def balance_lines(held: dict[Account, int]) -> list[tuple[str, str]]:
    """Return what accounts hold, by name."""
    return [
        (names.book_name(book), names.dollars_words(cents))
        for book, cents in queries.by_book(held).items()
    ]


@require_safe
def contribution(request: HttpRequest, code: str) -> HttpResponse:
    """Show a contribution: amounts, instalments, receipts, balances on a day, the last entries."""
    one = contribution_of(request, code)
    day = day_of(request)
    held = queries.balances_of(one, day, reader=request.user)
    left = outstanding(one)
    entries = EntryRow.objects.visible_to(request.user).filter(contribution=one)
    rows = entries.annotate(turned=Count("reversed_by")).order_by("-day", "-pk")[:_MOST_ENTRIES]
    moved = _moved(rows)
    may = ways(request)
    context = {
        **may,
        "one": one,
        "amount": names.money_words(one.money),
        "dollars": names.dollars_words(one.dollars),
        "foreign": one.rate_on is not None,
        "rate": names.rate_words(one.rate),
        "pledged": _pledged(one),
        "left": names.money_words(Money(left, one.currency)) if not one.in_kind else "",
        "levy": names.dollars_words(one.levy),
        "levy_reason": names.LEVY_REASONS.get(one.levy_reason, one.levy_reason),
        "donor_href": reverse("funding:donor", args=[one.donor.code]),
        "day": day,
        "balances": balance_lines(held),
        "picture": where_it_is(queries.by_book(held)),
        "by_cost_object": _by_cost_object(held),
        "instalments": [
            (due.due_on, names.money_words(Money(due.minor, one.currency)))
            for due in one.instalments.all()
        ],
        "receipts": [
            {
                "key": receipt.pk,
                "on": receipt.on,
                "amount": names.money_words(Money(receipt.minor, one.currency)),
                "dollars": names.dollars_words(receipt.cents),
                "rate": names.rate_words(receipt.rate),
                "rate_on": receipt.rate_on,
                "reversed": receipt.turned,
            }
            for receipt in one.receipts.annotate(turned=Count("entry__reversed_by"))
        ],
        "entries": [
            {
                "row": row,
                "amount": names.dollars_words(moved.get(row.pk, 0)),
                "may_reverse": may["may_approve"]
                and not row.turned
                and row.deed not in (Deed.REVERSED, Deed.AGREED)
                and one.status == Status.AGREED,
            }
            for row in rows
        ],
        "coverage": _coverage(request, one),
        "deeds": [
            (deed, OFFERED[deed].title)
            for deed in OFFERED
            if OFFERED[deed].fits(one) and allows(request.user, OFFERED[deed].permission)
        ],
    }
    return render(request, "funding/contribution.html", context)


def _pledged(one: Contribution) -> dict[str, Any] | None:
    """Return what was pledged, where the agreement says otherwise: another amount or rate."""
    kept = one.agreed_on and one.pledged is not None
    if not kept or (one.pledged, one.pledged_dollars) == (one.minor, one.dollars):
        return None
    return {
        "amount": names.money_words(Money(one.pledged or 0, one.currency)),
        "dollars": names.dollars_words(one.dollars_of_pledge),
        "rate": names.rate_words(one.pledged_rate or one.rate),
        "rate_on": one.pledged_rate_on,
    }


def _moved(rows: QuerySet[EntryRow]) -> dict[int, int]:
    """Return how much each entry moves, in cents: its debits."""
    debits = Posting.objects.filter(entry__in=[row.pk for row in rows], cents__gt=0).order_by()
    return dict(debits.values_list("entry").annotate(sum=Sum("cents")))


def _by_cost_object(held: dict[Account, int]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    codes = sorted({account.cost_object for account in held if account.cost_object})
    return [
        (
            code,
            reverse("funding:cost_object", args=[code]),
            balance_lines({a: cents for a, cents in held.items() if a.cost_object == code}),
        )
        for code in codes
    ]


def _coverage(request: HttpRequest, one: Contribution) -> list[dict[str, Any]]:
    """Return the paragraphs it funds, with what all visible contributions give for each."""
    identifiers = [provision.identifier for provision in one.provisions.all()]
    seen = Contribution.objects.visible_to(request.user).exclude(status=Status.WITHDRAWN)
    sums = (
        FundedProvision.objects.filter(identifier__in=identifiers, contribution__in=seen)
        .order_by()
        .values_list("identifier")
        .annotate(number=Count("pk"), dollars=Sum("contribution__dollars"))
    )
    found = {identifier: (number, dollars) for identifier, number, dollars in sums}
    address = text_addresser()
    return [
        {
            "identifier": identifier,
            "href": address(identifier),
            "number": found.get(identifier, (0, 0))[0],
            "dollars": names.dollars_words(found.get(identifier, (0, 0))[1]),
        }
        for identifier in identifiers
    ]


@require_safe
def balances(request: HttpRequest) -> HttpResponse:
    """Show what the office's accounts held on a day, and the periods that are closed."""
    require(request.user, Permission.FUNDING_VIEW)
    if not sees_everything(request.user):
        raise Http404
    day = day_of(request)
    held = queries.office_balances(day, reader=request.user)
    books = Books.objects.first()
    context = {
        **ways(request),
        "day": day,
        "balances": balance_lines(held),
        "picture": where_it_is(queries.by_book(held)),
        "closed_through": books.closed_through if books else None,
        "periods": Period.objects.visible_to(request.user)[:24],
    }
    return render(request, "funding/balances.html", context)


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings with the days from which they hold, and who says so."""
    require(request.user, Permission.FUNDING_VIEW)
    context = {
        **ways(request),
        "kinds": [
            (
                kind.label,
                [
                    {
                        "one": one,
                        "threshold": names.dollars_words(one.threshold) if one.threshold else "",
                        "percent": names.rate_words(one.percent),
                    }
                    for one in reversed(settings_of(kind))
                ],
            )
            for kind in SettingKind
        ],
    }
    return render(request, "funding/settings.html", context)
