"""What everybody may read: funds, open calls, totals, awards as far as they are not withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import Column
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows
from cpcj.funding.names import dollars_words
from cpcj.funding.trust_fund import queries
from cpcj.funding.trust_fund.knowledge import elsewhere
from cpcj.funding.trust_fund.models import Application, Call, Fund, Grant
from cpcj.funding.trust_fund.models.visibility import own_organizations
from cpcj.funding.trust_fund.names import (
    DEEDS,
    WITHHELD,
    cents_words,
    requirement_words,
    state_words,
    words_or_withheld,
)
from cpcj.funding.trust_fund.rules.eligibility import requirements_of
from cpcj.funding.trust_fund.rules.scoring import criteria_of
from cpcj.funding.trust_fund.rules.states import Age, Aid, CallStatus, GrantStatus, Sex
from cpcj.funding.trust_fund.views.base import ways
from cpcj.funding.trust_fund.workflow import CALL

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the funds, the calls that are open, and the funds that others administer."""
    today = timezone.localdate()
    calls = Call.objects.visible_to(request.user).select_related("fund")
    context = {
        **ways(request),
        "funds": Fund.objects.visible_to(request.user),
        "open_calls": calls.filter(
            status=CallStatus.OPEN, opens_on__lte=today, closes_on__gte=today
        ).order_by("closes_on"),
        "elsewhere": elsewhere(),
    }
    return render(request, "trust_fund/start.html", context)


@require_safe
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """Show a fund: what it is for, its calls, and what its grants came to."""
    one = get_object_or_404(
        Fund.objects.visible_to(request.user).select_related("cost_object", "sealed"), code=code
    )
    found = queries.totals(one)
    labels = {"sex": Sex, "age": Age, "aid": Aid}
    headings = {"sex": _("By sex"), "age": _("By age"), "aid": _("By kind of aid")}
    context = {
        **ways(request),
        "one": one,
        "calls": Call.objects.visible_to(request.user).filter(fund=one),
        "totals": found,
        "amount": dollars_words(found.cents),
        "states": [(state_words(code), n) for code, n in found.states.shown],
        "assisted": [
            (headings[name], [(labels[name](key).label, n) for key, n in groups.shown], groups)
            for name, groups in found.assisted.items()
        ],
    }
    return render(request, "trust_fund/fund.html", context)


@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Show a call: what it is for, who may apply, by what it is scored."""
    one = get_object_or_404(Call.objects.visible_to(request.user).select_related("fund"), code=code)
    today = timezone.localdate()
    own = own_organizations(request.user)
    mine = Application.objects.visible_to(request.user).filter(call=one, organization__in=own)
    context = {
        **ways(request),
        "one": one,
        "taking": one.status == CallStatus.OPEN and one.opens_on <= today <= one.closes_on,
        "envelope": dollars_words(one.envelope) if one.envelope else "",
        "requirements": [requirement_words(row) for row in requirements_of(one.requirements)],
        "criteria": criteria_of(one.criteria) if one.criteria else (),
        "own": list(mine),
        "deeds": [
            (deed.name, DEEDS["close_call" if deed.name == "close" else deed.name])
            for deed in CALL.available(one, request.user)
        ],
    }
    return render(request, "trust_fund/call.html", context)


class CallList(ListPage[Call]):
    """Calls for proposals."""

    model = Call
    name = "calls"
    title = _("Calls for proposals")
    template_name = "trust_fund/list.html"
    filters = (
        Facet("status", _("State of the call"), "status", words=lambda one: CallStatus(one).label),
        Facet("fund", _("Fund"), "fund__code"),
    )
    sorts = (
        Sort("closing", _("Closing day"), ("-closes_on", "code")),
        Sort("code", _("Code"), ("code",)),
    )
    columns = (
        Column("code", _("Code"), lambda one: one.code, Call.get_absolute_url),
        Column("title", _("Title"), lambda one: one.title, Call.get_absolute_url),
        Column("fund", _("Fund"), lambda one: str(one.fund)),
        Column("opens_on", _("Opens on"), lambda one: one.opens_on),
        Column("closes_on", _("Closes on"), lambda one: one.closes_on),
        Column("status", _("State of the call"), lambda one: one.get_status_display(),
               exported=False),
        Column("status", _("State of the call"), lambda one: one.status, listed=False),
    )  # fmt: skip
    related = ("fund",)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways."""
        return {**super().context(listing), **ways(self.request)}


def by_words(found: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the records with the words in their number or in what the reader may read."""
    for word in words.split()[:10]:
        found = found.filter(
            Q(number__icontains=word) | Q(shown_title__icontains=word)
            | Q(shown_name__icontains=word) | Q(shown_place__icontains=word)
        )  # fmt: skip
    return found


def _grant_href(one: Any) -> str | None:
    return reverse("trust_fund:grant", args=[one.number]) if one.opens else None


def _for_file(one: Any, value: str) -> str:
    """Return a value as a file holds it: of a shelter it holds none."""
    return str(WITHHELD) if one.application.shelter else words_or_withheld(value)


class GrantList(ListPage[Grant]):
    """Grants: to the public those whose name is not withheld."""

    model = Grant
    name = "grants"
    title = _("Grants")
    template_name = "trust_fund/list.html"
    filters = (
        Facet("status", _("State of the grant"), "status", words=lambda v: GrantStatus(v).label),
        Facet("state", _("State"), "shown_state", words=state_words),
        Facet("call", _("Call"), "application__call__code"),
        Words("q", _("Words"), by_words),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-number",)),
        Sort("grantee", _("Grantee"), ("shown_name", "number")),
        Sort("largest", _("Largest"), ("-shown_cents", "number")),
    )
    columns = (
        Column("number", _("Number"), lambda one: one.number, _grant_href),
        Column("title", _("Title"), lambda one: words_or_withheld(one.shown_title)),
        Column("grantee", _("Grantee"), lambda one: words_or_withheld(one.shown_name),
               exported=False),
        Column("grantee", _("Grantee"), lambda one: _for_file(one, one.shown_name), listed=False),
        Column("state", _("State"), lambda one: state_words(one.shown_state), exported=False),
        Column("state", _("State"), lambda one: _for_file(one, one.shown_state.strip("?")),
               listed=False),
        Column("amount", _("Amount"), lambda one: cents_words(one.shown_cents)),
        Column("call", _("Call"), lambda one: one.application.call.code),
        Column("starts_on", _("Begins on"), lambda one: one.starts_on),
        Column("ends_on", _("Ends on"), lambda one: one.ends_on),
        Column("status", _("State of the grant"), lambda one: one.get_status_display()),
    )  # fmt: skip
    related = ("application", "application__call")

    def records(self) -> QuerySet[Grant]:
        """Return what may be seen, with what of it may be read."""
        return super().records().shown_to(self.request.user)  # type: ignore[attr-defined,no-any-return]

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways."""
        told = allows(self.request.user, Permission.GRANT_VIEW)
        return {**super().context(listing), **ways(self.request), "told": told}
