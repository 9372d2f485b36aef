"""Tracking sheets: given, shown as a dry run, applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.permissions import Permission, require
from cpcj.frame.sheets import LARGEST, SheetError
from cpcj.register.followup.forms import ApplyForm, SheetForm
from cpcj.register.followup.models import Sheet
from cpcj.register.followup.services.importing import (
    Mode,
    Outcome,
    RowPlan,
    apply_sheet,
    keep_sheet,
    plan_sheet,
)
from cpcj.register.followup.services.recording import FollowUpError
from cpcj.register.followup.shown import status_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_PAGE = 200
_LATEST = 20
OUTCOMES = {
    Outcome.CHANGE: _("would change"),
    Outcome.SAME: _("nothing to change"),
    Outcome.UNMATCHED: _("not matched"),
    Outcome.REFUSED: _("refused"),
}
WHAT = {"unit": _("Unit"), "status": _("Status"), "note": _("Note")}


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Take a tracking sheet and show what it would do; list the latest ones."""
    require(request.user, Permission.FOLLOWUP_IMPORT)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["sheet"]
        try:
            if given.size > LARGEST:
                message = gettext("%(name)s is too large: at most %(most)s MB.")
                raise SheetError(message % {"name": given.name, "most": LARGEST >> 20})  # noqa: TRY301 - told below
            sheet = keep_sheet(request.user, given.name or "", given.read())
        except SheetError as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("followup:sheet", sheet.pk)
    latest = Sheet.objects.visible_to(request.user).select_related("by").defer("rows")[:_LATEST]
    return render(request, "followup/sheets.html", {"form": form, "latest": latest})


@require_http_methods(["GET", "HEAD", "POST"])
def dry_run(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a sheet would do, row by row; do it by POST, as it was shown."""
    require(request.user, Permission.FOLLOWUP_IMPORT)
    sheet = Sheet.objects.visible_to(request.user).filter(pk=key).first()
    if sheet is None:
        raise Http404(str(key))
    given = request.POST if request.method == "POST" else request.GET
    mode = Mode.REPLACE if given.get("mode") == Mode.REPLACE else Mode.ADD
    if request.method == "POST":
        form = ApplyForm(request.POST)
        if form.is_valid():
            try:
                plan = apply_sheet(request.user, sheet, mode, form.cleaned_data["shown"])
            except FollowUpError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _applied(plan.counts[Outcome.CHANGE]))
                return redirect("followup:sheet", sheet.pk)
    if sheet.applied_at is not None:
        return render(request, "followup/sheet.html", {"sheet": sheet, "plan": None})
    plan = plan_sheet(request.user, sheet, mode)
    troubled = [row for row in plan.rows if row.outcome in {Outcome.UNMATCHED, Outcome.REFUSED}]
    page = Paginator(plan.rows, _PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "sheet": sheet,
        "plan": plan,
        "mode": mode.value,
        "modes": ApplyForm.base_fields["mode"].choices,  # type: ignore[attr-defined]
        "counts": [(OUTCOMES[one], number) for one, number in plan.counts.items()],
        "changing": plan.counts[Outcome.CHANGE],
        "troubled": [_shown(row) for row in troubled[:_PAGE]],
        "page": page,
        "rows": [_shown(row) for row in page.object_list],
    }
    return render(request, "followup/sheet.html", context)


def _applied(rows: int) -> str:
    return ngettext("%(n)s row was applied.", "%(n)s rows were applied.", rows) % {"n": rows}


def _shown(row: RowPlan) -> dict[str, Any]:
    return {
        "plan": row,
        "given": row.row,
        "outcome": OUTCOMES[row.outcome],
        "changes": [
            (WHAT[name], status_name(value) if name == "status" else value)
            for name, value in row.changes
        ],
    }
