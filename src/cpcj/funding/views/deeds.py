"""What is done with a contribution's money: one page for each operation, from a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, require
from cpcj.funding import forms
from cpcj.funding.models import Contribution, EntryRow, Status
from cpcj.funding.rules.money import DOLLAR, money
from cpcj.funding.services import books, parties
from cpcj.funding.views.base import MoneyForm

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

Said = dict[str, Any]
Act = Callable[[Any, Contribution, Said], object]


def _agreed(one: Contribution) -> bool:
    return one.status == Status.AGREED


def _of_money(one: Contribution) -> bool:
    return _agreed(one) and not one.in_kind


def _pledged(one: Contribution) -> bool:
    return one.status == Status.PLEDGED


def _closed(one: Contribution) -> bool:
    return one.status == Status.CLOSED


@dataclass(frozen=True, slots=True)
class Offered:
    """An operation as it is offered: its title, form, permission, when, and what it does."""

    title: Any
    form: type[django_forms.Form]
    permission: Permission
    act: Act
    fits: Callable[[Contribution], bool] = _of_money


def _cents(amount: Any) -> int:
    return money(amount or 0, DOLLAR).minor


def _plain(service: Callable[..., object]) -> Act:
    """Return what does an operation that asks when, how much and why."""

    def act(user: Any, one: Contribution, said: Said) -> object:
        return service(
            user, one, on=said["on"], cents=_cents(said["amount"]), reason=said["reason"]
        )

    return act


def _aimed(service: Callable[..., object]) -> Act:
    """Return what does an operation on a cost object."""

    def act(user: Any, one: Contribution, said: Said) -> object:
        return service(
            user,
            one,
            cost_object=said["cost_object"],
            on=said["on"],
            cents=_cents(said["amount"]),
            reason=said["reason"],
        )

    return act


def _reasoned(service: Callable[..., object]) -> Act:
    """Return what does an operation that asks why alone."""

    def act(user: Any, one: Contribution, said: Said) -> object:
        return service(user, one, reason=said["reason"])

    return act


def _agree(user: Any, one: Contribution, said: Said) -> None:
    levy = None if said["levy"] is None else _cents(said["levy"])
    minor = None if said["amount"] is None else money(said["amount"], one.currency).minor
    books.agree(user, one, on=said["on"], minor=minor, levy=levy, levy_reason=said["levy_reason"])


def _receive(user: Any, one: Contribution, said: Said) -> None:
    if one.in_kind:
        books.receive_in_kind(user, one, on=said["on"], cents=_cents(said["amount"]))
    else:
        minor = money(said["amount"], one.currency).minor
        books.receive(user, one, on=said["on"], minor=minor)


def _allocate(user: Any, one: Contribution, said: Said) -> None:
    books.allocate(
        user,
        one,
        cost_object=said["cost_object"],
        on=said["on"],
        cents=_cents(said["amount"]),
        percent=said["percent"],
        reason=said["reason"],
    )


def _return(user: Any, one: Contribution, said: Said) -> None:
    books.return_allocation(
        user,
        one,
        cost_object=said["cost_object"],
        on=said["on"],
        cents=_cents(said["amount"]),
        support_cost=_cents(said["support_cost"]),
        reason=said["reason"],
    )


_RECORD, _APPROVE = Permission.FUNDING_RECORD, Permission.FUNDING_APPROVE
OFFERED: dict[str, Offered] = {
    "agree": Offered(_("Record the agreement"), forms.AgreeForm, _APPROVE, _agree, _pledged),
    "withdraw": Offered(
        _("Withdraw the pledge"), forms.ReasonForm, _APPROVE, _reasoned(parties.withdraw), _pledged
    ),
    "receive": Offered(_("Record a receipt"), forms.ReceiveForm, _RECORD, _receive, _agreed),
    "allocate": Offered(_("Allocate"), forms.AllocateForm, _APPROVE, _allocate),
    "return": Offered(_("Take an allocation back"), forms.ReturnForm, _APPROVE, _return),
    "commit": Offered(_("Commit"), forms.AimedForm, _RECORD, _aimed(books.commit)),
    "release": Offered(_("Release a commitment"), forms.AimedForm, _RECORD, _aimed(books.release)),
    "spend": Offered(_("Record an expenditure"), forms.AimedForm, _RECORD, _aimed(books.spend)),
    "advance": Offered(
        _("Advance what is to come in"), forms.ReasonedForm, _APPROVE, _plain(books.advance)
    ),
    "cover": Offered(_("Cover an advance"), forms.DeedForm, _RECORD, _plain(books.cover_advance)),
    "levy": Offered(
        _("Record the coordination levy"), forms.DeedForm, _RECORD, _plain(books.charge_levy)
    ),
    "pay-levy": Offered(
        _("Pay the coordination levy on"), forms.DeedForm, _RECORD, _plain(books.pay_levy)
    ),
    "refund": Offered(_("Refund the donor"), forms.ReasonedForm, _APPROVE, _plain(books.refund)),
    "write-off": Offered(
        _("Write off what will not come in"),
        forms.ReasonedForm,
        _APPROVE,
        _plain(books.write_off),
    ),
    "close": Offered(
        _("Close the contribution"), forms.ReasonForm, _APPROVE, _reasoned(parties.close), _agreed
    ),
    "reopen": Offered(
        _("Open the contribution again"),
        forms.ReasonForm,
        _APPROVE,
        _reasoned(parties.reopen),
        _closed,
    ),
}


class DeedPage(MoneyForm):
    """One operation on one contribution."""

    permission = _RECORD
    done_message = _("This is recorded.")
    one: Contribution
    offered: Offered

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the operation and the contribution; ask for the operation's own permission."""
        offered = OFFERED.get(kwargs["deed"])
        if offered is None:
            require(request.user, self.permission)
            raise Http404(kwargs["deed"])
        require(request.user, offered.permission)
        seen = Contribution.objects.visible_to(request.user)
        self.one = get_object_or_404(seen, code=kwargs["code"])
        self.offered = offered
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[django_forms.Form]:
        """Return the operation's form."""
        return self.offered.form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the operation's title and the contribution."""
        context = super().get_context_data(**kwargs)
        return {**context, "title": self.offered.title, "one": self.one}

    def act(self, form: django_forms.Form) -> str:
        """Do it."""
        self.offered.act(self.request.user, self.one, form.cleaned_data)
        return reverse("funding:contribution", args=[self.one.code])


