"""Lists: contributions, donors, cost objects, lines of the ledger, rates of exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cpcj.frame.exports import Column
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding import names
from cpcj.funding.models import Contribution, CostObject, Donor, DonorKind, Posting, Rate, Status
from cpcj.funding.models.contributions import CHANNELS, EARMARKINGS
from cpcj.funding.models.visibility import sees_everything
from cpcj.funding.rules.charges import Channel, Earmarking
from cpcj.funding.rules.money import Money

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

M = TypeVar("M", bound=models.Model)


def ways(request: HttpRequest) -> dict[str, bool]:
    """Return what a visitor may do, for the links at the head of each page."""
    return {
        "office": sees_everything(request.user),
        "may_record": allows(request.user, Permission.FUNDING_RECORD),
        "may_approve": allows(request.user, Permission.FUNDING_APPROVE),
        "may_close": allows(request.user, Permission.FUNDING_CLOSE),
    }


class MoneyList(ListPage[M]):
    """A list for whoever may see money."""

    template_name = "funding/list.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer whoever may see money; each sees the own."""
        require(request.user, Permission.FUNDING_VIEW)
        return super().get(request, *args, **kwargs)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the visitor may do."""
        return {**super().context(listing), **ways(self.request)}


def _by_words(found: QuerySet[Any], words: str) -> QuerySet[Any]:
    for word in words.split()[:10]:
        found = found.filter(
            Q(title__icontains=word) | Q(code__icontains=word) | Q(purpose__icontains=word)
        )
    return found


def contribution_href(one: Contribution) -> str:
    """Return a contribution's page."""
    return reverse("funding:contribution", args=[one.code])


class ContributionList(MoneyList[Contribution]):
    """The contributions that a visitor may see."""

    model = Contribution
    name = "contributions"
    title = _("Contributions")
    filters = (
        Facet("status", _("Status"), "status", words=lambda one: Status(one).label),
        Facet(
            "earmarking",
            _("Earmarking"),
            "earmarking",
            words=lambda one: EARMARKINGS[Earmarking(one)],
        ),
        Facet("channel", _("Channel"), "channel", words=lambda one: CHANNELS[Channel(one)]),
        Facet("donor", _("Donor"), "donor__code"),
        Facet("paragraph", _("Paragraph"), "provisions__identifier", many=True),
        Words("q", _("Words"), _by_words),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-pledged_on", "code")),
        Sort("largest", _("Largest"), ("-dollars",)),
        Sort("code", _("Code"), ("code",)),
    )
    columns = (
        Column("code", _("Code"), lambda one: one.code, contribution_href),
        Column("title", _("Title"), lambda one: one.title, contribution_href),
        Column("donor", _("Donor"), lambda one: str(one.donor)),
        Column("amount", _("Amount"), lambda one: names.money_words(one.money), exported=False),
        Column("amount", _("Amount"), lambda one: str(one.money.decimal), listed=False),
        Column("currency", _("Currency"), lambda one: one.currency, listed=False),
        Column(
            "dollars", _("In dollars"), lambda one: names.dollars_words(one.dollars), exported=False
        ),
        Column(
            "dollars", _("In dollars"), lambda one: str(Money(one.dollars).decimal), listed=False
        ),
        Column("rate", _("Rate"), lambda one: str(one.rate), listed=False),
        Column(
            "pledged_dollars",
            _("Pledged in dollars"),
            lambda one: str(Money(one.dollars_of_pledge).decimal),
            listed=False,
        ),
        Column("rate_on", _("Date of the rate"), lambda one: one.rate_on, listed=False),
        Column("status", _("Status"), lambda one: one.get_status_display(), exported=False),
        Column("status", _("Status"), lambda one: one.status, listed=False),
        Column("earmarking", _("Earmarking"), lambda one: one.earmarking, listed=False),
        Column("channel", _("Channel"), lambda one: one.channel, listed=False),
        Column("pledged_on", _("Pledged on"), lambda one: one.pledged_on, listed=False),
        Column("agreed_on", _("Agreed on"), lambda one: one.agreed_on, listed=False),
    )
    related = ("donor",)


