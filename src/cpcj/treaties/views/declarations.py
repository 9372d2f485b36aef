"""Declarations: the list, one, recording and correcting one, taking a file of them over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.exports import Column
from cpcj.frame.forms import FormPage, PermissionRequired, dress
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation.names import instrument_name
from cpcj.treaties import names, services
from cpcj.treaties.forms import (
    DeclarationForm,
    DeclarationsForm,
    ObjectionForm,
    WithdrawalForm,
)
from cpcj.treaties.knowledge import places
from cpcj.treaties.models import Declaration
from cpcj.treaties.rules import matters
from cpcj.treaties.rules.tables import UnreadableTableError
from cpcj.treaties.services.declaring import (
    DeclarationError,
    Said,
    declarations_of,
    rows_of,
    shown_of,
)

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from cpcj.treaties.models import ImportProposal


def _provisions(one: Declaration) -> list[str]:
    return [each.identifier.partition("#")[2] for each in one.provisions.all()]


def _articles(one: Declaration) -> list[str]:
    return [names.provision_words(each.identifier) for each in one.provisions.all()]


def _beginning(one: Declaration) -> str:
    return one.words if len(one.words) <= 120 else f"{one.words[:117]}…"


@dataclass(frozen=True, slots=True)
class _Filled(Facet):
    """A facet by a field that is empty where it does not apply."""

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the values that are something."""
        return [(value, number) for value, number in Facet.count(self, records) if value]


class DeclarationList(PermissionRequired, ListPage[Declaration]):
    """Declarations, reservations, objections and notifications that stand."""

    permission = Permission.TREATY_VIEW
    model = Declaration
    name = "declarations"
    title = _("Declarations and notifications")
    template_name = "treaties/declarations.html"
    empty_words = _("No declaration is held, or none matches.")
    prefetched = ("provisions",)
    filters = (
        Words("q", _("Words"), lambda records, words: records.filter(words__icontains=words)),
        Facet("instrument", _("Instrument"), "instrument", words=instrument_name),
        Facet("participant", _("Participant"), "participant", words=names.participant_name),
        Facet("kind", _("Kind"), "sort", words=names.sort_name),
        _Filled("about", _("About"), "matter", words=names.matter_name),
        Facet("article", _("Article"), "provisions__article", many=True),
    )
    sorts = (
        Sort("participant", _("Participant"), ("participant", "instrument", "place")),
        Sort("instrument", _("Instrument"), ("instrument", "participant", "place")),
        Sort("recorded", _("Recorded last"), ("-pk",)),
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", _("Code"), lambda one: one.participant, listed=False),
        Column(
            "participant", _("Participant"), lambda one: names.participant_name(one.participant),
            lambda one: one.get_absolute_url(),
        ),
        Column("instrument_key", _("Key"), lambda one: one.instrument, listed=False),
        Column("instrument", _("Instrument"), lambda one: instrument_name(one.instrument)),
        Column("kind", _("Kind"), lambda one: one.sort, listed=False),
        Column("kind_name", _("Kind"), lambda one: names.sort_name(one.sort), exported=False),
        Column("about", _("About"), lambda one: one.matter or None, listed=False),
        Column("about_name", _("About"), lambda one: names.matter_name(one.matter),
               exported=False),
        Column("provisions", _("Identifiers of articles"), _provisions, listed=False),
        Column("articles", _("Articles"), _articles, exported=False),
        Column("date", _("Date"), lambda one: one.on),
        Column("beginning", _("Words"), _beginning, exported=False),
        Column("words", _("Words"), lambda one: one.words, listed=False),
        Column("language", _("Language"), lambda one: one.language, listed=False),
        Column("source", _("Source"), lambda one: one.source, listed=False),
    )  # fmt: skip

    def records(self) -> QuerySet[Declaration]:
        """Return what stands: what was corrected has given way."""
        return super().records().filter(corrected_by__isnull=True)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the person may do."""
        user = self.request.user
        return {
            **super().context(listing),
            "may_record": allows(user, Permission.TREATY_RECORD),
            "may_import": allows(user, Permission.TREATY_IMPORT),
        }


@require_safe
def declaration(request: HttpRequest, key: int) -> HttpResponse:
    """Show a declaration: its words, the articles it names, what corrects it or takes it back."""
    require(request.user, Permission.TREATY_VIEW)
    one = get_object_or_404(
        Declaration.objects.visible_to(request.user).select_related(
            "corrects", "corrected_by", "refers_to"
        ),
        pk=key,
    )
    named = [each.identifier for each in one.provisions.all()]
    held = places(frozenset(named), request.user)
    context = {
        "one": one,
        "participant": names.participant_name(one.participant),
        "instrument": instrument_name(one.instrument),
        "sort": names.sort_name(one.sort),
        "matter": names.matter_name(one.matter) if one.matter else "",
        "provisions": [(names.provision_words(each), held.get(each)) for each in named],
        "doubts": [names.doubt_name(code) for code in one.doubts],
        "correction": getattr(one, "corrected_by", None),
        "referring": [
            (names.sort_name(each.sort), names.participant_name(each.participant), each)
            for each in one.referring.filter(corrected_by__isnull=True)
        ],
        "may_record": allows(request.user, Permission.TREATY_RECORD),
    }
    return render(request, "treaties/declaration.html", context)


class _Recording(FormPage):
    """A form about a declaration, whose refusals stand beside the field they are about."""

    permission = Permission.TREATY_RECORD
    template_name = "treaties/record.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Record, and say what is refused."""
        try:
            return super().form_valid(form)
        except DeclarationError as error:
            field = error.code if error.code in form.fields else None
            form.add_error(field, str(names.DECLARATION_REFUSED[error.code]))
            return self.form_invalid(form)

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with its widgets' classes."""
        form = super().get_form(form_class)
        dress(form)
        return form


