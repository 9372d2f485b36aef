"""The workbook: taken home, brought back, shown as a dry run, applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.permissions import Permission, require
from cpcj.frame.sheets import LARGEST, SheetError
from cpcj.reviews.checklists import names
from cpcj.reviews.checklists.forms import ApplyForm, WorkbookForm
from cpcj.reviews.checklists.models import Workbook
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError, asked_of
from cpcj.reviews.checklists.services.workbooks import (
    Outcome,
    RowPlan,
    apply_workbook,
    keep_workbook,
    plan_workbook,
)
from cpcj.reviews.checklists.shown import answers_of
from cpcj.reviews.checklists.views.base import XLSX, file, set_of
from cpcj.reviews.checklists.workbook import file_name, write_workbook

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.reviews.checklists.models import AnswerSet

_LATEST = 10


def _writing(request: HttpRequest, code: str) -> tuple[AnswerSet, frozenset[str] | None]:
    """Return a set with the questions that the visitor may answer; None for all."""
    one = set_of(request, code)
    require(request.user, Permission.CHECKLIST_ANSWER, one)
    asked = asked_of(request.user, one)
    if asked is not None and not asked:
        raise PermissionDenied(code)
    return one, asked


@require_safe
def take_home(request: HttpRequest, code: str) -> HttpResponse:
    """Give out the workbook."""
    one, asked = _writing(request, code)
    book = write_workbook(one, answers_of(request.user, one), asked)
    return file(book, file_name(one), XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take a workbook that came back and go on to what it would do."""
    one, _asked = _writing(request, code)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["workbook"]
        try:
            if given.size > LARGEST:
                message = gettext("%(name)s is too large: at most %(most)s MB.")
                raise SheetError(message % {"name": given.name, "most": LARGEST >> 20})  # noqa: TRY301 - told below
            made = keep_workbook(request.user, one, given.name or "", given.read())
        except (SheetError, ChecklistRefusedError) as error:
            form.add_error("workbook", str(error))
        else:
            return redirect("checklists:dry_run", made.pk)
    latest = Workbook.objects.visible_to(request.user).filter(set=one).select_related("by")
    context = {
        "one": one, "owner": names.owner_name(one), "form": form,
        "latest": latest.defer("rows")[:_LATEST],
    }  # fmt: skip
    return render(request, "checklists/bring_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dry_run(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a workbook would do, row by row; do it by POST, as it was shown."""
    require(request.user, Permission.CHECKLIST_ANSWER)
    visible = Workbook.objects.visible_to(request.user)
    workbook: Workbook = get_object_or_404(visible.select_related("set__version"), pk=key)
    require(request.user, Permission.CHECKLIST_ANSWER, workbook.set)
    if request.method == "POST":
        form = ApplyForm(request.POST)
        if form.is_valid():
            try:
                done = apply_workbook(request.user, workbook, shown=form.cleaned_data["shown"])
            except ChecklistRefusedError as error:
                messages.error(request, str(error))
            else:
                number = done.counts[Outcome.CHANGE]
                told = ngettext("%(n)s answer was written.", "%(n)s answers were written.", number)
                messages.success(request, told % {"n": number})
                return redirect(workbook.set)
        return redirect("checklists:dry_run", workbook.pk)
    plan = None if workbook.applied_at else plan_workbook(request.user, workbook)
    context: dict[str, object] = {
        "one": workbook.set,
        "owner": names.owner_name(workbook.set),
        "workbook": workbook,
        "plan": plan,
    }
    if plan is not None:
        context |= {
            "counts": [(names.OUTCOMES[each], plan.counts[each]) for each in Outcome],
            "changing": plan.counts[Outcome.CHANGE],
            "rows": [_shown(row) for row in plan.rows if row.outcome is not Outcome.SAME],
        }
    return render(request, "checklists/dry_run.html", context)


def _shown(row: RowPlan) -> dict[str, object]:
    said = row.given
    return {
        "row": row,
        "outcome": names.OUTCOMES[row.outcome],
        "fields": [
            (names.field_name(name), _value(name, getattr(said, name))) for name in row.fields
        ]
        if said
        else [],
    }


def _value(name: str, value: object) -> str:
    if name in ("law", "practice"):
        return names.adoption_name(str(value)) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{names.assistance_name(k)}: {w}" for k, w in value.items()) or "–"
    return str(value) or "–"
