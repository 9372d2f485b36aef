"""Forms of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Unit
from cpcj.accounts.names import state_choices
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio import names
from cpcj.assistance.portfolio.languages import TranslatedForm
from cpcj.assistance.portfolio.models import Kind, Level, Need, Office, Reach
from cpcj.assistance.portfolio.rules import vocabularies
from cpcj.assistance.portfolio.rules.shares import percent
from cpcj.assistance.portfolio.services.faults import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_WORDS,
)
from cpcj.assistance.portfolio.services.parts import points_of
from cpcj.funding.models import CostObject
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.register.presentation.names import topic_name
from cpcj.resolutions.topics import topics
from cpcj.treaties.names import participant_name

SPARE_ROWS: Final = 3
"""Empty rows below those that are filled."""
Choices = list[tuple[str, str]]


class Day(forms.DateInput):
    """A field for a day as the browser offers it."""

    input_type = "date"

    def __init__(self) -> None:
        """Write days as browsers want them."""
        super().__init__(format="%Y-%m-%d")


def area(rows: int = 4) -> forms.Textarea:
    """Return a field for several lines."""
    return forms.Textarea(attrs={"rows": rows})


def with_empty(choices: Iterable[tuple[str, object]]) -> Choices:
    """Return choices below an empty one."""
    return [("", "–"), *((value, str(label)) for value, label in choices)]


def state_fields() -> Choices:
    """Return the States, by name."""
    return [(code, participant_name(code)) for code, _name in state_choices()]


def _places() -> Choices:
    regions = [(code, str(name)) for code, name in names.REGIONS.items()]
    return with_empty([*state_fields(), *regions])


def _areas() -> Choices:
    return [(one.key, topic_name(one.key)) for one in topics()]


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


class FactsForm(TranslatedForm):
    """Title, description, dates and who answers for it."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    reach = forms.ChoiceField(label=_("Kind of programme"), choices=Reach.choices)
    kind = forms.ChoiceField(label=_("What is done"), choices=Kind.choices)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=LONGEST_WORDS, widget=area(8)
    )
    language = forms.ChoiceField(
        label=_("Language of title and description"), choices=lambda: list(LANGUAGES.items()),
        initial="en",
    )  # fmt: skip
    planned_start = forms.DateField(label=_("Planned start"), widget=Day())
    planned_end = forms.DateField(label=_("Planned end"), widget=Day())
    unit = forms.ChoiceField(
        label=_("Unit that answers for it"), required=False,
        choices=lambda: with_empty([(u.code, str(u)) for u in Unit.objects.filter(closed_on=None)]),
    )  # fmt: skip
    cost_object = forms.ChoiceField(
        label=_("Cost object"), required=False,
        choices=lambda: with_empty([(c.code, str(c)) for c in CostObject.objects.all()]),
        help_text=_("What money is allocated to for it."),
    )  # fmt: skip
    contact = forms.EmailField(
        label=_("E-mail address"), required=False,
        help_text=_("Of a function, never of a person."),
    )  # fmt: skip
    humanitarian = forms.BooleanField(label=_("Humanitarian"), required=False)

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        """Ask what a record of the level has; show what is recorded."""
        super().__init__(*args, **kwargs)
        if level != Level.PROGRAMME:
            del self.fields["reach"]
        if level != Level.ACTIVITY:
            del self.fields["kind"]

    def said(self) -> dict[str, Any]:
        """Return the values of the part."""
        return self.in_languages()


class GroundsForm(forms.Form):
    """What it rests on and serves."""

    mandate = forms.CharField(
        label=_("Mandates"), required=False, max_length=10_000, widget=area(),
        help_text=_("Identifiers of paragraphs, one a line: A/RES/70/178#op46"),
    )  # fmt: skip
    article = forms.CharField(
        label=_("Treaty articles"), required=False, max_length=10_000, widget=area(),
        help_text=_("Identifiers of treaties or articles, one a line: UNTOC#art18"),
    )  # fmt: skip
    topic = forms.MultipleChoiceField(
        label=_("Crime areas"), required=False, choices=_areas,
        help_text=_("Several can be chosen."),
    )  # fmt: skip
    goal = forms.CharField(
        label=_("Sustainable Development Goals and targets"), required=False, max_length=1_000,
        widget=area(2), help_text=_("One a line: 16 or 16.4"),
    )  # fmt: skip

    def __init__(self, *args: Any, held: Mapping[str, Any], **kwargs: Any) -> None:
        """Show what is recorded."""
        shown = {
            name: value if name == "topic" else "\n".join(value) for name, value in held.items()
        }
        kwargs["initial"] = shown
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        """Return the values of the part."""
        return {
            name: value if name == "topic" else _lines(value)
            for name, value in self.cleaned_data.items()
        }


