"""Checklists and their versions; counts for the secretariat."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.forms import FormPage
from cpcj.frame.permissions import Permission, allows, require
from cpcj.reviews.checklists import names, queries
from cpcj.reviews.checklists.forms import VersionForm
from cpcj.reviews.checklists.models import ADOPTIONS, ChecklistVersion
from cpcj.reviews.checklists.rules.checklist import Adoption
from cpcj.reviews.checklists.rules.progress import Counts
from cpcj.reviews.checklists.services import keeping as services
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError
from cpcj.reviews.checklists.shown import place
from cpcj.reviews.checklists.visibility import keeps

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def _ways(request: HttpRequest) -> dict[str, bool]:
    return {
        "keeps": keeps(request.user),
        "begins": allows(request.user, Permission.CHECKLIST_SUBMIT),
    }


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    """Show the checklists with their versions."""
    require(request.user, Permission.CHECKLIST_VIEW)
    rows = [(one, one.rules) for one in ChecklistVersion.objects.visible_to(request.user)]
    return render(request, "checklists/checklists.html", {"rows": rows, **_ways(request)})


def _version(request: HttpRequest, key: str, version: str) -> ChecklistVersion:
    require(request.user, Permission.CHECKLIST_VIEW)
    visible = ChecklistVersion.objects.visible_to(request.user)
    found: ChecklistVersion = get_object_or_404(visible, key=key, version=version)
    return found


@require_safe
def checklist(request: HttpRequest, key: str, version: str) -> HttpResponse:
    """Show what a version of a checklist asks."""
    one = _version(request, key, version)
    rules = one.rules
    sections = [
        (
            section,
            [
                (place(each), each, [str(ADOPTIONS[answer]) for answer in each.when])
                for each in section.questions
            ],
        )
        for section in rules.sections
    ]
    context = {"one": one, "rules": rules, "sections": sections, **_ways(request)}
    return render(request, "checklists/checklist.html", context)


class NewVersion(FormPage):
    """Add a version of a checklist."""

    permission = Permission.CHECKLIST_KEEP
    form_class = VersionForm
    template_name = "checklists/form.html"
    title = _("Add a version of a checklist")
    submit = _("Add")

    def act(self, form: forms.Form) -> str:
        """Add it."""
        made: ChecklistVersion = services.add_version(self.request.user, form.cleaned_data["words"])
        return made.get_absolute_url()

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act; show the form again with what is wrong."""
        try:
            return super().form_valid(form)
        except ChecklistRefusedError as error:
            form.add_error("words", str(error))
            return self.form_invalid(form)


_COLUMNS = (
    Column("question", _("Number"), lambda one: one.question.id),
    Column("provision", _("Provision"), lambda one: one.question.about),
    Column("words", _("Question"), lambda one: one.question.words),
    Column("aspect", _("About"), lambda one: one.aspect.value),
    *(
        Column(each.value, label, partial(Counts.of, adoption=each))
        for each, label in ADOPTIONS.items()
    ),
    Column("unanswered", _("no answer"), lambda one: one.unanswered),
    Column("sets", _("of"), lambda one: one.sets),
)


@require_safe
def counts(request: HttpRequest, key: str, version: str) -> HttpResponseBase:
    """Show how many submitted sets gave which answer; saved as a file by ``format``."""
    require(request.user, Permission.CHECKLIST_KEEP)
    one = _version(request, key, version)
    found = queries.counts(request.user, one)
    wanted = request.GET.get("format")
    if wanted is not None:
        if wanted not in FORMATS:
            return HttpResponseBadRequest("unknown format")
        return save_as(wanted, f"counts-{one.key}-{one.version}", _COLUMNS, found)
    if not found:
        raise Http404(key)
    context = {
        "one": one,
        "rules": one.rules,
        "sets": found[0].sets,
        "headings": list(ADOPTIONS.values()),
        "rows": [
            (place(row.question), row, names.ASPECTS[row.aspect],
             [(ADOPTIONS[each], row.of(each)) for each in Adoption])
            for row in found
        ],
        "formats": FORMATS,
        **_ways(request),
    }  # fmt: skip
    return render(request, "checklists/counts.html", context)
