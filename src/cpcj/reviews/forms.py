"""Forms of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.punctuation import code_isolated, enumerated
from cpcj.register.followup.forms import DocumentsField
from cpcj.reviews.inputs import Asides
from cpcj.reviews.models import Cycle, Document, FollowUp, MechanismVersion, Review, Sort
from cpcj.reviews.names import period_name, seat_name, state_choices, state_name
from cpcj.reviews.rules.draw.inputs import EXCEPTED, Constraint, Waiver
from cpcj.reviews.rules.mechanism import LARGEST, Seat
from cpcj.reviews.services.keeping import ROLES
from cpcj.reviews.services.recording import LONGEST_WORDS

_DAY = {"type": "date"}


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, initial=timezone.localdate, widget=forms.DateInput(attrs=_DAY)
    )


class NoForm(forms.Form):
    """Nothing but the button."""


class VersionForm(forms.Form):
    """A mechanism's file."""

    words = forms.CharField(
        label=_("File of the mechanism (TOML)"), max_length=LARGEST, widget=_area(24),
        help_text=_("A new phase is a new version: change the number, the cycles, the durations."),
    )  # fmt: skip


class CycleForm(forms.Form):
    """A cycle of a version."""

    version = forms.ModelChoiceField(label=_("Mechanism"), queryset=MechanismVersion.objects.all())
    number = forms.IntegerField(label=_("Number of the cycle"), min_value=1, max_value=99)
    began = _day(_("Beginning"))


class DrawForm(forms.Form):
    """The seed of a draw."""

    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2**31 - 1,
        help_text=_("Published before the draw, so that anybody can replay it."),
    )  # fmt: skip
    period = forms.TypedChoiceField(label=_("What is drawn"), coerce=int)
    deferred = forms.MultipleChoiceField(
        label=_("States that defer reviewing"), required=False, choices=state_choices,
        help_text=_("Several can be chosen."),
    )  # fmt: skip
    waivers = forms.CharField(
        label=_("Recorded exceptions"),
        required=False,
        max_length=5_000,
        widget=_area(3),
    )
    reason = forms.CharField(
        label=_("Reason of deferrals and exceptions"), required=False, max_length=2_000,
        widget=_area(3),
    )  # fmt: skip

    def clean_waivers(self) -> tuple[Waiver, ...]:
        """Return the exceptions that the lines say."""
        found = []
        for line in self.cleaned_data["waivers"].splitlines():
            parts = line.split()
            if not parts:
                continue
            if len(parts) != 2 or parts[0] not in EXCEPTED:
                raise forms.ValidationError(gettext("No exception: %s") % line[:80])
            found.append(Waiver(Constraint(parts[0]), parts[1]))
        return tuple(found)

    def asides(self) -> Asides:
        """Return who defers and what is excepted."""
        given = self.cleaned_data
        return Asides(tuple(sorted(given["deferred"])), given["waivers"])

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        """Offer the cycle, and its years where reviewers are drawn year by year."""
        super().__init__(*args, **kwargs)
        rules = cycle.version.rules
        said = gettext("One a line, constraint and code of the State (same_region PER): %s")
        known = (code_isolated(one.value) for one in sorted(EXCEPTED))
        self.fields["waivers"].help_text = said % enumerated(known)
        field: Any = self.fields["period"]
        years = range(1, max(rules.limits.periods, rules.limits.joiners_period) + 1)
        field.choices = [(0, _("the beginning of the cycle"))]
        if rules.kind == "periods":
            field.choices += [(n, f"{period_name(rules.period_name)} {n}") for n in years]


class RedrawForm(forms.Form):
    """A redraw of one reviewer on request of a State."""

    pair = forms.ChoiceField(label=_("State that asks, and the reviewer drawn again"))
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=_area())
    exception = forms.BooleanField(
        label=_("Recorded as an exception, beyond the redraws allowed"), required=False
    )

    def __init__(self, *args: Any, pairs: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the pairs of the draw."""
        super().__init__(*args, **kwargs)
        named = [
            (f"{state} {reviewer}", f"{state_name(state)} – {state_name(reviewer)}")
            for state, reviewer in pairs
        ]
        field: Any = self.fields["pair"]
        field.choices = sorted(named, key=lambda one: one[1])


class OpenForm(forms.Form):
    """The reviews of a group or year."""

    period = forms.IntegerField(label=_("Group or year"), min_value=1, max_value=20)
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        """Offer the clusters."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cluster"]
        field.choices = [(one.key, one.title or "–") for one in cycle.version.rules.clusters]


