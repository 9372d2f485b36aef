"""Forms of follow-up. Each that changes a mandate carries the version its person saw."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Unit, User
from cpcj.frame.forms import dress
from cpcj.register.followup import queries
from cpcj.register.followup.models import Status
from cpcj.register.followup.services.details import Details
from cpcj.register.followup.services.notes import (
    LARGEST_DOCUMENT,
    LONGEST_WORDS,
    MOST_DOCUMENTS,
    GivenDocument,
)
from cpcj.register.followup.services.recording import LONGEST_REASON

if TYPE_CHECKING:
    from cpcj.evidence.registry import EvidenceItem
    from cpcj.register.followup.models import FollowUp

_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = {"type": "date"}


class ChangeForm(forms.Form):
    """What every change asks: why; and which version was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the history, with your name and the time."),
    )


class StatusForm(ChangeForm):
    """Another status; *completed* is proposed and confirmed apart."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(status.value, status.label) for status in Status if status != Status.COMPLETED],
        widget=forms.RadioSelect,
    )
    field_order = ("status", "reason")


class AssignForm(ChangeForm):
    """Who carries it out."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False
    )
    officer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Officer"), queryset=User.objects.none(), required=False
    )
    field_order = ("unit", "officer", "reason")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """Offer open units and the officers of the day."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units()  # type: ignore[attr-defined]
        self.fields["officer"].queryset = queries.officers(today)  # type: ignore[attr-defined]


class DetailsForm(ChangeForm):
    """Flags and resources."""

    founding = forms.BooleanField(
        label=_("Founding: creates a body, fund, programme or norm"), required=False
    )
    recurrent = forms.BooleanField(label=_("Recurrent: continues until changed"), required=False)
    needed_amount = forms.DecimalField(
        label=_("Resources needed"), required=False, min_value=Decimal(0), max_digits=18,
        decimal_places=2,
    )  # fmt: skip
    needed_currency = forms.CharField(
        label=_("Currency of what is needed"), required=False, max_length=3,
        help_text=_("Three letters, as USD or EUR."),
    )  # fmt: skip
    held_amount = forms.DecimalField(
        label=_("Resources held"), required=False, min_value=Decimal(0), max_digits=18,
        decimal_places=2,
    )  # fmt: skip
    held_currency = forms.CharField(
        label=_("Currency of what is held"), required=False, max_length=3
    )
    note = forms.CharField(
        label=_("Note on resources"), required=False, max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    field_order = (
        "founding", "recurrent", "needed_amount", "needed_currency", "held_amount",
        "held_currency", "note", "reason",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that an amount has a currency and a currency an amount."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("needed", "held"):
            amount = given.get(f"{name}_amount")
            currency = (given.get(f"{name}_currency") or "").strip().upper()
            given[f"{name}_currency"] = currency
            if currency and not _CURRENCY.fullmatch(currency):
                self.add_error(f"{name}_currency", gettext("Three letters, as USD or EUR."))
            elif amount is not None and not currency:
                self.add_error(f"{name}_currency", gettext("Say in which currency."))
            elif currency and amount is None and f"{name}_amount" not in self.errors:
                self.add_error(f"{name}_amount", gettext("Say how much."))
        return given

    @property
    def details(self) -> Details:
        """Return what was filled in."""
        given = self.cleaned_data

        def money(name: str) -> tuple[Decimal, str] | None:
            amount = given[f"{name}_amount"]
            return None if amount is None else (amount, given[f"{name}_currency"])

        return Details(
            founding=given["founding"],
            recurrent=given["recurrent"],
            needed=money("needed"),
            held=money("held"),
            note=given["note"],
        )

    @staticmethod
    def initial_of(followup: FollowUp) -> dict[str, Any]:
        """Return what is in force."""
        names = ("founding", "recurrent", "needed_amount", "needed_currency", "held_amount",
                 "held_currency")  # fmt: skip
        values = {name: getattr(followup, name) for name in names}
        return {**values, "note": followup.resources_note}


class PublishForm(ChangeForm):
    """Whether the public is shown the status."""

    published = forms.BooleanField(
        label=_("Show the status to everybody"),
        required=False,
        help_text=_("The status alone: no unit, no person, no notes, no resources."),
    )
    field_order = ("published", "reason")


class SupersedeForm(ChangeForm):
    """An answer to a proposed successor, or one named by hand."""

    by = forms.CharField(
        label=_("The later mandate"), max_length=330,
        help_text=_("Its identifier, as A/RES/79/901#op4.1"),
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("Does it take this mandate's place?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    field_order = ("by", "answer", "reason")


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class DocumentsField(forms.FileField):
    """Some documents, none of them too large."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[GivenDocument]:
        """Return the documents with their bytes."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(DocumentsField, self).clean(one, initial) for one in given if one]
        if len(files) > MOST_DOCUMENTS:
            raise forms.ValidationError(gettext("At most %s documents.") % MOST_DOCUMENTS)
        for one in files:
            if one.size > LARGEST_DOCUMENT:
                message = gettext("A document is too large: at most %s MB.")
                raise forms.ValidationError(message % (LARGEST_DOCUMENT >> 20))
        return [GivenDocument(one.name or "", one.read()) for one in files]


class NoteForm(forms.Form):
    """A progress note with what shows it."""

    on = forms.DateField(
        label=_("Day"), initial=timezone.localdate, widget=forms.DateInput(attrs=_DAY)
    )
    words = forms.CharField(
        label=_("How far it has come"), max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    records = forms.MultipleChoiceField(
        label=_("Records held here that show it"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    addresses = forms.CharField(
        label=_("Addresses that show it"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}), help_text=_("One a line."),
    )  # fmt: skip
    documents = DocumentsField(
        label=_("Documents that show it"), required=False,
        help_text=_("Each at most 10 MB; they are kept and given out as they came."),
    )  # fmt: skip

    def __init__(self, *args: Any, items: tuple[EvidenceItem, ...] = (), **kwargs: Any) -> None:
        """Offer what the rooms know about the provision."""
        super().__init__(*args, **kwargs)
        self._items = {_key(item): item for item in items}
        self.fields["records"].choices = [  # type: ignore[attr-defined]
            (key, item.label) for key, item in self._items.items()
        ]
        if not items:
            del self.fields["records"]

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """Return the records chosen."""
        return tuple(self._items[key] for key in self.cleaned_data.get("records", ()))

    @property
    def links(self) -> list[str]:
        """Return the addresses given."""
        return [
            line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip()
        ]


def _key(item: EvidenceItem) -> str:
    """Return by what a record is known when the form comes back: its place may have changed."""
    said = "\n".join((item.room, item.kind, item.label, item.href or ""))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


class CommentForm(forms.Form):
    """A word to colleagues."""

    words = forms.CharField(
        label=_("Comment"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReminderForm(forms.Form):
    """Who is to be reminded, and when."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=_DAY))
    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none()
    )
    words = forms.CharField(label=_("Of what"), required=False, max_length=500)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """Offer the officers of the day."""
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.officers(today)  # type: ignore[attr-defined]


