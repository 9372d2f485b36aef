"""Forms of the room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import User
from cpcj.accounts.rules import GRANTS, Role
from cpcj.assistance.models import Origin, Question, Request, Score, Urgency
from cpcj.assistance.names import LANGUAGES, criterion_name
from cpcj.assistance.rules.states import ENDED
from cpcj.assistance.rules.triage import HIGHEST, criteria
from cpcj.assistance.services.asking import Asked
from cpcj.assistance.services.recording import LONGEST_REASON, LONGEST_WORDS
from cpcj.frame.permissions import Permission
from cpcj.register.followup.forms import DocumentsField
from cpcj.register.presentation.names import topic_name
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import may_ask
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DAY = {"type": "date"}
_SALT = "cpcj.assistance.holidays"
_HOLIDAYS_GOOD_FOR = dt.timedelta(hours=12)


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AskForm(forms.Form):
    """What a State asks."""

    state = forms.ChoiceField(label=_("State"))
    title = forms.CharField(label=_("Title"), max_length=300)
    asked = forms.CharField(label=_("What is asked"), max_length=LONGEST_WORDS, widget=_area(8))
    topics = forms.MultipleChoiceField(
        label=_("Crime areas"), required=False,
        choices=lambda: [(one.key, topic_name(one.key)) for one in topics()],
        help_text=_("Several can be chosen."),
    )  # fmt: skip
    mandates = forms.CharField(
        label=_("Mandates"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("Identifiers of paragraphs, one a line: A/RES/70/178#op46"),
    )  # fmt: skip
    articles = forms.CharField(
        label=_("Treaty articles"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("Identifiers of treaties or articles, one a line: UNTOC#art18"),
    )  # fmt: skip
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("The treaty, agreement or law that the assistance rests on."),
    )  # fmt: skip
    beneficiaries = forms.CharField(
        label=_("Beneficiaries"), required=False, max_length=5_000, widget=_area(3)
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    origin = forms.ChoiceField(label=_("Born from"), choices=Origin.choices)
    language = forms.ChoiceField(
        label=_("Language to write in"), choices=lambda: list(LANGUAGES.items()), initial="en"
    )
    shared = forms.BooleanField(
        label=_("Other States may see this request"), required=False,
        help_text=_(
            "They see what is asked and where it stands, never documents, questions or history. "
            "You can change this at any time."
        ),
    )  # fmt: skip
    documents = DocumentsField(
        label=_("Documents"), required=False,
        help_text=_("Each at most 10 MB; they are kept and given out as they came."),
    )  # fmt: skip

    def __init__(self, *args: Any, states: Iterable[str], **kwargs: Any) -> None:
        """Offer States by their codes."""
        super().__init__(*args, **kwargs)
        named = sorted((participant_name(code), code) for code in states)
        field: Any = self.fields["state"]
        field.choices = [(code, name) for name, code in named]

    def said(self) -> Asked:
        """Return what is asked."""
        given = self.cleaned_data
        return Asked(
            title=given["title"],
            asked=given["asked"],
            topics=given["topics"],
            mandates=given["mandates"].splitlines(),
            articles=given["articles"].splitlines(),
            legal_basis=given["legal_basis"],
            beneficiaries=given["beneficiaries"],
            urgency=given["urgency"],
            origin=given["origin"],
            language=given["language"],
            shared=given.get("shared", False),
        )


class RecordForm(AskForm):
    """A request that came by letter."""

    received = forms.DateField(
        label=_("Received on"), initial=timezone.localdate, widget=forms.DateInput(attrs=_DAY)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every State; whether others may see it is for the State to say."""
        super().__init__(*args, states=may_ask(), **kwargs)
        del self.fields["shared"]


class NoForm(forms.Form):
    """Nothing but the button."""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=_area())


class DeclineForm(forms.Form):
    """What the State is told; the proposal's reason stands in it."""

    reason = forms.CharField(
        label=_("Reason, as the State is told"), max_length=LONGEST_REASON, widget=_area()
    )


class QuestionForm(forms.Form):
    """A question to the State."""

    question = forms.CharField(
        label=_("Question to the State"), max_length=LONGEST_WORDS, widget=_area()
    )