class ReportForm(forms.Form):
    """The day a step was done."""

    on = _day(_("Done on"))


class AttachForm(forms.Form):
    """Documents of a review."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    documents = DocumentsField(
        label=_("Documents"), help_text=_("Each at most 10 MB; kept and given out as they came.")
    )


class ObservationForm(forms.Form):
    """An observation."""

    sort = forms.ChoiceField(label=_("Kind"), choices=Sort.choices)
    provision = forms.CharField(
        label=_("Provision"), required=False, max_length=120,
        help_text=_("As in: UNTOC article 18, paragraph 13; or by identifier: UNTOC#art18(13)"),
    )  # fmt: skip
    words = forms.CharField(label=_("Words"), max_length=LONGEST_WORDS, widget=_area(6))
    confidential = forms.BooleanField(
        label=_("Confidential part of the list"), required=False,
        help_text=_("Seen by the State, the reviewing States and the secretariat alone."),
    )  # fmt: skip


class OutsideObservationForm(ObservationForm):
    """An observation of a published review by another body."""

    confidential = None  # type: ignore[assignment]


class AgreeForm(forms.Form):
    """That the list as shown is agreed."""

    seen = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class ConsentForm(forms.Form):
    """Whether the full report is public."""

    public = forms.BooleanField(label=_("The full report is public"), required=False)


class NominateForm(forms.Form):
    """A nomination by note verbale."""

    seat = forms.ChoiceField(label=_("Role"))
    country = forms.ChoiceField(label=_("State"), required=False)
    note = forms.CharField(label=_("Reference of the note verbale"), max_length=200)
    nominated_on = _day(_("Date of the note verbale"))
    name = forms.CharField(label=_("Name of the person"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        """Offer the seats, and the States that take part."""
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.choices = [(one.value, seat_name(one)) for one in Seat if one in ROLES]
        country: Any = self.fields["country"]
        own = [(code, state_name(code)) for code in (review.state, *review.reviewers)]
        known = {code for code, _name in own}
        others = [one for one in state_choices() if one[0] not in known]
        country.choices = [("", _("none, for an observer")), *own, *others]


class SummaryForm(forms.Form):
    """The executive summary."""

    words = forms.CharField(label=_("Executive summary"), max_length=100_000, widget=_area(16))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=_area())


class AnswersForm(forms.Form):
    """The set of answers to a checklist."""

    identifier = forms.CharField(
        label=_("Identifier of the set of answers"), required=False, max_length=120
    )


class FollowUpForm(forms.Form):
    """What was done about an observation."""

    standing = forms.ChoiceField(label=_("How far"), choices=FollowUp.Standing.choices)
    words = forms.CharField(label=_("What was done"), max_length=LONGEST_WORDS, widget=_area(6))


class DeferForm(forms.Form):
    """That a State puts its own review off."""

    state = forms.ChoiceField(label=_("State under review"))
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=_area())

    def __init__(self, *args: Any, years: Mapping[str, int], **kwargs: Any) -> None:
        """Offer the States with the years they were drawn into."""
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        named = [(code, f"{state_name(code)} – {year}") for code, year in years.items()]
        state.choices = sorted(named, key=lambda one: one[1])


class TakeUpForm(forms.Form):
    """The request that is made of a proposal."""

    title = forms.CharField(label=_("Title"), max_length=300)
    asked = forms.CharField(label=_("What is asked"), max_length=LONGEST_WORDS, widget=_area(6))


class OutsideForm(forms.Form):
    """A review by another body."""

    body = forms.CharField(label=_("Body that reviewed"), max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=state_choices)
    title = forms.CharField(label=_("Title"), max_length=300)
    on = _day(_("Date"))
    address = forms.URLField(
        label=_("Address"), required=False, max_length=500, assume_scheme="https"
    )


class RecommendationForm(forms.Form):
    """A recommendation of a working group."""

    body = forms.CharField(label=_("Working group"), max_length=200)
    on = _day(_("Date"))
    symbol = forms.CharField(label=_("Symbol of the report"), required=False, max_length=60)
    number = forms.CharField(label=_("Number"), required=False, max_length=20)
    words = forms.CharField(label=_("Words"), max_length=LONGEST_WORDS, widget=_area(6))
    about = forms.CharField(
        label=_("Provisions and mandates"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("Identifiers, one a line: UNTOC#art18, A/RES/70/178#op46"),
    )  # fmt: skip
