"""Forms of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Organization, User
from cpcj.accounts.rules import GRANTS, Role
from cpcj.frame.permissions import Permission
from cpcj.funding.forms import amount_field, code_field, day_field
from cpcj.funding.models import Contribution, CostObject
from cpcj.funding.rules.ledger import Book
from cpcj.funding.rules.money import AmountError, Money, money
from cpcj.funding.trust_fund.models import (
    PARTS,
    Application,
    Assignment,
    Call,
    Fund,
    GrantInstalment,
    Particular,
)
from cpcj.funding.trust_fund.rules.eligibility import requirements_of
from cpcj.funding.trust_fund.rules.scoring import criteria_of
from cpcj.funding.trust_fund.rules.states import Age, Aid, Sex
from cpcj.funding.trust_fund.rules.withheld import CHOSEN, Part
from cpcj.funding.trust_fund.services.applying import Proposal
from cpcj.funding.trust_fund.services.awarding import Award, Instalment
from cpcj.funding.trust_fund.services.calls import CallTerms, FundTerms
from cpcj.funding.trust_fund.services.grants import Account
from cpcj.funding.trust_fund.services.recording import LONGEST_REASON, LONGEST_WORDS
from cpcj.register.followup.forms import DocumentsField
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.names import participant_name

_PARTS_OF_AN_AWARD = 4
_PART_CHOICES = [(part.value, PARTS[part]) for part in CHOSEN]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _cents(amount: Any) -> int:
    try:
        return money(amount).minor
    except AmountError as error:
        raise forms.ValidationError(gettext("This is no amount of dollars.")) from error


def _dollars(cents: int | None) -> Any:
    return None if cents is None else Money(cents).decimal


class NoForm(forms.Form):
    """Nothing but the button."""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=_area())


class CloseForm(forms.Form):
    """Why a grant is closed; asked for where its use is not accounted for."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=_area()
    )


class FundForm(forms.Form):
    """A fund, and what it is set to."""

    code = code_field()
    numbers = forms.RegexField(
        label=_("Prefix of numbers"), regex=r"^[A-Za-z]{2,6}$",
        help_text=_("Two to six letters; it stays as it is."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("Purpose"), required=False, max_length=5000, widget=_area())
    provisions = forms.CharField(
        label=_("Set up by"), required=False, max_length=2000, widget=_area(2),
        help_text=_("Identifiers of texts or paragraphs, one a line: A/RES/64/293"),
    )  # fmt: skip
    cost_object = forms.ModelChoiceField(
        label=_("Cost object"), required=False, queryset=CostObject.objects.none(),
        help_text=_("Its grants are committed and paid there."),
    )  # fmt: skip
    sealed = forms.ModelChoiceField(
        label=_("Cost object for withheld amounts"), required=False,
        queryset=CostObject.objects.none(),
        help_text=_(
            "What is committed and spent on it is seen only by those who see what is withheld."
        ),
    )  # fmt: skip
    third_above = forms.IntegerField(
        label=_("Difference that calls a third reader"), min_value=0, max_value=100, initial=20,
        help_text=_("Points of 100."),
    )  # fmt: skip
    minimum_shown = forms.IntegerField(
        label=_("Smallest number shown"), min_value=2, max_value=100, initial=5,
        help_text=_("Totals of fewer grants or people are not shown to the public."),
    )  # fmt: skip

    def __init__(self, *args: Any, fund: Fund | None = None, **kwargs: Any) -> None:
        """Add a name for each language; show what is held."""
        super().__init__(*args, **kwargs)
        for name in ("cost_object", "sealed"):
            self.fields[name].queryset = CostObject.objects.all()  # type: ignore[attr-defined]
        names = fund.names if fund else {}
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": language}, max_length=300,
                required=code == "en", initial=names.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )  # fmt: skip
        if fund is not None:
            del self.fields["code"], self.fields["numbers"]
            self.initial = {
                "purpose": fund.purpose, "provisions": "\n".join(fund.provisions),
                "cost_object": fund.cost_object_id, "sealed": fund.sealed_id,
                "third_above": fund.third_above, "minimum_shown": fund.minimum_shown,
            }  # fmt: skip

    def said(self) -> FundTerms:
        """Return what the services take."""
        given = self.cleaned_data
        names = {code: given.get(f"name_{code}", "") for code, _language in settings.LANGUAGES}
        return FundTerms(
            names={code: name for code, name in names.items() if name},
            purpose=given["purpose"],
            provisions=given["provisions"].splitlines(),
            cost_object=given["cost_object"],
            sealed=given["sealed"],
            third_above=given["third_above"],
            minimum_shown=given["minimum_shown"],
        )


