"""Forms of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.forms import Day, area
from cpcj.assistance.portfolio.languages import TranslatedForm
from cpcj.assistance.portfolio.services.faults import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_WORDS,
)
from cpcj.assistance.results import names
from cpcj.assistance.results.models import Indicator, ResultType, Unit
from cpcj.assistance.results.rules.breakdown import CROSSED, KEYS, crossed_with, rows_of
from cpcj.assistance.results.services.framework import Described, Told, Typed

_NOT: Final = ""
_WHOLE: Final = "whole"
_SOME: Final = "some"


def _number(label: object, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=str(label), required=False, max_digits=17, decimal_places=4, **kwargs
    )


class ResultForm(forms.Form):
    """An outcome or output."""

    type = forms.ChoiceField(label=_("Type"), choices=ResultType.choices)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=LONGEST_WORDS, widget=area()
    )


class WordsForm(TranslatedForm):
    """Title and description of a result or an indicator, and both in further languages."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=LONGEST_WORDS, widget=area()
    )


class IndicatorForm(forms.Form):
    """What a result is measured by."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=LONGEST_WORDS, widget=area(3)
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    counted = forms.CharField(
        label=_("What is counted"), required=False, max_length=100,
        help_text=_("For instance: officials trained"),
    )  # fmt: skip
    ascending = forms.BooleanField(label=_("More is better"), required=False, initial=True)
    additive = forms.BooleanField(
        label=_("Values of several activities may be added up"), required=False, initial=True,
        help_text=_("Not where each person is to be counted once over all activities."),
    )  # fmt: skip
    stock = forms.BooleanField(
        label=_("A period says where things stand"), required=False,
        help_text=_("Otherwise each period counts what was reached in it."),
    )  # fmt: skip
    baseline_year = forms.IntegerField(
        label=_("Year of the baseline"), required=False, min_value=1945, max_value=2100
    )
    baseline = _number(_("Baseline: number, or the part"))
    baseline_of = _number(_("Baseline: the whole, of a percentage"))
    baseline_words = forms.CharField(
        label=_("Baseline in words"), required=False, max_length=2_000, widget=area(2)
    )
    into: Any = forms.ModelChoiceField(
        label=_("Contributes to"), required=False, queryset=Indicator.objects.none(),
        help_text=_("An indicator of what the activity directly belongs to."),
    )  # fmt: skip

    def __init__(self, *args: Any, above: int | None, **kwargs: Any) -> None:
        """Offer the axes, and the indicators directly above."""
        super().__init__(*args, **kwargs)
        for axis in KEYS:
            self.fields[f"axis-{axis}"] = forms.ChoiceField(
                label=gettext("Broken down by %s") % names.axis_name(axis).lower(),
                required=False,
                choices=[
                    (_NOT, gettext("no")),
                    (_WHOLE, gettext("yes, the rows make up the total")),
                    (_SOME, gettext("yes, the rows may stay below the total")),
                ],
            )
        self.fields["pairs"] = forms.MultipleChoiceField(
            label=gettext("Broken down by two at once"), required=False,
            choices=[(pair, names.axis_name(pair)) for pair in CROSSED],
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext("For instance: women of 18 to 29 years"),
        )  # fmt: skip
        field: Any = self.fields["into"]
        field.queryset = Indicator.objects.filter(result__activity=above)
        if above is None:
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        """Put the axes together."""
        given = super().clean() or self.cleaned_data
        chosen = {
            axis: given[f"axis-{axis}"] == _WHOLE for axis in KEYS if given.get(f"axis-{axis}")
        }
        try:
            given["axes"] = crossed_with(chosen, given.get("pairs", ()))
        except KeyError:
            self.add_error("pairs", gettext("Choose each of the two by itself as well."))
        return given

    def said(self) -> Described:
        """Return what is asked for."""
        given = self.cleaned_data
        baseline = Typed(given["baseline"], given["baseline_of"], given["baseline_words"])
        return Described(
            title=given["title"], description=given["description"], unit=given["unit"],
            counted=given["counted"], ascending=given["ascending"], additive=given["additive"],
            stock=given["stock"], baseline_year=given["baseline_year"],
            baseline=None if baseline.empty else baseline, axes=given["axes"],
        )  # fmt: skip


class LinkForm(forms.Form):
    """To which indicator one contributes."""

    into: Any = forms.ModelChoiceField(
        label=_("Contributes to"), required=False, queryset=Indicator.objects.none(),
        help_text=_("An indicator of what the activity directly belongs to."),
    )  # fmt: skip

    def __init__(self, *args: Any, above: int | None, **kwargs: Any) -> None:
        """Offer the indicators directly above."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = Indicator.objects.filter(result__activity=above)


