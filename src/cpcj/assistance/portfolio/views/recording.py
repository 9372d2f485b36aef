"""Opening a record, changing its parts, its status, its approval, what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.assistance.portfolio import forms, names
from cpcj.assistance.portfolio.models import (
    ActivityNeed,
    ActivityRequest,
    Document,
    Level,
    Need,
    Office,
    Release,
    Revision,
)
from cpcj.assistance.portfolio.rules import vocabularies
from cpcj.assistance.portfolio.rules.states import ACTIVITY, RELEASE
from cpcj.assistance.portfolio.services import documents, needs, recording
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.parts import PARTS
from cpcj.assistance.portfolio.views.base import ActivityForm, RecordForm, found, ways
from cpcj.assistance.portfolio.views.pages import _BELOW
from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require
from cpcj.frame.punctuation import enumerated_long

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from cpcj.assistance.portfolio.models import Activity

_NEW: dict[str, _StrPromise] = {
    Level.PROGRAMME: _("New programme"),
    Level.PROJECT: _("New project"),
    Level.ACTIVITY: _("New activity"),
}


class NewProgrammePage(RecordForm):
    """A new programme."""

    title = _NEW[Level.PROGRAMME]
    done_message = _("The draft is recorded. Fill in what is missing, then submit it for approval.")

    def get_form(self, form_class: Any = None) -> django_forms.Form:  # noqa: ARG002 - one form
        """Ask what a programme has."""
        form = forms.FactsForm(self.request.POST or None, level=Level.PROGRAMME)
        dress(form)
        return form

    def act(self, form: django_forms.Form) -> str:
        """Open it."""
        assert isinstance(form, forms.FactsForm)  # noqa: S101 - this page's own form
        one = recording.open_record(self.request.user, level=Level.PROGRAMME, facts=form.said())
        return one.get_absolute_url()


class NewPartPage(ActivityForm):
    """A new project of a programme, or activity of a project."""

    done_message = NewProgrammePage.done_message

    def _level(self) -> Level:
        level = _BELOW.get(Level(self.one.level))
        if level is None:
            raise Http404(self.one.identifier)
        return level

    def get_form(self, form_class: Any = None) -> django_forms.Form:  # noqa: ARG002 - one form
        """Ask what a record of the level has; unit and cost object are those above."""
        inherited = {
            "unit": self.one.unit.code if self.one.unit else "",
            "cost_object": self.one.cost_object.code if self.one.cost_object else "",
            "planned_start": self.one.planned_start,
            "planned_end": self.one.planned_end,
        }
        form = forms.FactsForm(self.request.POST or None, level=self._level(), initial=inherited)
        dress(form)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is new."""
        return {**super().get_context_data(**kwargs), "title": _NEW[self._level()]}

    def act(self, form: django_forms.Form) -> str:
        """Open it."""
        assert isinstance(form, forms.FactsForm)  # noqa: S101 - this page's own form
        one = recording.open_record(
            self.request.user, level=self._level(), parent=self.one, facts=form.said()
        )
        return one.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, identifier: str, part: str) -> HttpResponse:
    """Show a part of a record as a form; change it, or keep the change aside until approved."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    one = found(request, identifier)
    if part not in PARTS:
        raise Http404(part)
    held = _held(request, one, part)
    posted = request.POST if request.method == "POST" else None
    form: Any
    if part in forms.ROWS:
        form = forms.rows_form(forms.ROWS[part], held["rows"], posted)
        for row in form.forms:
            dress(row)
    else:
        form = _plain_form(one, part, held, posted)
        dress(form)
    refused = ""
    if posted is not None and form.is_valid():
        try:
            said = {"rows": form.rows()} if part in forms.ROWS else form.said()
            recording.record_part(request.user, one, part=part, given=said)
        except PortfolioError as error:
            refused = str(error)
            if part not in forms.ROWS:
                form.add_error(None, refused)
        else:
            messages.success(request, _done(one))
            return redirect(one)
    context = {
        **ways(request),
        "one": one,
        "title": names.PARTS[part],
        "form": form,
        "refused": refused,
        "rows": part in forms.ROWS,
        "submit": gettext("Save"),
        "usual": _usual(request, one) if part == "sectors" else [],
    }
    return render(request, "portfolio/part.html", context)


def _usual(request: HttpRequest, one: Activity) -> list[str]:
    """Return the sectors that work on the crime areas of a record usually has, in words."""
    areas = _held(request, one, "grounds")["topic"]
    return [f"{code} {names.sector_name(code)}" for code in vocabularies.sectors_of(areas)]


def _held(request: HttpRequest, one: Activity, part: str) -> Any:
    """Return the values the form shows: those kept aside where there are any."""
    revision = Revision.objects.visible_to(request.user).filter(activity=one).first()
    if revision is not None and part in revision.content:
        return revision.content[part]
    return PARTS[part].read(one)


def _plain_form(one: Activity, part: str, held: Any, posted: Any) -> Any:
    if part == "facts":
        return forms.FactsForm(posted, level=one.level, held=held)
    kind = forms.GroundsForm if part == "grounds" else forms.MarkersForm
    return kind(posted, held=held)


def _done(one: Activity) -> str:
    if one.release == Release.PUBLISHED:
        return gettext("The change waits for approval by another person.")
    return gettext("Saved.")


_DATED = frozenset({"start", "close"})
_REASONED = frozenset({"suspend", "cancel", "give_back", "take_back"})


class DeedPage(ActivityForm):
    """A transition of status or approval."""

    permission = Permission.PORTFOLIO_VIEW

    @property
    def deed(self) -> str:
        """The deed of the address.

        Raises:
            Http404: there is none of that name.
        """
        deed: str = self.kwargs["deed"]
        if deed not in names.DEEDS:
            raise Http404(deed)
        return deed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask for the permission that the deed needs, of the record."""
        one = found(request, kwargs["identifier"])
        deed = kwargs["deed"]
        for table in (ACTIVITY, RELEASE):
            for transition in table.transitions:
                if transition.name == deed:
                    require(request.user, transition.permission, one)
        if deed in ("approve_changes", "discard_changes"):
            approves = deed == "approve_changes"
            needed = Permission.PORTFOLIO_APPROVE if approves else Permission.PORTFOLIO_RECORD
            require(request.user, needed, one)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> django_forms.Form:  # noqa: ARG002 - one form
        """Ask for a day or a reason where the deed needs one."""
        form = forms.DeedForm(
            self.request.POST if self.request.method == "POST" else None,
            dated=self.deed in _DATED, reasoned=self.deed in _REASONED,
        )  # fmt: skip
        dress(form)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is done; before changes are approved, show them."""
        context = {**super().get_context_data(**kwargs), "title": names.deed_name(self.deed)}
        context["submit"] = context["title"]
        if self.deed == "approve_changes":
            context["differences"] = differences(self.request, self.one)
        return context

    def act(self, form: django_forms.Form) -> str:
        """Do it."""
        user, one, said = self.request.user, self.one, form.cleaned_data
        if self.deed in {transition.name for transition in ACTIVITY.transitions}:
            recording.advance(user, one, deed=self.deed, on=said.get("on"), why=said.get("why", ""))
        elif self.deed in _REASONED:
            act = recording.give_back if self.deed == "give_back" else recording.take_back
            act(user, one, why=said["why"])
        else:
            plain = {
                "submit": recording.submit,
                "approve": recording.approve,
                "approve_changes": recording.approve_changes,
                "discard_changes": recording.discard_changes,
            }
            plain[self.deed](user, one)
        messages.success(self.request, gettext("Done: %s") % names.deed_name(self.deed))
        return one.get_absolute_url()


def differences(request: HttpRequest, one: Activity) -> list[tuple[str, str, str]]:
    """Return what waits for approval: part and field, what is public, what would be."""
    revision = Revision.objects.visible_to(request.user).filter(activity=one).first()
    if revision is None:
        return []
    found_ = []
    for part_, after in revision.content.items():
        before = PARTS[part_].read(one)
        for field in sorted({*before, *after}):
            old, new = before.get(field), after.get(field)
            if old != new:
                label = str(names.PARTS[part_])
                named = label if field == "rows" else f"{label}: {field}"
                found_.append((named, _written(old), _written(new)))
    return found_


def _written(value: object) -> str:
    if isinstance(value, list):
        return enumerated_long(_written(row) for row in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_written(row)}" for key, row in value.items()) or "–"
    return "–" if value in (None, "") else str(value)


class RequestsPage(ActivityForm):
    """Which requests an activity answers."""

    form_class = forms.RequestsForm
    title = _("Requests that it answers")
    done_message = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        """Show those that are recorded."""
        rows = ActivityRequest.objects.visible_to(self.request.user).filter(activity=self.one)
        return {"numbers": "\n".join(rows.values_list("request__number", flat=True))}

    def act(self, form: django_forms.Form) -> str:
        """Record them."""
        assert isinstance(form, forms.RequestsForm)  # noqa: S101 - this page's own form
        recording.answers_requests(self.request.user, self.one, numbers=form.said())
        return self.one.get_absolute_url()


class NeedsPage(ActivityForm):
    """Which needs assessments an activity answers."""

    form_class = forms.NeedsForm
    title = _("Needs assessments that it answers")
    done_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those that the person sees."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Show those that are recorded."""
        rows = ActivityNeed.objects.visible_to(self.request.user).filter(activity=self.one)
        return {"needs": list(rows.values_list("need", flat=True))}

    def act(self, form: django_forms.Form) -> str:
        """Record them."""
        needs.answers_needs(self.request.user, self.one, needs=list(form.cleaned_data["needs"]))
        return self.one.get_absolute_url()


