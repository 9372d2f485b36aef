"""Forms of the room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cpcj.register.presentation.names import instrument_name
from cpcj.treaties.rules.effect import not_held, rules


def _choices() -> list[tuple[str, str]]:
    keys = sorted({*rules(), *not_held()})
    return [(key, instrument_name(key)) for key in keys]


class TableForm(forms.Form):
    """A table of participation: of which instrument, as known on which day, from where."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_("A CSV file with a column “Participant” and the dates of actions."),
    )
    instrument = forms.ChoiceField(label=_("Instrument"), choices=_choices)
    as_known_on = forms.DateField(
        label=_("As known on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where the table is from, as it should be named beside its facts."),
    )


class TextForm(forms.Form):
    """The text of an instrument."""

    text = forms.FileField(
        label=_("Text"),
        help_text=_("Markdown or plain text with a heading for each article (“Article 1”)."),
    )
    instrument = forms.ChoiceField(label=_("Instrument"), choices=_choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where the text is from, as it should be named beside it."),
    )