class MarkersForm(forms.Form):
    """How much it is about each policy."""

    def __init__(self, *args: Any, held: Mapping[str, Any], **kwargs: Any) -> None:
        """Ask about every marker."""
        super().__init__(*args, **kwargs)
        for key, marker in vocabularies.markers().items():
            self.fields[key] = forms.ChoiceField(
                label=names.marker_name(key), required=False, initial=str(held.get(key, "")),
                choices=with_empty(
                    [(str(n), names.significance_name(n)) for n in marker.significances]
                ),
            )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return the values of the part."""
        return dict(self.cleaned_data)


class RecipientRow(forms.Form):
    """A State or region with its share."""

    code = forms.ChoiceField(label=_("State or region"), choices=_places, required=False)
    share = forms.CharField(label=_("Share in per cent"), required=False, max_length=10)

    @staticmethod
    def shown(row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a stored row as the form shows it."""
        return {"code": row["code"], "share": str(percent(row["share"]))}

    def said(self) -> dict[str, Any] | None:
        """Return the row; None for an empty one."""
        given = self.cleaned_data
        if not given.get("code"):
            return None
        return {"code": given["code"], "share": points_of(given.get("share"))}


class SectorRow(RecipientRow):
    """A sector with its share."""

    code = forms.ChoiceField(
        label=_("Sector"), required=False,
        choices=lambda: with_empty([
            (code, f"{code} {names.sector_name(code)}") for code in vocabularies.usual_sectors()
        ]),
    )  # fmt: skip
    field_order = ("code", "share")


class PartnerRow(forms.Form):
    """An organization with its part."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=lambda: with_empty(names.ROLES.items())
    )
    type = forms.ChoiceField(
        label=_("Type"), required=False,
        choices=lambda: with_empty(names.ORGANISATION_TYPES.items()),
    )  # fmt: skip
    ref = forms.CharField(label=_("Identifier"), required=False, max_length=80)

    @staticmethod
    def shown(row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a stored row as the form shows it."""
        return dict(row)

    def said(self) -> dict[str, Any] | None:
        """Return the row; None for an empty one."""
        return self.cleaned_data if any(self.cleaned_data.values()) else None


class OfficeRow(forms.Form):
    """An office."""

    code = forms.ChoiceField(
        label=_("Office"), required=False,
        choices=lambda: with_empty([(o.code, str(o)) for o in Office.objects.all()]),
    )  # fmt: skip
    leads = forms.BooleanField(label=_("Leads"), required=False)

    shown = staticmethod(PartnerRow.shown)

    def said(self) -> dict[str, Any] | None:
        """Return the row; None for an empty one."""
        return self.cleaned_data if self.cleaned_data.get("code") else None


