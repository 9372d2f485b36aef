"""Forms of training: events, participants, follow-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.forms import Day, PartnerRow, area, state_fields, with_empty
from cpcj.assistance.portfolio.models import Format, Sex
from cpcj.assistance.portfolio.services.faults import (
    LONGEST_LINE,
    LONGEST_WORDS,
    PortfolioError,
)


def _state_choices() -> list[tuple[str, str]]:
    return with_empty(state_fields())


class EventForm(forms.Form):
    """A training event."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    starts_on = forms.DateField(label=_("Begins on"), widget=Day())
    ends_on = forms.DateField(label=_("Ends on"), widget=Day())
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=lambda: with_empty(state_fields())
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)


class ParticipantsRow(forms.Form):
    """How many of an institution and sex took part."""

    institution = forms.CharField(label=_("Institution"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=lambda: with_empty(state_fields())
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=lambda: with_empty(Sex.choices))
    attended = forms.IntegerField(label=_("Took part"), required=False, min_value=0)
    completed = forms.IntegerField(label=_("Completed"), required=False, min_value=0)

    shown = staticmethod(PartnerRow.shown)

    def said(self) -> dict[str, Any] | None:
        """Return the row; None for an empty one."""
        given = self.cleaned_data
        if not any(value not in (None, "") for value in given.values()):
            return None
        if given.get("attended") is None:
            raise PortfolioError(gettext("%s: how many took part?") % given.get("institution"))
        return {**given, "completed": given.get("completed") or 0}


class FollowUpForm(forms.Form):
    """What became of an event."""

    on = forms.DateField(label=_("Date"), widget=Day(), initial=timezone.localdate)
    reached = forms.IntegerField(label=_("Answered"), min_value=0)
    applying = forms.IntegerField(label=_("Apply what they learned"), min_value=0)
    words = forms.CharField(
        label=_("Findings"), required=False, max_length=LONGEST_WORDS, widget=area()
    )