class PeriodForm(forms.Form):
    """A period that is reported on."""

    starts_on = forms.DateField(label=_("Begins on"), widget=Day())
    ends_on = forms.DateField(label=_("Ends on"), widget=Day())
    due_on = forms.DateField(
        label=_("Report due on"), required=False, widget=Day(),
        help_text=_("Thirty days after its end where nothing is said."),
    )  # fmt: skip


class CorrectionForm(forms.Form):
    """Why what was approved is corrected."""

    correction = forms.CharField(
        label=_("Why it is corrected"), max_length=LONGEST_REASON, widget=area()
    )


class ReasonForm(forms.Form):
    """Why an update is returned."""

    why = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=area())


class NoForm(forms.Form):
    """Nothing but the button."""


def add_value(
    form: forms.Form, name: str, label: str, unit: str, held: Typed | None, *, comment: bool
) -> None:
    """Add the fields of a value to a form."""
    shown = held or Typed()
    if unit == Unit.TEXT:
        form.fields[f"{name}-words"] = forms.CharField(
            label=label, required=False, max_length=LONGEST_WORDS, widget=area(2),
            initial=shown.words,
        )  # fmt: skip
    elif unit == Unit.YES_NO:
        initial = "" if shown.numerator is None else str(int(shown.numerator))
        form.fields[f"{name}-n"] = forms.ChoiceField(
            label=label, required=False, initial=initial,
            choices=[("", "–"), ("1", gettext("yes")), ("0", gettext("no"))],
        )  # fmt: skip
    elif unit == Unit.PERCENTAGE:
        form.fields[f"{name}-n"] = _number(
            gettext("%s: the part") % label, initial=_plain(shown.numerator)
        )
        form.fields[f"{name}-d"] = _number(
            gettext("%s: the whole") % label, initial=_plain(shown.denominator)
        )
    else:
        form.fields[f"{name}-n"] = _number(label, initial=_plain(shown.numerator))
    if comment:
        form.fields[f"{name}-comment"] = forms.CharField(
            label=gettext("%s: comment") % label, required=False, max_length=2_000,
            initial=shown.comment,
        )  # fmt: skip


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def typed(form: forms.Form, name: str) -> Typed:
    """Return the value that was typed into the fields of a name."""
    given = form.cleaned_data
    number = given.get(f"{name}-n")
    return Typed(
        None if number in (None, "") else Decimal(number),
        given.get(f"{name}-d"),
        given.get(f"{name}-words", ""),
        given.get(f"{name}-comment", ""),
    )


class RowsForm(forms.Form):
    """Values of indicators, each in all and by the rows of its axes: targets of a period."""

    comments: ClassVar[bool] = False

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[Indicator],
        countries: Iterable[str],
        held: Mapping[tuple[int, str, str], Typed],
        **kwargs: Any,
    ) -> None:
        """Ask for every indicator's value and rows."""
        super().__init__(*args, **kwargs)
        self.indicators = list(indicators)
        self.rows: dict[int, list[tuple[str, str]]] = {}
        places = list(countries)
        for one in self.indicators:
            add_value(
                self, str(one.pk), one.title, one.unit, held.get((one.pk, "", "")),
                comment=self.comments,
            )  # fmt: skip
            self.rows[one.pk] = [
                (dimension.axis, key)
                for dimension in one.dimensions.all()
                for key in rows_of(dimension.axis, places)
            ]
            for axis, key in self.rows[one.pk]:
                label = f"{one.title} – {names.axis_name(axis)}: {names.key_name(axis, key)}"
                add_value(
                    self, f"{one.pk}/{axis}/{key}", label, one.unit, held.get((one.pk, axis, key)),
                    comment=False,
                )  # fmt: skip

    def said(self) -> dict[int, Told]:
        """Return what is said by the indicator's key."""
        return {
            one.pk: Told(
                typed(self, str(one.pk)),
                {
                    (axis, key): typed(self, f"{one.pk}/{axis}/{key}")
                    for axis, key in self.rows[one.pk]
                },
            )
            for one in self.indicators
        }


class BaselineForm(RowsForm):
    """Where an indicator stood before, in all and by the rows of its axes."""

    comments = True
    year = forms.IntegerField(
        label=_("Year of the baseline"), required=False, min_value=1945, max_value=2100
    )


class FiguresForm(RowsForm):
    """What was reached in a period, indicator by indicator, with the rows of each axis."""

    comments = True
    narrative = forms.CharField(
        label=_("What happened"), required=False, max_length=LONGEST_WORDS, widget=area(6)
    )