class CallForm(forms.Form):
    """A call for proposals."""

    fund = forms.ModelChoiceField(label=_("Fund"), queryset=Fund.objects.none())
    code = code_field()
    title = forms.CharField(label=_("Title"), max_length=300)
    words = forms.CharField(label=_("What it is for"), max_length=LONGEST_WORDS, widget=_area(8))
    opens_on = day_field(_("Opens on"))
    closes_on = day_field(_("Closes on"), help_text=_("The last day on which one can apply."))
    envelope = amount_field(
        _("To be awarded, in dollars"), required=False,
        help_text=_("All its grants together; empty for as much as there is."),
    )  # fmt: skip
    requirements = forms.CharField(
        label=_("Requirements"), required=False, max_length=10_000, widget=_area(6),
        help_text=_(
            "One a line, a kind and its value: years_at_least: 3; dollars_at_least: 5000; "
            "dollars_at_most: 60000; months_at_most: 24; documents_at_least: 1; "
            "open_grants_at_most: 0; states: PER, KEN; confirm: words to be confirmed."
        ),
    )  # fmt: skip
    criteria = forms.CharField(
        label=_("Criteria"), max_length=10_000, widget=_area(6),
        help_text=_("One a line, its weight, its most points and its words: 30; 5; Need"),
    )  # fmt: skip

    def __init__(self, *args: Any, call: Call | None = None, **kwargs: Any) -> None:
        """Offer the funds; show what is held."""
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.all()  # type: ignore[attr-defined]
        if call is not None:
            del self.fields["fund"], self.fields["code"]
            self.initial = {
                "title": call.title, "words": call.words, "opens_on": call.opens_on,
                "closes_on": call.closes_on, "envelope": _dollars(call.envelope),
                "requirements": "\n".join(
                    f"{one.kind}: "
                    f"{', '.join(one.value) if isinstance(one.value, tuple) else one.value}"
                    for one in requirements_of(call.requirements)
                ),
                "criteria": "\n".join(
                    f"{one.weight}; {one.highest}; {one.title}"
                    for one in criteria_of(call.criteria)
                ),
            }  # fmt: skip

    def clean_requirements(self) -> list[dict[str, str]]:
        """Return the rows of the requirements."""
        lines = [line for line in self.cleaned_data["requirements"].splitlines() if line.strip()]
        split = (line.partition(":") for line in lines)
        return [{"kind": kind.strip(), "value": value.strip()} for kind, _colon, value in split]

    def clean_criteria(self) -> list[dict[str, Any]]:
        """Return the rows of the criteria."""
        rows = []
        lines = [line for line in self.cleaned_data["criteria"].splitlines() if line.strip()]
        for n, line in enumerate(lines, start=1):
            weight, _sign, rest = line.partition(";")
            highest, _sign, title = rest.partition(";")
            if not (weight.strip().isdecimal() and highest.strip().isdecimal() and title.strip()):
                raise forms.ValidationError(gettext("Not a criterion: %s") % line[:80])
            rows.append(
                {"key": f"c{n}", "title": title.strip(), "weight": int(weight[:6]),
                 "highest": int(highest[:6])}
            )  # fmt: skip
        return rows

    def said(self) -> CallTerms:
        """Return what the services take."""
        given = self.cleaned_data
        return CallTerms(
            title=given["title"],
            words=given["words"],
            opens_on=given["opens_on"],
            closes_on=given["closes_on"],
            requirements=given["requirements"],
            criteria=given["criteria"],
            envelope=None if given["envelope"] is None else _cents(given["envelope"]),
        )