class DonorList(MoneyList[Donor]):
    """The donors that a visitor may see."""

    model = Donor
    name = "donors"
    title = _("Donors")
    filters = (Facet("kind", _("Kind"), "kind", words=lambda one: DonorKind(one).label),)
    sorts = (Sort("code", _("Code"), ("code",)),)
    columns = (
        Column(
            "code",
            _("Code"),
            lambda one: one.code,
            lambda one: reverse("funding:donor", args=[one.code]),
        ),
        Column("name", pgettext_lazy("of a thing", "Name"), str),
        Column("kind", _("Kind"), lambda one: one.get_kind_display()),
        Column("state", _("State"), lambda one: one.state),
    )


class CostObjectList(MoneyList[CostObject]):
    """The cost objects that a visitor may see."""

    model = CostObject
    name = "cost-objects"
    title = _("Cost objects")
    sorts = (Sort("code", _("Code"), ("code",)),)
    columns = (
        Column(
            "code",
            _("Code"),
            lambda one: one.code,
            lambda one: reverse("funding:cost_object", args=[one.code]),
        ),
        Column("title", _("Title"), lambda one: one.title),
        Column("starts_on", _("Begins on"), lambda one: one.starts_on),
        Column("ends_on", _("Ends on"), lambda one: one.ends_on),
    )


class RateList(MoneyList[Rate]):
    """The rates of exchange."""

    model = Rate
    name = "rates"
    title = _("Rates of exchange")
    filters = (Facet("currency", _("Currency"), "currency"),)
    sorts = (
        Sort("newest", _("Newest"), ("-since", "currency")),
        Sort("currency", _("Currency"), ("currency", "-since")),
    )
    columns = (
        Column("currency", _("Currency"), lambda one: one.currency),
        Column("since", _("Since"), lambda one: one.since),
        Column(
            "units", _("Units a dollar"), lambda one: names.rate_words(one.units), exported=False
        ),
        Column("units", _("Units a dollar"), lambda one: str(one.units), listed=False),
        Column("source", _("Source"), lambda one: one.source),
    )


class LedgerList(MoneyList[Posting]):
    """The lines of the ledger of one contribution."""

    model = Posting
    name = "ledger"
    title = _("Ledger")
    filters = (
        Facet("account", _("Account"), "book", words=names.book_name),
        Facet("what", _("What"), "entry__deed", words=names.deed_name),
        Facet("cost_object", _("Cost object"), "cost_object__code"),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-entry__day",)),
        Sort("oldest", _("Oldest"), ("entry__day",)),
    )
    columns = (
        Column("entry", _("Entry"), lambda one: one.entry_id),
        Column("day", _("Date"), lambda one: one.entry.day),
        Column("what", _("What"), lambda one: one.entry.get_deed_display(), exported=False),
        Column("what", _("What"), lambda one: one.entry.deed, listed=False),
        Column("account", _("Account"), lambda one: one.get_book_display(), exported=False),
        Column("account", _("Account"), lambda one: one.book, listed=False),
        Column(
            "cost_object", _("Cost object"), lambda one: one.cost_object and one.cost_object.code
        ),
        Column("debit", _("Debit"), lambda one: _side(one.cents), exported=False),
        Column("debit", _("Debit"), lambda one: _cents(one.cents), listed=False),
        Column("credit", _("Credit"), lambda one: _side(-one.cents), exported=False),
        Column("credit", _("Credit"), lambda one: _cents(-one.cents), listed=False),
        Column("reverses", _("Reverses"), lambda one: one.entry.reverses_id),
        Column("reason", _("Reason"), lambda one: one.entry.reason),
    )
    related = ("entry", "cost_object")

    def records(self) -> QuerySet[Posting]:
        """Return the lines of the contribution's entries; not found where it may not be seen."""
        seen = Contribution.objects.visible_to(self.request.user)
        contribution = get_object_or_404(seen, code=self.kwargs["code"])
        rows: Any = Posting.objects.all()
        found: QuerySet[Posting] = rows.filter(entry__contribution=contribution)
        return found.unsealed(self.request.user)  # type: ignore[attr-defined,no-any-return]

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add whose ledger it is."""
        return {**super().context(listing), "of": self.kwargs["code"]}


def _side(cents: int) -> str:
    return names.dollars_words(cents) if cents > 0 else ""


def _cents(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents > 0 else ""
