"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.funding.forms import amount_field, code_field, day_field
from cpcj.funding.models import Contribution, CostObject, Donor, DonorKind, Status
from cpcj.funding.rules.money import AmountError, Money, money, places


class _WithCostObject(forms.Form):
    """A form that names a cost object under the name that ``aim`` says."""

    aim: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the cost objects."""
        super().__init__(*args, **kwargs)
        self.fields[self.aim].queryset = CostObject.objects.all()  # type: ignore[attr-defined]


class CampaignForm(_WithCostObject):
    """A new campaign."""

    aim = "fund"
    code = code_field()
    title = forms.CharField(label=_("Title"), max_length=300)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    fund = forms.ModelChoiceField(
        label=_("Fund"),
        queryset=CostObject.objects.none(),
        help_text=_("The cost object that donations are to be allocated to."),
    )
    opened_on = day_field(_("Opened on"), initial=timezone.localdate)

    def clean_code(self) -> str:
        """Leave room for the number of a donation."""
        code = str(self.cleaned_data["code"])
        if len(code) > 30 or code == "events":
            raise forms.ValidationError(gettext("This code cannot be."))
        return code


class CloseForm(forms.Form):
    """The last day of a campaign."""

    on = day_field(_("Closed on"), initial=timezone.localdate)


class DonationForm(forms.Form):
    """A donation."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount"))
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        initial="USD",
        help_text=_("Three-letter code of ISO 4217, as EUR."),
    )
    donor = forms.ModelChoiceField(
        label=_("Recorded donor"),
        required=False,
        queryset=Donor.objects.none(),
        help_text=_("Left empty, the public."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("Left empty, the donation is anonymous. The name stays inside the office."),
    )
    agreed_to_be_named = forms.BooleanField(
        label=_("Agreed to be named on the campaign’s page"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the donors, but those that stand for the public."""
        super().__init__(*args, **kwargs)
        self.fields["donor"].queryset = Donor.objects.exclude(kind=DonorKind.PUBLIC)  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        """Refuse what is no currency."""
        code = str(self.cleaned_data["currency"]).upper()
        try:
            places(code)
        except AmountError:
            raise forms.ValidationError(gettext("There is no such currency.")) from None
        return code

    def given(self) -> Money:
        """Return the amount."""
        return money(self.cleaned_data["amount"], self.cleaned_data["currency"])


class EventForm(_WithCostObject):
    """A new event."""

    aim = "cost_object"
    code = code_field()
    title = forms.CharField(label=_("Title"), max_length=300)
    place = forms.CharField(label=_("Place"), max_length=200)
    starts_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))
    cost_object = forms.ModelChoiceField(label=_("Cost object"), queryset=CostObject.objects.none())


class NothingForm(forms.Form):
    """A deed that asks nothing."""


class AskForm(forms.Form):
    """A State's request."""

    asked_on = day_field(_("Asked on"), initial=timezone.localdate)
    persons = forms.IntegerField(label=_("Delegates"), min_value=1, max_value=100)
    amount = amount_field(_("Asked for, in dollars"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class ApproveForm(forms.Form):
    """An approval."""

    on = day_field(_("Decided on"), initial=timezone.localdate)
    amount = amount_field(_("Approved, in dollars"))
    contribution = forms.ModelChoiceField(
        label=_("Contribution"),
        queryset=Contribution.objects.none(),
        help_text=_("Enough of it must be allocated to the event’s cost object."),
    )
    decision = forms.CharField(label=_("Why"), required=False, max_length=500)

    def __init__(self, *args: Any, cost_object: int, **kwargs: Any) -> None:
        """Offer the contributions that something is allocated of."""
        super().__init__(*args, **kwargs)
        offered = Contribution.objects.filter(
            status=Status.AGREED, balances__cost_object=cost_object
        )
        self.fields["contribution"].queryset = offered.distinct()  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """A refusal."""

    on = day_field(_("Decided on"), initial=timezone.localdate)
    decision = forms.CharField(label=_("Why"), max_length=500)


class SpendForm(forms.Form):
    """What was spent."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount in dollars"))


class SettleForm(forms.Form):
    """A sponsorship settled."""

    on = day_field(_("Date"), initial=timezone.localdate)
