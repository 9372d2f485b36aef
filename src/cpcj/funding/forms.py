"""Forms of the room."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Organization
from cpcj.frame.forms import EditForm
from cpcj.funding.models import CostObject, Donor, DonorKind, SettingKind
from cpcj.funding.models.contributions import CHANNELS, EARMARKINGS, LEVY_PAYMENTS
from cpcj.funding.rules.money import AmountError, Money, money, places
from cpcj.funding.services.parties import WATCHED, Terms
from cpcj.resolutions.vocabulary.states import states

_DIGITS = 15
_PLACES = 4


def day_field(label: Any, *, required: bool = True, **given: Any) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, **given)


def amount_field(label: Any, *, required: bool = True, **given: Any) -> forms.DecimalField:
    """Return a field for an amount, written with the places of its currency."""
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(0),
        max_digits=_DIGITS + _PLACES,
        decimal_places=_PLACES,
        **given,
    )


class DonorFields(forms.Form):
    """What is said of a donor."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DonorKind.choices)
    state = forms.CharField(
        label=_("State"),
        required=False,
        max_length=3,
        help_text=_("Three-letter code of a Government's State, as NOR."),
    )
    organization = forms.ModelChoiceField(
        label=_("Organization"),
        required=False,
        queryset=Organization.objects.none(),
        help_text=_("Its people with the donor's role see what this donor gave."),
    )

    def __init__(self, *args: Any, names: dict[str, str] | None = None, **kwargs: Any) -> None:
        """Add a name for each language; offer the organizations."""
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.all()  # type: ignore[attr-defined]
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": language},
                max_length=200,
                required=code == "en",
                initial=(names or {}).get(code, ""),
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )

    def clean_state(self) -> str:
        """Refuse a code of no State."""
        code = str(self.cleaned_data["state"]).upper()
        if code and code not in states():
            raise forms.ValidationError(gettext("No State has this code."))
        return code

    def said(self) -> dict[str, Any]:
        """Return what the services take."""
        names = {code: self.cleaned_data.get(f"name_{code}", "") for code, _l in settings.LANGUAGES}
        return {
            "names": {code: name for code, name in names.items() if name},
            "kind": self.cleaned_data["kind"],
            "state": self.cleaned_data["state"],
            "organization": self.cleaned_data["organization"],
        }


def _no_address(code: str) -> None:
    """Refuse the word that stands in an address for a new record."""
    if code == "new":
        raise forms.ValidationError(gettext("This code cannot be."))


def code_field() -> forms.SlugField:
    """Return a field for a code that stands in an address for good."""
    return forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Letters, digits and hyphens; it stays as it is."),
        validators=[_no_address],
    )


class NewDonorForm(DonorFields):
    """A donor that is not recorded yet."""

    code = code_field()
    field_order = ("code",)


class DonorForm(DonorFields, EditForm):
    """A donor as it is recorded."""

    watched = ("names", "kind", "state", "organization_id")


class CostObjectForm(forms.Form):
    """Something to allocate to."""

    code = code_field()
    title = forms.CharField(label=_("Title"), max_length=300)
    starts_on = day_field(_("Begins on"), required=False)
    ends_on = day_field(_("Ends on"), required=False)