class DocumentPage(ActivityForm):
    """A document of a record."""

    form_class = forms.DocumentForm
    title = _("Add a document")
    done_message = _("The document is added.")

    def act(self, form: django_forms.Form) -> str:
        """Add it."""
        assert isinstance(form, forms.DocumentForm)  # noqa: S101 - this page's own form
        documents.add_document(self.request.user, self.one, **form.said())
        return self.one.get_absolute_url()


class NeedDocumentPage(RecordForm):
    """Evidence of a needs assessment."""

    form_class = forms.DocumentForm
    title = _("Add a document")
    done_message = _("The document is added.")

    def act(self, form: django_forms.Form) -> str:
        """Add it."""
        assert isinstance(form, forms.DocumentForm)  # noqa: S101 - this page's own form
        seen = Need.objects.visible_to(self.request.user)
        one: Need = get_object_or_404(seen, pk=self.kwargs["key"])
        documents.add_document(self.request.user, one, **form.said())
        return one.get_absolute_url()


@require_http_methods(["POST"])
def remove_document(request: HttpRequest, key: int) -> HttpResponse:
    """Take a document away."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    one = get_object_or_404(Document.objects.visible_to(request.user), pk=key)
    of: Any = one.activity or one.need
    back = of.get_absolute_url()
    documents.remove_document(request.user, one)
    messages.success(request, gettext("The document is taken away."))
    return redirect(back)


class NewNeedPage(RecordForm):
    """A needs assessment."""

    form_class = forms.NeedForm
    title = _("Record a needs assessment")
    done_message = _("The needs assessment is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        assert isinstance(form, forms.NeedForm)  # noqa: S101 - this page's own form
        return needs.record_need(self.request.user, **form.said()).get_absolute_url()


class OfficesPage(RecordForm):
    """Where the Office stands; another place."""

    form_class = forms.OfficeForm
    template_name = "portfolio/offices.html"
    title = _("Offices")
    submit = _("Record")
    done_message = _("The office is recorded.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show those that are recorded."""
        held = Office.objects.visible_to(self.request.user).select_related("unit")
        rows = [(one, names.recipient_name(one.state)) for one in held]
        return super().get_context_data(rows=rows, **ways(self.request), **kwargs)

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        documents.record_office(self.request.user, **form.cleaned_data)
        return reverse("portfolio:offices")
