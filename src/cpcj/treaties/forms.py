"""Forms of the room."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import KINDS, MATTERS, SORTS
from cpcj.treaties.names import participant_name
from cpcj.treaties.rules.effect import not_held, rules
from cpcj.treaties.rules.matters import Sort
from cpcj.treaties.rules.provisions import provisions_named
from cpcj.treaties.rules.tables import Kind


def _choices() -> list[tuple[str, str]]:
    keys = sorted({*rules(), *not_held()})
    return [(key, instrument_name(key)) for key in keys]


class TableForm(forms.Form):
    """A table of participation: of which instrument, as known on which day, from where."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_(
            "A CSV file, a saved page (HTML) or XML of the depositary with a column “Participant” "
            "and the dates of actions."
        ),
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

    def clean_as_known_on(self) -> dt.date:
        """Refuse a day to come: nothing is known of it."""
        day: dt.date = self.cleaned_data["as_known_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class DeclarationsForm(TableForm):
    """A file of declarations on an instrument."""

    table = forms.FileField(
        label=_("Declarations"),
        help_text=_("A text file with a line “#Name” for each participant and its words below it."),
    )


_LOCAL = re.compile(r"art[\w ]{1,8}(?:\(\w{1,4}\))*")


def _participants() -> list[tuple[str, str]]:
    named = [
        (code, participant_name(code)) for code, one in states().items() if one.status != "former"
    ]
    return sorted(named, key=lambda one: one[1])


class DeclarationForm(forms.Form):
    """A declaration, reservation, objection or notification, or the correction of one."""

    participant = forms.ChoiceField(label=_("Participant"), choices=_participants)
    instrument = forms.ChoiceField(label=_("Instrument"), choices=_choices)
    sort = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [(k.value, v) for k, v in SORTS.items() if k is not Sort.WITHDRAWAL],
    )
    matter = forms.ChoiceField(
        label=_("About"),
        choices=lambda: [("", "–"), *((k.value, v) for k, v in MATTERS.items())],
        required=False,
        help_text=_("Of a notification: what it tells."),
    )
    provisions = forms.CharField(
        label=_("Articles"),
        required=False,
        max_length=500,
        help_text=_("As the treaty is cited: “article 18, paragraph 13, and article 5”."),
    )
    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    words = forms.CharField(label=_("Words"), widget=forms.Textarea, max_length=50_000)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it is known from, as it should be named beside it."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        """Ask for a reason where something is corrected, and then not whose it is."""
        super().__init__(*args, **kwargs)
        if correcting:
            for name in ("participant", "instrument"):
                self.fields[name].disabled = True
            sort: Any = self.fields["sort"]
            sort.choices = [(k.value, v) for k, v in SORTS.items()]
        else:
            del self.fields["reason"]

    def clean_provisions(self) -> tuple[str, ...]:
        """Return identifiers of provisions of the instrument."""
        words: str = self.cleaned_data["provisions"]
        instrument = self.cleaned_data.get("instrument", "")
        given = [one.strip() for one in words.split(",")]
        if all(_LOCAL.fullmatch(one) for one in given if one):
            return tuple(f"{instrument}#{one}" for one in given if one)
        named = tuple(one.id for one in provisions_named(words, instrument))
        if not named or not all(named):
            raise forms.ValidationError(
                _("Name articles of the instrument, as “article 18, paragraph 13”.")
            )
        return named


class ActionForm(forms.Form):
    """A depositary action, or the correction of one."""

    participant = forms.ChoiceField(label=_("Participant"), choices=_participants)
    instrument = forms.ChoiceField(label=_("Instrument"), choices=_choices)
    kind = forms.ChoiceField(
        label=_("Action"),
        choices=lambda: [(k.value, v) for k, v in KINDS.items() if k is not Kind.CORRECTION],
    )
    on = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day of signature, of deposit, or on which a denunciation was received."),
    )
    effect = forms.DateField(
        label=_("Date of effect"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Where the depositary states one; else the final clauses give it."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it is known from, as it should be named beside it."),
    )

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        """Keep whose it is where one is corrected."""
        super().__init__(*args, **kwargs)
        for name in ("participant", "instrument") if correcting else ():
            self.fields[name].disabled = True


class WithdrawalForm(forms.Form):
    """That a participant took a declaration back."""

    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        label=_("Words"), widget=forms.Textarea, max_length=50_000, required=False
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it is known from, as it should be named beside it."),
    )


class ObjectionForm(WithdrawalForm):
    """That a participant objects to what another declared."""

    participant = forms.ChoiceField(label=_("Participant"), choices=_participants)
    words = forms.CharField(label=_("Words"), widget=forms.Textarea, max_length=50_000)
    field_order = ("participant", "on", "words", "source")


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