class RecordDeclaration(_Recording):
    """Record a declaration, reservation, objection or notification."""

    form_class = DeclarationForm
    title = _("Record a declaration or notification")
    submit = _("Record")
    done_message = _("It is recorded.")

    def get_initial(self) -> dict[str, Any]:
        """Fill in what the address names."""
        given = ("participant", "instrument", "sort", "matter", "provisions")
        return {name: self.request.GET[name] for name in given if name in self.request.GET}

    def act(self, form: forms.Form) -> str:
        """Record it."""
        row = services.record_declaration(self.request.user, _said(form.cleaned_data))
        return row.get_absolute_url()


class CorrectDeclaration(_Recording):
    """Record what is right in place of a row that is wrong; the wrong one stays."""

    form_class = DeclarationForm
    title = _("Correct a declaration")
    submit = _("Record the correction")
    done_message = _("The correction is recorded; the former row stays beside it.")

    @cached_property
    def one(self) -> Declaration:
        """Return the row to correct; one that has given way is not found."""
        found: Declaration = get_object_or_404(
            Declaration.objects.visible_to(self.request.user).filter(corrected_by__isnull=True),
            pk=self.kwargs["key"],
        )
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for a reason."""
        return {**super().get_form_kwargs(), "correcting": True}

    def get_initial(self) -> dict[str, Any]:
        """Show what the row says."""
        named = self.one.provisions.values_list("identifier", flat=True)
        shown = ("participant", "instrument", "sort", "matter", "words", "on", "source")
        return {
            **{name: getattr(self.one, name) for name in shown},
            "provisions": ", ".join(name.partition("#")[2] for name in named),
        }

    def act(self, form: forms.Form) -> str:
        """Record the correction."""
        row = services.record_declaration(
            self.request.user, _said(form.cleaned_data), refers_to=self.one.refers_to,
            corrects=self.one, reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return row.get_absolute_url()


class WithdrawDeclaration(_Recording):
    """Record that a participant took a declaration back; the declaration stays."""

    form_class = WithdrawalForm
    title = _("Record a withdrawal")
    submit = _("Record the withdrawal")
    done_message = _("The withdrawal is recorded.")

    def act(self, form: forms.Form) -> str:
        """Record it beside what it takes back."""
        one = get_object_or_404(
            Declaration.objects.visible_to(self.request.user).filter(corrected_by__isnull=True),
            pk=self.kwargs["key"],
        )
        given = form.cleaned_data
        services.record_declaration(
            self.request.user,
            Said(
                one.participant, one.instrument, matters.Sort.WITHDRAWAL, given["words"],
                on=given["on"], source=given["source"],
            ),
            refers_to=one,
        )  # fmt: skip
        return one.get_absolute_url()


class RecordObjection(_Recording):
    """Record that another participant objects to a declaration or reservation."""

    form_class = ObjectionForm
    title = _("Record an objection")
    submit = _("Record the objection")
    done_message = _("The objection is recorded.")

    def act(self, form: forms.Form) -> str:
        """Record it beside what it objects to."""
        one = get_object_or_404(
            Declaration.objects.visible_to(self.request.user).filter(corrected_by__isnull=True),
            pk=self.kwargs["key"],
        )
        given = form.cleaned_data
        services.record_declaration(
            self.request.user,
            Said(
                given["participant"], one.instrument, matters.Sort.OBJECTION, given["words"],
                on=given["on"], source=given["source"],
            ),
            refers_to=one,
        )  # fmt: skip
        return one.get_absolute_url()


def _said(given: dict[str, Any]) -> Said:
    return Said(
        participant=given["participant"],
        instrument=given["instrument"],
        sort=given["sort"],
        words=given["words"],
        matter=given["matter"],
        on=given["on"],
        provisions=given["provisions"],
        source=given["source"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give_declarations(request: HttpRequest) -> HttpResponse:
    """Take a file of declarations, and go to what was understood of each row."""
    require(request.user, Permission.TREATY_IMPORT)
    form = DeclarationsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            proposal = services.propose_declarations(
                request.user,
                content=file.read(),
                name=file.name,
                instrument=form.cleaned_data["instrument"],
                as_known_on=form.cleaned_data["as_known_on"],
                source=form.cleaned_data["source"],
            )
        except UnreadableTableError as error:
            form.add_error("table", str(error))
        else:
            return redirect("treaties:import", key=proposal.pk)
    dress(form)
    return render(request, "treaties/give_declarations.html", {"form": form})


def confirm_declarations(request: HttpRequest, proposal: ImportProposal) -> HttpResponse:
    """Show what a file of declarations would change, row by row; take it over on a yes."""
    refused = ""
    if request.method == "POST":
        try:
            services.take_declarations_over(
                request.user,
                proposal,
                shown=request.POST.get("shown", ""),
                yes=request.POST.get("yes") == "yes",
            )
        except services.ImportRefusedError as error:
            refused = str(names.REFUSED[error.code])
        else:
            messages.success(request, gettext("The declarations are taken over."))
            return redirect(f"{reverse('treaties:declarations')}?instrument={proposal.instrument}")
    plan = declarations_of(proposal)
    context = {
        "proposal": proposal,
        "name": instrument_name(proposal.instrument),
        "plan": plan,
        "shown": shown_of(plan),
        "changed": [
            (names.participant_name(one.code or ""), words, one) for words, one in plan.changed
        ],
        "missing": [(names.participant_name(code), words) for code, words in plan.missing],
        "rows": [
            {
                "line": one.line,
                "printed": one.printed,
                "participant": names.participant_name(one.code) if one.code else "",
                "sort": names.sort_name(one.sort) if one.words else "",
                "matter": names.matter_name(one.matter) if one.matter else "",
                "provisions": [names.provision_words(each) for each in one.provisions],
                "doubts": [names.doubt_name(code) for code in one.doubts],
                "words": one.words,
            }
            for one in rows_of(proposal)
        ],
        "refused": refused,
    }
    return render(request, "treaties/confirm_declarations.html", context)
