"""Donors, cost objects, pledges, terms, instalments and settings: recorded and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, require
from cpcj.funding import forms
from cpcj.funding.models import Contribution, Donor
from cpcj.funding.rules.money import DOLLAR, Money, money
from cpcj.funding.services import parties, tables
from cpcj.funding.views.base import MoneyForm

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class NewDonorPage(MoneyForm):
    """A new donor."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.NewDonorForm
    title = _("Record a donor")
    done_message = _("The donor is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        assert isinstance(form, forms.NewDonorForm)  # noqa: S101 - this page's own form
        donor = parties.add_donor(self.request.user, code=form.cleaned_data["code"], **form.said())
        return reverse("funding:donor", args=[donor.code])


class DonorPage(MoneyForm):
    """Another name, kind or organization of a donor."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.DonorForm
    title = _("Change the donor")
    done_message = _("The donor is changed.")
    donor: Donor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the donor."""
        require(request.user, self.permission)
        seen = Donor.objects.visible_to(request.user)
        self.donor = get_object_or_404(seen, code=kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        initial = {"organization": self.donor.organization_id}
        kwargs = super().get_form_kwargs()
        return {**kwargs, "record": self.donor, "names": self.donor.names, "initial": initial}

    def act(self, form: django_forms.Form) -> str:
        """Change it."""
        assert isinstance(form, forms.DonorForm)  # noqa: S101 - this page's own form
        parties.change_donor(
            self.request.user, self.donor, seen=form.cleaned_data["seen"], **form.said()
        )
        return reverse("funding:donor", args=[self.donor.code])


class NewCostObjectPage(MoneyForm):
    """A new cost object."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.CostObjectForm
    title = _("Record a cost object")
    done_message = _("The cost object is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        made = parties.add_cost_object(self.request.user, **form.cleaned_data)
        return reverse("funding:cost_object", args=[made.code])


class PledgePage(MoneyForm):
    """A new pledge."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.PledgeForm
    title = _("Record a pledge")
    done_message = _("The pledge is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        assert isinstance(form, forms.PledgeForm)  # noqa: S101 - this page's own form
        said = form.cleaned_data
        one = parties.pledge(
            self.request.user,
            code=said["code"],
            donor=said["donor"],
            amount=form.given(),
            on=said["on"],
            in_kind=said["in_kind"],
            terms=form.terms(),
        )
        return reverse("funding:contribution", args=[one.code])


class _OfContribution(MoneyForm):
    """A form about one contribution."""

    permission = Permission.FUNDING_RECORD
    one: Contribution

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the contribution."""
        require(request.user, self.permission)
        seen = Contribution.objects.visible_to(request.user)
        self.one = get_object_or_404(seen, code=kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contribution."""
        return {**super().get_context_data(**kwargs), "one": self.one}


class TermsPage(_OfContribution):
    """Other terms of a contribution."""

    form_class = forms.TermsForm
    title = _("Change the contribution")
    done_message = _("The contribution is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        lines = "\n".join(one.identifier for one in self.one.provisions.all())
        kwargs = super().get_form_kwargs()
        return {**kwargs, "record": self.one, "initial": {"provisions": lines}}

    def act(self, form: django_forms.Form) -> str:
        """Change it."""
        assert isinstance(form, forms.TermsForm)  # noqa: S101 - this page's own form
        parties.change_terms(
            self.request.user, self.one, seen=form.cleaned_data["seen"], terms=form.terms()
        )
        return reverse("funding:contribution", args=[self.one.code])


class InstalmentsPage(_OfContribution):
    """What is due when."""

    form_class = forms.InstalmentsForm
    title = _("Instalments due")
    done_message = _("The instalments are recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        currency = self.one.currency
        lines = "\n".join(
            f"{due.due_on} {Money(due.minor, currency).decimal}"
            for due in self.one.instalments.all()
        )
        kwargs = super().get_form_kwargs()
        return {**kwargs, "currency": currency, "initial": {"due": lines}}

    def act(self, form: django_forms.Form) -> str:
        """Record them."""
        parties.set_instalments(self.request.user, self.one, due=form.cleaned_data["due"])
        return reverse("funding:contribution", args=[self.one.code])


class SettingPage(MoneyForm):
    """A setting from a day on."""

    permission = Permission.FUNDING_APPROVE
    form_class = forms.SettingForm
    title = _("Record a setting")
    done_message = _("The setting is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        threshold = money(said["threshold"] or 0, DOLLAR).minor
        tables.set_setting(self.request.user, **{**said, "threshold": threshold})
        return reverse("funding:settings")