class TermsFields(forms.Form):
    """What is said of a contribution apart from its amount."""

    title = forms.CharField(label=_("Title"), max_length=300)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    earmarking = forms.ChoiceField(
        label=_("Earmarking"), choices=[(k.value, v) for k, v in EARMARKINGS.items()]
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[(k.value, v) for k, v in CHANNELS.items()]
    )
    levy_payment = forms.ChoiceField(
        label=_("Coordination levy"), choices=[(k.value, v) for k, v in LEVY_PAYMENTS.items()]
    )
    starts_on = day_field(_("Begins on"), required=False)
    ends_on = day_field(_("Ends on"), required=False)
    provisions = forms.CharField(
        label=_("Paragraphs it funds"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("Their identifiers, as A/RES/70/178#op46, one a line."),
    )

    def terms(self) -> Terms:
        """Return what the services take."""
        said = self.cleaned_data
        return Terms(
            **{name: said[name] for name in WATCHED},
            provisions=tuple(said["provisions"].split()),
        )


class PledgeForm(TermsFields):
    """A pledge."""

    code = code_field()
    donor = forms.ModelChoiceField(label=_("Donor"), queryset=Donor.objects.none())
    amount = amount_field(_("Amount"))
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        initial="USD",
        help_text=_("Three-letter code of ISO 4217, as EUR."),
    )
    on = day_field(_("Pledged on"), initial=timezone.localdate)
    in_kind = forms.BooleanField(label=_("In kind"), required=False)
    field_order = ("code", "donor", "title", "amount", "currency", "on", "in_kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the donors."""
        super().__init__(*args, **kwargs)
        self.fields["donor"].queryset = Donor.objects.all()  # type: ignore[attr-defined]

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


class TermsForm(TermsFields, EditForm):
    """The terms as they are recorded."""

    watched = WATCHED


class InstalmentsForm(forms.Form):
    """What is due when."""

    due = forms.CharField(
        label=_("Instalments"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr"}),
        help_text=_("One a line: the day and the amount, as 2026-06-30 25000.00"),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        """Keep the currency."""
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_due(self) -> list[tuple[dt.date, int]]:
        """Read the lines."""
        found = []
        for line in str(self.cleaned_data["due"]).splitlines():
            if not line.strip():
                continue
            try:
                day, amount = line.split()
                found.append((dt.date.fromisoformat(day), money(amount, self.currency).minor))
            except ValueError:
                raise forms.ValidationError(
                    gettext("This line was not understood: %(line)s") % {"line": line}
                ) from None
        return found


class DeedForm(forms.Form):
    """What every operation asks: when, how much, and why."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount"))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class ReasonedForm(DeedForm):
    """An operation that is never done without a reason."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class AimedForm(DeedForm):
    """An operation on a cost object."""

    cost_object = forms.ModelChoiceField(label=_("Cost object"), queryset=CostObject.objects.none())
    field_order: tuple[str, ...] = ("cost_object", "on", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the cost objects."""
        super().__init__(*args, **kwargs)
        self.fields["cost_object"].queryset = CostObject.objects.all()  # type: ignore[attr-defined]


class AllocateForm(AimedForm):
    """An allocation; the support cost is the setting's, or another with a reason."""

    percent = forms.DecimalField(
        label=_("Another support cost, per cent"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=3,
        help_text=_("Left empty, the setting holds. The amount includes the support cost."),
    )
    field_order = ("cost_object", "on", "amount", "percent", "reason")


class ReturnForm(AimedForm):
    """An allocation taken back."""

    support_cost = amount_field(_("Support cost taken back with it"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=300)
    field_order = ("cost_object", "on", "amount", "support_cost", "reason")


class AgreeForm(forms.Form):
    """An agreement; the levy is the rule's, or another with a reason."""

    on = day_field(_("Agreed on"), initial=timezone.localdate)
    amount = amount_field(
        _("Another amount than was pledged"),
        required=False,
        help_text=_("In the contribution’s currency. Instalments due are then recorded anew."),
    )
    levy = amount_field(_("Another levy, in dollars"), required=False)
    levy_reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class ReceiveForm(forms.Form):
    """A receipt."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount in the contribution's currency"))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class ReverseForm(ReasonForm):
    """A reversal."""

    on = day_field(_("Date"), initial=timezone.localdate)
    field_order = ("on", "reason")


class RatesForm(forms.Form):
    """A table of rates."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_("A CSV file with the columns currency, since (as 2026-01-31) and units."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where the table is from, as it should be named beside its facts."),
    )


class SettingForm(forms.Form):
    """A setting from a day on."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SettingKind.choices)
    percent = forms.DecimalField(
        label=_("Per cent"), min_value=Decimal(0), max_value=Decimal(100), decimal_places=3
    )
    since = day_field(_("Since"))
    threshold = amount_field(_("Threshold in dollars"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300)


class CloseForm(forms.Form):
    """A period to be closed."""

    through = day_field(
        _("Close the books through"),
        help_text=_("No entry of that day or an earlier one is written any more."),
    )


class ForecastForm(forms.Form):
    """The next version of a forecast."""

    made_on = day_field(_("Made on"), initial=timezone.localdate)
    lines = forms.CharField(
        label=_("Expected by month"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr"}),
        help_text=_("One a line: the month and dollars, as 2026-06 25000.00"),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def clean_lines(self) -> dict[dt.date, int]:
        """Read the lines."""
        found: dict[dt.date, int] = {}
        for line in str(self.cleaned_data["lines"]).splitlines():
            if not line.strip():
                continue
            try:
                month, amount = line.split()
                first = dt.date.fromisoformat(f"{month}-01")
                cents = money(amount).minor
                if first in found:
                    raise ValueError(line)  # noqa: TRY301 - said like what is not understood
            except ValueError:
                raise forms.ValidationError(
                    gettext("This line was not understood: %(line)s") % {"line": line}
                ) from None
            found[first] = cents
        return found


class TransactionsForm(forms.Form):
    """A spreadsheet of transactions."""

    table = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "CSV or XLSX with the columns reference, date, kind (receipt, commitment, release, "
            "expenditure), contribution, cost_object and amount."
        ),
    )