class AnswerForm(forms.Form):
    """A field for each question that waits, and documents."""

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        """Ask the questions."""
        super().__init__(*args, **kwargs)
        for one in Question.objects.filter(request=request, answer=""):
            self.fields[f"answer-{one.pk}"] = forms.CharField(
                label=one.words, required=False, max_length=LONGEST_WORDS, widget=_area()
            )
        self.fields["documents"] = DocumentsField(label=_("Documents"), required=False)

    def answers(self) -> Mapping[int, str]:
        """Return the answers by the question's key."""
        return {
            int(name.removeprefix("answer-")): words
            for name, words in self.cleaned_data.items()
            if name.startswith("answer-")
        }


class MergeForm(ReasonForm):
    """Another request of the same State."""

    into = forms.ModelChoiceField(label=_("Request that goes on"), queryset=Request.objects.none())
    field_order = ("into", "reason")

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        """Offer the State's other requests."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        others = Request.objects.filter(state=request.state).exclude(pk=request.pk)
        field.queryset = others.exclude(status__in=ENDED)


class AssignForm(forms.Form):
    """An officer."""

    officer = forms.ModelChoiceField(
        label=_("Officer"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        """Offer those who handle requests."""
        super().__init__(*args, **kwargs)
        self.initial = {"officer": request.officer_id}
        handling = [role for role in Role if Permission.REQUEST_HANDLE in GRANTS[role]]
        field: Any = self.fields["officer"]
        field.queryset = User.objects.filter(
            is_active=True, memberships__role__in=handling
        ).distinct()


class AttachForm(forms.Form):
    """Documents."""

    documents = DocumentsField(label=_("Documents"))


class ShareForm(forms.Form):
    """Whether other States may see it."""

    shared = forms.BooleanField(label=_("Other States may see this request"), required=False)


class ScoreForm(forms.Form):
    """Points and a reason for each criterion."""

    def __init__(self, *args: Any, request: Request, person: Any, **kwargs: Any) -> None:
        """Show what the person said before."""
        super().__init__(*args, **kwargs)
        own = {one.criterion: one for one in Score.objects.filter(request=request, by=person)}
        for key, weight in criteria().items():
            said = own.get(key)
            name = gettext("%(criterion)s, weight %(weight)s") % {
                "criterion": criterion_name(key), "weight": weight,
            }  # fmt: skip
            self.fields[f"points-{key}"] = forms.TypedChoiceField(
                label=name, coerce=int, empty_value=None, required=False,
                choices=[("", "–"), *((n, str(n)) for n in range(HIGHEST + 1))],
                initial="" if said is None else said.points,
            )  # fmt: skip
            self.fields[f"reason-{key}"] = forms.CharField(
                label=gettext("Reason: %s") % criterion_name(key), required=False, max_length=1_000,
                initial="" if said is None else said.reason,
            )  # fmt: skip

    def points(self) -> Mapping[str, tuple[int, str]]:
        """Return points and reasons by criterion."""
        given = self.cleaned_data
        return {
            key: (given[f"points-{key}"], given[f"reason-{key}"])
            for key in criteria()
            if given[f"points-{key}"] is not None
        }


class HolidaysForm(forms.Form):
    """A table of holidays."""

    table = forms.FileField(
        label=_("Table"), help_text=_("A CSV file with the columns “date” and “name”.")
    )
    way = forms.ChoiceField(
        label=_("What it does"),
        choices=[
            ("add", _("Add its days to those that are held")),
            ("replace", _("Take the place of the years that it names")),
        ],
    )


def holidays_note(days: Mapping[dt.date, str], *, replace: bool) -> str:
    """Return a signed note of what was shown, for the form that says yes to it."""
    shown = {"days": {str(on): name for on, name in days.items()}, "replace": replace}
    return signing.dumps(shown, salt=_SALT, compress=True)


def holidays_of(note: str) -> tuple[dict[dt.date, str], bool] | None:
    """Return the days of a note and whether they replace others; None where it is none."""
    try:
        shown = signing.loads(note, salt=_SALT, max_age=_HOLIDAYS_GOOD_FOR)
    except signing.BadSignature:
        return None
    days = {dt.date.fromisoformat(on): name for on, name in shown["days"].items()}
    return days, shown["replace"]