class WithheldForm(forms.Form):
    """What of a grantee is withheld."""

    chosen = forms.MultipleChoiceField(
        label=_("To be withheld"), required=False, choices=_PART_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Nobody reads it but you and the heads of unit: no page, list or file tells it. "
            "With the place, the State is withheld."
        ),
    )  # fmt: skip
    shelter = forms.BooleanField(
        label=_("Victims live there: a shelter"), required=False,
        help_text=_("Name, address, place and contact are withheld for good."),
    )  # fmt: skip


class LiftForm(forms.Form):
    """What is withheld from now on."""

    chosen = WithheldForm.base_fields["chosen"]


class ProposalForm(WithheldForm):
    """An application."""

    organization = forms.ModelChoiceField(
        label=_("Organization"), queryset=Organization.objects.none()
    )
    title = forms.CharField(
        label=_("Title"), max_length=300,
        help_text=_("Title and text name neither the organization nor its place."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("What is proposed"), max_length=LONGEST_WORDS, widget=_area(10)
    )
    name = forms.CharField(label=_("Name of the organization"), max_length=300)
    address = forms.CharField(label=_("Address"), required=False, max_length=1000, widget=_area(3))
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    contact = forms.CharField(
        label=_("Contact"), required=False, max_length=1000, widget=_area(2),
        help_text=_("Who answers, by which telephone or e-mail address."),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("State"))
    amount = amount_field(_("Asked for, in dollars"))
    founded = forms.IntegerField(label=_("Year founded"), min_value=1800, max_value=9999)
    months = forms.IntegerField(label=_("How many months it lasts"), min_value=1, max_value=120)
    documents = DocumentsField(
        label=_("Files"), required=False,
        help_text=_("Each at most 10 MB; they are kept and given out as they came."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        call: Call,
        organizations: Iterable[int],
        application: Application | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the own organizations, the States, the statements of the call."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organization"].queryset = Organization.objects.filter(pk__in=list(organizations))
        living = [one.code for one in states().values() if one.status != "former"]
        named = sorted((participant_name(code), code) for code in living)
        fields["state"].choices = [("", "–"), *((code, name) for name, code in named)]
        self.statements = [
            one.value for one in requirements_of(call.requirements) if one.kind == "confirm"
        ]
        for n, statement in enumerate(self.statements):
            self.fields[f"confirm_{n}"] = forms.BooleanField(label=statement, required=False)
        order = [name for name in self.fields if name not in ("chosen", "shelter", "documents")]
        self.order_fields([*order, "chosen", "shelter", "documents"])
        if application is not None:
            del self.fields["organization"]
            self.initial = self._held(application)

    def _held(self, held: Application) -> dict[str, Any]:
        rows = {row.part: row for row in Particular.objects.filter(application=held)}
        return {
            "title": held.title, "summary": held.summary, "founded": held.founded,
            "months": held.months, "chosen": held.chosen, "shelter": held.shelter,
            **{part.value: rows[part].value for part in Part if part in rows},
            "amount": _dollars(rows[Part.AMOUNT].cents) if Part.AMOUNT in rows else None,
            **{
                f"confirm_{n}": statement in held.confirmed
                for n, statement in enumerate(self.statements)
            },
        }  # fmt: skip

    def said(self) -> Proposal:
        """Return what the services take."""
        given = self.cleaned_data
        return Proposal(
            title=given["title"],
            summary=given["summary"],
            name=given["name"],
            address=given["address"],
            place=given["place"],
            contact=given["contact"],
            state=given["state"],
            cents=_cents(given["amount"]),
            founded=given["founded"],
            months=given["months"],
            confirmed=[
                statement
                for n, statement in enumerate(self.statements)
                if given[f"confirm_{n}"]
            ],
            chosen=given["chosen"],
            shelter=given["shelter"],
        )  # fmt: skip


class AssignForm(forms.Form):
    """A reader."""

    reader = forms.ModelChoiceField(label=_("Reader"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who may score."""
        super().__init__(*args, **kwargs)
        scoring = [role for role in Role if Permission.GRANT_SCORE in GRANTS[role]]
        people = User.objects.filter(is_active=True, memberships__role__in=scoring).distinct()
        self.fields["reader"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    """Whether a reader has a conflict of interest."""

    conflict = forms.ChoiceField(
        label=_("Conflict of interest"), widget=forms.RadioSelect,
        choices=[("no", _("I have none")), ("yes", _("I have one, and do not read it"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=_area(),
        help_text=_("Needed for a conflict."),
    )  # fmt: skip


class ScoreForm(forms.Form):
    """Points and a reason for each criterion of the call."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        """Ask for each criterion."""
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(assignment.application.call.criteria)
        for one in self.criteria:
            self.fields[f"points_{one.key}"] = forms.IntegerField(
                label=gettext("%(criterion)s: 0 to %(most)s points, weight %(weight)s")
                % {"criterion": one.title, "most": one.highest, "weight": one.weight},
                min_value=0, max_value=one.highest,
            )  # fmt: skip
            self.fields[f"reason_{one.key}"] = forms.CharField(
                label=gettext("Reason: %s") % one.title, required=False,
                max_length=LONGEST_REASON, widget=_area(2),
            )  # fmt: skip

    def points(self) -> Mapping[str, tuple[int, str]]:
        """Return points and reasons by criterion."""
        given = self.cleaned_data
        return {
            one.key: (given[f"points_{one.key}"], given[f"reason_{one.key}"])
            for one in self.criteria
        }


class AwardForm(forms.Form):
    """An award: of which money, when, in which instalments."""

    contribution = forms.ModelChoiceField(
        label=_("Of which contribution"), queryset=Contribution.objects.none(),
        help_text=_("Those that have something allocated to the fund."),
    )  # fmt: skip
    starts_on = day_field(_("Begins on"), initial=timezone.localdate)
    ends_on = day_field(_("Ends on"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=_area(2)
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        """Offer the contributions with money; ask for each instalment."""
        super().__init__(*args, **kwargs)
        rows = Particular.objects.filter(application=application, part=Part.AMOUNT)
        sealed = rows.filter(withheld=True).exists()
        fund = application.call.fund
        aim = fund.sealed_id if sealed else fund.cost_object_id
        found: QuerySet[Contribution] = Contribution.objects.filter(
            balances__book=Book.ALLOCATED, balances__cost_object=aim, balances__cents__gt=0
        )
        self.fields["contribution"].queryset = found  # type: ignore[attr-defined]
        for n in range(1, _PARTS_OF_AN_AWARD + 1):
            first = n == 1
            self.fields[f"amount_{n}"] = amount_field(
                gettext("Instalment %s, in dollars") % n, required=first
            )
            self.fields[f"planned_{n}"] = day_field(
                gettext("Instalment %s planned on") % n, required=first
            )
            self.fields[f"due_{n}"] = day_field(
                gettext("Report on instalment %s due on") % n, required=first
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self) -> dict[str, Any]:
        """Refuse half an instalment."""
        given = super().clean() or {}
        for n in range(1, _PARTS_OF_AN_AWARD + 1):
            said = [given.get(f"{name}_{n}") for name in ("amount", "planned", "due")]
            if any(one is not None for one in said) and any(one is None for one in said):
                self.add_error(f"amount_{n}", gettext("An instalment has an amount and two days."))
        return given

    def said(self) -> Award:
        """Return what the service takes."""
        given = self.cleaned_data
        parts = [
            Instalment(_cents(given[f"amount_{n}"]), given[f"planned_{n}"], given[f"due_{n}"])
            for n in range(1, _PARTS_OF_AN_AWARD + 1)
            if given[f"amount_{n}"] is not None
        ]
        return Award(
            given["contribution"], given["starts_on"], given["ends_on"], parts, given["reason"]
        )


class SignForm(forms.Form):
    """The day of the signature."""

    on = day_field(_("Signed on"), initial=timezone.localdate)


class PositionForm(forms.Form):
    """One of a grant's instalments."""

    position = forms.TypedChoiceField(label=_("Instalment"), coerce=int)

    def __init__(self, *args: Any, positions: Iterable[int], **kwargs: Any) -> None:
        """Offer the instalments."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["position"]
        field.choices = [(n, str(n)) for n in positions]


class AnswerForm(PositionForm):
    """What the office says to a report."""

    accept = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect,
        choices=[("yes", _("It is accepted")), ("no", _("It is returned"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=_("In words"), required=False, max_length=LONGEST_REASON, widget=_area(),
        help_text=_("Needed where it is returned: what is missing."),
    )  # fmt: skip


class RefundForm(PositionForm):
    """What came back."""

    amount = amount_field(_("Amount in dollars"))
    reason = forms.CharField(label=_("Reason"), max_length=250)

    def cents(self) -> int:
        """Return the amount."""
        return _cents(self.cleaned_data["amount"])


class ReportForm(forms.Form):
    """A grantee's report: in words, in dollars, in people assisted."""

    narrative = forms.CharField(
        label=_("What was done"), max_length=LONGEST_WORDS, widget=_area(10),
        help_text=_("Name no victim, and nothing by which one could be found."),
    )  # fmt: skip
    spent = amount_field(_("Spent of this instalment, in dollars"))
    documents = DocumentsField(label=_("Files"), required=False)

    def __init__(self, *args: Any, instalment: GrantInstalment, **kwargs: Any) -> None:
        """Ask for the people of each group; show a report that was returned."""
        super().__init__(*args, **kwargs)
        report = getattr(instalment, "report", None)
        held = {}
        if report is not None:
            self.initial = {"narrative": report.narrative, "spent": _dollars(report.spent)}
            held = {(one.sex, one.age, one.aid): one.number for one in report.assisted.all()}
        for aid in Aid:
            for sex in Sex:
                for age in Age:
                    self.fields[f"n_{sex.value}_{age.value}_{aid.value}"] = forms.IntegerField(
                        label=gettext("%(sex)s, %(age)s") % {"sex": sex.label, "age": age.label},
                        required=False, min_value=0, max_value=10_000_000,
                        initial=held.get((sex.value, age.value, aid.value)),
                    )  # fmt: skip

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of the people by kind of aid, for the template."""
        return [
            (str(aid.label), [self[f"n_{s.value}_{a.value}_{aid.value}"] for s in Sex for a in Age])
            for aid in Aid
        ]

    def own_fields(self) -> list[forms.BoundField]:
        """Return the other fields."""
        return [self[name] for name in ("narrative", "spent", "documents")]

    def said(self) -> Account:
        """Return what the service takes."""
        given = self.cleaned_data
        return Account(
            given["narrative"],
            _cents(given["spent"]),
            {
                (s.value, a.value, aid.value): given[f"n_{s.value}_{a.value}_{aid.value}"]
                for aid in Aid
                for s in Sex
                for a in Age
                if given[f"n_{s.value}_{a.value}_{aid.value}"]
            },
        )


class TemplateForm(forms.Form):
    """A Word file."""

    template = forms.FileField(label=_("Word file (.docx)"))
