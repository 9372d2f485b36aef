"""Forms of the room: a file with its year, and what an officer says a row means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.register.budget import names
from cpcj.register.budget.models import Line
from cpcj.resolutions.budget import Section, read_section
from cpcj.resolutions.budget.rules import rules
from cpcj.resolutions.source import UnreadableError

FIRST_YEAR, LAST_YEAR = 1974, 2199  # programme budgets began with the biennium 1974-1975


class ImportForm(forms.Form):
    """A file of a budget section, with the year of the budget where the file does not say it."""

    document = forms.FileField(
        label=_("File"),
        help_text=_(
            "The publisher's table (CSV), the section as a tree (JSON), or the section in Word."
        ),
    )
    year = forms.IntegerField(
        label=_("Year of the budget"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Leave empty where the file or its name says it."),
    )
    dated = forms.DateField(
        label=_("Date of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    section: Section | None = None
    data_of_file: bytes = b""

    def clean_document(self) -> Any:
        """Read the file."""
        given = self.cleaned_data["document"]
        if given.size > settings.UPLOAD_FILE_BYTES:
            most = settings.UPLOAD_FILE_BYTES >> 20
            raise forms.ValidationError(
                gettext("Too large, at most %(most)s MB.") % {"most": most}, code="large"
            )
        self.data_of_file = given.read()
        try:
            self.section = read_section(self.data_of_file, given.name)
        except UnreadableError as error:
            raise forms.ValidationError(str(error), code="unreadable") from error
        return given

    def clean(self) -> dict[str, Any]:
        """Take the year from the file where it is not given; a contradiction is no import."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.section is None or "year" not in cleaned:
            return cleaned
        read = self.section.year
        if cleaned["year"] is None:
            if read is None:
                message = gettext("The file does not say of which year it is: give the year.")
                self.add_error("year", message)
            cleaned["year"] = read
        elif read is not None and read != cleaned["year"]:
            message = gettext("The file is of %(year)s.") % {"year": read}
            self.add_error("year", message)
        return cleaned


class CorrectionForm(forms.Form):
    """What a row means, and why somebody says so."""

    UNTRACEABLE = "untraceable"
    BACK = "rules"

    meaning = forms.ChoiceField(
        label=_("What is right"),
        choices=(
            ("text", _("the text named below")),
            (UNTRACEABLE, _("it cannot be traced")),
            (BACK, _("what the rules say")),
        ),
    )
    body = forms.ChoiceField(label=_("Body"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind, names.KINDS[kind]) for kind in ("resolution", "decision")],
    )
    number = forms.CharField(
        label=_("Number as printed"),
        max_length=40,
        required=False,
        help_text=_("As the body prints it: 70/178, 2016/16, 1373 (2001), 217 A (III)."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with your name in the history of the record."),
    )

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        """Offer the bodies that the rules know, with what is in force chosen."""
        super().__init__(*args, **kwargs)
        self.initial = {
            "body": line.body,
            "kind": line.kind,
            "number": line.number or line.printed[:40],
        }
        known = dict.fromkeys(body for form in rules().forms for body in form.bodies)
        self.fields["body"].choices = sorted(  # type: ignore[attr-defined]
            ((body, names.body_of(body)) for body in known), key=lambda pair: pair[1]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a number where a text is named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("meaning") == "text" and not cleaned.get("number"):
            self.add_error("number", gettext("Say which number it is."))
        return cleaned