class ViewForm(forms.Form):
    """A name for the filter in use."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=80)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8_000)


class BulkForm(forms.Form):
    """What is done to the mandates ticked, or to all that the filter finds."""

    KEEP = "keep"
    NOBODY = "none"

    deed = forms.ChoiceField(label=_("What to do"))
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", "–"), *Status.choices],
        help_text=_("“Completed” is proposed; another person confirms it."),
    )  # fmt: skip
    everything = forms.BooleanField(
        label=_("All that the filters find, not only those ticked"), required=False
    )
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)

    def __init__(
        self, data: Any = None, *, may_assign: bool, may_record: bool, today: dt.date
    ) -> None:
        """Offer what the person may do."""
        super().__init__(data, auto_id="bulk-%s")
        deeds = [("status", _("Set the status"))] if may_record else []
        deeds += [("assign", _("Assign"))] if may_assign else []
        self.fields["deed"].choices = deeds  # type: ignore[attr-defined]
        self.units = {str(one.pk): one for one in queries.units()} if may_assign else {}
        self.officers = {str(one.pk): one for one in queries.officers(today)} if may_assign else {}
        first = [(self.KEEP, _("leave as it is")), (self.NOBODY, _("none"))]
        for name, held in (("unit", self.units), ("officer", self.officers)):
            if may_assign:
                choices = [*first, *((key, str(one)) for key, one in held.items())]
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Check that the deed has what it needs."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("deed") == "status" and not given.get("status"):
            self.add_error("status", gettext("Choose a status."))
        return given


class SheetForm(forms.Form):
    """A tracking sheet to be read; nothing is changed before it is applied."""

    sheet = forms.FileField(
        label=_("Tracking sheet"),
        help_text=_(
            "CSV or XLSX with the columns symbol, paragraph, unit, status and note. "
            "Nothing is changed before you have seen what would be."
        ),
    )


class ApplyForm(forms.Form):
    """Apply a sheet as its dry run showed it."""

    mode = forms.ChoiceField(
        label=_("How"),
        choices=[
            ("add", _("Add: fill in what is empty, leave what stands")),
            ("replace", _("Replace: what the sheet says takes the place of what stands")),
        ],
        widget=forms.RadioSelect,
        initial="add",
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
