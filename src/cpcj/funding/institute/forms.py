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

from cpcj.funding.forms import amount_field, day_field
from cpcj.funding.institute.models import TABLES, SourceKind
from cpcj.funding.institute.rules.accounts import code_of
from cpcj.funding.rules.money import AmountError, money
from cpcj.resolutions.vocabulary.states import states

_FIRST, _LAST = 1945, 2200


def year_field(**given: Any) -> forms.IntegerField:
    """Return a field for a year."""
    return forms.IntegerField(label=_("Year"), min_value=_FIRST, max_value=_LAST, **given)


def source_field(label: Any = None) -> forms.CharField:
    """Return a field for where a fact is from."""
    return forms.CharField(label=label or _("Source"), max_length=300)


def symbol_field() -> forms.CharField:
    """Return a field for the symbol of a decision."""
    return forms.CharField(
        label=_("Decision"),
        max_length=100,
        help_text=_("Its symbol, as it is cited."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


class MemberForm(forms.Form):
    """A membership."""

    state = forms.CharField(
        label=_("State"), max_length=3, help_text=_("Three-letter code, as KEN.")
    )
    since = day_field(_("Member since"))
    until = day_field(_("Member until"), required=False)
    source = source_field()

    def clean_state(self) -> str:
        """Refuse a code of no State."""
        code = str(self.cleaned_data["state"]).upper()
        if code not in states():
            raise forms.ValidationError(gettext("No State has this code."))
        return code


class EndForm(forms.Form):
    """The end of a membership."""

    until = day_field(_("Member until"))
    source = source_field()


class BudgetForm(forms.Form):
    """A budget."""

    year = year_field()
    amount = amount_field(_("Approved budget, in dollars"))
    approved_on = day_field(_("Approved on"))
    source = source_field(_("Decision"))


class PercentageForm(forms.Form):
    """A percentage."""

    percent = forms.DecimalField(
        label=_("Per cent that members are to fund"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=3,
    )
    since = day_field(_("Since"))
    source = source_field()


class SourceForm(forms.Form):
    """What others give."""

    year = year_field()
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    amount = amount_field(_("Amount in dollars"))
    source = source_field()


class AssessForm(forms.Form):
    """The assessment of a year's members."""

    on = day_field(_("Issued on"), initial=timezone.localdate)
    due_on = day_field(_("Due on"))


class PaymentForm(forms.Form):
    """A payment; where it goes, if the payer says so."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount in dollars"))
    reference = forms.CharField(label=_("Reference"), max_length=100)
    said = forms.CharField(
        label=_("For, as the payer says"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_(
            "One a line: the year and the amount, as 2024 1500.00. Left empty, what has been due "
            "longest is settled first."
        ),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        """Keep the State."""
        super().__init__(*args, **kwargs)
        self.state = state

    def clean_said(self) -> dict[str, int]:
        """Read the lines."""
        pairs = _pairs(str(self.cleaned_data["said"]))
        try:
            return {code_of(self.state, int(year)): cents for year, cents in pairs}
        except ValueError:
            raise forms.ValidationError(gettext("A line begins with no year.")) from None


class ReverseForm(forms.Form):
    """A reversal."""

    on = day_field(_("Date"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Why"), max_length=300)


class WriteOffForm(forms.Form):
    """A part of an assessment written off."""

    on = day_field(_("Date"), initial=timezone.localdate)
    amount = amount_field(_("Amount in dollars"))
    symbol = symbol_field()
    decided_on = day_field(_("Decided on"))


class PlanForm(forms.Form):
    """Arrears paid in instalments."""

    symbol = symbol_field()
    decided_on = day_field(_("Decided on"))
    due = forms.CharField(
        label=_("Instalments"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr"}),
        help_text=_("One a line: the day and the amount, as 2026-06-30 25000.00"),
    )

    def clean_due(self) -> list[tuple[dt.date, int]]:
        """Read the lines."""
        try:
            return [
                (dt.date.fromisoformat(day), cents)
                for day, cents in _pairs(str(self.cleaned_data["due"]))
            ]
        except ValueError:
            raise forms.ValidationError(gettext("A line begins with no day.")) from None


class NoticeForm(forms.Form):
    """A notice of arrears."""

    on = day_field(_("Date"), initial=timezone.localdate)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TableForm(forms.Form):
    """A table that comes in."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, label) for kind, label in TABLES.items()]
    )
    table = forms.FileField(
        label=_("Table"),
        help_text=_(
            "A CSV file. Scale: state, share. Payments: state, date, amount, reference. "
            "Assessments: state, year, amount, issued, due."
        ),
    )
    year = year_field(required=False, help_text=_("The first year of a scale."))
    source = source_field()

    def clean(self) -> dict[str, Any]:
        """Ask for the year of a scale."""
        said = super().clean() or {}
        if said.get("kind") == "scale" and not said.get("year"):
            self.add_error("year", gettext("A scale holds from a year on."))
        return said


def _pairs(words: str) -> list[tuple[str, int]]:
    found = []
    for line in words.splitlines():
        if not line.strip():
            continue
        try:
            head, amount = line.split()
            found.append((head, money(amount).minor))
        except (ValueError, AmountError):
            raise forms.ValidationError(
                gettext("This line was not understood: %(line)s") % {"line": line}
            ) from None
    return found
