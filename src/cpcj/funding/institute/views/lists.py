"""Lists: assessments, payments, lines of the ledger; and what members owe on a day, as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.lists import Facet, Listing, ListPage, Sort
from cpcj.frame.permissions import Permission, require
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import Assessment, Member, Payment, Posting
from cpcj.funding.institute.names import AGES
from cpcj.funding.institute.rules.arrears import Age, Standing
from cpcj.funding.institute.rules.shares import Membership
from cpcj.funding.institute.views.base import ways
from cpcj.funding.names import book_name, dollars_words
from cpcj.funding.rules.money import Money
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


def plain(cents: int) -> str:
    """Return an amount as it stands in files."""
    return str(Money(cents).decimal)


def _amount(name: str, label: Any, field: str) -> tuple[Column, Column]:
    """Return an amount for people on the page and as a plain number in files."""
    return (
        Column(name, label, lambda one: dollars_words(getattr(one, field)), exported=False),
        Column(name, label, lambda one: plain(getattr(one, field)), listed=False),
    )


def _member_href(one: Any) -> str:
    return reverse("institute:member", args=[one.state])


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A State and what it owes."""

    state: str
    member: bool
    standing: Standing

    @property
    def name(self) -> str:
        """The State's name in the reader's language."""
        return participant_name(self.state)


@dataclass(frozen=True, slots=True)
class StandingList:
    """What the States that a visitor may see owe on a day; rows of States that owed something."""

    day: dt.date
    rows: tuple[StandingRow, ...]

    @classmethod
    def of(cls, user: Actor, day: dt.date) -> StandingList:
        """Return the list for a visitor."""
        seen = list(Member.objects.visible_to(user).values_list("state", "since", "until"))
        today = {row[0] for row in seen if Membership(*row).meets(Membership(row[0], day, day))}
        found = queries.standings({row[0] for row in seen}, day)
        rows = [StandingRow(code, code in today, one) for code, one in found.items()]
        return cls(day, tuple(row for row in rows if row.member or row.standing.assessed))

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it can be saved in."""
        return FORMATS

    def saved(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the list as a file where one is asked for (``?format=csv``)."""
        wanted = request.GET.get("format", "")
        if wanted not in FORMATS:
            return None
        return save_as(wanted, f"arrears-{self.day}", _STANDING, self)  # type: ignore[arg-type]

    def iterator(self, chunk_size: int = 0) -> Iterator[StandingRow]:
        """Yield the rows, as a queryset does."""
        del chunk_size
        yield from self.rows


def _aged(age: Age) -> Callable[[StandingRow], str]:
    return lambda row: plain(row.standing.by_age[age])


_STANDING = (
    Column("state", _("State"), lambda row: row.state),
    Column("name", _("Name"), lambda row: row.name),
    Column("member", _("Member"), lambda row: row.member),
    Column("assessed", _("Assessed"), lambda row: plain(row.standing.assessed)),
    Column("paid", _("Paid"), lambda row: plain(row.standing.paid)),
    Column("written_off", _("Written off"), lambda row: plain(row.standing.written_off)),
    Column("outstanding", _("Outstanding"), lambda row: plain(row.standing.outstanding)),
    Column("arrears", _("In arrears"), lambda row: plain(row.standing.arrears)),
    *(Column(each.value, AGES[each], _aged(each)) for each in Age),
)


class AccountList(ListPage[M]):
    """A list for whoever may see an account; a State sees its own."""

    template_name = "institute/list.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer whoever may see an account."""
        require(request.user, Permission.INSTITUTE_VIEW)
        return super().get(request, *args, **kwargs)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the visitor may do."""
        return {**super().context(listing), **ways(self.request)}


class AssessmentList(AccountList[Assessment]):
    """Assessments."""

    model = Assessment
    name = "assessments"
    title = _("Assessments")
    filters = (
        Facet("year", _("Year"), "year"),
        Facet("state", _("State"), "state", words=participant_name),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-year", "state")),
        Sort("state", _("State"), ("state", "-year")),
        Sort("largest", _("Largest"), ("-cents",)),
    )
    columns = (
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column("name", _("State"), lambda one: participant_name(one.state), _member_href),
        Column("year", _("Year"), lambda one: one.year),
        Column("share", _("Share"), lambda one: one.share, listed=False),
        *_amount("amount", _("Assessed"), "cents"),
        Column("issued_on", _("Issued on"), lambda one: one.issued_on),
        Column("due_on", _("Due on"), lambda one: one.due_on),
    )


class PaymentList(AccountList[Payment]):
    """Payments."""

    model = Payment
    name = "payments"
    title = _("Payments")
    filters = (
        Facet("state", _("State"), "state", words=participant_name),
        Facet("year", _("Year"), "on__year"),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-on",)),
        Sort("state", _("State"), ("state", "-on")),
        Sort("largest", _("Largest"), ("-cents",)),
    )
    columns = (
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column("name", _("State"), lambda one: participant_name(one.state), _member_href),
        Column("on", _("Date"), lambda one: one.on),
        *_amount("amount", _("Amount"), "cents"),
        Column("reference", _("Reference"), lambda one: one.reference),
        Column("reversed", _("Reversed"), lambda one: one.turned, listed=False),
    )

    def records(self) -> Any:
        """Add whether each is reversed."""
        turned = models.Exists(
            Payment.objects.filter(pk=models.OuterRef("pk"), entry__reversed_by__isnull=False)
        )
        return super().records().annotate(turned=turned)


class LedgerList(AccountList[Posting]):
    """Lines of the ledger."""

    model = Posting
    name = "institute-ledger"
    title = _("Ledger")
    filters = (
        Facet("state", _("State"), "entry__state", words=participant_name),
        Facet("book", _("Account"), "book", words=book_name),
    )
    sorts = (Sort("newest", _("Newest"), ("-entry__day",)),)
    columns = (
        Column("entry", _("Entry"), lambda one: one.entry_id),
        Column("state", _("State"), lambda one: one.entry.state),
        Column("day", _("Date"), lambda one: one.entry.day),
        Column("what", _("What"), lambda one: one.entry.get_deed_display(), exported=False),
        Column("what", _("What"), lambda one: one.entry.deed, listed=False),
        Column("account", _("Account"), lambda one: book_name(one.book), exported=False),
        Column("account", _("Account"), lambda one: one.book, listed=False),
        Column("year", _("Year"), lambda one: one.year),
        *_amount("amount", _("Debit, or credit with a minus"), "cents"),
        Column("reason", _("Reason"), lambda one: one.entry.reason),
    )
    related = ("entry",)
