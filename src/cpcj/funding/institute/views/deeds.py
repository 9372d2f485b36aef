"""What is recorded: members, budgets, assessments, payments, decisions, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import require
from cpcj.funding.institute import forms
from cpcj.funding.institute.models import Assessment, Budget, Member, Payment
from cpcj.funding.institute.services import accounts, budgets
from cpcj.funding.institute.views.base import AccountForm, RecordForm, StateForm
from cpcj.funding.rules.money import money

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def _cents(said: dict[str, Any]) -> int:
    return money(said["amount"]).minor


def _member(state: str) -> str:
    return reverse("institute:member", args=[state])


class NewMemberPage(AccountForm):
    """A membership."""

    form_class = forms.MemberForm
    title = _("Record a member")
    done_message = _("The member is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        return _member(budgets.add_member(self.request.user, **form.cleaned_data).state)


class EndPage(RecordForm):
    """The end of a membership."""

    kind = Member
    form_class = forms.EndForm
    title = _("End the membership")
    done_message = _("The end of the membership is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        budgets.end_membership(self.request.user, self.record, **form.cleaned_data)
        return _member(self.record.state)


class BudgetPage(AccountForm):
    """The budget of a year."""

    form_class = forms.BudgetForm
    title = _("Record an approved budget")
    done_message = _("The budget is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        cents = _cents(said)
        said.pop("amount")
        budget = budgets.approve_budget(self.request.user, cents=cents, **said)
        return reverse("institute:year", args=[budget.year])


class PercentagePage(AccountForm):
    """Another percentage."""

    form_class = forms.PercentageForm
    title = _("Record a percentage")
    done_message = _("The percentage is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        budgets.set_percentage(self.request.user, **form.cleaned_data)
        return reverse("institute:overview")


class SourcePage(AccountForm):
    """What others give."""

    form_class = forms.SourceForm
    title = _("Record another source")
    done_message = _("The source is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        cents = _cents(said)
        said.pop("amount")
        budgets.record_source(self.request.user, cents=cents, **said)
        known = Budget.objects.filter(year=said["year"]).exists()
        if not known:
            return reverse("institute:overview")
        return reverse("institute:year", args=[said["year"]])


class AssessPage(AccountForm):
    """The members of a year assessed."""

    form_class = forms.AssessForm
    title = _("Assess the members")
    done_message = _("The members are assessed.")
    budget: Budget

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the budget."""
        require(request.user, self.permission)
        seen = Budget.objects.visible_to(request.user)
        self.budget = get_object_or_404(seen, year=kwargs["year"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the year."""
        return {**super().get_context_data(**kwargs), "year": self.budget.year}

    def act(self, form: django_forms.Form) -> str:
        """Assess them."""
        accounts.assess(self.request.user, year=self.budget.year, **form.cleaned_data)
        return reverse("institute:year", args=[self.budget.year])


class PayPage(StateForm):
    """A payment."""

    form_class = forms.PaymentForm
    title = _("Record a payment")
    done_message = _("The payment is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say whose it is."""
        return {**super().get_form_kwargs(), "state": self.state}

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        accounts.pay(
            self.request.user,
            state=self.state,
            on=said["on"],
            cents=_cents(said),
            reference=said["reference"],
            said=said["said"],
        )
        return _member(self.state)


class ReversePage(RecordForm):
    """A payment turned round."""

    kind = Payment
    form_class = forms.ReverseForm
    title = _("Reverse a payment")
    done_message = _("The payment is reversed; both stay in the ledger.")

    def act(self, form: django_forms.Form) -> str:
        """Reverse it."""
        accounts.reverse_payment(self.request.user, self.record, **form.cleaned_data)
        return _member(self.record.state)


class WriteOffPage(RecordForm):
    """A part of an assessment written off."""

    kind = Assessment
    form_class = forms.WriteOffForm
    title = _("Write off by decision")
    done_message = _("The decision is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Write it off."""
        said = form.cleaned_data
        cents = _cents(said)
        said.pop("amount")
        accounts.write_off(self.request.user, self.record, cents=cents, **said)
        return _member(self.record.state)


class PlanPage(StateForm):
    """Arrears paid in instalments."""

    form_class = forms.PlanForm
    title = _("Instalments by decision")
    done_message = _("The decision is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        accounts.agree_plan(
            self.request.user,
            state=self.state,
            symbol=said["symbol"],
            decided_on=said["decided_on"],
            instalments=said["due"],
        )
        return _member(self.state)


class NoticePage(StateForm):
    """A notice of arrears."""

    form_class = forms.NoticeForm
    title = _("Give notice of arrears")
    done_message = _("The notice is recorded; take its letter from the list below.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        accounts.give_notice(self.request.user, state=self.state, **form.cleaned_data)
        return _member(self.state)