class BudgetRow(forms.Form):
    """What is planned for a period."""

    starts_on = forms.DateField(label=_("Begins on"), required=False, widget=Day())
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=Day())
    dollars = forms.DecimalField(
        label=_("In dollars"), required=False, min_value=0, max_digits=13, decimal_places=2
    )
    staff_months = forms.DecimalField(
        label=_("Months of staff"), required=False, min_value=0, max_digits=7, decimal_places=2
    )

    @staticmethod
    def shown(row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a stored row as the form shows it."""
        return {**row, "dollars": Decimal(row["cents"]) / 100}

    def said(self) -> dict[str, Any] | None:
        """Return the row; None for an empty one."""
        given = self.cleaned_data
        if not any(given.values()):
            return None
        return {
            "starts_on": given.get("starts_on"),
            "ends_on": given.get("ends_on"),
            "cents": int((given.get("dollars") or 0) * 100),
            "staff_months": given.get("staff_months") or 0,
        }


ROWS: Final[Mapping[str, type[Any]]] = {
    "recipients": RecipientRow,
    "sectors": SectorRow,
    "partners": PartnerRow,
    "offices": OfficeRow,
    "budgets": BudgetRow,
}
"""Parts that are rows, with the form of a row."""


class RowsForm(forms.BaseFormSet[Any]):
    """Rows of one form, with empty ones below; a row that is emptied is taken away."""

    form: type[Any]
    extra = SPARE_ROWS
    min_num = 0
    max_num = 400
    absolute_max = 400
    validate_max = True
    validate_min = False
    can_order = False
    can_delete = False
    can_delete_extra = False
    edit_only = False
    renderer = forms.renderers.get_default_renderer()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that are filled.

        Raises:
            PortfolioError: a row holds what cannot be.
        """
        said = (form.said() for form in self.forms if form.is_valid())
        return [row for row in said if row is not None]


def rows_form(row: type[Any], shown: list[Mapping[str, Any]], posted: Any = None) -> RowsForm:
    """Return the form of a part that is rows."""
    kind = type("Rows", (RowsForm,), {"form": row})
    made: RowsForm = kind(posted, initial=[row.shown(one) for one in shown], prefix="row")
    return made


class DeedForm(forms.Form):
    """A transition: a day or a reason where it asks for one."""

    on = forms.DateField(label=_("Date"), widget=Day(), initial=timezone.localdate)
    why = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=area())

    def __init__(self, *args: Any, dated: bool, reasoned: bool, **kwargs: Any) -> None:
        """Ask for what the deed needs."""
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["on"]
        if not reasoned:
            del self.fields["why"]


class RequestsForm(forms.Form):
    """Requests that an activity answers."""

    numbers = forms.CharField(
        label=_("Requests"), required=False, max_length=2_000, widget=area(),
        help_text=_("Their numbers, one a line: REQ-2026-0007"),
    )  # fmt: skip

    def said(self) -> list[str]:
        """Return the numbers."""
        return list(dict.fromkeys(_lines(self.cleaned_data["numbers"])))


class NeedsForm(forms.Form):
    """Needs assessments that an activity answers."""

    needs: forms.ModelMultipleChoiceField[Need] = forms.ModelMultipleChoiceField(
        label=_("Needs assessments"), queryset=Need.objects.none(), required=False,
        help_text=_("Several can be chosen."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer those that the person sees."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["needs"]
        field.queryset = Need.objects.visible_to(user)


class DocumentForm(forms.Form):
    """A document, on the web or kept here."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("An address or a file, at most 10 MB.")
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False,
        choices=lambda: with_empty(names.CATEGORIES.items()),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: list(LANGUAGES.items()), initial="en"
    )
    dated = forms.DateField(label=_("Date"), required=False, widget=Day())
    public = forms.BooleanField(
        label=_("Public"), required=False, help_text=_("Seen with the published record.")
    )

    def said(self) -> dict[str, Any]:
        """Return what the service takes."""
        given = dict(self.cleaned_data)
        file = given.pop("file")
        given["file"] = GivenDocument(file.name, file.read()) if file else None
        return given


class NeedForm(forms.Form):
    """A needs assessment."""

    state = forms.ChoiceField(label=_("State"), choices=state_fields)
    on = forms.DateField(label=_("Date"), widget=Day(), initial=timezone.localdate)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    areas = forms.MultipleChoiceField(
        label=_("Crime areas"), choices=_areas, help_text=_("Several can be chosen.")
    )
    findings = forms.CharField(label=_("Findings"), max_length=LONGEST_WORDS, widget=area(8))
    assessed_by = forms.CharField(
        label=_("Assessed by"), max_length=LONGEST_LINE,
        help_text=_("The mission, review or institution, not a person."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"), max_length=LONGEST_WORDS, widget=area(),
        help_text=_("What the findings rest on; files can be added afterwards."),
    )  # fmt: skip
    requests = forms.CharField(
        label=_("Requests that rest on it"), required=False, max_length=2_000, widget=area(2),
        help_text=_("Their numbers, one a line: REQ-2026-0007"),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return what the service takes."""
        given = dict(self.cleaned_data)
        return {**given, "requests": list(dict.fromkeys(_lines(given["requests"])))}


class OfficeForm(forms.Form):
    """A place where the Office stands."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=state_fields)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False
    )
    opened_on = forms.DateField(label=_("Opened on"), required=False, widget=Day())
    closed_on = forms.DateField(label=_("Closed on"), required=False, widget=Day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer open units."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(closed_on=None)
