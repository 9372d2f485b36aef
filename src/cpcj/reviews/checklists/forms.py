"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Organization
from cpcj.frame.forms import EditForm
from cpcj.frame.permissions import Actor, Permission
from cpcj.reviews.checklists.models import ADOPTIONS, ASSISTANCE, FIELDS, Answer, ChecklistVersion
from cpcj.reviews.checklists.rules.checklist import LARGEST, Aspect, Owner, Question
from cpcj.reviews.checklists.services.recording import LONGEST, LONGEST_NEED, Given
from cpcj.reviews.checklists.visibility import own_organizations, own_states
from cpcj.reviews.models import Cycle
from cpcj.reviews.names import state_name

NEED = "need_"


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NoForm(forms.Form):
    """Nothing but the button."""


class VersionForm(forms.Form):
    """A checklist's file."""

    words = forms.CharField(
        label=_("File of the checklist (TOML)"), max_length=LARGEST, widget=_area(24),
        help_text=_("A further version: change the number; keep the identifiers of questions."),
    )  # fmt: skip


class StartForm(forms.Form):
    """Whose answers to which checklist."""

    version = forms.ChoiceField(label=_("Checklist"))
    owner = forms.ChoiceField(label=_("For"))
    institution = forms.CharField(
        label=_("Institution"), required=False, max_length=200,
        help_text=_("Its name, where an organization answers for an institution."),
    )  # fmt: skip
    cycle = forms.ModelChoiceField(
        label=_("Cycle of reviews"), required=False, queryset=Cycle.objects.none()
    )

    def __init__(self, *args: Any, user: Actor, **kwargs: Any) -> None:
        """Offer the latest versions, and the States and organizations the person answers for."""
        super().__init__(*args, **kwargs)
        latest = {one.key: one for one in ChecklistVersion.objects.visible_to(user).order_by("pk")}
        self.versions = {str(one.pk): one for one in latest.values()}
        version: Any = self.fields["version"]
        version.choices = [(key, one.rules.short) for key, one in self.versions.items()]
        states = sorted(own_states(user, Permission.CHECKLIST_SUBMIT))
        keys = own_organizations(user, Permission.CHECKLIST_SUBMIT)
        self.organizations = {
            f"organization {one.pk}": one for one in Organization.objects.filter(pk__in=keys)
        }
        owner: Any = self.fields["owner"]
        owner.choices = [(code, state_name(code)) for code in states]
        owner.choices += [(key, str(one)) for key, one in self.organizations.items()]
        cycle: Any = self.fields["cycle"]
        cycle.queryset = Cycle.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        """Ask for the institution's name where an organization answers."""
        given = super().clean() or {}
        version = self.versions.get(given.get("version", ""))
        organization = self.organizations.get(given.get("owner", ""))
        if organization is not None and not given.get("institution", "").strip():
            self.add_error("institution", gettext("Give the name of the institution."))
        owner = Owner.STATE if organization is None else Owner.INSTITUTION
        if version is not None and owner not in version.rules.owners:
            self.add_error("version", gettext("The checklist is not answered by such."))
        return given

    def said(self) -> dict[str, Any]:
        """Return what the service is given."""
        given = self.cleaned_data
        organization = self.organizations.get(given["owner"])
        return {
            "state": "" if organization else given["owner"],
            "organization": organization,
            "institution": given["institution"] if organization else "",
            "cycle": given["cycle"],
        }


class AnswerForm(EditForm):
    """An answer to a question."""

    watched = FIELDS
    law = forms.ChoiceField(label=_("In law"), required=False)
    in_law = forms.CharField(
        label=_("What the law says"), required=False, max_length=LONGEST, widget=_area()
    )
    citations = forms.CharField(
        label=_("Citations of law"), required=False, max_length=LONGEST, widget=_area(3),
        help_text=_("One a line: law, article, date."),
    )  # fmt: skip
    practice = forms.ChoiceField(label=_("In practice"), required=False)
    in_practice = forms.CharField(
        label=_("What is done in practice"), required=False, max_length=LONGEST, widget=_area()
    )
    examples = forms.CharField(
        label=_("Examples"), required=False, max_length=LONGEST, widget=_area(3),
        help_text=_("Cases, figures, measures."),
    )  # fmt: skip
    challenges = forms.CharField(
        label=_("Challenges"), required=False, max_length=LONGEST, widget=_area(3)
    )

    def __init__(self, *args: Any, record: Answer, question: Question, **kwargs: Any) -> None:
        """Ask what the question asks about, and a line for each type of assistance."""
        needs = {f"{NEED}{kind}": words for kind, words in record.needs.items()}
        super().__init__(*args, record=record, initial=needs, **kwargs)
        choices = [("", _("no answer yet")), *((one.value, w) for one, w in ADOPTIONS.items())]
        for aspect in Aspect:
            field: Any = self.fields[aspect.value]
            field.choices = choices
            if aspect not in question.asks:
                del self.fields[aspect.value]
        for kind, label in ASSISTANCE.items():
            self.fields[f"{NEED}{kind}"] = forms.CharField(
                label=label, required=False, max_length=LONGEST_NEED, widget=_area(2)
            )

    def given(self) -> Given:
        """Return what is said."""
        said = self.cleaned_data
        needs = {kind: said[f"{NEED}{kind}"] for kind in ASSISTANCE}
        return Given(**{name: said.get(name, "") for name in FIELDS[:-1]}, needs=needs)


class AskForm(forms.Form):
    """Who is asked to answer a question."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the members."""
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = people


class ReturnForm(forms.Form):
    """What is missing in submitted answers."""

    words = forms.CharField(label=_("What is missing"), max_length=5_000, widget=_area(6))


class WorkbookForm(forms.Form):
    """A workbook that comes back."""

    workbook = forms.FileField(
        label=_("Workbook (XLSX)"),
        help_text=_("The file that you took home. You first see what would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ApplyForm(forms.Form):
    """The plan that was shown."""

    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TakeUpForm(forms.Form):
    """The request that is made of a proposal."""

    title = forms.CharField(label=_("Title"), max_length=300)
    asked = forms.CharField(label=_("What is asked"), max_length=LONGEST, widget=_area(6))