class ReversePage(MoneyForm):
    """The reversal of an entry."""

    permission = _APPROVE
    form_class = forms.ReverseForm
    title = _("Reverse an entry")
    done_message = _("The entry is reversed; both stay in the ledger.")
    entry: EntryRow

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the entry."""
        require(request.user, self.permission)
        seen = EntryRow.objects.visible_to(request.user).select_related("contribution")
        self.entry = get_object_or_404(seen, pk=kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is reversed."""
        context = super().get_context_data(**kwargs)
        return {**context, "one": self.entry.contribution, "entry": self.entry}

    def act(self, form: django_forms.Form) -> str:
        """Reverse it."""
        said = form.cleaned_data
        books.reverse(self.request.user, self.entry, on=said["on"], reason=said["reason"])
        return reverse("funding:contribution", args=[self.entry.contribution.code])


class ClosePage(MoneyForm):
    """The closing of a period."""

    permission = Permission.FUNDING_CLOSE
    form_class = forms.CloseForm
    title = _("Close the books")
    submit = _("Close")
    done_message = _("The books are closed.")

    def act(self, form: django_forms.Form) -> str:
        """Close it."""
        books.close_period(
            self.request.user, through=form.cleaned_data["through"], today=timezone.localdate()
        )
        return reverse("funding:balances")
